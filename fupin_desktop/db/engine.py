"""Opening the encrypted file: key, pragmas, and what the file says when it cannot be opened.

A raw 32-byte key is used, so a new connection costs no key derivation. WAL and synchronous=FULL: a save that
was acknowledged survives kill -9 and power loss.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from fupin_desktop.domain.errors import Unavailable

FILE_NAME = "registry.db"


def connect(file: Path, key: bytes) -> Any:
    """A raw connection to the encrypted file; it must exist unless its folder may hold a new one."""
    connection = sqlcipher.connect(str(file), check_same_thread=False, timeout=10, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = OFF")  # a commit may arrive before what it refers to
        connection.execute("PRAGMA cache_size = -65536")
    except sqlcipher.DatabaseError:
        connection.close()
        raise
    return connection


def open_engine(file: Path, key: bytes) -> Engine:
    """An engine over the file; each thread gets a connection of a small pool.

    The driver's own transactions would commit at every change of a table, so they are off and ours begin here:
    at once for a writer, so that two never wait for each other half-way.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(file, key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        hide_parameters=True,  # an error's text may reach the log: no name and no ID number in it
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def close(engine: Engine) -> None:
    """Fold the write-ahead log into the file and let go of it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA busy_timeout = 500")  # whoever still reads folds the log in when he closes
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
        engine.dispose()


@contextmanager
def world_errors(doing: str) -> Generator[None]:
    """Say in one sentence what the disk or the file refused, while `doing` (in Chinese) was going on."""
    try:
        yield
    except (DBAPIError, sqlcipher.DatabaseError, OSError) as error:
        if isinstance(getattr(error, "orig", error), _BUGS):
            raise
        raise Unavailable(f"{doing}没有成功：{_reason(error)}") from error


def _reason(error: Exception) -> str:
    text = str(getattr(error, "orig", None) or error).lower()
    for mark, sentence in _REASONS.items():
        if mark in text:
            return sentence
    return f"磁盘或文件出错（{type(error).__name__}）。请检查磁盘，再试一次；仍不行就从最近的备份恢复。"


# What the world cannot be blamed for.
_BUGS = (sqlcipher.IntegrityError, sqlcipher.ProgrammingError, sqlcipher.InterfaceError, sqlcipher.NotSupportedError)

_REASONS = {
    "disk is full": "磁盘已满。请清理出一些空间再试，已保存的内容没有丢失。",
    "no space left": "磁盘已满。请清理出一些空间再试，已保存的内容没有丢失。",
    "readonly": "所在的文件夹只能读、不能写。请换一个能写的位置，或请管理员开放权限。",
    "read-only": "所在的文件夹只能读、不能写。请换一个能写的位置，或请管理员开放权限。",
    "permission denied": "没有读写权限。请换一个能写的位置，或请管理员开放权限。",
    "unable to open": "文件打不开。请检查文件夹是否存在、是否能写。",
    "locked": "另一个程序正占用这个登记库。请关闭它再试。",
    "not a database": "数据文件已损坏或不是本程序的文件。请从最近的备份恢复，原文件不要删除。",
    "malformed": "数据文件已损坏。请从最近的备份恢复，原文件不要删除。",
    "disk i/o error": "磁盘写不进去，多半是满了。请先清理出一些空间再试；仍不行再检查磁盘，不要急着恢复备份。",
}
