"""Backups of the server and their return: the file as the desktop does it, PostgreSQL by its own tools.

After a return the server writes as another incarnation, and gives no number that it may have given since.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, make_url, select

from county_server import data_key, issuing, kept
from county_server.database import Database, open_database, take_lock
from county_server.own_tables import issued
from fupin_desktop.db import backup, keys, registry_file
from fupin_desktop.db.about_file import new_incarnation
from fupin_desktop.db.backup_file import SUFFIX, stamp
from fupin_desktop.db.engine import FILE_NAME, world_errors
from fupin_desktop.db.registry_file import OpenFile
from fupin_desktop.db.replacing import KEYS_NAME, free_name
from fupin_desktop.db.restoring import restore as restore_file
from fupin_desktop.domain.errors import Refused, Unavailable

DUMP = ".dump"
LEAP = 1_000  # more serials and versions than anybody gives between two backups
KEYS_SUFFIX = ".keys.json"
LAST_BACKUP = "last backup"  # when the last one was made, in milliseconds: the staff is told (console/server_state.py)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and read again."""

    file: Path
    size: int


def back_up(database: Database, target: Path, now: int) -> Made:
    """Write a backup into a folder and prove that it can be read."""
    made = _written(database, target, now)
    with database.writing("记录备份") as connection:
        kept.put_number(connection, LAST_BACKUP, now)
    return made


def _written(database: Database, target: Path, now: int) -> Made:
    if not database.is_postgres:
        found = backup.back_up(OpenFile(database.folder, database.engine, database.key, None), target, now)
        return Made(found.path, found.size)
    with world_errors("备份"):
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target, prefix=".backup-") as scratch:
            partial = Path(scratch) / "backup.part"
            _run("pg_dump", database.url, "--format=custom", f"--file={partial}")
            _run("pg_restore", "", "--list", str(partial))
            partial.chmod(0o600)
            made = free_name(target / f"县级库备份_{stamp(now)}{DUMP}")
            shutil.copyfile(database.folder / KEYS_NAME, made.with_suffix(KEYS_SUFFIX))
            partial.replace(made)
    return Made(made, made.stat().st_size)


def restore(folder: Path, url: str, file: Path, now: int, recovery_code: Callable[[], str]) -> None:
    """Put a backup in the place of what the server has; `recovery_code` is asked where the data key is gone."""
    if not file.is_file():
        raise Refused(f"没有找到备份文件「{file.name}」。")
    if (file.suffix == DUMP) != bool(url):
        raise Refused("这个备份与现在的数据库不是一类：.fupin 恢复到文件夹，.dump 恢复到 PostgreSQL（--database）。")
    if file.suffix not in (DUMP, SUFFIX):
        raise Refused(f"「{file.name}」不是县级库的备份文件。")
    folder.mkdir(parents=True, exist_ok=True)
    if url:
        _restore_dump(folder, url, file, recovery_code)
    else:
        _restore_file(folder, file, now, recovery_code)
    database = open_database(folder, url)
    try:
        with database.writing("恢复") as connection:
            if url:
                new_incarnation(connection, "restored", now)
            kept.put_number(connection, issuing.SERIAL_FLOOR, _newest_serial(connection) + LEAP)
    finally:
        database.close()


def _newest_serial(connection: Connection) -> int:
    newest = connection.scalar(select(func.max(issued.c.serial))) or 0
    return max(kept.number(connection, issuing.SERIAL_FLOOR), newest)


def _restore_file(folder: Path, file: Path, now: int, recovery_code: Callable[[], str]) -> None:
    if not data_key.key_file(folder).exists():
        import zipfile

        with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(file) as archive:
            archive.extract(KEYS_NAME, scratch)
            data_key.put_key(folder, keys.unlock_by_recovery(Path(scratch) / KEYS_NAME, recovery_code()))
    if (folder / FILE_NAME).exists():
        registry_file.release(take_lock(folder))  # says it better than the file would: the server is running
    restore_file(folder, file, data_key.as_passphrase(data_key.read_key(folder)), now)


def _restore_dump(folder: Path, url: str, file: Path, recovery_code: Callable[[], str]) -> None:
    wrapped = file.with_suffix(KEYS_SUFFIX)
    if not data_key.key_file(folder).exists():
        data_key.put_key(folder, keys.unlock_by_recovery(wrapped, recovery_code()))
    if not (folder / KEYS_NAME).exists() and wrapped.exists():
        shutil.copyfile(wrapped, folder / KEYS_NAME)
    lock = take_lock(folder)
    try:
        _run("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file))
    finally:
        registry_file.release(lock)


def _run(program: str, url: str, *arguments: str) -> None:
    """One of PostgreSQL's tools; the password goes by the environment, where no list of processes shows it."""
    found = shutil.which(program)
    if found is None:
        raise Unavailable(f"没有找到 {program}。请安装 PostgreSQL 的客户端程序（apt install postgresql-client）。")
    environment, where = dict(os.environ), list[str]()
    if url:
        parts = make_url(url)
        environment |= {"PGPASSWORD": parts.password} if parts.password else {}
        plain = parts.set(drivername="postgresql", password=None)
        where = [f"--dbname={plain.render_as_string()}"]
    done = subprocess.run([found, *where, *arguments], env=environment, capture_output=True, check=False)
    if done.returncode:
        raise Unavailable(f"{program} 没有做成，数据库没有改动。请检查数据库是否在运行、版本是否相配、磁盘是否已满。")
