"""Files that take the place of others: made whole beside them, then renamed, so a crash leaves the old or the new."""

import os
import shutil
from contextlib import closing
from itertools import chain, count
from pathlib import Path

from fupin_desktop.db.engine import FILE_NAME, connect

KEYS_NAME = "keys.json"
READY = "恢复中-"  # a folder of this name holds what a restore has decided to put in place
ASIDE = "恢复前"
SCRATCH = ".backup-"  # folders of this name are work in hand, or left by a crash


def copy_database(source: Path, target: Path, key: bytes) -> None:
    """A consistent copy of an encrypted file, also while others read and write it."""
    with closing(connect(source, key)) as origin, closing(connect(target, key)) as copy:
        origin.backup(copy)
    settle(target, key)


def settle(file: Path, key: bytes) -> None:
    """Fold the write-ahead log into the file for good: from now on the file can be moved by itself."""
    with closing(connect(file, key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def replace_keeping(file: Path, by: Path, kept: Path) -> None:
    """Put another file in the place of this one, which stays under the name `kept` or a free one like it."""
    kept = free_name(kept)
    try:
        os.link(file, kept)
    except OSError:  # a stick's file system gives no second names
        shutil.copyfile(file, kept)
    by.replace(file)


def flush(file: Path) -> None:
    """Let nobody believe in the file before the disk has it."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def free_name(wanted: Path) -> Path:
    """The name, or the name with a number where a file has it already."""
    numbered = (wanted.with_stem(f"{wanted.stem}-{number}") for number in count(2))
    return next(name for name in chain([wanted], numbered) if not name.exists())


def is_unfinished(folder: Path) -> bool:
    """Whether a restore was decided on and then cut off."""
    return any(folder.glob(f"{READY}*"))


def put_in_place(folder: Path) -> None:
    """Finish a restore that is decided on, however often it is cut off; what was there is kept, never deleted."""
    for ready in sorted(folder.glob(f"{READY}*")):
        kept = folder / ASIDE / ready.name.removeprefix(READY)
        for name in (KEYS_NAME, FILE_NAME):
            if (ready / name).exists():
                for old in (name, f"{name}-wal", f"{name}-shm"):
                    if (folder / old).exists():
                        kept.mkdir(parents=True, exist_ok=True)
                        (folder / old).replace(kept / old)
                (ready / name).replace(folder / name)
        shutil.rmtree(ready)


def sweep(folder: Path) -> None:
    """Clear away what a crash has left; only in the registry's own folder, where nobody else is at work."""
    for leftover in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(leftover, ignore_errors=True)
