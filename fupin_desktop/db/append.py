"""Putting commits into the log: the only code that writes the truth. It derives nothing and judges nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from fupin_desktop.db.log_tables import commit_log, commit_ref, field_op, op_base, record_ref
from fupin_desktop.domain.changes import Commit, canonical

CHUNK = 500  # stays below SQLite's limit of parameters in one statement


def append(connection: Connection, commits: Sequence[tuple[int, Commit]], via: str, now: int) -> list[int]:
    """Add commits, each with its stream's local number; returns their local numbers.

    A commit that is already here is passed over, so that receiving twice is receiving once.
    """
    arrived = {commit.id(): (stream, commit) for stream, commit in commits}
    named = (base.commit for _, commit in commits for op in commit.ops for base in op.bases)
    before = (bytes.fromhex(commit.header["prev"]) for _, commit in commits if commit.header["prev"])
    numbers = local_numbers(connection, commit_ref, dict.fromkeys([*arrived, *named, *before]))
    here = present(connection, (numbers[key] for key in arrived))
    new = {numbers[key]: found for key, found in arrived.items() if numbers[key] not in here}
    if not new:
        return []
    fresh = {no: commit for no, (_, commit) in new.items()}
    records = local_numbers(connection, record_ref, {op.entity: None for one in fresh.values() for op in one.ops})
    connection.execute(insert(commit_log), [_log_row(numbers, no, *found, via, now) for no, found in new.items()])
    for chunk in in_chunks(_op_rows(fresh, records), 20_000):
        connection.execute(insert(field_op), chunk)
    for chunk in in_chunks(_base_rows(fresh, numbers), 20_000):
        connection.execute(insert(op_base), chunk)
    return list(new)


def local_numbers(connection: Connection, table: Table, ids: Iterable[Any]) -> dict[Any, int]:
    """The local number of each id, given out where it has none."""
    wanted = list(ids)
    if wanted:
        connection.execute(upsert(table).on_conflict_do_nothing(), [{"id": key} for key in wanted])
    found: dict[Any, int] = {}
    for chunk in in_chunks(wanted, CHUNK):
        rows = connection.execute(select(table.c.id, table.c.no).where(table.c.id.in_(chunk)))
        found.update((row.id, row.no) for row in rows)
    return found


def present(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Which of the commits are in the log."""
    found: set[int] = set()
    for chunk in in_chunks(numbers, CHUNK):
        found.update(connection.scalars(select(commit_log.c.no).where(commit_log.c.no.in_(chunk))))
    return found


def in_chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size`."""
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _log_row(numbers: dict[Any, int], no: int, stream: int, commit: Commit, via: str, now: int) -> dict[str, Any]:
    header = commit.header
    previous = header["prev"]
    return {
        "no": no,
        "stream_no": stream,
        "seq": header["seq"],
        "previous_no": numbers[bytes.fromhex(previous)] if previous else None,
        "header": canonical(header),
        "hlc_ms": header["hlc"][0],
        "hlc_count": header["hlc"][1],
        "wall_ms": header["wall"],
        "group_id": header["group"],
        "undoes": header.get("undoes", ""),
        "kind": header["kind"],
        "received_at": now,
        "received_via": via,
    }


def _op_rows(fresh: dict[int, Commit], records: dict[Any, int]) -> Iterator[dict[str, Any]]:
    for number, commit in fresh.items():
        for place, op in enumerate(commit.ops):
            yield {
                "commit_no": number,
                "place": place,
                "record_no": records[op.entity],
                "field": op.field,
                "value": canonical(op.value).decode(),
            }


def _base_rows(fresh: dict[int, Commit], numbers: dict[Any, int]) -> Iterator[dict[str, Any]]:
    for number, commit in fresh.items():
        for place, op in enumerate(commit.ops):
            for base in op.bases:
                yield {
                    "commit_no": number,
                    "place": place,
                    "base_no": numbers[base.commit],
                    "base_place": base.place,
                }
