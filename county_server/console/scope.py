"""What of the registry lies within the areas of a person of the staff, as conditions for queries."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, not_, or_, select

from fupin_desktop.db.log_tables import record_ref
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.record_tables import record_home

END = "\x7f"  # after every digit: codes are ASCII


def within(column: Any, areas: Sequence[str]) -> ColumnElement[bool]:
    """Whether a region code begins with one of the areas; ranges, so that an index can be used."""
    return or_(*[and_(column >= area, column < area + END) for area in areas])


def of_record(record_id: Any, areas: Sequence[str]) -> ColumnElement[bool]:
    """Whether a record is at home within the areas, and nowhere else: what two areas share, neither sees alone."""
    at_home = select(record_home.c.region).join(record_ref, record_ref.c.no == record_home.c.record_no)
    at_home = at_home.where(record_ref.c.id == record_id)
    inside = exists(at_home.where(within(record_home.c.region, areas)).correlate_except(record_home, record_ref))
    outside = exists(at_home.where(not_(within(record_home.c.region, areas))).correlate_except(record_home, record_ref))
    return and_(inside, not_(outside))


def homes(connection: Connection, record_ids: Iterable[str]) -> dict[str, set[str]]:
    """The regions in whose streams each record has been written."""
    found: dict[str, set[str]] = {}
    query = select(record_ref.c.id, record_home.c.region).join(record_home, record_home.c.record_no == record_ref.c.no)
    for chunk in in_chunks(record_ids, CHUNK):
        for one, region in connection.execute(query.where(record_ref.c.id.in_(chunk))):
            found.setdefault(one, set()).add(region)
    return found
