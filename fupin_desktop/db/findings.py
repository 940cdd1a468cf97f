"""What the checks found, of whom it still holds, and who is being checked just now; it checks nothing itself.

A check claims the households that it is about to read. A save takes the claims of those it touches away, so that
what was found before the save is never kept as if it had been found after it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite writes it alike

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.db.append import CHUNK, in_chunks
from fupin_desktop.db.owning import households_of
from fupin_desktop.db.record_tables import TABLES, checked, finding, search_key, shared_key

household, pairing = TABLES["household"], TABLES["pairing"]
village = TABLES["village"]
OF_VILLAGE = [TABLES[one.name] for one in CATALOGUE if one.owner == "village_id"]


def claim(connection: Connection, owner_ids: Iterable[str], by: str) -> None:
    """Write down that these households and villages are being checked, whoever had claimed them before."""
    rows = [{"household_id": one, "claim": by} for one in owner_ids]
    if rows:
        mark = upsert(checked)
        renewed = mark.on_conflict_do_update(index_elements=["household_id"], set_={"claim": mark.excluded.claim})
        connection.execute(renewed, rows)


def put_findings(
    connection: Connection,
    owner_ids: Collection[str],
    rows: Iterable[Mapping[str, Any]],
    claimed_by: str = "",
    shared: Iterable[tuple[str, str]] = (),
) -> None:
    """Replace the findings of those that are still claimed, with the keys that they share; they count as checked."""
    ids = set(_claimed(connection, owner_ids, claimed_by)) if claimed_by else set(owner_ids)
    forget_findings(connection, sorted(ids))
    for chunk in in_chunks(sorted(ids), CHUNK):
        connection.execute(delete(shared_key).where(shared_key.c.household_id.in_(chunk)))
    kept = [dict(row) for row in rows if row["household_id"] in ids]
    if kept:
        connection.execute(insert(finding), kept)
    pairs = [{"key": key, "household_id": one} for key, one in shared]
    if pairs:
        connection.execute(upsert(shared_key).on_conflict_do_nothing(), pairs)
    claim(connection, sorted(ids), "")


def _claimed(connection: Connection, owner_ids: Collection[str], by: str) -> Iterable[str]:
    for chunk in in_chunks(owner_ids, CHUNK):
        query = select(checked.c.household_id).where(checked.c.household_id.in_(chunk), checked.c.claim == by)
        yield from connection.scalars(query)


def forget_findings_about(connection: Connection, record_ids: Collection[str]) -> None:
    """Take away the findings of the households and villages that these records belong to."""
    villages: set[str] = set()
    for chunk in in_chunks(record_ids, CHUNK):
        villages.update(connection.scalars(select(village.c.id).where(village.c.id.in_(chunk))))
        for table in OF_VILLAGE:
            villages.update(connection.scalars(select(table.c.village_id).where(table.c.id.in_(chunk))))
    forget_findings(connection, sorted(households_of(connection, record_ids) | {one for one in villages if one}))


def forget_findings(connection: Connection, owner_ids: Sequence[str]) -> None:
    """Take away the findings of households and villages, and every claim on them."""
    for chunk in in_chunks(owner_ids, CHUNK):
        connection.execute(delete(finding).where(finding.c.household_id.in_(chunk)))
        connection.execute(delete(checked).where(checked.c.household_id.in_(chunk)))


def unchecked(connection: Connection) -> list[str]:
    """The households, village by village, and then the villages whose findings are out of date."""
    done = select(checked.c.household_id).where(checked.c.claim == "")
    homes = select(household.c.id).where(household.c.deleted.is_(False), household.c.id.not_in(done))
    villages = select(village.c.id).where(village.c.deleted.is_(False), village.c.id.not_in(done))
    ordered = homes.order_by(household.c.village_code, household.c.id)
    return [*connection.scalars(ordered), *connection.scalars(villages.order_by(village.c.id))]


def sharing(
    connection: Connection, household_ids: Sequence[str], keys: Iterable[str], of_helpers: Iterable[str]
) -> set[str]:
    """The other households with one of these numbers or phones, or that had one in common with these households.

    What a household has by its helper it has in common with all whom he helps: that alone concerns nobody.
    """
    own_helpers, had = set[str](), set[str]()
    for chunk in in_chunks(household_ids, CHUNK):
        own_helpers.update(connection.scalars(select(pairing.c.helper_id).where(pairing.c.household_id.in_(chunk))))
        had.update(connection.scalars(select(shared_key.c.key).where(shared_key.c.household_id.in_(chunk))))
    records = _with_keys(connection, keys) | (_with_keys(connection, of_helpers) - own_helpers)
    found = households_of(connection, records)
    for chunk in in_chunks(had, CHUNK):
        found.update(connection.scalars(select(shared_key.c.household_id).where(shared_key.c.key.in_(chunk))))
    return found - set(household_ids)


def _with_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for chunk in in_chunks(keys, CHUNK):
        found.update(connection.scalars(select(search_key.c.record_id).where(search_key.c.key.in_(chunk))))
    return found


def findings(connection: Connection, owner_ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The findings kept, of these households or of all."""
    query = select(finding).order_by(finding.c.household_id, finding.c.level, finding.c.rule, finding.c.no)
    queries = [query]
    if owner_ids is not None:
        queries = [query.where(finding.c.household_id.in_(chunk)) for chunk in in_chunks(owner_ids, CHUNK)]
    return [dict(row) for one in queries for row in connection.execute(one).mappings()]
