"""The search box: what words, pinyin, initials or digits find, from one table of prefixes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, and_, func, literal, or_, select, union

from fupin_desktop.db.record_tables import TABLES, search_key
from fupin_desktop.db.search_keys import ranges
from fupin_desktop.domain.asking import Found

household, membership, person = TABLES["household"], TABLES["membership"], TABLES["person"]
SHOWN = ("person", "household")


def search(connection: Connection, typed: str, limit: int) -> list[Found]:
    """The hits, best first: whole matches before beginnings."""
    parts = [
        select(search_key.c.key, search_key.c.record_id, search_key.c.record)
        .where(search_key.c.key >= low, search_key.c.key < high, search_key.c.record.in_(SHOWN))
        .limit(200)
        .subquery()
        for low, high in ranges(typed)
    ]
    if not parts:
        return []
    hits = union(*(select(part.c.key, part.c.record_id, part.c.record) for part in parts)).subquery()
    rows = connection.execute(select(hits).order_by(func.length(hits.c.key), hits.c.key).limit(limit * 3)).all()
    ids = list(dict.fromkeys((row.record, row.record_id) for row in rows))[:limit]
    people = _people(connection, [record_id for record, record_id in ids if record == "person"])
    homes = _homes(connection, [record_id for record, record_id in ids if record == "household"])
    found = ((people if record == "person" else homes).get(record_id) for record, record_id in ids)
    return [hit for hit in found if hit]


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


def _people(connection: Connection, ids: Sequence[str]) -> dict[str, Found]:
    query = (
        select(person.c.id, person.c.name, membership.c.household_id, household.c.villager_group, household.c.head_name)
        .join(membership, and_(membership.c.person_id == person.c.id, membership.c.deleted.is_(False)))
        .join(household, household.c.id == membership.c.household_id)
        .where(person.c.id.in_(ids), person.c.deleted.is_(False), household.c.deleted.is_(False))
        .order_by(membership.c.left_on.is_not(None).desc())
    )
    return {
        row.id: Found(
            "person",
            row.id,
            row.household_id,
            row.name or "（无姓名）",
            " ".join(part for part in (f"{row.head_name}户" if row.head_name else "", row.villager_group) if part),
        )
        for row in connection.execute(query)
    }


def _homes(connection: Connection, ids: Sequence[str]) -> dict[str, Found]:
    query = select(household).where(household.c.id.in_(ids), household.c.deleted.is_(False))
    return {
        row.id: Found(
            "household",
            row.id,
            row.id,
            f"{row.head_name or '（无户主）'} 户",
            " ".join(part for part in (row.household_code or "未编号", row.villager_group) if part),
        )
        for row in connection.execute(query)
    }


def _within(typed: str) -> list[ColumnElement[bool]]:
    found = [and_(search_key.c.key >= low, search_key.c.key < high) for low, high in ranges(typed)]
    return found or [literal(value=False)]
