"""Segments of which only the beginning has come: kept by name until the rest does, within bounds."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, select

from fupin_desktop.db.exchange.tables import staged
from fupin_desktop.db.many_rows import passing_over

DAY_MS = 86_400_000
KEPT_MS = 14 * DAY_MS
MOST_BYTES = 1 << 22  # of one segment or chronicle, as sync/limits.py has it
MOST_OF_ALL = 1 << 26
MOST_OF_ONE_SENDER = 1 << 23


def stage(connection: Connection, name: bytes, offset: int, content: bytes, sender: str, now: int) -> int:
    """Keep a piece that continues what is here; returns how many bytes are here now, a gap is not kept."""
    before = staged_content(connection, name)
    if offset > len(before) or offset + len(content) > MOST_BYTES:
        return len(before)
    whole = before + content[len(before) - offset :]
    row: Any = passing_over(staged).values(name=name, sender=sender, content=whole, updated_at=now)
    connection.execute(delete(staged).where(staged.c.name == name))
    connection.execute(row)
    _thin(connection, now)
    return len(whole)


def staged_by(connection: Connection, sender: str) -> Mapping[bytes, int]:
    """What one sender has begun: the bytes that are here of each segment."""
    query = select(staged.c.name, func.length(staged.c.content)).where(staged.c.sender == sender)
    return {row[0]: row[1] for row in connection.execute(query)}


def staged_content(connection: Connection, name: bytes) -> bytes:
    """The beginning of a segment; empty if nothing of it is here."""
    return connection.scalars(select(staged.c.content).where(staged.c.name == name)).first() or b""


def unstage(connection: Connection, name: bytes) -> None:
    """Forget the beginning of a segment: it has come whole, or is no good."""
    connection.execute(delete(staged).where(staged.c.name == name))


def _thin(connection: Connection, now: int) -> None:
    """Drop what is old, and the oldest beyond the bounds; a clock that was ahead drops nothing that is fresh."""
    columns = (staged.c.name, staged.c.sender, staged.c.updated_at, func.length(staged.c.content).label("size"))
    total, by_sender = 0, dict[str, int]()
    rows = connection.execute(select(*columns).order_by(staged.c.updated_at.desc(), staged.c.name)).all()
    for row in rows:
        total += row.size
        by_sender[row.sender] = by_sender.get(row.sender, 0) + row.size
        old = row.updated_at < now - KEPT_MS
        if old or total > MOST_OF_ALL or by_sender[row.sender] > MOST_OF_ONE_SENDER:
            unstage(connection, row.name)
