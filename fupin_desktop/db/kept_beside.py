"""The ways into an open registry, and what it keeps beside the truth: drafts, imports, filters, settings and notes.

Reading may happen on any thread; writing goes through one lock, one transaction a call.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from fupin_desktop.db import beside
from fupin_desktop.db.about_file import get_meta, put_meta
from fupin_desktop.db.engine import world_errors


def machine_clock() -> int:
    """Milliseconds since 1970, as this machine says."""
    return time.time_ns() // 1_000_000


class KeptBeside:
    """What a registry keeps that is no commit and is carried to no other laptop."""

    def __init__(self, engine: Engine, user: str, clock: Callable[[], int]) -> None:
        self._engine = engine
        self._clock = clock
        self._writing = threading.Lock()
        self.user = user

    def put_draft(self, key: str, content: Mapping[str, Any] | None) -> None:
        """Keep a half-typed form, or forget it."""
        with self._write("保存草稿") as connection:
            beside.put_draft(connection, key, content, self._clock())

    def drafts(self) -> dict[str, Any]:
        """Every half-typed form."""
        with self._read() as connection:
            return beside.drafts(connection)

    def put_batch(self, batch: str, content: str, state: str) -> None:
        """Keep an import in the waiting room, or mark what became of it."""
        with self._write("保存导入批次") as connection:
            beside.put_batch(connection, batch, content, state, self._clock())

    def waiting_batches(self) -> list[tuple[str, str, int]]:
        """The imports that nobody has decided on."""
        with self._read() as connection:
            return beside.waiting_batches(connection)

    def note_reading(self, record: str, record_id: str, field: str) -> None:
        """Write down that the user asked for a masked value."""
        with self._write("记录查看") as connection:
            beside.note_reading(connection, self.user, record, record_id, field, self._clock())

    def readings(self, limit: int = 200) -> list[dict[str, Any]]:
        """Who looked at what."""
        with self._read() as connection:
            return beside.readings(connection, limit)

    def note_printed(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write down what was printed."""
        with self._write("记录打印") as connection:
            beside.note_printed(connection, [dict(row) | {"at": self._clock()} for row in rows])

    def last_printed(self, household_ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """The latest printing of each paper of each household."""
        with self._read() as connection:
            return beside.last_printed(connection, household_ids)

    def put_filter(self, name: str, content: str | None) -> None:
        """Keep a filter under a name, or forget it."""
        with self._write("保存筛选") as connection:
            beside.put_filter(connection, name, content)

    def filters(self) -> dict[str, str]:
        """The saved filters."""
        with self._read() as connection:
            return beside.filters(connection)

    def setting(self, key: str) -> str | None:
        """A value kept about this registry."""
        with self._read() as connection:
            return get_meta(connection, key)

    def put_setting(self, key: str, value: str) -> None:
        """Keep a value about this registry."""
        with self._write("保存设置") as connection:
            put_meta(connection, key, value)

    @contextmanager
    def _read(self) -> Generator[Connection]:
        with world_errors("读取登记库"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self, doing: str) -> Generator[Connection]:
        writer = self._engine.execution_options(immediate=True)
        with self._writing, world_errors(doing), writer.begin() as connection:
            yield connection
