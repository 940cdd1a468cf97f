"""What is kept beside the truth: drafts, the waiting room, who looked, what was printed, saved filters."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from fupin_desktop.db.log_tables import draft, import_batch, printed, reading, saved_filter


def put_draft(connection: Connection, key: str, content: Mapping[str, Any] | None, now: int) -> None:
    """Keep a half-typed form, or forget it."""
    if content is None:
        connection.execute(delete(draft).where(draft.c.key == key))
        return
    row = upsert(draft).values(key=key, content=json.dumps(content, ensure_ascii=False), saved_at=now)
    values = {"content": row.excluded.content, "saved_at": now}
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_=values))


def drafts(connection: Connection) -> dict[str, Any]:
    """Every half-typed form that was never saved."""
    return {row.key: json.loads(row.content) for row in connection.execute(select(draft))}


def put_batch(connection: Connection, batch: str, content: str, state: str, now: int) -> None:
    """Keep an import in the waiting room, or mark what became of it."""
    row = upsert(import_batch).values(id=batch, content=content, state=state, made_at=now)
    connection.execute(row.on_conflict_do_update(index_elements=["id"], set_={"content": content, "state": state}))


def waiting_batches(connection: Connection) -> list[tuple[str, str, int]]:
    """(id, content, made at) of the imports that nobody has decided on, newest first."""
    query = select(import_batch).where(import_batch.c.state == "waiting").order_by(import_batch.c.made_at.desc())
    return [(row.id, row.content, row.made_at) for row in connection.execute(query)]


def note_reading(connection: Connection, user: str, record: str, record_id: str, field: str, now: int) -> None:
    """Write down that somebody asked for a masked value."""
    values = {"at": now, "user": user, "record": record, "record_id": record_id, "field": field}
    connection.execute(insert(reading).values(values))


def readings(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Who looked at what, newest first."""
    query = select(reading).order_by(reading.c.no.desc()).limit(limit)
    return [dict(row) for row in connection.execute(query).mappings()]


def note_printed(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write down what was printed: paper, profile, household, digest of the pages."""
    if rows:
        connection.execute(insert(printed), [dict(row) for row in rows])


def last_printed(connection: Connection, household_ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """The latest printing of each paper of each household."""
    query = select(printed).order_by(printed.c.no)
    if household_ids is not None:
        query = query.where(printed.c.household_id.in_(list(household_ids)))
    latest = {(row["household_id"], row["paper"], row["profile"]): dict(row) for row in _rows(connection, query)}
    return list(latest.values())


def put_filter(connection: Connection, name: str, content: str | None) -> None:
    """Keep a filter under a name, or forget it."""
    connection.execute(delete(saved_filter).where(saved_filter.c.name == name))
    if content is not None:
        connection.execute(insert(saved_filter).values(name=name, content=content))


def filters(connection: Connection) -> dict[str, str]:
    """The saved filters by name."""
    return {row.name: row.content for row in connection.execute(select(saved_filter).order_by(saved_filter.c.name))}


def _rows(connection: Connection, query: Any) -> Iterable[dict[str, Any]]:
    return (dict(row) for row in connection.execute(query).mappings())
