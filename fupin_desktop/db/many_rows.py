"""Many rows at once, as each database takes them quickest: COPY on PostgreSQL, one statement run often on SQLite."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects.postgresql import insert

CHUNK = 500  # stays below SQLite's limit of parameters in one statement
ROWS_AT_ONCE = 20_000
FEW = 50  # below it a COPY is not worth its round trips


def add_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows that are not there yet; their values are what the driver takes, not what SQLAlchemy would."""
    names = ", ".join(f'"{name}"' for name in columns)
    postgres = connection.dialect.name == "postgresql"
    marks = ", ".join(f"${place}" if postgres else "?" for place in range(1, len(columns) + 1))
    for chunk in in_chunks(rows, ROWS_AT_ONCE):
        if postgres and len(chunk) > FEW:
            _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN', chunk)
        else:
            connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', chunk)


def add_records(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are not there yet, given by column name in typed values."""
    if connection.dialect.name != "postgresql" or len(rows) <= FEW:
        if rows:
            connection.execute(table.insert(), list(rows))
        return
    columns = [column for column in table.c if column.name in rows[0]]
    kinds = [column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in columns]
    turned = [(column.name, turn) for column, turn in zip(columns, kinds, strict=True)]
    plain = (tuple(turn(row[name]) if turn else row[name] for name, turn in turned) for row in rows)
    add_rows(connection, table, [column.name for column in columns], plain)


def add_missing(connection: Connection, table: Table, column: str, values: Sequence[Any]) -> None:
    """Insert a row for each value, passing over those that are there; in the order given, so that two do not lock."""
    if connection.dialect.name == "postgresql":
        kind = table.c[column].type.compile(connection.dialect)
        sql = f'INSERT INTO "{table.name}" ("{column}") SELECT unnest($1::{kind}[]) ON CONFLICT DO NOTHING'
        connection.exec_driver_sql(sql, (list(values),))
    else:
        sql = f'INSERT INTO "{table.name}" ("{column}") VALUES (?) ON CONFLICT DO NOTHING'
        connection.exec_driver_sql(sql, [(value,) for value in values])


def passing_over(table: Table) -> Insert:
    """An INSERT that passes over rows that are there."""
    return insert(table).on_conflict_do_nothing()


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


def _copy(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)
