"""The servers' disks as databases of a real PostgreSQL; an older copy is a database made from another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from fupin_desktop.db import registry_file
from fupin_desktop.db.postgres import open_postgres
from fupin_desktop.db.registry import SqlRegistry
from tests import postgres
from tests.simulation.disks import Copy, Crash
from tests.simulation.world import MakeDisk

NAMES = count()


@contextmanager
def server() -> Iterator[Path]:
    """A PostgreSQL of its own, outside of any test."""
    yield from postgres.postgres_server.__wrapped__()  # type: ignore[attr-defined]


def disks_on(socket: Path) -> MakeDisk:
    """Makes disks for servers: databases of the PostgreSQL that listens there."""
    return lambda folder, clock, user: DatabaseDisk(socket, folder, clock, user, Copy(postgres.TEMPLATE))


@dataclass
class DatabaseDisk:
    """One database; what is put back or kept aside is another, made from it as from a template."""

    socket: Path
    folder: Path
    clock: Callable[[], int]
    user: str
    origin: Copy
    points: int = 0
    crash_point: int | None = None
    registry: SqlRegistry = field(init=False)

    def __post_init__(self) -> None:
        self.name = self._made(self.origin.where)
        self._open()

    def copy(self) -> Copy:
        """What lies there now, kept."""
        self.close()
        kept = self._made(self.name)
        return Copy(kept)

    def put_back(self, older: Copy) -> None:
        """An older copy takes its place; the program is not told."""
        self.close()
        postgres._administer(self.socket, f"DROP DATABASE {self.name} WITH (FORCE)")
        self.name = self._made(older.where)
        self._open()

    def crash_at(self, point: int) -> None:
        """The connection will break at this write point from now."""
        self.points, self.crash_point = 0, point

    def reopen(self) -> None:
        """Connect again: what was not committed is not there."""
        self.close()
        self._open()

    def close(self) -> None:
        """Let go of every connection."""
        self.registry._engine.dispose()

    def give_up(self) -> None:
        """The machine is needed no more; its databases go with the server."""
        self.close()

    def _open(self) -> None:
        engine = open_postgres(postgres._url(self.socket, self.name))
        self.points, self.crash_point = 0, None
        event.listen(engine, "before_cursor_execute", self._point)
        opened = registry_file.OpenFile(self.folder, engine, bytes(32), None)
        self.registry = SqlRegistry(opened, self.user, self.clock)

    def _made(self, template: str) -> str:
        name = f"simulated_{next(NAMES)}"
        postgres._administer(self.socket, f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _point(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.points += 1
            if self.points == self.crash_point:
                self.crash_point = None
                raise Crash
