"""What the checks across households look things up in, read in bulk: numbers, phones, columns carried, land."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, and_, cast, func, literal, or_, select

from fupin_desktop.db.record_tables import TABLES

household, person, membership = TABLES["household"], TABLES["person"], TABLES["membership"]
pairing, helper = TABLES["pairing"], TABLES["helper"]
HERE = and_(membership.c.person_id == person.c.id, membership.c.deleted.is_(False), membership.c.left_on.is_(None))


def person_rows(connection: Connection) -> list[Sequence[Any]]:
    """(person, name, ID number, household or "", its code, its head) of every person."""
    query = (
        select(
            person.c.id,
            func.coalesce(person.c.name, ""),
            func.coalesce(person.c.id_number, ""),
            func.coalesce(household.c.id, ""),
            func.coalesce(household.c.household_code, ""),
            func.coalesce(household.c.head_name, ""),
        )
        .select_from(person)
        .outerjoin(membership, HERE)
        .outerjoin(household, and_(household.c.id == membership.c.household_id, household.c.deleted.is_(False)))
        .where(person.c.deleted.is_(False), or_(household.c.id.is_not(None), ~_ever_a_member()))
    )
    return list(connection.execute(query).all())


def _ever_a_member() -> ColumnElement[bool]:
    """A person who left, or whose household lies in the recycle bin, is no orphan."""
    any_time = membership.alias("any_time")
    return select(any_time.c.id).where(any_time.c.person_id == person.c.id).correlate(person).exists()


def phone_rows(connection: Connection) -> list[Sequence[Any]]:
    """(phone, whose, household, its code, its head) of every phone of a household or a member."""
    whose = func.coalesce(household.c.head_name, "")
    code = func.coalesce(household.c.household_code, "")
    own = select(household.c.phone, whose, household.c.id, code, whose).where(
        household.c.deleted.is_(False), household.c.phone.is_not(None)
    )
    of_members = (
        select(person.c.person_phone, func.coalesce(person.c.name, ""), household.c.id, code, whose)
        .join(membership, HERE)
        .join(household, and_(household.c.id == membership.c.household_id, household.c.deleted.is_(False)))
        .where(person.c.deleted.is_(False), person.c.person_phone.is_not(None))
    )
    return [*connection.execute(own).all(), *connection.execute(of_members).all()]


def helper_rows(connection: Connection) -> list[Sequence[Any]]:
    """(helper, name, ID number, phone) of every helper who has or had a household."""
    columns = (func.coalesce(helper.c[name], "") for name in ("name", "id_number", "phone"))
    paired = helper.c.id.in_(select(pairing.c.helper_id).where(pairing.c.deleted.is_(False)))
    query = select(helper.c.id, *columns).where(helper.c.deleted.is_(False), paired)
    return list(connection.execute(query).all())


def carried_rows(connection: Connection, needed: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int, str]]:
    """(village code, year or 0, "record.field") of every field that has a value anywhere in the village and year."""
    for record, fields in needed.items():
        if record not in JOINS:
            continue
        table = TABLES[record]
        year = YEARS.get(record, literal(0))
        village = func.coalesce(household.c.village_code, "")
        marks = [func.max(table.c[name].is_not(None)) for name in fields]
        query = select(village, year, *marks).select_from(JOINS[record]).where(table.c.deleted.is_(False))
        rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(query.group_by(village, year))]
        for village_code, of_year, *found in rows:
            for name, mark in zip(fields, found, strict=True):
                if mark and of_year is not None:
                    yield village_code, int(of_year), f"{record}.{name}"


def land_sums(connection: Connection, names: Sequence[str]) -> dict[tuple[str, int], dict[str, Decimal]]:
    """By village code and year, what the households have together of each kind of land."""
    table = TABLES["household_conditions"]
    sums = [func.sum(cast(table.c[name], Float)) for name in names]
    query = (
        select(household.c.village_code, table.c.year, *sums)
        .join(household, household.c.id == table.c.household_id)
        .where(table.c.deleted.is_(False), household.c.deleted.is_(False))
        .group_by(household.c.village_code, table.c.year)
    )
    rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(query)]
    return {
        (village_code, year): {
            name: Decimal(f"{area:.2f}") for name, area in zip(names, areas, strict=True) if area is not None
        }
        for village_code, year, *areas in rows
    }


_OWNED = ("household_year", "household_income", "household_conditions", "membership", "pairing", "assistance_measure")
JOINS: dict[str, Any] = {"household": household} | {
    name: TABLES[name].join(household, household.c.id == TABLES[name].c.household_id) for name in _OWNED
}
_people = person.join(membership, HERE).join(household, household.c.id == membership.c.household_id)
_years = TABLES["person_year"]
JOINS["person"] = _people
JOINS["person_year"] = _years.join(_people, person.c.id == _years.c.person_id)
JOINS["helper"] = helper.join(pairing, pairing.c.helper_id == helper.c.id).join(
    household, household.c.id == pairing.c.household_id
)
YEARS: dict[str, Any] = {
    name: TABLES[name].c.year for name in ("household_year", "household_income", "household_conditions", "person_year")
}
YEARS["assistance_measure"] = func.substr(TABLES["assistance_measure"].c.done_on, 1, 4)
