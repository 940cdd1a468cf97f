"""Dossiers as they stood on a day: the log folded up to that day, by the same pure functions.

What was only recorded later about that day (an export imported months after) cannot have been known on it; then
the records of today that concern the day are shown, which is what the county holds for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.db.merges import members_of
from fupin_desktop.db.placed_ops import Until, folded, placed
from fupin_desktop.db.reading import OF_HOUSEHOLD, dossiers
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.db.rows import derive_row
from fupin_desktop.domain.assembling import Parts, assemble
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.days import CHINA


def dossiers_as_of(connection: Connection, household_ids: Sequence[str], day: date, now: int) -> Iterator[Dossier]:
    """The dossiers of these households as the registry knew them at the end of the day; `now` in milliseconds."""
    until = int(datetime.combine(day + timedelta(days=1), time(), CHINA).timestamp() * 1000) - 1
    for household_id in household_ids:
        rows = _rows_until(connection, household_id, None if until >= now else Until(until, now))
        if household_id in rows["household"]:
            yield assemble(household_id, _parts(household_id, rows), None, day)
        else:
            yield from dossiers(connection, [household_id], None, day)


def _rows_until(connection: Connection, household_id: str, until: Until | None) -> dict[str, dict[str, Any]]:
    """The records around a household by kind and id, as the log up to that moment makes them."""
    members = members_of(connection, sorted(_around(connection, household_id)))
    into = {one: whole for whole, several in members.items() for one in several}
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for record_id, fields in folded(placed(connection, into, heads_only=False, until=until), into).items():
        derived = derive_row(record_id, fields, into)
        if derived and not derived.row.pop("deleted"):
            found[derived.record][record_id] = RECORDS[derived.record].cls(**derived.row)
    return found


def _around(connection: Connection, household_id: str) -> set[str]:
    found = {household_id, *connection.scalars(select(TABLES["village"].c.id))}
    for name in OF_HOUSEHOLD:
        table = TABLES[name]
        found.update(connection.scalars(select(table.c.id).where(table.c.household_id == household_id)))
    membership, pairing = TABLES["membership"], TABLES["pairing"]
    people = set(connection.scalars(select(membership.c.person_id).where(membership.c.household_id == household_id)))
    years, helper = TABLES["person_year"], TABLES["helper"]
    found |= people | set(connection.scalars(select(years.c.id).where(years.c.person_id.in_(people))))
    helpers = set(connection.scalars(select(pairing.c.helper_id).where(pairing.c.household_id == household_id)))
    found |= helpers | set(connection.scalars(select(helper.c.unit_id).where(helper.c.id.in_(helpers))))
    return {one for one in found if one}


def _parts(household_id: str, rows: dict[str, dict[str, Any]]) -> Parts:
    person_years: dict[str, list[Any]] = defaultdict(list)
    for one in rows["person_year"].values():
        person_years[one.person_id].append(one)
    return Parts(
        households=rows["household"],
        owned={
            name: {household_id: [one for one in rows[name].values() if one.household_id == household_id]}
            for name in OF_HOUSEHOLD
        },
        villages={village.village_code: village for village in rows["village"].values()},
        persons=rows["person"],
        person_years=dict(person_years),
        helpers=rows["helper"],
        units=rows["unit"],
    )
