"""What is wrong with one commit, op by op: whose record, whose decision, what content (docs/exchange.md §6). Pure.

Each function gives a sentence for the county's staff, or "" if nothing is wrong. Values of people never stand in it.
Fields, kinds and forms of a newer program are no fault.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import ALIAS, LIFE, name_of
from fupin_desktop.domain.changes import Commit, Op, OpId, canonical
from fupin_desktop.domain.streams import StreamKey
from fupin_desktop.fields.plain import Plain
from fupin_desktop.fields.spec import Decider, Kind, Scope
from fupin_desktop.sync.certificates import Certificate, Role

FIRST_YEAR, LAST_YEAR = 1949, 2100
MOST_BYTES = 65_536
MOST_BASES = 64
MOST_BASES_OF_LIFE = 4_096  # a deletion names every head of the record that it saw
MOST_RECORD_ID = 64
MOST_PLACE = 1 << 31
LAST_MS = 253_402_300_799_999  # the end of the year 9999
MOST_COUNT = 1 << 40
OF_NO_VILLAGE = frozenset(("unit", "helper"))  # one bureau helps many villages: each may write what it knows of it


@dataclass(frozen=True, slots=True)
class Known:
    """What judging has to know of a field."""

    record: str
    title: str
    label: str
    most: int  # characters: twice what its form takes, so that a newer form may take more
    is_year: bool
    is_alias: bool
    is_life: bool
    is_countys: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a commit: who wrote it, and where the records that it touches are at home."""

    stream: StreamKey
    certificate: Certificate
    homes: Mapping[str, Collection[str]]
    values: Mapping[OpId, Plain]
    later: Mapping[bytes, int] = field(default_factory=dict[bytes, int])  # the ids of the segment, by place


@lru_cache(maxsize=4_096)
def known_field(number: int) -> Known | None:
    """The field of this number; None for one that only a newer program knows."""
    name = name_of(number)
    record = RECORDS.get(name[0]) if name else None
    if name is None or record is None:
        return None
    spec = record.by_name.get(name[1])
    return Known(
        record=record.name,
        title=record.title,
        label=spec.label if spec else record.title,
        most=2 * spec.max_length if spec and spec.kind is not Kind.CODES else MOST_BYTES,
        is_year=record.scope is Scope.YEARLY and name[1] == "year",
        is_alias=name[1] == ALIAS,
        is_life=name[1] == LIFE,
        is_countys=spec is not None and spec.decided_by is Decider.COUNTY,
    )


def touched(commit: Commit) -> Iterator[str]:
    """The records that a commit writes, and those into which it merges one."""
    for op in commit.ops:
        yield op.entity
        known = known_field(op.field)
        if known and known.is_alias and isinstance(op.value, str):
            yield op.value


def decisions(commit: Commit, certificate: Certificate) -> Iterator[Op]:
    """The ops by which a village writes over several heads of a field that is the county's to decide."""
    if certificate.role is Role.VILLAGE:
        for op in commit.ops:
            if len(op.bases) > 1 and (known := known_field(op.field)) and known.is_countys:
                yield op


def beyond_scope(commit: Commit, around: Around) -> str:
    """A record that is at home elsewhere."""
    prefixes = around.certificate.prefixes
    for op in commit.ops:
        known = known_field(op.field)
        if known and known.record in OF_NO_VILLAGE:
            continue
        for record in (op.entity, op.value) if known and known.is_alias else (op.entity,):
            homes = around.homes.get(record) if isinstance(record, str) else None
            if homes and not any(home.startswith(prefixes) for home in homes):
                kind = known.title if known else ""
                where = "、".join(sorted(homes))
                return f"这条改动写的是 {where} 村的{kind}记录，不在这台电脑的范围（{'、'.join(prefixes)}）内。"
    return ""


def beyond_role(commit: Commit, around: Around) -> str:
    """A disagreement that a village decided though it is the county's; to write over equal values decides nothing."""
    for op in decisions(commit, around.certificate):
        said = {repr(around.values[base]) for base in op.bases if base in around.values}
        if len(said) > 1 or not all(base in around.values for base in op.bases):
            known = known_field(op.field)
            label = known.label if known else ""
            return f"「{label}」有不一致时由乡镇或县里核定，这台电脑是村里的，却作了决定。"
    return ""


def impossible(commit: Commit, around: Around) -> str:
    """Content that no program of ours writes."""
    if not _is_stamp(commit):
        return "这条改动记的时间不可能。"
    kinds: dict[str, str] = {}
    for place, op in enumerate(commit.ops):
        known = known_field(op.field)
        if known and kinds.setdefault(op.entity, known.record) != known.record:
            return f"同一个编号既写成{RECORDS[kinds[op.entity]].title}，又写成{known.title}。"
        if not 0 < len(op.entity) <= MOST_RECORD_ID:
            return "记录的编号不可能。"
        if op.bases and (complaint := _impossible_bases(op, known, commit.id(), place, around.later)):
            return complaint
        if op.value is not None and (complaint := _impossible_value(op.value, known)):
            return complaint
    return ""


def _is_stamp(commit: Commit) -> bool:
    (ms, count), wall, est = commit.header["hlc"], commit.header["wall"], commit.header.get("est", 0)
    return 0 <= ms <= LAST_MS and 0 <= count <= MOST_COUNT and 0 <= wall <= LAST_MS and 0 <= est <= LAST_MS


def _impossible_bases(op: Op, known: Known | None, own: bytes, place: int, later: Mapping[bytes, int]) -> str:
    most = MOST_BASES if known and not known.is_life else MOST_BASES_OF_LIFE
    if len(op.bases) > most:
        return f"一处改动说它取代了 {len(op.bases)} 个旧值，最多 {most} 个。"
    here = later.get(own, len(later))
    for base in op.bases:
        if not 0 <= base.place < MOST_PLACE:
            return "一处改动取代的旧值编号不可能。"
        if (base.commit == own and base.place >= place) or later.get(base.commit, -1) > here:
            return "一处改动说它取代了自己或比它更晚的改动。"
    return ""


def _impossible_value(value: Plain, known: Known | None) -> str:
    if isinstance(value, str):
        if known and len(value) > known.most:
            return f"{known.title}的「{known.label}」有 {len(value)} 个字，这一栏放不下。"
        return "" if len(value) * 4 <= MOST_BYTES or len(value.encode()) <= MOST_BYTES else _too_large(known)
    if isinstance(value, int):
        if known and known.is_year and not FIRST_YEAR <= value <= LAST_YEAR:
            return f"{known.title}的年度 {value} 不可能。"
        return ""
    return _too_large(known) if len(canonical(value)) > MOST_BYTES else ""


def _too_large(known: Known | None) -> str:
    what = f"{known.title}的「{known.label}」" if known else "一处改动"
    return f"{what}的内容太大，超过 {MOST_BYTES // 1024} KB。"
