"""Backing up: a file is written, opened and counted again, and takes its place; then the old ones are thinned.

Attachments lie beside the backup files, a folder for each registry, under their hashes, and are only ever added to.
Of old backups the newest of each of the last seven days, five weeks and twelve months that have any are kept:
counted, not measured by the clock, which may be wrong by years.
"""

import json
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desktop.db import registry_file
from fupin_desktop.db.backup_file import SUFFIX, BackupInfo, backups, counted, info, pack, stamp, unpack
from fupin_desktop.db.blobs import ATTACHMENTS, copy_missing
from fupin_desktop.db.engine import FILE_NAME, close, open_engine, world_errors
from fupin_desktop.db.replacing import SCRATCH, free_name, sweep
from fupin_desktop.db.upgrading import is_sound
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.fields.days import CHINA

NEWEST = 3
PERIODS: tuple[tuple[int, Callable[[date], Any]], ...] = (
    (7, lambda day: day),
    (5, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)


def back_up(opened: registry_file.OpenFile, target: Path | None, now: int) -> BackupInfo:
    """Write a backup into a folder (the registry's own without one), prove that it opens, thin the old ones."""
    folder = target or opened.folder / "backups"
    with world_errors("备份"):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(opened.folder / "backups")
        sweep(opened.folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch:
            partial = pack(opened, Path(scratch), now)
            _prove(partial, opened.key, Path(scratch))
            made = free_name(folder / f"登记库备份_{stamp(now)}{SUFFIX}")
            partial.replace(made)
        found = info(made)
        copy_missing(opened.folder / ATTACHMENTS, folder / ATTACHMENTS / found.registry)
        thin(folder, found)
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


def _prove(partial: Path, key: bytes, scratch: Path) -> None:
    """Open what was written and count it again."""
    unpack(partial, scratch)
    engine = open_engine(scratch / FILE_NAME, key)
    try:
        said = json.loads((scratch / "manifest.json").read_text("utf-8"))
        found = counted(engine)
        if not is_sound(engine) or any(said[name] != value for name, value in found.items()):
            raise Unavailable("刚写的备份打不开或数目不对，已删去。请换一个位置再备份，并检查磁盘。")
    finally:
        close(engine)
