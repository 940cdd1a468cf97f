"""What the checks across households look things up in: numbers, phones, columns carried, land.

Read in bulk for a whole registry; for some households only what they have in common with others, by search key.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Float, Select, and_, cast, func, literal, or_, select, true

from fupin_desktop.db.append import CHUNK, in_chunks
from fupin_desktop.db.record_tables import TABLES, search_key
from fupin_desktop.domain.asking import CheckRows

household, person, membership = TABLES["household"], TABLES["person"], TABLES["membership"]
pairing, helper = TABLES["pairing"], TABLES["helper"]
HERE = and_(membership.c.person_id == person.c.id, membership.c.deleted.is_(False), membership.c.left_on.is_(None))


def check_rows(
    connection: Connection,
    needed: Mapping[str, Sequence[str]],
    land: Sequence[str],
    villages: Collection[str] | None = None,
    keys: Iterable[str] | None = None,
) -> CheckRows:
    """Everything; of some villages only, and only who has one of these numbers and phones, where they are given."""
    found = None if keys is None else _holders(connection, keys)
    return CheckRows(
        persons=person_rows(connection, found),
        phones=phone_rows(connection, found),
        helpers=helper_rows(connection, found),
        carried=list(carried_rows(connection, needed, villages)),
        land=land_sums(connection, land, villages) if land else {},
    )


def _holders(connection: Connection, keys: Iterable[str]) -> list[str]:
    """The persons, households and helpers with one of these numbers or phones."""
    found: set[str] = set()
    for chunk in in_chunks(sorted(set(keys)), CHUNK):
        found.update(connection.scalars(select(search_key.c.record_id).where(search_key.c.key.in_(chunk))))
    return sorted(found)


def _rows(
    connection: Connection, query: Select[*tuple[Any, ...]], record_id: Column[Any], ids: Iterable[str] | None
) -> list[Sequence[Any]]:
    """The rows of a query in the order of the records, of these only where they are given."""
    ordered = query.order_by(record_id)
    if ids is None:
        return list(connection.execute(ordered).all())
    parts = (connection.execute(ordered.where(record_id.in_(chunk))) for chunk in in_chunks(ids, CHUNK))
    return [row for part in parts for row in part.all()]


def person_rows(connection: Connection, ids: Iterable[str] | None = None) -> list[Sequence[Any]]:
    """(person, name, ID number, household or "", its code, its head) of every person, or of some."""
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
    return _rows(connection, query, person.c.id, ids)


def _ever_a_member() -> ColumnElement[bool]:
    """A person who left, or whose household lies in the recycle bin, is no orphan."""
    any_time = membership.alias("any_time")
    return select(any_time.c.id).where(any_time.c.person_id == person.c.id).correlate(person).exists()


def phone_rows(connection: Connection, ids: Iterable[str] | None = None) -> list[Sequence[Any]]:
    """(phone, whose, household, its code, its head) of every phone of a household or a member, or of some."""
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
    return [*_rows(connection, own, household.c.id, ids), *_rows(connection, of_members, person.c.id, ids)]


def helper_rows(connection: Connection, ids: Iterable[str] | None = None) -> list[Sequence[Any]]:
    """(helper, name, ID number, phone) of every helper who has or had a household, or of some."""
    columns = (func.coalesce(helper.c[name], "") for name in ("name", "id_number", "phone"))
    paired = helper.c.id.in_(select(pairing.c.helper_id).where(pairing.c.deleted.is_(False)))
    query = select(helper.c.id, *columns).where(helper.c.deleted.is_(False), paired)
    return _rows(connection, query, helper.c.id, ids)


def carried_rows(
    connection: Connection, needed: Mapping[str, Sequence[str]], villages: Collection[str] | None = None
) -> Iterator[tuple[str, int, str]]:
    """(village code, year or 0, "record.field") of every field that has a value anywhere in the village and year."""
    for record, fields in needed.items():
        if record not in JOINS:
            continue
        table = TABLES[record]
        year = YEARS.get(record, literal(0))
        village = func.coalesce(household.c.village_code, "")
        marks = [func.max(table.c[name].is_not(None)) for name in fields]
        query = select(village, year, *marks).select_from(JOINS[record]).where(table.c.deleted.is_(False))
        query = query.where(_in_villages(villages)).group_by(village, year)
        rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(query)]
        for village_code, of_year, *found in rows:
            for name, mark in zip(fields, found, strict=True):
                if mark and of_year is not None:
                    yield village_code, int(of_year), f"{record}.{name}"


def land_sums(
    connection: Connection, names: Sequence[str], villages: Collection[str] | None = None
) -> dict[tuple[str, int], dict[str, Decimal]]:
    """By village code and year, what the households have together of each kind of land."""
    table = TABLES["household_conditions"]
    sums = [func.sum(cast(table.c[name], Float)) for name in names]
    query = (
        select(household.c.village_code, table.c.year, *sums)
        .join(household, household.c.id == table.c.household_id)
        .where(table.c.deleted.is_(False), household.c.deleted.is_(False), _in_villages(villages))
        .group_by(household.c.village_code, table.c.year)
    )
    rows: list[tuple[Any, ...]] = [tuple(row) for row in connection.execute(query)]
    return {
        (village_code, year): {
            name: Decimal(f"{area:.2f}") for name, area in zip(names, areas, strict=True) if area is not None
        }
        for village_code, year, *areas in rows
    }


def _in_villages(codes: Collection[str] | None) -> ColumnElement[bool]:
    """Whether the household is in one of the villages; "" among them stands for no village."""
    if codes is None:
        return true()
    chosen = household.c.village_code.in_([code for code in codes if code])
    return or_(chosen, household.c.village_code.is_(None)) if "" in codes else chosen


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
