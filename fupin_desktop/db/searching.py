"""The search box: what words, pinyin, initials or digits find, from one table of prefixes."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)

from fupin_desktop.db.record_tables import TABLES, search_key
from fupin_desktop.db.search_keys import ranges
from fupin_desktop.domain.asking import Found

household, membership, person = TABLES["household"], TABLES["membership"], TABLES["person"]
SHOWN = ("person", "household")
ENDS = ("low", "high")  # of a range of keys
SPARE = 5  # hits beyond those wanted: a person whom no household has is not shown
MOST_KEYS = 200  # looked at in each range: one letter finds half a county


def search(connection: Connection, typed: str, limit: int) -> list[Found]:
    """The hits, best first: whole matches before beginnings."""
    asked = ranges(typed)
    if not asked:
        return []
    limits = {f"{end}_{place}": key for place, pair in enumerate(asked) for end, key in zip(ENDS, pair, strict=True)}
    found: dict[tuple[str, str], Found] = {}
    for record, record_id, *shown in connection.execute(_hits(len(asked)), limits | {"most": limit + SPARE}):
        if len(found) == limit:
            break
        if (record, record_id) not in found:
            found[record, record_id] = _shown(record, record_id, *shown)
    return list(found.values())


@cache
def _hits(count: int) -> Select[*tuple[Any, ...]]:
    """The question for the keys of so many ranges: put together once, for it is asked at every keystroke."""
    parts = [
        select(search_key.c.key, search_key.c.record_id, search_key.c.record)
        .where(_between(place), or_(*(search_key.c.record == shown for shown in SHOWN)))
        .limit(MOST_KEYS)
        .subquery()
        for place in range(count)
    ]
    keys = (union_all(*(select(part) for part in parts)) if count > 1 else select(parts[0])).subquery()
    length, key = func.min(func.length(keys.c.key)), func.min(keys.c.key)
    best = select(keys.c.record, keys.c.record_id, length.label("length"), key.label("key"))
    best = best.group_by(keys.c.record, keys.c.record_id).order_by(length, key)
    hit = best.limit(bindparam("most")).subquery()
    home_id = case((hit.c.record == "household", hit.c.record_id), else_=membership.c.household_id)
    return (
        select(
            hit.c.record,
            hit.c.record_id,
            person.c.name,
            household.c.id.label("household_id"),
            *(household.c[name] for name in ("head_name", "household_code", "villager_group")),
        )
        .select_from(hit)
        .outerjoin(person, and_(person.c.id == hit.c.record_id, hit.c.record == "person"))
        .outerjoin(membership, and_(membership.c.person_id == person.c.id, membership.c.deleted.is_(False)))
        .join(household, household.c.id == home_id)
        .where(household.c.deleted.is_(False), or_(hit.c.record == "household", person.c.deleted.is_(False)))
        .order_by(hit.c.length, hit.c.key, hit.c.record_id, membership.c.left_on.is_not(None))
    )


def _between(place: int) -> ColumnElement[bool]:
    low, high = (bindparam(f"{end}_{place}", type_=String) for end in ENDS)
    return and_(search_key.c.key >= low, search_key.c.key < high)


def _shown(
    record: str, record_id: str, name: str | None, home: str, head: str | None, code: str | None, group: str | None
) -> Found:
    """A person in the household where he lives, or lived last; or a household."""
    if record == "person":
        title, parts = name or "（无姓名）", (f"{head}户" if head else "", group)
    else:
        title, parts = f"{head or '（无户主）'} 户", (code or "未编号", group)
    return Found(record, record_id, home, title, " ".join(part for part in parts if part))


def households_found(typed: str) -> CompoundSelect[Any]:
    """The ids of households that the words find, by themselves or by one of their people."""
    within = or_(*_within(typed))
    direct = select(search_key.c.record_id).where(within, search_key.c.record == "household")
    of_people = (
        select(membership.c.household_id)
        .join(search_key, search_key.c.record_id == membership.c.person_id)
        .where(within, membership.c.deleted.is_(False))
    )
    return union(direct, of_people)


def _within(typed: str) -> list[ColumnElement[bool]]:
    found = [and_(search_key.c.key >= low, search_key.c.key < high) for low, high in ranges(typed)]
    return found or [literal(value=False)]
