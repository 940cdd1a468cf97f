"""Ids of records as columns and back: random ones as they are, computed ones as the rule that gives them.

A yearly record's id follows from its owner and year, an imported person's from the code (domain/identity.py). Where the
ops that found a record say these, the rule is sent instead of the id: the record's name and the numbers of the fields.
The rules travel with the segment, so a program that does not know the record computes it all the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import name_of, number_of
from fupin_desktop.domain.changes import ID_BYTES, Op
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.sync.columns import Reader, Writer
from fupin_desktop.sync.limits import Limits, Malformed, bounded
from fupin_desktop.sync.values import Values

PLAIN, TEXT, RULE = 0, 1, 2  # 16 bytes; any text; RULE + the rule's place
MOST_RULES = 64
MOST_PARTS = 4
TRIES = 4  # records of one kind that no rule gives, before no more rules are looked for
_HEX = re.compile(r"[0-9a-f]{32}")


class Part(NamedTuple):
    """What a rule takes of a founding op: its value, or what the id of the record that it names is computed from."""

    field: int
    is_named: bool


class Rule(NamedTuple):
    """A record's name, and what its id is computed from."""

    record: str
    parts: tuple[Part, ...]


def write_records(
    body: Writer, ids: Writer, ops: Sequence[Op], founding: Sequence[range], places: Mapping[str, int]
) -> None:
    """The id of each record, in the order in which the ops name them first."""
    search = _Search(places)
    kinds: list[int] = []
    texts: list[str] = []
    for run in founding:
        entity = ops[run[0]].entity
        rule = search.rule_of(entity, ops[run[0] : run[-1] + 1])
        if rule is not None:
            kinds.append(RULE + rule)
        elif _HEX.fullmatch(entity):
            kinds.append(PLAIN)
            ids.raw(bytes.fromhex(entity))
        else:
            kinds.append(TEXT)
            texts.append(entity)
    body.numbers(kinds)
    body.texts(texts)
    _write_rules(body, list(search.rules))


def read_records(
    body: Reader, ids: Reader, fields: Sequence[int], founding: Sequence[range], values: Values, limits: Limits
) -> list[str]:
    """The ids of the records that these runs of ops found; those among the values are put there."""
    kinds = list(body.numbers(len(founding)))
    texts = iter(body.texts(kinds.count(TEXT)))
    rules = _read_rules(body, max(kinds, default=0) - RULE + 1)
    found = _Found(fields, values, limits.said)
    for run, kind in zip(founding, kinds, strict=True):
        if kind >= RULE:
            found.computed(rules[kind - RULE], run)
        else:
            found.add(next(texts) if kind == TEXT else ids.raw(ID_BYTES).hex())
    for place, record in values.records.items():
        values.distinct[place] = found.ids[record]
        values.sizes[place] = len(found.ids[record])
    return found.ids


def founding_runs(record_of: Sequence[int], ends: Sequence[int]) -> Iterator[range]:
    """For each record the ops that name it first: one after the other, in one commit."""
    known = at = 0
    for end in ends:
        while at < end:
            first = at
            at += 1
            if record_of[first] == known:
                while at < end and record_of[at] == known:
                    at += 1
                known += 1
                yield range(first, at)


@dataclass(slots=True)
class _Search:
    """Looks for the rule of each record; `codes` is what those that had one were computed from."""

    places: Mapping[str, int]
    rules: dict[Rule, int] = field(default_factory=dict[Rule, int])
    codes: dict[str, str] = field(default_factory=dict[str, str])
    failed: dict[str, int] = field(default_factory=dict[str, int])

    def rule_of(self, entity: str, founded: Sequence[Op]) -> int | None:
        named = name_of(founded[0].field)
        if named is None or named[0] not in RECORDS:
            return None
        said: dict[int, Any] = {}
        for op in founded:
            said.setdefault(op.field, op.value)
        for rule, place in self.rules.items():
            if rule.record == named[0] and self._gives(rule, said, entity):
                return place
        if self.failed.get(named[0], 0) >= TRIES or len(self.rules) >= MOST_RULES:
            return None
        for parts in self._possible(named[0], said):
            rule = Rule(named[0], parts)
            if self._gives(rule, said, entity):
                return self.rules.setdefault(rule, len(self.rules))
        self.failed[named[0]] = self.failed.get(named[0], 0) + 1
        return None

    def _possible(self, record: str, said: Mapping[int, Any]) -> Iterator[tuple[Part, ...]]:
        """Owner and year; or one text; or the codes of the records that it ties together."""
        key = RECORDS[record].key
        if key:
            yield tuple(Part(number_of(record, name), is_named=False) for name in key)
            return
        texts = {number: value for number, value in said.items() if type(value) is str}
        for number in texts:
            yield (Part(number, is_named=False),)
        tied = [number for number, value in texts.items() if value in self.codes]
        yield tuple(Part(number, is_named=True) for number in tied[:MOST_PARTS])

    def _gives(self, rule: Rule, said: Mapping[int, Any], entity: str) -> bool:
        place = self.places[entity]
        parts = [self._part(said.get(part.field), part, place) for part in rule.parts]
        if not parts or None in parts:
            return False
        code = "|".join([part for part in parts if part is not None])
        if coded_id(rule.record, code) != entity:
            return False
        self.codes[entity] = code
        return True

    def _part(self, value: Any, part: Part, place: int) -> str | None:
        if type(value) is int and not part.is_named:
            return str(value)
        if type(value) is not str or self.places.get(value, -1) >= place:
            return None  # a record that comes later is not known yet when this one is computed
        return self.codes.get(value) if part.is_named else value


@dataclass(slots=True)
class _Found:
    """Records whose ids are known, and what those that have a rule were computed from."""

    fields: Sequence[int]
    values: Values
    left: int  # characters that may still be hashed
    ids: list[str] = field(default_factory=list[str])
    codes: dict[int, str] = field(default_factory=dict[int, str])

    def add(self, record: str) -> None:
        self.ids.append(record)

    def computed(self, rule: Rule, run: range) -> None:
        code = "|".join([self._part(part, run) for part in rule.parts])
        self.left = bounded(self.left - len(code), self.left, "characters to compute records from")
        self.codes[len(self.ids)] = code
        self.ids.append(coded_id(rule.record, code))

    def _part(self, part: Part, run: range) -> str:
        place = next((self.values.place_of[at] for at in run if self.fields[at] == part.field), -1)
        named = self.values.records.get(place, -1)
        if part.is_named:
            found = self.codes.get(named)
        else:
            value = self.values.distinct[place] if place >= 0 else None
            found = self.ids[named] if 0 <= named < len(self.ids) else value
        if type(found) not in (str, int):
            raise Malformed("a record that cannot be computed")
        return str(found)


def _write_rules(body: Writer, rules: Sequence[Rule]) -> None:
    body.texts([rule.record for rule in rules])
    body.numbers([len(rule.parts) for rule in rules])
    body.numbers([part.field * 2 + part.is_named for rule in rules for part in rule.parts])


def _read_rules(body: Reader, count: int) -> list[Rule]:
    names = body.texts(bounded(max(0, count), MOST_RULES, "rules"))
    sizes = body.numbers(len(names))
    if any(not 0 < size <= MOST_PARTS for size in sizes):
        raise Malformed("a rule of no part, or of too many")
    parts = iter(body.numbers(sum(sizes)))
    return [
        Rule(name, tuple(Part(number >> 1, bool(number & 1)) for number in [next(parts) for _ in range(size)]))
        for name, size in zip(names, sizes, strict=True)
    ]
