"""Restoring: a backup is unpacked, opened and counted beside the registry, and only then takes its place."""

import tempfile
from pathlib import Path

from fupin_desktop.db import keys, registry_file
from fupin_desktop.db.about_file import new_incarnation
from fupin_desktop.db.backup_file import BackupInfo, counted, info, stamp, unpack
from fupin_desktop.db.blobs import ATTACHMENTS, copy_missing
from fupin_desktop.db.engine import FILE_NAME, close, open_engine, world_errors
from fupin_desktop.db.replacing import ASIDE, KEYS_NAME, READY, SCRATCH, free_name, put_in_place, sweep
from fupin_desktop.db.upgrading import is_sound, upgrade_if_older
from fupin_desktop.domain.errors import Unavailable


def restore(folder: Path, file: Path, passphrase: str, now: int) -> BackupInfo:
    """Put a backup in the place of a registry; the one that was there is kept beside it, never deleted."""
    found = info(file)
    with world_errors("恢复"):
        folder.mkdir(parents=True, exist_ok=True)
        lock = registry_file.take_lock(folder)
        try:
            put_in_place(folder)
            sweep(folder)
            with tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
                ready = Path(scratch) / "ready"
                ready.mkdir()
                unpack(file, ready)
                _prepare(ready, passphrase, found, now)
                aside = free_name(folder / ASIDE / stamp(now))
                copy_missing(file.parent / ATTACHMENTS / found.registry, folder / ATTACHMENTS, aside / ATTACHMENTS)
                ready.rename(folder / f"{READY}{aside.name}")  # from here on it is decided
            put_in_place(folder)
        finally:
            registry_file.release(lock)
    return found


def _prepare(ready: Path, passphrase: str, found: BackupInfo, now: int) -> None:
    """Prove the unpacked backup, bring it up to this program, and let the device write as another incarnation."""
    key = keys.unlock(ready / KEYS_NAME, passphrase)
    upgrade_if_older(ready / FILE_NAME, key)
    engine = open_engine(ready / FILE_NAME, key)
    try:
        if not is_sound(engine) or counted(engine)["commits"] != found.commits:
            raise Unavailable("这个备份已损坏，没有恢复，现在的登记库没有改动。请换一个备份。")
        with engine.begin() as connection:
            new_incarnation(connection, "restored", now)
    finally:
        close(engine)
