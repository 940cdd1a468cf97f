"""Frozen records out of the derived tables, and whole dossiers, one or thousands at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db.log_tables import record_ref
from fupin_desktop.db.many_records import columns_of, fetch_columns, fetch_records
from fupin_desktop.db.many_rows import in_chunks
from fupin_desktop.db.merges import members_of, merged_into
from fupin_desktop.db.placed_ops import registers_of
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.db.rows import disputed_in
from fupin_desktop.domain.assembling import Parts, assemble
from fupin_desktop.domain.changes import OpId
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.heads import PlacedOp
from fupin_desktop.domain.staging.collector import collector_at_rest

AT_ONCE = 1_000  # households, or other ids in one statement: what is in memory together
OF_HOUSEHOLD = (
    "household_year",
    "household_income",
    "household_conditions",
    "income_item",
    "membership",
    "pairing",
    "assistance_plan",
    "assistance_measure",
    "assistance_effect",
    "visit",
    "education_aid",
    "micro_loan",
    "relocation",
    "explanation",
    "attachment",
)


def records(
    connection: Connection,
    record: str,
    field: str = "id",
    values: Iterable[str] | None = None,
    *,
    deleted: bool = False,
) -> list[Any]:
    """Records whose field is one of the values (all of them without values), in the order of their ids."""
    table = TABLES[record]
    query = select(*columns_of(record)).where(table.c.deleted == deleted).order_by(table.c.id)
    if values is None:
        return fetch_records(connection, record, query)
    chunks = (query.where(table.c[field].in_(chunk)) for chunk in in_chunks(values, AT_ONCE))
    return [one for chunk in chunks for one in fetch_records(connection, record, chunk)]


def values(connection: Connection, record: str, ids: Sequence[str] | None) -> list[tuple[str, dict[str, Any]]]:
    """Id and values by field of records that are not deleted; of these ids, or of all."""
    table = TABLES[record]
    names = [column.name for column in columns_of(record)][1:]
    query = select(*columns_of(record)).where(table.c.deleted.is_(False))
    chunks = [query] if ids is None else [query.where(table.c.id.in_(chunk)) for chunk in in_chunks(ids, AT_ONCE)]
    rows = (row for one in chunks for row in zip(*fetch_columns(connection, record, one), strict=True))
    return [(row[0], dict(zip(names, row[1:], strict=True))) for row in rows]


def heads(connection: Connection, record: str, record_id: str) -> dict[str, tuple[OpId, ...]]:
    """The heads of each field of a record, wherever it was merged to."""
    named = _named_heads(connection, record, record_id)
    return {name: tuple(op.id for op in ops) for name, ops in named.items()}


def disputed(connection: Connection, record: str, record_id: str) -> frozenset[str]:
    """The fields of a record that have more than one value until somebody decides."""
    return disputed_in(RECORDS[record], _named_heads(connection, record, record_id))


def _named_heads(connection: Connection, record: str, record_id: str) -> dict[str, list[PlacedOp]]:
    kept = merged_into(connection, [record_id]).get(record_id, record_id)
    registers = registers_of(connection, members_of(connection, [kept]))[kept]
    columns = (column.name for column in TABLES[record].c)
    names = {number_of(record, name): name for name in columns if name not in ("id", "deleted")}
    return {names[no]: list(ops) for no, ops in registers.items() if no in names}


def ids_ever_given(connection: Connection) -> set[str]:
    """Every id that a record has or had."""
    return set(connection.scalars(select(record_ref.c.id)))


def dossiers(connection: Connection, household_ids: Sequence[str], year: int | None, day: date) -> Iterator[Dossier]:
    """The dossiers of these households in their order; `year` absent: the newest with data for each."""
    villages = {village.village_code: village for village in records(connection, "village")}
    for chunk in in_chunks(household_ids, AT_ONCE):
        with collector_at_rest():
            parts = _parts(connection, chunk, villages)
            found = [assemble(one, parts, year, day) for one in chunk if one in parts.households]
        del parts
        yield from found


def _parts(connection: Connection, household_ids: Sequence[str], villages: Mapping[str | None, Any]) -> Parts:
    parts = Parts(
        households={found.id: found for found in records(connection, "household", "id", household_ids)},
        owned={name: _by_owner(connection, name, "household_id", household_ids) for name in OF_HOUSEHOLD},
        villages=villages,
    )
    person_ids = {m.person_id for several in parts.owned["membership"].values() for m in several}
    helper_ids = {p.helper_id for several in parts.owned["pairing"].values() for p in several}
    parts.persons.update((found.id, found) for found in records(connection, "person", "id", person_ids))
    parts.person_years.update(_by_owner(connection, "person_year", "person_id", person_ids))
    parts.helpers.update((found.id, found) for found in records(connection, "helper", "id", helper_ids))
    unit_ids = {found.unit_id for found in parts.helpers.values() if found.unit_id}
    parts.units.update((found.id, found) for found in records(connection, "unit", "id", unit_ids))
    return parts


def newest_year(connection: Connection, village_code: str | None = None) -> int | None:
    """The newest year of which anything yearly is recorded."""
    return max(years(connection, village_code), default=None)


def years(connection: Connection, village_code: str | None = None) -> list[int]:
    """The years of which anything yearly is recorded, newest first."""
    found: set[int] = set()
    for name in ("household_year", "household_income", "household_conditions"):
        table: Table = TABLES[name]
        query = select(table.c.year).where(table.c.deleted.is_(False)).distinct()
        if village_code:
            household = TABLES["household"]
            query = query.join(household, household.c.id == table.c.household_id)
            query = query.where(household.c.village_code == village_code)
        found.update(connection.scalars(query))
    return sorted((year for year in found if year), reverse=True)


def _by_owner(connection: Connection, record: str, owner: str, ids: Iterable[str]) -> dict[str, list[Any]]:
    """The records of these owners, each owner's in the order of their ids."""
    table = TABLES[record]
    query = select(*columns_of(record)).where(table.c.deleted.is_(False)).order_by(table.c[owner], table.c.id)
    found: dict[str, list[Any]] = {}
    for chunk in in_chunks(ids, AT_ONCE):
        rows = fetch_records(connection, record, query.where(table.c[owner].in_(chunk)))
        found.update((one, list(several)) for one, several in groupby(rows, attrgetter(owner)))
    return found
