"""Which household a record belongs to: so that a save knows whose findings and papers are out of date."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.db.append import CHUNK, in_chunks
from fupin_desktop.db.record_tables import TABLES

household, person, membership = TABLES["household"], TABLES["person"], TABLES["membership"]
OWNED = [record.name for record in CATALOGUE if record.owner == "household_id"]


def households_of(connection: Connection, record_ids: Iterable[str]) -> set[str]:
    """The households that these records belong to, through their owner, their person or their helper."""
    found: set[str] = set()
    for chunk in in_chunks(record_ids, CHUNK):
        found.update(connection.scalars(select(household.c.id).where(household.c.id.in_(chunk))))
        for name in OWNED:
            table = TABLES[name]
            found.update(connection.scalars(select(table.c.household_id).where(table.c.id.in_(chunk))))
        years = TABLES["person_year"]
        people = {*chunk, *connection.scalars(select(years.c.person_id).where(years.c.id.in_(chunk)))}
        for several in in_chunks(people, CHUNK):
            of_people = select(membership.c.household_id).where(membership.c.person_id.in_(several))
            found.update(connection.scalars(of_people))
        pairing = TABLES["pairing"]
        found.update(connection.scalars(select(pairing.c.household_id).where(pairing.c.helper_id.in_(chunk))))
    return {household_id for household_id in found if household_id}
