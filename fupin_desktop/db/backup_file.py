"""One backup file: the encrypted database, its wrapped keys and what it says of itself; packed, read, unpacked."""

import json
import shutil
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text

from fupin_desktop.db import registry_file
from fupin_desktop.db.about_file import own_device
from fupin_desktop.db.engine import FILE_NAME, close, open_engine, world_errors
from fupin_desktop.db.replacing import KEYS_NAME, copy_database, flush
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.fields.days import CHINA

SUFFIX = ".fupin"
PARTS = (FILE_NAME, KEYS_NAME, "manifest.json")
MOST_BYTES = 8 * 2**30


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup file and what it says it holds."""

    path: Path
    made_at_ms: int
    households: int
    commits: int
    size: int
    registry: str  # whose it is: on one stick lie the backups of several villages


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


def pack(opened: registry_file.OpenFile, scratch: Path, now: int) -> Path:
    """A backup of an open registry, made in a scratch folder."""
    copy, partial = scratch / FILE_NAME, scratch / "backup.part"
    copy_database(opened.folder / FILE_NAME, copy, opened.key)
    engine = open_engine(copy, opened.key)
    try:
        with engine.connect() as connection:
            manifest = counted(engine) | {"made_at": now, "registry": own_device(connection)}
    finally:
        close(engine)
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        archive.write(copy, FILE_NAME)
        archive.write(opened.folder / KEYS_NAME, KEYS_NAME)
        archive.writestr("manifest.json", json.dumps(manifest))
    copy.unlink()
    flush(partial)
    return partial


def unpack(file: Path, scratch: Path) -> None:
    """Lay the parts of a backup into a scratch folder."""
    with _readable(file), zipfile.ZipFile(file) as archive:
        for name in PARTS:
            with archive.open(name) as source, (scratch / name).open("wb") as target:
                shutil.copyfileobj(source, target)
            flush(scratch / name)


def counted(engine: Engine) -> dict[str, int]:
    """What there is in a database, to be compared with what its backup says."""
    with engine.connect() as connection:
        households = connection.execute(text("SELECT count(*) FROM household WHERE NOT deleted")).scalar()
        commits = connection.execute(text("SELECT count(*) FROM commit_log")).scalar()
        return {"households": int(households or 0), "commits": int(commits or 0)}


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


def stamp(now: int) -> str:
    """The moment, as file names tell it."""
    return datetime.fromtimestamp(now / 1000, CHINA).strftime("%Y%m%d-%H%M%S")
