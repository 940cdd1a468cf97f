"""The floor under taking edits in: the rows that the county wrote, put into the same tables without judging them."""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, select, text

from fupin_desktop.db.log_tables import (
    commit_log,
    commit_ref,
    device,
    field_op,
    incarnation,
    op_base,
    record_ref,
    stream,
)
from fupin_desktop.db.postgres import open_postgres
from fupin_desktop.db.upgrading import make_tables

BEFORE = (device, incarnation, stream)
ROWS = (commit_ref, record_ref, commit_log, field_op, op_base)
Put = Callable[[Any, str, str, Sequence[tuple[Any, ...]]], None]


def marks(url: str) -> dict[str, int]:
    """How far the tables are filled: what comes later will be measured."""
    with closing_engine(url) as engine, engine.connect() as connection:
        return {
            one.name: connection.scalar(text(f"SELECT coalesce(max(no), 0) FROM {one.name}")) or 0 for one in ROWS[:3]
        }


def seconds_to_put(url: str, empty: str, since: dict[str, int], put: Put) -> float:
    """Seconds for the rows that came since, a laptop's in one transaction, into a database that holds the earlier."""
    with closing_engine(url) as source, closing_engine(empty) as target:
        with target.begin() as connection:
            make_tables(connection)
        old, batches = _rows(source, since)
        with target.begin() as connection:
            for table in (*BEFORE, *ROWS):
                _put(connection, table, old[table.name], by_copy)
        start = time.perf_counter()
        for batch in batches:
            with target.begin() as connection:
                for table in ROWS:
                    _put(connection, table, batch[table.name], put)
        return time.perf_counter() - start


def by_copy(cursor: Any, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """COPY: the quickest way in that there is."""
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def by_insert(cursor: Any, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """One prepared INSERT run for each row, in a pipeline."""
    places = ", ".join(f"${place}" for place in range(1, columns.count(",") + 2))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def _put(connection: Any, table: Any, rows: Sequence[tuple[Any, ...]], put: Put) -> None:
    columns = ", ".join(column.name for column in table.c)
    with connection.connection.driver_connection.cursor() as cursor:
        if rows:
            put(cursor, table.name, columns, rows)


def _rows(source: Engine, since: dict[str, int]) -> tuple[dict[str, list[Any]], list[dict[str, list[Any]]]]:
    with source.connect() as connection:
        found = {one.name: [tuple(row) for row in connection.execute(select(one))] for one in (*BEFORE, *ROWS)}
    stream_of = {row[0]: row[1] for row in found["commit_log"] if row[0] > since["commit_log"]}
    old: dict[str, list[Any]] = {one.name: [] for one in (*BEFORE, *ROWS)}
    fresh: dict[int, dict[str, list[Any]]] = {no: {one.name: [] for one in ROWS} for no in set(stream_of.values())}
    record_of = {row[2]: stream_of[row[0]] for row in reversed(found["field_op"]) if row[0] in stream_of}
    for name, rows in found.items():
        owner = record_of if name == "record_ref" else stream_of
        for row in rows:
            is_new = row[0] in owner and (name != "record_ref" or row[0] > since["record_ref"])
            (fresh[owner[row[0]]] if is_new and name in fresh[owner[row[0]]] else old)[name].append(row)
    return old, list(fresh.values())


@contextmanager
def closing_engine(url: str) -> Generator[Engine]:
    """An engine that lets go of its connections at the end of the block."""
    engine = open_postgres(url)
    try:
        yield engine
    finally:
        engine.dispose()


def counted_ops(url: str, since: dict[str, int]) -> int:
    """How many ops have come since."""
    with closing_engine(url) as engine, engine.connect() as connection:
        query = text("SELECT count(*) FROM field_op WHERE commit_no > :since")
        return int(connection.scalar(query, {"since": since["commit_log"]}) or 0)
