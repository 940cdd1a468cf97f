"""Backups: one file with the encrypted database and its wrapped keys, opened and counted after it is written.

Attachments lie beside the backup files, a folder for each registry, under their hashes, and are only ever added to.
Of old backups the newest of each of the last seven days, five weeks and twelve months that have any are kept:
counted, not measured by the clock, which may be wrong by years.
"""

import filecmp
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from fupin_desktop.db import keys, registry_file
from fupin_desktop.db.about_file import new_incarnation, own_device
from fupin_desktop.db.engine import FILE_NAME, close, open_engine, world_errors
from fupin_desktop.db.replacing import ASIDE, KEYS_NAME, READY, copy_database, free_name, put_in_place
from fupin_desktop.db.upgrading import is_sound, upgrade_if_older
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.fields.days import CHINA

SUFFIX = ".fupin"
PARTS = (FILE_NAME, KEYS_NAME, "manifest.json")
ATTACHMENTS = "attachments"
SCRATCH = ".backup-"  # folders of this name are work in hand, or left by a crash
MOST_BYTES = 8 * 2**30
NEWEST = 3
PERIODS: tuple[tuple[int, Callable[[date], Any]], ...] = (
    (7, lambda day: day),
    (5, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup file and what it says it holds."""

    path: Path
    made_at_ms: int
    households: int
    commits: int
    size: int
    registry: str  # whose it is: on one stick lie the backups of several villages


def back_up(opened: registry_file.OpenFile, target: Path | None, now: int) -> BackupInfo:
    """Write a backup into a folder (the registry's own without one), prove that it opens, thin the old ones."""
    folder = target or opened.folder / "backups"
    with world_errors("备份"):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(opened.folder / "backups")
        _sweep(opened.folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
            partial = _write(opened, Path(scratch), now)
            _prove(partial, opened.key, Path(scratch))
            made = free_name(folder / f"登记库备份_{_stamp(now)}{SUFFIX}")
            partial.replace(made)
        found = info(made)
        _add_attachments(opened.folder / ATTACHMENTS, folder / ATTACHMENTS / found.registry)
        thin(folder, found)
    return found


def backups(folder: Path) -> list[BackupInfo]:
    """The readable backups in a folder, newest first."""
    found: list[BackupInfo] = []
    for file in folder.glob(f"*{SUFFIX}"):
        with suppress(Refused, Unavailable):
            found.append(info(file))
    return sorted(found, key=lambda one: (one.made_at_ms, one.path.name), reverse=True)


def info(file: Path) -> BackupInfo:
    """What a backup file says it holds; Refused if it is none."""
    with world_errors(f"读取备份「{file.name}」"), _readable(file), zipfile.ZipFile(file) as archive:
        parts = {part.filename: part.file_size for part in archive.infolist()}
        if set(parts) != set(PARTS) or sum(parts.values()) > MOST_BYTES:
            raise Refused(f"「{file.name}」不是本程序的备份文件。")
        manifest = json.loads(archive.read("manifest.json"))
        counts = (int(manifest[name]) for name in ("made_at", "households", "commits"))
        return BackupInfo(file, *counts, size=file.stat().st_size, registry=bytes.fromhex(manifest["registry"]).hex())


def restore(folder: Path, file: Path, passphrase: str, now: int) -> BackupInfo:
    """Put a backup in the place of a registry; the one that was there is kept beside it, never deleted."""
    found = info(file)
    with world_errors("恢复"):
        folder.mkdir(parents=True, exist_ok=True)
        lock = registry_file.take_lock(folder)
        try:
            put_in_place(folder)
            _sweep(folder)
            with tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
                ready = Path(scratch) / "ready"
                ready.mkdir()
                _unpack(file, ready)
                _prepare(ready, passphrase, found, now)
                aside = free_name(folder / ASIDE / _stamp(now))
                _add_attachments(file.parent / ATTACHMENTS / found.registry, folder / ATTACHMENTS, aside / ATTACHMENTS)
                ready.rename(folder / f"{READY}{aside.name}")  # from here on it is decided
            put_in_place(folder)
        finally:
            registry_file.release(lock)
    return found


def thin(folder: Path, made: BackupInfo) -> None:
    """Remove the registry's backups that newer ones of the same day, week or month replace; never the one just made."""
    own = [one for one in backups(folder) if one.registry == made.registry]
    kept = {made.path, *(one.path for one in own[:NEWEST])}
    for most, period_of in PERIODS:
        newest: dict[Any, Path] = {}
        for one in own:
            newest.setdefault(period_of(datetime.fromtimestamp(one.made_at_ms / 1000, CHINA).date()), one.path)
        kept.update(list(newest.values())[:most])
    for one in own:
        if one.path not in kept:
            one.path.unlink()


def _write(opened: registry_file.OpenFile, scratch: Path, now: int) -> Path:
    copy, partial = scratch / FILE_NAME, scratch / "backup.part"
    copy_database(opened.folder / FILE_NAME, copy, opened.key)
    engine = open_engine(copy, opened.key)
    try:
        with engine.connect() as connection:
            manifest = _counted(engine) | {"made_at": now, "registry": own_device(connection)}
    finally:
        close(engine)
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        archive.write(copy, FILE_NAME)
        archive.write(opened.folder / KEYS_NAME, KEYS_NAME)
        archive.writestr("manifest.json", json.dumps(manifest))
    copy.unlink()
    _flush(partial)
    return partial


def _prove(partial: Path, key: bytes, scratch: Path) -> None:
    """Open what was written and count it again."""
    _unpack(partial, scratch)
    engine = open_engine(scratch / FILE_NAME, key)
    try:
        said = json.loads((scratch / "manifest.json").read_text("utf-8"))
        counted = _counted(engine)
        if not is_sound(engine) or any(said[name] != value for name, value in counted.items()):
            raise Unavailable("刚写的备份打不开或数目不对，已删去。请换一个位置再备份，并检查磁盘。")
    finally:
        close(engine)


def _counted(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        households = connection.execute(text("SELECT count(*) FROM household WHERE NOT deleted")).scalar()
        commits = connection.execute(text("SELECT count(*) FROM commit_log")).scalar()
        return {"households": int(households or 0), "commits": int(commits or 0)}


def _unpack(file: Path, scratch: Path) -> None:
    with _readable(file), zipfile.ZipFile(file) as archive:
        for name in PARTS:
            with archive.open(name) as source, (scratch / name).open("wb") as target:
                shutil.copyfileobj(source, target)
            _flush(scratch / name)


def _prepare(ready: Path, passphrase: str, found: BackupInfo, now: int) -> None:
    """Prove the unpacked backup, bring it up to this program, and let the device write as another incarnation."""
    key = keys.unlock(ready / KEYS_NAME, passphrase)
    upgrade_if_older(ready / FILE_NAME, key)
    engine = open_engine(ready / FILE_NAME, key)
    try:
        if not is_sound(engine) or _counted(engine)["commits"] != found.commits:
            raise Unavailable("这个备份已损坏，没有恢复，现在的登记库没有改动。请换一个备份。")
        with engine.begin() as connection:
            new_incarnation(connection, "restored", now)
    finally:
        close(engine)


@contextmanager
def _readable(file: Path) -> Generator[None]:
    """Say in one sentence why a file is no backup that can be read."""
    try:
        yield
    except FileNotFoundError:
        raise Refused(f"没有找到备份文件「{file.name}」。") from None
    except IsADirectoryError:
        raise Refused(f"「{file.name}」是文件夹。请选里面的备份文件（.fupin）。") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, KeyError, TypeError):
        raise Refused(f"「{file.name}」不是本程序的备份文件，或者没有写完、已经损坏。请换一个备份。") from None


def _add_attachments(source: Path, target: Path, aside: Path | None = None) -> None:
    """Add what is missing; with `aside`, what is there but otherwise (another key, damage) is kept there."""
    for file in (one for one in source.glob("??/*") if not one.suffix):
        copy = target / file.parent.name / file.name
        if copy.exists() and aside is not None and not filecmp.cmp(file, copy):
            kept = aside / file.parent.name / file.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            copy.replace(kept)
        if not copy.exists():
            _copy(file, copy)


def _copy(file: Path, copy: Path) -> None:
    """A second name where the disk is the same, a copy elsewhere."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, copy)
    except OSError:
        partial = copy.with_suffix(".part")
        shutil.copy2(file, partial)
        _flush(partial)
        partial.replace(copy)


def _sweep(folder: Path) -> None:
    """Clear away what a crash has left; only in the registry's own folder, where nobody else is at work."""
    leftovers: Iterable[Path] = folder.glob(f"{SCRATCH}*")
    for leftover in leftovers:
        shutil.rmtree(leftover, ignore_errors=True)


def _flush(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _stamp(now: int) -> str:
    return datetime.fromtimestamp(now / 1000, CHINA).strftime("%Y%m%d-%H%M%S")
