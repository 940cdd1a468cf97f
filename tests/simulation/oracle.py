"""What is shown and what disagrees, counted the slow way: each op against each, by who had seen whom.

Written from docs/sync.md §5 and not from domain/heads.py, so that a mistake would have to be made twice.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import ALIAS, LIFE, PSEUDO_FIELDS, name_of

Name = tuple[bytes, int]
Told = tuple[str, str, str]  # kind, record, field or group


class Written(NamedTuple):
    """An op as it lies in the log."""

    name: Name
    entity: str
    field: int
    value: str
    bases: frozenset[Name]


def ops_in(connection: Connection) -> list[Written]:
    """Every op of a log."""
    bases: dict[tuple[int, int], set[Name]] = defaultdict(set)
    named = "SELECT b.commit_no, b.place, c.id, b.base_place FROM op_base b JOIN commit_ref c ON c.no = b.base_no"
    for number, place, commit, base_place in connection.execute(text(named)):
        bases[number, place].add((bytes(commit), base_place))
    query = (
        "SELECT o.commit_no, o.place, c.id, r.id, o.field, o.value FROM field_op o"
        " JOIN commit_ref c ON c.no = o.commit_no JOIN record_ref r ON r.no = o.record_no"
    )
    return [
        Written((bytes(commit), place), entity, field, value, frozenset(bases[number, place]))
        for number, place, commit, entity, field, value in connection.execute(text(query))
    ]


def disagreements(ops: Sequence[Written]) -> tuple[set[tuple[str, int, bytes, int]], set[Told]]:
    """The heads of each record by itself, and every conflict that a person has to be shown."""
    single = _last(ops, {})
    heads = {(op.entity, op.field, *op.name) for several in single.values() for op in several}
    into = _merged(op for several in single.values() for op in several)
    by_record: dict[str, dict[str, list[Written]]] = defaultdict(dict)
    owner: dict[str, str] = {}
    for (entity, field), several in _last(ops, into).items():
        known = name_of(field)
        if known:
            at = into.get(entity, entity)
            by_record[at].setdefault(known[1], []).extend(several)
            owner[at] = known[0]
    told: set[Told] = set()
    for entity, fields in by_record.items():
        told |= _told_of(owner[entity], entity, fields)
    return heads, told


def _last(ops: Sequence[Written], into: dict[str, str]) -> dict[tuple[str, int], list[Written]]:
    """For each register the ops of which no other in it says, directly or through others, to have seen it."""
    registers: dict[tuple[str, int], list[Written]] = defaultdict(list)
    for op in ops:
        name = name_of(op.field)
        stays = name is not None and name[1] == ALIAS
        registers[op.entity if stays else into.get(op.entity, op.entity), op.field].append(op)
    return {key: [op for op in own if not any(_saw(other, op, own) for other in own)] for key, own in registers.items()}


def _saw(later: Written, earlier: Written, register: Sequence[Written]) -> bool:
    by_name = {op.name: op for op in register}
    waiting, seen = list(later.bases), set(later.bases)
    while waiting:
        base = waiting.pop()
        if base == earlier.name:
            return True
        fresh = (by_name[base].bases if base in by_name else frozenset[Name]()) - seen
        seen |= fresh
        waiting += fresh
    return False


def _merged(heads: Any) -> dict[str, str]:
    """Sets of records that were merged, each under its smallest id."""
    sets: list[set[str]] = []
    for op in heads:
        name = name_of(op.field)
        if name and name[1] == ALIAS and op.value != "null":
            both = {op.entity, op.value.strip('"')}
            touching = [one for one in sets if one & both]
            sets = [one for one in sets if not one & both] + [both.union(*touching)]
    return {one: min(several) for several in sets for one in several}


def _told_of(record: str, entity: str, fields: dict[str, list[Written]]) -> set[Told]:
    life = fields.get(LIFE, [])
    others = [op for name, several in fields.items() if name not in PSEUDO_FIELDS for op in several]
    unseen = bool(life) and all(
        any(op.name not in one.bases and op.name[0] != one.name[0] for op in others) for one in life
    )
    is_gone = bool(life) and all(op.value == "false" for op in life)
    if is_gone and not unseen:
        return set()
    told: set[Told] = {("edited_after_deletion", entity, LIFE)} if is_gone else set()
    grouped = {spec.name: spec.group for spec in RECORDS[record].fields if spec.group}
    for name, several in fields.items():
        if name in grouped:
            continue
        if name == ALIAS:  # where a record went stays its own affair
            told |= {("value", one, name) for one in _at_odds(several)}
        elif len({op.value for op in several}) > 1:
            told.add(("value", entity, name))
    for group in set(grouped.values()):
        if _opinions_differ({name: ops for name, ops in fields.items() if grouped.get(name) == group}):
            told.add(("group", entity, group))
    return told


def _at_odds(aliases: Sequence[Written]) -> set[str]:
    said: dict[str, set[str]] = defaultdict(set)
    for op in aliases:
        said[op.entity].add(op.value)
    return {entity for entity, values in said.items() if len(values) > 1}


def _opinions_differ(group: dict[str, list[Written]]) -> bool:
    """Whether two commits among the heads say different things of a field that both speak of."""
    said: dict[bytes, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, several in group.items():
        for op in several:
            said[op.name[0]][name].add(op.value)
    whole = list(said.values())
    return any(
        len(one[name] | other[name]) > 1 for one in whole for other in whole for name in one.keys() & other.keys()
    )
