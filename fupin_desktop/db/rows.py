"""One record's row, conflicts and search keys from its heads. Pure: reads no table and no clock."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, PSEUDO_FIELDS, name_of
from fupin_desktop.db.record_tables import SEARCHED
from fupin_desktop.db.search_keys import keys_of
from fupin_desktop.domain.heads import PlacedOp, differing, edited_after_deletion, group_disagrees
from fupin_desktop.fields.days import is_day
from fupin_desktop.fields.plain import Plain, from_plain
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
NO_CHARACTER = "\N{SYMBOL FOR NULL}"  # shown in the place of a character 0; history and the log keep the very value
LONGEST_INDEXED = 400
NamedHeads = Mapping[str, Sequence[PlacedOp]]


@dataclass(frozen=True, slots=True)
class Derived:
    """What the tables hold of one record."""

    record: str
    row: dict[str, Any]
    conflicts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    search_keys: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])


def derive_row(
    record_id: str, registers: Mapping[int, Sequence[PlacedOp]], merges: Mapping[str, str]
) -> Derived | None:
    """The row of a record; None if a newer program made it and nothing of it is known here."""
    names = {number: name for number in sorted(registers) if (name := name_of(number))}
    if not names:
        return None
    record = RECORDS[next(iter(names.values()))[0]]
    heads = {name: registers[number] for number, (owner, name) in names.items() if owner == record.name}
    row = {"id": record_id} | {name: _key_value(heads, name, merges) for name in record.key}
    row |= {spec.name: _shown(spec, heads.get(spec.name), merges) for spec in record.fields}
    row["deleted"] = _is_deleted(heads)
    conflicts = [] if row["deleted"] else conflicts_of(record, heads)  # whoever deleted it had seen them
    keys = (
        []
        if row["deleted"]
        else [
            {"key": key, "record_id": record_id, "record": record.name}
            for key in keys_of(record.name, row)
            if len(key) <= LONGEST_INDEXED
        ]
    )
    return Derived(record.name, row, [_conflict_row(record.name, *found) for found in conflicts], keys)


def conflicts_of(record: RecordSpec, heads: NamedHeads) -> list[tuple[str, str, tuple[PlacedOp, ...]]]:
    """(kind, field or group, heads) of every disagreement in a record."""
    found: list[tuple[str, str, tuple[PlacedOp, ...]]] = []
    for name, specs in record.groups.items():
        group = {number: heads[spec.name] for number, spec in enumerate(specs) if spec.name in heads}
        if group_disagrees(group):
            found.append(("group", name, tuple(op for several in group.values() for op in several)))
    for name, several in heads.items():
        spec = record.by_name.get(name)
        if not (spec and spec.group):
            found += [("value", name, tuple(own)) for own in _by_entity(several) if differing(own)]
    if _unseen_edits(heads):
        found.append(("edited_after_deletion", LIFE, tuple(heads[LIFE])))
    return found


def disputed_in(record: RecordSpec, heads: NamedHeads) -> frozenset[str]:
    """The fields that have more than one value now; of a group that disagrees, those of its fields that do."""
    found: set[str] = set()
    for kind, name, _ in conflicts_of(record, heads):
        if kind == "value":
            found.add(name)
        elif kind == "group":
            found.update(s.name for s in record.groups[name] if differing(heads.get(s.name, ())))
    return frozenset(found)


def _by_entity(several: Sequence[PlacedOp]) -> list[list[PlacedOp]]:
    """Heads of one record each: only aliases keep the record that they were written to."""
    return [[op for op in several if op.entity == one] for one in sorted({op.entity for op in several})]


def _is_deleted(heads: NamedHeads) -> bool:
    life = heads.get(LIFE)
    return bool(life) and all(op.value is False for op in life) and not _unseen_edits(heads)


def _unseen_edits(heads: NamedHeads) -> bool:
    life = heads.get(LIFE, ())
    if not life or any(op.value is not False for op in life):
        return False
    others = [op for name, several in heads.items() if name not in PSEUDO_FIELDS for op in several]
    return all(edited_after_deletion(op, others) for op in life)


def _key_value(heads: NamedHeads, name: str, merges: Mapping[str, str]) -> Any:
    several = heads.get(name)
    value = several[0].value if several else None
    if name == "year":
        return value if isinstance(value, int) and 0 < value < 10_000 else None
    return merges.get(value, _keepable(value, indexed=True)) if isinstance(value, str) else None


def _shown(spec: FieldSpec, several: Sequence[PlacedOp] | None, merges: Mapping[str, str]) -> Any:
    if not several or not is_understood(spec, several[0].value):
        return None
    value = from_plain(spec, several[0].value)
    if not isinstance(value, str):
        return value
    shown = _keepable(value, indexed=spec.kind is Kind.REF or spec.name in SEARCHED)
    return merges.get(value, shown) if spec.kind is Kind.REF else shown


def _keepable(value: str, *, indexed: bool) -> str:
    """The text as a table of any database holds it: PostgreSQL knows no character 0 and indexes no whole page."""
    shown = value.replace("\0", NO_CHARACTER)
    return shown if not indexed or len(shown) <= LONGEST_INDEXED else shown[:LONGEST_INDEXED] + "…"


def is_understood(spec: FieldSpec, plain: Plain) -> bool:
    """Whether the value has a form that this program knows; a newer one may have given the field another."""
    match spec.kind:
        case Kind.TEXT | Kind.CODE | Kind.REF:
            return isinstance(plain, str)
        case Kind.DAY:
            return isinstance(plain, str) and is_day(plain)
        case Kind.FLAG:
            return isinstance(plain, bool)
        case Kind.COUNT | Kind.YEAR:
            return isinstance(plain, int) and not isinstance(plain, bool) and abs(plain) < 2**63
        case Kind.DECIMAL | Kind.MONEY:
            return isinstance(plain, str) and _DECIMAL.fullmatch(plain) is not None
        case Kind.CODES:
            return isinstance(plain, list) and all(isinstance(one, str) for one in cast("list[object]", plain))


def _conflict_row(record: str, kind: str, name: str, several: Sequence[PlacedOp]) -> dict[str, Any]:
    record_id = several[0].entity
    named = "|".join([record_id, kind, name, *sorted(f"{op.id.commit.hex()}/{op.id.place}" for op in several)])
    return {
        "id": hashlib.blake2b(named.encode(), digest_size=8).hexdigest(),
        "kind": kind,
        "record": record,
        "record_id": record_id,
        "field": name,
    }
