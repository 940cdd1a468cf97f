"""Putting commits into the log: the only code that writes the truth. It derives nothing and judges nothing.

The same on SQLite and on PostgreSQL: how many rows at once are put in is all that differs (db/many_rows.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select

from fupin_desktop.db.log_tables import commit_log, commit_ref, field_op, op_base, record_ref
from fupin_desktop.db.many_rows import CHUNK, add_missing, add_rows, in_chunks
from fupin_desktop.domain.changes import Commit, canonical
from fupin_desktop.domain.streams import Unkeepable, unkeepable

ONE_AT_A_TIME = 0x667570696E  # of PostgreSQL's advisory locks; SQLite has one writer anyway

LOG_COLUMNS = (
    "no",
    "stream_no",
    "seq",
    "previous_no",
    "header",
    "hlc_ms",
    "hlc_count",
    "wall_ms",
    "group_id",
    "undoes",
    "kind",
    "received_at",
    "received_via",
    "received_from",
)
OP_COLUMNS = ("commit_no", "place", "record_no", "field", "value")
BASE_COLUMNS = ("commit_no", "place", "base_no", "base_place")


def alone(connection: Connection) -> None:
    """Wait until no other transaction writes commits; at the beginning, before anything is read for the writing.

    A record's heads may come from the streams of two villages: two transactions that do not see each other would
    leave a head standing that one of them has superseded.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def append(
    connection: Connection, commits: Sequence[tuple[int, Commit]], via: str, now: int, sender: str = ""
) -> list[int]:
    """Add commits, each with its stream's local number; returns their local numbers.

    A commit that is already here is passed over, so that receiving twice is receiving once.
    """
    alone(connection)
    arrived = {commit.id(): (stream, commit) for stream, commit in commits}
    for _, commit in arrived.values():
        if wrong := unkeepable(commit):
            raise Unkeepable(wrong)
    named = (base.commit for _, commit in commits for op in commit.ops for base in op.bases)
    before = (bytes.fromhex(commit.header["prev"]) for _, commit in commits if commit.header["prev"])
    numbers = local_numbers(connection, commit_ref, dict.fromkeys([*arrived, *named, *before]))
    here = present(connection, (numbers[key] for key in arrived))
    new = {numbers[key]: found for key, found in arrived.items() if numbers[key] not in here}
    if not new:
        return []
    fresh = {no: commit for no, (_, commit) in new.items()}
    records = local_numbers(connection, record_ref, {op.entity: None for one in fresh.values() for op in one.ops})
    log = (_log_row(numbers, no, *found, (now, via, sender)) for no, found in new.items())
    add_rows(connection, commit_log, LOG_COLUMNS, log)
    add_rows(connection, field_op, OP_COLUMNS, _op_rows(fresh, records))
    add_rows(connection, op_base, BASE_COLUMNS, _base_rows(fresh, numbers))
    return list(new)


def local_numbers(connection: Connection, table: Table, ids: Iterable[Any]) -> dict[Any, int]:
    """The local number of each id; new ones in the order of the ids, on which "newest first" relies."""
    wanted = list(dict.fromkeys(ids))
    found = _numbers(connection, table, wanted)
    missing = [key for key in wanted if key not in found]
    if missing:
        add_missing(connection, table, "id", missing)
        found |= _numbers(connection, table, missing)
    return found


def present(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Which of the commits are in the log."""
    found: set[int] = set()
    for chunk in in_chunks(numbers, CHUNK):
        found.update(connection.scalars(select(commit_log.c.no).where(commit_log.c.no.in_(chunk))))
    return found


def _numbers(connection: Connection, table: Table, ids: Sequence[Any]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for chunk in in_chunks(ids, CHUNK):
        rows = connection.execute(select(table.c.id, table.c.no).where(table.c.id.in_(chunk)))
        found.update((key, number) for key, number in rows)
    return found


def _log_row(
    numbers: Mapping[Any, int], no: int, stream: int, commit: Commit, received: tuple[int, str, str]
) -> tuple[Any, ...]:
    header = commit.header
    previous = numbers[bytes.fromhex(header["prev"])] if header["prev"] else None
    deed = (header["group"], header.get("undoes", ""), header["kind"])
    return (no, stream, header["seq"], previous, canonical(header), *header["hlc"], header["wall"], *deed, *received)


def _op_rows(fresh: Mapping[int, Commit], records: Mapping[Any, int]) -> Iterator[tuple[Any, ...]]:
    for number, commit in fresh.items():
        for place, op in enumerate(commit.ops):
            yield number, place, records[op.entity], op.field, canonical(op.value).decode()


def _base_rows(fresh: Mapping[int, Commit], numbers: Mapping[Any, int]) -> Iterator[tuple[Any, ...]]:
    for number, commit in fresh.items():
        for place, op in enumerate(commit.ops):
            for base in dict.fromkeys(op.bases):
                yield number, place, numbers[base.commit], base.place
