"""Real registry files on a memory disk: copied from one template, put back from older copies, crashed and opened again.

Only `synchronous` differs from the program's own files, because nothing here loses power; the order of writes is the
same, and a crash leaves the very bytes that lay there at that moment, write-ahead log and all.
"""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import event

from fupin_desktop.db import keys, registry_file
from fupin_desktop.db.engine import FILE_NAME, open_engine
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.db.replacing import KEYS_NAME
from tests.db.registries import PASSPHRASE, a_template
from tests.simulation.lots import Lots, drawn_by

SHM = Path("/dev/shm")
PARTS = (FILE_NAME, FILE_NAME + "-wal")


class Crash(Exception):
    """The machine stops: whatever was not committed is not there afterwards."""


class Disk(Protocol):
    """Where one computer keeps its registry."""

    registry: SqlRegistry

    def copy(self) -> "Copy": ...
    def put_back(self, older: "Copy") -> None: ...
    def crash_at(self, point: int) -> None: ...
    def reopen(self) -> None: ...
    def close(self) -> None: ...
    def give_up(self) -> None: ...


@dataclass(frozen=True)
class Copy:
    """A registry as it lay there once: a folder, or the name of a database."""

    where: Any


@contextmanager
def memory() -> Generator[Path]:
    """A folder on the memory disk where there is one."""
    template()
    folder = Path(tempfile.mkdtemp(prefix="fupin-simulation-", dir=SHM if SHM.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=1)
def template() -> Path:
    """An empty registry, made once in a process, from no run's lots: two passphrases are stretched for it."""
    folder = Path(tempfile.mkdtemp(prefix="fupin-template-")) / "registry"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    with drawn_by(Lots("template")):
        return a_template(folder)


@lru_cache(maxsize=1)
def _key() -> bytes:
    return keys.unlock(template() / KEYS_NAME, PASSPHRASE)


@dataclass
class FileDisk:
    """A folder with an encrypted SQLite file."""

    folder: Path
    clock: Callable[[], int]
    user: str
    copies: int = 0
    points: int = 0  # write points since the registry was opened
    crash_point: int | None = None
    registry: SqlRegistry = field(init=False)
    drive: "Drive" = field(init=False)

    @classmethod
    def new(cls, folder: Path, clock: Callable[[], int], user: str, from_copy: Copy | None = None) -> "FileDisk":
        """A disk with an empty registry, or with the copy of another."""
        shutil.copytree(from_copy.where if from_copy else template(), folder)
        made = cls(folder, clock, user)
        made.open()
        return made

    def open(self) -> None:
        """Open the file that lies there."""
        self.drive = FREE.pop() if FREE else Drive()
        self.drive.file, self.drive.at_point = self.folder / FILE_NAME, self._count
        opened = registry_file.OpenFile(self.folder, self.drive.engine, _key(), None)
        self.registry = SqlRegistry(opened, self.user, self.clock)

    def copy(self) -> Copy:
        """What lies there now, kept."""
        self.copies += 1
        aside = self.folder.with_name(f"{self.folder.name}-copy{self.copies}")
        aside.mkdir()
        _lay(self.folder, aside)
        return Copy(aside)

    def put_back(self, older: Copy) -> None:
        """Somebody puts an older copy in the file's place; the program is not told."""
        self.close()
        for part in self.folder.glob(FILE_NAME + "*"):
            part.unlink()
        _lay(older.where, self.folder)
        self.points, self.crash_point = 0, None

    def crash_at(self, point: int) -> None:
        """The machine will stop at this write point from now."""
        self.points, self.crash_point = 0, point

    def reopen(self) -> None:
        """Start again from the bytes that lay there when the machine stopped."""
        self.put_back(self.crashed)

    def close(self) -> None:
        """Let go of the file as a program that is ended: nothing is folded in."""
        self.drive.engine.dispose()

    def give_up(self) -> None:
        """The machine is needed no more."""
        self.close()
        FREE.append(self.drive)

    def _count(self) -> None:
        self.points += 1
        if self.points == self.crash_point:
            self.crash_point = None
            self.crashed = self.copy()
            raise Crash


class Drive:
    """An engine whose file can be another one: so statements are compiled once and not for every machine."""

    def __init__(self) -> None:
        self.file = Path()
        self.at_point: Callable[[], None] = lambda: None
        self.engine = open_engine(self, _key())  # type: ignore[arg-type]  only its name as a text is asked for
        event.listen(self.engine, "connect", _hurry)
        event.listen(self.engine, "before_cursor_execute", self._statement)
        event.listen(self.engine, "commit", self._commit)

    def __str__(self) -> str:
        return str(self.file)

    def _statement(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.at_point()

    def _commit(self, connection: Any) -> None:
        if connection.get_execution_options().get("immediate"):
            self.at_point()


FREE: list[Drive] = []


def _lay(source: Path, target: Path) -> None:
    for name in (*PARTS, KEYS_NAME):
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)


def _hurry(raw: Any, _: Any) -> None:
    raw.execute("PRAGMA synchronous = OFF")
