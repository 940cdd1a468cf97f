"""The life of a registry's folder: made, opened by one writer at a time, upgraded on a copy, never overwritten.

In the folder: registry.db (encrypted), keys.json (wrapped keys), attachments/ (encrypted), backups/.
"""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from fupin_desktop.db import keys
from fupin_desktop.db.derive import make_anew
from fupin_desktop.db.engine import FILE_NAME, connect, open_engine, world_errors
from fupin_desktop.db.log_tables import device, incarnation, meta
from fupin_desktop.db.record_tables import fingerprint
from fupin_desktop.domain.errors import Refused, Unavailable

KEYS_NAME = "keys.json"
LOG_VERSION = "0001"  # the newest migration; tests compare it with the scripts


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open registry folder: its engine, its key, and the lock of the one writer (None when only reading)."""

    folder: Path
    engine: Engine
    key: bytes
    lock: FileLock | None


def make(folder: Path, passphrase: str, device_name: str, now: int) -> str:
    """A new empty registry in a folder; returns its recovery code, which is kept nowhere else."""
    if len(passphrase) < 4:
        raise Refused("口令至少 4 个字。请另取一个，写在纸上交乡镇封存也可以。")
    if (folder / FILE_NAME).exists():
        raise Refused(f"「{folder.name}」里已有登记库，没有改动它。请换一个文件夹，或直接打开它。")
    key, code = keys.new_key(), keys.new_recovery_code()
    with world_errors("新建登记库"):
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / (FILE_NAME + ".part")
        partial.unlink(missing_ok=True)
        engine = open_engine(partial, key)
        try:
            with engine.begin() as connection:
                _migrate(connection)
                _first_rows(connection, device_name, now)
                make_anew(connection)
                put_meta(connection, "derived", fingerprint())
        finally:
            close(engine)
        keys.write_keys(folder / KEYS_NAME, key, passphrase, code)
        partial.replace(folder / FILE_NAME)
    return code


def open_folder(folder: Path, passphrase: str, *, writing: bool) -> OpenFile:
    """Open a registry; one writer at a time, and never a file of a newer program."""
    file = folder / FILE_NAME
    if not file.exists():
        raise Refused(f"「{folder}」里没有登记库。请检查位置，或先新建一个（fupin init）。")
    key = keys.unlock(folder / KEYS_NAME, passphrase)
    lock = take_lock(folder) if writing else None
    try:
        with world_errors("打开登记库"):
            upgrade_if_older(file, key)
            engine = open_engine(file, key)
            with engine.begin() as connection:
                if get_meta(connection, "derived") != fingerprint():
                    make_anew(connection)
                    put_meta(connection, "derived", fingerprint())
    except BaseException:
        release(lock)
        raise
    return OpenFile(folder, engine, key, lock)


def take_lock(folder: Path) -> FileLock:
    """The lock of the one writer: a second window is refused, not queued."""
    lock = FileLock(str(folder / "registry.lock"))
    with world_errors("打开登记库"):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Refused("这个登记库已在另一个窗口或命令中打开。请先关闭那一个，再打开这里。") from None
    return lock


def release(lock: FileLock | None) -> None:
    """Let another writer in."""
    if lock is not None:
        lock.release()


def close(engine: Engine) -> None:
    """Fold the write-ahead log into the file and let go of it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA busy_timeout = 500")  # whoever still reads folds the log in when he closes
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
        engine.dispose()


def upgrade_if_older(file: Path, key: bytes) -> None:
    """Bring an older file up to this program: on a copy, checked, then swapped; the old one is kept."""
    found = log_version(file, key)
    if found == LOG_VERSION:
        return
    if found is None or found > LOG_VERSION:
        raise Refused("这个登记库是较新版本的程序写的，本程序不去改动它。请用新版本打开，或升级本程序。")
    copy = file.with_name(file.name + ".upgrading")
    copy.unlink(missing_ok=True)
    copy_database(file, copy, key)
    engine = open_engine(copy, key)
    try:
        with engine.begin() as connection:
            _migrate(connection)
            make_anew(connection)
            put_meta(connection, "derived", fingerprint())
        if not is_sound(engine):
            raise Unavailable("升级登记库没有成功，原来的文件没有改动。请把情况报告县里，仍用旧版本程序打开。")
    finally:
        close(engine)
    shutil.move(file, file.with_name(f"{file.stem}-{found}.db"))
    copy.replace(file)


def log_version(file: Path, key: bytes) -> str | None:
    """The migration that the file stands at."""
    connection = connect(file, key)
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """A consistent copy of an encrypted file, also while others read and write it."""
    origin, copy = connect(source, key), connect(target, key)
    try:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        origin.close()


def is_sound(engine: Engine) -> bool:
    """Whether SQLite finds its own structure whole."""
    with engine.connect() as connection:
        return connection.execute(text("PRAGMA quick_check")).scalar() == "ok"


def new_incarnation(connection: Connection, reason: str, now: int) -> None:
    """After a restore or a copy the device writes as another incarnation: a rollback is just another branch."""
    device_id = connection.scalars(select(device.c.id).limit(1)).one()
    fresh = secrets.token_hex(8)
    values = {"id": fresh, "device_id": device_id, "created_at": now, "reason": reason}
    connection.execute(insert(incarnation).values(values))
    put_meta(connection, "incarnation", fresh)


def get_meta(connection: Connection, key: str) -> str | None:
    """A value kept about the file itself."""
    return connection.scalars(select(meta.c.value).where(meta.c.key == key)).first()


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a value about the file itself."""
    row: Any = upsert(meta).values(key=key, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def rename_device(connection: Connection, name: str) -> None:
    """Give this computer the name that history shows."""
    connection.execute(update(device).values(name=name))


def _migrate(connection: Connection) -> None:
    from fupin_desktop.db.migrations import migrate

    migrate(connection)


def _first_rows(connection: Connection, device_name: str, now: int) -> None:
    connection.execute(insert(device).values(id=secrets.token_hex(8), name=device_name, created_at=now))
    new_incarnation(connection, "created", now)
