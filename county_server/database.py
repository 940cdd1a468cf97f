"""The county's database, whichever it is: opened, made, brought up to this program; transactions for whoever asks.

PostgreSQL where an address is given, else an encrypted SQLite file in the server's folder: the same tables in both.
"""

import json
import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from county_server import data_key
from county_server.own_tables import STEPS, bring_up, own_version
from fupin_desktop.db import registry_file
from fupin_desktop.db.engine import FILE_NAME, close, open_engine, world_errors
from fupin_desktop.db.postgres import open_postgres
from fupin_desktop.db.replacing import is_unfinished, put_in_place
from fupin_desktop.db.upgrading import (
    LOG_VERSION,
    derive_anew,
    is_derived_otherwise,
    log_version,
    make_tables,
    upgrade_if_older,
)
from fupin_desktop.domain.errors import Refused, Unavailable

SETTINGS = "county.json"
DATABASE_URL = "DATABASE_URL"
UPGRADING = 0x66757055  # of PostgreSQL's advisory locks
CONNECTIONS = 12


@dataclass(frozen=True)
class Database:
    """An open database: transactions for reading and for writing, both with one sentence if they fail."""

    folder: Path
    engine: Engine
    key: bytes = field(repr=False)
    url: str = ""  # empty: SQLite
    _writing: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_postgres(self) -> bool:
        """Whether it is PostgreSQL."""
        return bool(self.url)

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """One transaction that changes nothing."""
        with errors("读取县级库", self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, doing: str) -> Generator[Connection]:
        """One transaction; on SQLite one at a time, so that none waits for another half-way."""
        if self.is_postgres:
            with errors(doing, self.url), self.engine.begin() as connection:
                yield connection
            return
        writer = self.engine.execution_options(immediate=True)
        with self._writing, errors(doing, self.url), writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of it."""
        if self.is_postgres:
            self.engine.dispose()
        else:
            with world_errors("关闭县级库"):
                close(self.engine)


@contextmanager
def errors(doing: str, url: str) -> Generator[None]:
    """Say in one sentence what the database refused; nothing of a row, and no password, is told."""
    if not url:
        with world_errors(doing):
            yield
        return
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable(f"{doing}没有成功：数据库正忙。请稍后再试。") from error
    except DBAPIError as error:
        kind = type(error.orig).__name__
        raise Unavailable(
            f"{doing}没有成功：数据库不答应（{kind}）。请检查 PostgreSQL 是否在运行、地址和权限对不对。"
        ) from error


def make_database(folder: Path, url: str) -> tuple[Database, str]:
    """A database with every table, for a server that is founded now, and the recovery code of its data key."""
    if url:
        _refuse_if_taken(_open_postgres(folder, url, b""))
    elif (folder / FILE_NAME).exists():
        raise Refused(f"「{folder}」里已有县级库，没有改动它。请换一个文件夹，或直接启动（serve）。")
    with errors("新建县级库", ""):
        folder.mkdir(parents=True, exist_ok=True)
        key, code = data_key.make_key(folder)
    return (_open_postgres(folder, url, key) if url else _new_file(folder, key)), code


def _refuse_if_taken(database: Database) -> None:
    try:
        with database.reading() as connection:
            if own_version(connection):
                raise Refused("这个数据库里已有县级库，没有改动它。请换一个数据库，或直接启动（serve）。")
    finally:
        database.close()


def open_database(folder: Path, url: str) -> Database:
    """An existing database, brought up to this program."""
    if not url:
        with errors("打开县级库", ""):
            if is_unfinished(folder):
                put_in_place(folder)
            if not (folder / FILE_NAME).exists():
                raise Refused(f"「{folder}」里没有县级库。请检查 --data，或先新建一个（fupin-county init）。")
    elif not (folder / SETTINGS).exists() and not data_key.key_file(folder).exists():
        raise Refused(f"「{folder}」里没有县级库。请检查 --data，或先新建一个（fupin-county init）。")
    key = data_key.read_key(folder)
    database = _open_postgres(folder, url, key) if url else _open_file(folder, key)
    try:
        _bring_up(database)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def take_lock(folder: Path) -> FileLock:
    """The lock of the one server over a folder."""
    try:
        return registry_file.take_lock(folder)
    except Refused:
        raise Refused("这个文件夹的县级服务器已经在运行。请先停下那一个。") from None


def remember(folder: Path, url: str) -> None:
    """Keep where the database is, so that no later command has to be told; it may hold a password."""
    partial = folder / (SETTINGS + ".part")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump({"database": url}, out)
    partial.replace(folder / SETTINGS)


def address_of(folder: Path, given: str) -> str:
    """Which database: as the command says, else the environment, else as it was founded; empty for SQLite."""
    if given or os.environ.get(DATABASE_URL):
        return _with_driver(given or os.environ[DATABASE_URL])
    try:
        return str(json.loads((folder / SETTINGS).read_text("utf-8"))["database"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError):
        raise Unavailable(f"「{folder / SETTINGS}」读不出来。请用 --database 写明数据库地址。") from None


def _with_driver(url: str) -> str:
    scheme, found, rest = url.partition("://")
    if not found or scheme.split("+")[0] not in ("postgres", "postgresql"):
        raise Refused("数据库地址要像 postgresql://用户@主机/库名 这样。不写地址就用文件夹里的加密文件。")
    return f"postgresql+psycopg://{rest}"


def _open_postgres(folder: Path, url: str, key: bytes) -> Database:
    try:
        engine = open_postgres(url, pool_size=CONNECTIONS)
    except (ArgumentError, SQLAlchemyError):
        raise Refused("数据库地址不对，要像 postgresql://用户@主机/库名 这样。") from None
    database = Database(folder, engine, key, url)
    if key:
        with errors("打开县级库", url), engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(UPGRADING)))
            _bring_log_up(connection)
    return database


def _bring_log_up(connection: Connection) -> None:
    found = ""
    if inspect(connection).has_table("alembic_version"):
        found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())
    if found > LOG_VERSION:
        raise Refused("这个县级库是较新版本的程序写的，本程序不去改动它。请升级本程序。")
    if found < LOG_VERSION:
        make_tables(connection)


def _new_file(folder: Path, key: bytes) -> Database:
    partial = folder / (FILE_NAME + ".part")
    with errors("新建县级库", ""):
        for leftover in folder.glob(partial.name + "*"):
            leftover.unlink()
        engine = open_engine(partial, key)
        with engine.begin() as connection:
            make_tables(connection)
    return Database(folder, engine, key)


def put_new_file_in_place(database: Database) -> None:
    """A founded file takes its name: from now on there is a server."""
    database.close()
    if not database.is_postgres:
        (database.folder / (FILE_NAME + ".part")).replace(database.folder / FILE_NAME)


def _open_file(folder: Path, key: bytes) -> Database:
    file = folder / FILE_NAME
    with errors("打开县级库", ""):
        if log_version(file, key) != LOG_VERSION:
            lock = take_lock(folder)
            try:
                upgrade_if_older(file, key)
            finally:
                registry_file.release(lock)
        return Database(folder, open_engine(file, key), key)


def _bring_up(database: Database) -> None:
    """The server's own tables, and the derived ones where another program made them."""
    with database.reading() as connection:
        is_current = own_version(connection) == len(STEPS)
    if is_current and not is_derived_otherwise(database.engine):
        return
    with database.writing("升级县级库") as connection:
        if database.is_postgres:
            connection.execute(select(func.pg_advisory_xact_lock(UPGRADING)))
        bring_up(connection)
        if is_derived_otherwise(database.engine):
            derive_anew(connection)
