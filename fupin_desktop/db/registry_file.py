"""The life of a registry's folder: made, opened by one writer at a time, brought up to this program.

In the folder: registry.db (encrypted), keys.json (wrapped keys), attachments/ (encrypted), backups/.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from fupin_desktop.db import keys
from fupin_desktop.db.about_file import first_device
from fupin_desktop.db.engine import FILE_NAME, close, open_engine, world_errors
from fupin_desktop.db.replacing import KEYS_NAME, free_name, is_unfinished, put_in_place
from fupin_desktop.db.upgrading import (
    LOG_VERSION,
    derive_anew,
    is_derived_otherwise,
    log_version,
    make_tables,
    upgrade_if_older,
)
from fupin_desktop.domain.errors import Refused


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
                make_tables(connection)
                first_device(connection, device_name, now)
        finally:
            close(engine)
        if (folder / KEYS_NAME).exists():  # without its registry, but that may turn up again
            (folder / KEYS_NAME).replace(free_name(folder / f"keys-{now}.json"))
        keys.write_keys(folder / KEYS_NAME, key, passphrase, code)
        partial.replace(folder / FILE_NAME)
    return code


def open_folder(folder: Path, passphrase: str, *, writing: bool, key: bytes | None = None) -> OpenFile:
    """Open a registry; one writer at a time, and never a file of a newer program.

    The key, where somebody has unlocked it already, saves stretching the passphrase again.
    """
    file = folder / FILE_NAME
    with world_errors("打开登记库"):
        if is_unfinished(folder):
            with _locked(folder, None):
                put_in_place(folder)
                key = None  # another registry is here now
        if not file.exists():
            raise Refused(f"「{folder}」里没有登记库。请检查位置，或先新建一个（fupin init）。")
    key = key or keys.unlock(folder / KEYS_NAME, passphrase)
    lock = take_lock(folder) if writing else None
    engine = open_engine(file, key)
    try:
        with world_errors("打开登记库"):
            if log_version(file, key) != LOG_VERSION:
                with _locked(folder, lock):
                    upgrade_if_older(file, key)
            if is_derived_otherwise(engine):
                with _locked(folder, lock), engine.begin() as connection:
                    derive_anew(connection)
    except BaseException:
        engine.dispose()
        release(lock)
        raise
    return OpenFile(folder, engine, key, lock)


@contextmanager
def _locked(folder: Path, held: FileLock | None) -> Generator[None]:
    """The lock of the one writer, held already or only for this: who merely reads may find work to do first."""
    lock = held or take_lock(folder)
    try:
        yield
    finally:
        if held is None:
            release(lock)


def reset_passphrase(folder: Path, recovery_code: str, new_passphrase: str) -> None:
    """Give the registry another passphrase, by its recovery code; the code stays valid."""
    if len(new_passphrase) < 4:
        raise Refused("口令至少 4 个字。请另取一个。")
    key = keys.unlock_by_recovery(folder / KEYS_NAME, recovery_code)
    with world_errors("重设口令"):
        keys.write_keys(folder / KEYS_NAME, key, new_passphrase, None)


def take_lock(folder: Path) -> FileLock:
    """The lock of the one writer: a second window is refused, not queued."""
    lock = FileLock(str(folder / "registry.lock"), thread_local=False)  # opened on one thread, closed on another
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
