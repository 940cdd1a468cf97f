"""What is known of each village within somebody's areas: that it is there, what differs and what is held."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from county_server.console.scope import of_record, within
from county_server.console.staff import Staff
from fupin_desktop.db.exchange.quarantine import FOLLOWS
from fupin_desktop.db.exchange.tables import quarantine
from fupin_desktop.db.log_tables import record_ref, stream
from fupin_desktop.db.record_tables import TABLES, conflict, record_home

village_table = TABLES["village"]


def conflicts_by_village(connection: Connection, staff: Staff) -> dict[str, int]:
    """How many disagreements wait in each village."""
    query = (
        select(record_home.c.region, func.count(func.distinct(conflict.c.id)))
        .select_from(conflict)
        .join(record_ref, record_ref.c.id == conflict.c.record_id)
        .join(record_home, record_home.c.record_no == record_ref.c.no)
        .where(of_record(conflict.c.record_id, staff.areas))
        .group_by(record_home.c.region)
    )
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def held_by_village(connection: Connection, staff: Staff) -> dict[str, int]:
    """How many held commits wait in each village, as the list counts them."""
    waits = (quarantine.c.decision == "") & within(quarantine.c.region, staff.areas)
    waits &= quarantine.c.reason != FOLLOWS  # decided with the one before it, and listed with it
    query = select(quarantine.c.region, func.count()).where(waits).group_by(quarantine.c.region)
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def village_codes(connection: Connection, areas: Sequence[str]) -> set[str]:
    """The villages that have a record."""
    code = village_table.c.village_code
    return set(connection.scalars(select(code).where(village_table.c.deleted.is_(False), within(code, areas))))


def written_villages(connection: Connection, staff: Staff) -> set[str]:
    """The regions in which anything was written."""
    return set(connection.scalars(select(stream.c.region).where(within(stream.c.region, staff.areas)).distinct()))
