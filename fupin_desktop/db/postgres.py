"""Opening the county's database: the same tables as a laptop's file, on PostgreSQL.

Text is compared byte by byte, as SQLite does, so that lists have the same order everywhere: the database has to be
made with the locale C (createdb --locale=C --encoding=UTF8 --template=template0).
"""

import psycopg
from psycopg import RawCursor
from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from fupin_desktop.domain.errors import Unavailable


def open_postgres(url: str, *, pool_size: int = 5) -> Engine:
    """An engine over a database: postgresql+psycopg://user@host/name."""
    engine = create_engine(
        url,
        paramstyle="numeric_dollar",  # the driver is slower at rewriting %s than the server at all the rest
        connect_args={"cursor_factory": RawCursor},
        hide_parameters=True,  # an error's text may reach the log: no name and no ID number in it
        pool_size=pool_size,
        pool_pre_ping=True,
    )
    event.listen(engine, "connect", _without_compiling)
    event.listen(engine, "first_connect", _check_order)
    event.listen(engine, "handle_error", _without_values)
    return engine


def _without_compiling(connection: DBAPIConnection, _: object) -> None:
    """PostgreSQL compiles what it thinks is long before it runs it: a quarter of a second for what takes eight ms."""
    cursor = connection.cursor()
    cursor.execute("SET jit = off")
    cursor.close()
    connection.commit()


def _without_values(context: ExceptionContext) -> None:
    """Of an error only its first line: PostgreSQL quotes the row beside it, and errors reach the log."""
    error, told = context.original_exception, context.sqlalchemy_exception
    if isinstance(error, psycopg.Error):
        error.args = (error.diag.message_primary or type(error).__name__,)
        if told is not None:
            told.args = (f"({type(error).__name__}) {error}",)


def _check_order(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(
        "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    )
    order, encoding = cursor.fetchone()  # type: ignore[misc]
    cursor.close()
    connection.rollback()
    if order not in ("C", "C.UTF-8", "C.utf8", "POSIX") or encoding != "UTF8":
        raise Unavailable(f"数据库的排序规则是 {order}、编码是 {encoding}，应为 C 和 UTF8。请按说明重新建库。")
