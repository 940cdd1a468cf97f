"""Backups: one file with the encrypted database and its wrapped keys, opened and counted after it is written.

Attachments lie beside the backup files under their hashes and are only ever added to. Old backups are thinned to
one a day for a week, one a week for five weeks, one a month for a year.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from fupin_desktop.db import keys, registry_file
from fupin_desktop.db.engine import FILE_NAME, open_engine, world_errors
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.fields.days import CHINA

SUFFIX = ".fupin"
PARTS = (FILE_NAME, registry_file.KEYS_NAME, "manifest.json")
MOST_BYTES = 8 * 2**30
DAYS, WEEKS, MONTHS, NEWEST = 7, 5, 12, 3


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup file and what it says it holds."""

    path: Path
    made_at_ms: int
    households: int
    commits: int
    size: int


def back_up(opened: registry_file.OpenFile, target: Path | None, now: int) -> BackupInfo:
    """Write a backup into a folder (the registry's own without one), prove that it opens, thin the old ones."""
    folder = target or opened.folder / "backups"
    name = datetime.fromtimestamp(now / 1000, CHINA).strftime(f"登记库备份_%Y%m%d-%H%M%S{SUFFIX}")
    with world_errors("备份"):
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / (name + ".part")
        try:
            with tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
                _write(opened, Path(scratch), partial, now)
                _prove(partial, opened.key, Path(scratch))
            partial.replace(folder / name)
        finally:
            partial.unlink(missing_ok=True)
        _add_attachments(opened.folder / "attachments", folder / "attachments")
        thin(folder, now)
    return info(folder / name)


def backups(folder: Path) -> list[BackupInfo]:
    """The readable backups in a folder, newest first."""
    found: list[BackupInfo] = []
    for file in folder.glob(f"*{SUFFIX}"):
        with suppress(Refused, Unavailable):
            found.append(info(file))
    return sorted(found, key=lambda one: one.made_at_ms, reverse=True)


def info(file: Path) -> BackupInfo:
    """What a backup file says it holds; Refused if it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            if set(parts) != set(PARTS) or sum(parts.values()) > MOST_BYTES:
                raise Refused(f"「{file.name}」不是本程序的备份文件。")
            manifest = json.loads(archive.read("manifest.json"))
        counts = (int(manifest[name]) for name in ("made_at", "households", "commits"))
        return BackupInfo(file, *counts, size=file.stat().st_size)
    except FileNotFoundError:
        raise Refused(f"没有找到备份文件「{file.name}」。") from None
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError):
        raise Refused(f"「{file.name}」不是本程序的备份文件，或者没有写完、已经损坏。") from None
    except OSError as error:
        raise Unavailable(f"读不出备份文件「{file.name}」（{error.strerror}）。请检查 U 盘或磁盘。") from error


def restore(folder: Path, file: Path, passphrase: str, now: int) -> BackupInfo:
    """Put a backup in the place of a registry; the one that was there is kept beside it, never deleted."""
    found = info(file)
    with world_errors("恢复"):
        folder.mkdir(parents=True, exist_ok=True)
        lock = registry_file.take_lock(folder)
        try:
            with tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
                _unpack(file, Path(scratch))
                _prepare(Path(scratch), passphrase, found, now)
                _set_aside(folder, now)
                for name in (registry_file.KEYS_NAME, FILE_NAME):
                    (Path(scratch) / name).replace(folder / name)
            _add_attachments(file.parent / "attachments", folder / "attachments")
        finally:
            registry_file.release(lock)
    return found


def thin(folder: Path, now: int) -> None:
    """Remove backups that newer ones of the same day, week or month replace."""
    today = datetime.fromtimestamp(now / 1000, CHINA).date()
    kept: set[Path] = set()
    periods: set[tuple[str, int, int]] = set()
    several = backups(folder)
    for place, one in enumerate(several):
        day = datetime.fromtimestamp(one.made_at_ms / 1000, CHINA).date()
        week = day.isocalendar()
        due = [
            ("day", day.year, day.timetuple().tm_yday, timedelta(days=DAYS)),
            ("week", week.year, week.week, timedelta(weeks=WEEKS)),
            ("month", day.year, day.month, timedelta(days=31 * MONTHS)),
        ]
        fresh = [
            (kind, year, no) for kind, year, no, span in due if today - day <= span and (kind, year, no) not in periods
        ]
        periods.update(fresh)
        if fresh or place < NEWEST:
            kept.add(one.path)
    for one in several:
        if one.path not in kept:
            one.path.unlink()


def _write(opened: registry_file.OpenFile, scratch: Path, partial: Path, now: int) -> None:
    copy = scratch / FILE_NAME
    registry_file.copy_database(opened.folder / FILE_NAME, copy, opened.key)
    engine = open_engine(copy, opened.key)
    try:
        manifest = _counted(engine) | {"made_at": now}
    finally:
        registry_file.close(engine)
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        archive.write(copy, FILE_NAME)
        archive.write(opened.folder / registry_file.KEYS_NAME, registry_file.KEYS_NAME)
        archive.writestr("manifest.json", json.dumps(manifest))
    copy.unlink()
    with partial.open("rb+") as written:
        os.fsync(written.fileno())


def _prove(partial: Path, key: bytes, scratch: Path) -> None:
    """Open what was written and count it again."""
    _unpack(partial, scratch)
    engine = open_engine(scratch / FILE_NAME, key)
    try:
        said = json.loads((scratch / "manifest.json").read_text("utf-8"))
        counted = _counted(engine)
        if not registry_file.is_sound(engine) or any(said[name] != value for name, value in counted.items()):
            raise Unavailable("刚写的备份打不开或数目不对，已删去。请换一个位置再备份，并检查磁盘。")
    finally:
        registry_file.close(engine)


def _counted(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        households = connection.execute(text("SELECT count(*) FROM household WHERE NOT deleted")).scalar()
        commits = connection.execute(text("SELECT count(*) FROM commit_log")).scalar()
        return {"households": int(households or 0), "commits": int(commits or 0)}


def _unpack(file: Path, scratch: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        for name in PARTS:
            with archive.open(name) as source, (scratch / name).open("wb") as target:
                shutil.copyfileobj(source, target)


def _prepare(scratch: Path, passphrase: str, found: BackupInfo, now: int) -> None:
    """Prove the unpacked backup, bring it up to this program, and let the device write as another incarnation."""
    key = keys.unlock(scratch / registry_file.KEYS_NAME, passphrase)
    registry_file.upgrade_if_older(scratch / FILE_NAME, key)
    engine = open_engine(scratch / FILE_NAME, key)
    try:
        if not registry_file.is_sound(engine) or _counted(engine)["commits"] != found.commits:
            raise Unavailable("这个备份已损坏，没有恢复，现在的登记库没有改动。请换一个备份。")
        with engine.begin() as connection:
            registry_file.new_incarnation(connection, "restored", now)
    finally:
        registry_file.close(engine)


def _set_aside(folder: Path, now: int) -> None:
    stamp = datetime.fromtimestamp(now / 1000, CHINA).strftime("%Y%m%d-%H%M%S")
    for name in (FILE_NAME, FILE_NAME + "-wal", FILE_NAME + "-shm", registry_file.KEYS_NAME):
        if (folder / name).exists():
            kept = folder / "恢复前" / stamp
            kept.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(kept / name)


def _add_attachments(source: Path, target: Path) -> None:
    """Add what is missing: linked where the disk is the same, copied elsewhere."""
    for file in _stored(source):
        copy = target / file.parent.name / file.name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, copy)
            except OSError:
                shutil.copyfile(file, copy.with_suffix(".part"))
                copy.with_suffix(".part").replace(copy)


def _stored(folder: Path) -> Iterable[Path]:
    return (file for file in folder.glob("??/*") if not file.suffix)
