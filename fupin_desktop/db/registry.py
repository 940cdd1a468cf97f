"""The registry as services see it: frozen records out, edits in; no connection leaves this file.

Reading may happen on any thread; writing goes through one lock, one transaction a call.
"""

import socket
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db import actions, backup, beside, check_rows, history, lists, reading, registry_file, searching
from fupin_desktop.db.about_file import get_meta, own_device, put_meta
from fupin_desktop.db.actions import GroupOp
from fupin_desktop.db.as_of import dossiers_as_of
from fupin_desktop.db.backup import BackupInfo
from fupin_desktop.db.blobs import Blobs
from fupin_desktop.db.engine import close, world_errors
from fupin_desktop.db.log_tables import incarnation
from fupin_desktop.db.merges import members_of, merged_into
from fupin_desktop.db.owning import households_of
from fupin_desktop.db.placed_ops import registers_of
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.db.verify import Verified, verify
from fupin_desktop.db.writing import Author, write
from fupin_desktop.domain.asking import CheckRows, Found, Group, HistoryEntry, HouseholdQuery, HouseholdRow
from fupin_desktop.domain.changes import Deed, Edit, OpId
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.days import CHINA


def machine_clock() -> int:
    """Milliseconds since 1970, as this machine says."""
    return time.time_ns() // 1_000_000


class SqlRegistry:
    """An open registry; implements services.ports.Registry."""

    def __init__(self, opened: registry_file.OpenFile, user: str, clock: Callable[[], int] = machine_clock) -> None:
        self._opened = opened
        self._engine = opened.engine
        self._clock = clock
        self._writing = threading.Lock()
        self.user = user
        self.blobs = Blobs(opened.folder / "attachments", opened.key)

    @property
    def folder(self) -> Path:
        """Where the registry lies."""
        return self._opened.folder

    def close(self) -> None:
        """Let go of the file and its lock."""
        try:
            with world_errors("关闭登记库"):
                close(self._engine)
        finally:
            registry_file.release(self._opened.lock)

    # Records

    def record(self, record: str, record_id: str) -> Any | None:
        """One record by its id, wherever it was merged to; None if there is none."""
        with self._read() as connection:
            kept = merged_into(connection, [record_id]).get(record_id, record_id)
            return next(iter(reading.records(connection, record, "id", [kept])), None)

    def records(
        self, record: str, field: str = "id", values: Iterable[str] | None = None, *, deleted: bool = False
    ) -> list[Any]:
        """Records whose field is one of the values; all of them without values."""
        with self._read() as connection:
            return reading.records(connection, record, field, values, deleted=deleted)

    def values(self, record: str, ids: Sequence[str] | None = None) -> list[tuple[str, dict[str, Any]]]:
        """Id and values by field of records; quicker than the records themselves."""
        with self._read() as connection:
            return reading.values(connection, record, ids)

    def ids_ever_given(self) -> set[str]:
        """Every id that any record has or had, the recycle bin included."""
        with self._read() as connection:
            return reading.ids_ever_given(connection)

    def heads(self, record: str, record_id: str) -> dict[str, tuple[OpId, ...]]:
        """What a form that opens this record has seen: the heads of each field."""
        with self._read() as connection:
            kept = merged_into(connection, [record_id]).get(record_id, record_id)
            registers = registers_of(connection, members_of(connection, [kept]))[kept]
        columns = (column.name for column in TABLES[record].c)
        names = {number_of(record, name): name for name in columns if name not in ("id", "deleted")}
        return {names[no]: tuple(op.id for op in ops) for no, ops in registers.items() if no in names}

    def years(self, village_code: str | None = None) -> list[int]:
        """The years with data, newest first."""
        with self._read() as connection:
            return reading.years(connection, village_code)

    # Dossiers

    def dossiers(
        self, household_ids: Sequence[str], year: int | None = None, day: date | None = None
    ) -> Iterator[Dossier]:
        """The dossiers of these households, a few hundred at a time; read to the end, the file is held until then."""
        with self._read() as connection:
            yield from reading.dossiers(connection, household_ids, year, day or self.today())

    def dossier(self, household_id: str, year: int | None = None, day: date | None = None) -> Dossier | None:
        """One dossier; None if the household is not there (any more)."""
        return next(iter(list(self.dossiers([household_id], year, day))), None)

    def dossiers_as_of(self, household_ids: Sequence[str], day: date) -> Iterator[Dossier]:
        """The dossiers as the registry knew them at the end of a day."""
        with self._read() as connection:
            yield from dossiers_as_of(connection, household_ids, day, self._clock())

    def today(self) -> date:
        """The day that the machine's clock says."""
        return datetime.fromtimestamp(self._clock() / 1000, CHINA).date()

    # Lists

    def household_ids(self, query: HouseholdQuery) -> list[str]:
        """The ids of the households asked for, in order."""
        with self._read() as connection:
            return lists.household_ids(connection, query, query.year or reading.newest_year(connection))

    def household_rows(self, ids: Sequence[str], year: int | None = None) -> list[HouseholdRow]:
        """The list rows of these households."""
        with self._read() as connection:
            return lists.household_rows(connection, ids, year or reading.newest_year(connection))

    def search(self, typed: str, limit: int = 20) -> list[Found]:
        """What the search box finds."""
        with self._read() as connection:
            return searching.search(connection, typed, limit)

    # History

    def history(self, record: str, record_ids: Sequence[str], field: str | None = None) -> list[HistoryEntry]:
        """Every value given to these records, newest first."""
        with self._read() as connection:
            into = merged_into(connection, record_ids)
            members = members_of(connection, list(dict.fromkeys(into.get(one, one) for one in record_ids)))
            return history.history(connection, members, [number_of(record, field)] if field else None)

    def groups(self, limit: int = 50) -> list[Group]:
        """The latest actions, newest first."""
        with self._read() as connection:
            return actions.groups(connection, limit)

    def group_ops(self, group: str) -> list[GroupOp]:
        """What an action wrote, newest first."""
        with self._read() as connection:
            return actions.group_ops(connection, group)

    def conflicts(self) -> list[dict[str, Any]]:
        """Every disagreement that waits for a person."""
        with self._read() as connection:
            return history.conflicts(connection)

    # Writing

    def write(
        self,
        deeds: Iterable[tuple[Deed, Sequence[Edit]]],
        doing: str = "保存",
        progress: Callable[[int], None] | None = None,
    ) -> tuple[str, set[str]]:
        """One commit for each deed, all of one group, all or none; returns the group and the records touched."""
        with self._write(doing) as connection:
            group, touched = write(connection, self._author(connection), deeds, self._clock, progress)
            beside.forget_findings(connection, sorted(households_of(connection, touched)))
            return group, touched

    def verify(self) -> Verified:
        """Compare the tables with the log; changes nothing."""
        writer = self._engine.execution_options(immediate=True)
        with self._writing, world_errors("核对登记库"), writer.connect() as connection:
            return verify(connection)

    def back_up(self, folder: Path | None = None) -> BackupInfo:
        """Write a backup, prove it, thin the old ones; attachments are added beside it."""
        return backup.back_up(self._opened, folder, self._clock())

    def backups(self, folder: Path | None = None) -> list[BackupInfo]:
        """This registry's backups in a folder (its own without one), newest first."""
        with self._read() as connection:
            own = own_device(connection)
        return [one for one in backup.backups(folder or self.folder / "backups") if one.registry == own]

    # Beside the truth

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

    def households_changed_since(self, at_ms: int) -> set[str]:
        """The households of which anything was written since that moment."""
        with self._read() as connection:
            return households_of(connection, history.records_changed_since(connection, at_ms))

    def put_filter(self, name: str, content: str | None) -> None:
        """Keep a filter under a name, or forget it."""
        with self._write("保存筛选") as connection:
            beside.put_filter(connection, name, content)

    def filters(self) -> dict[str, str]:
        """The saved filters."""
        with self._read() as connection:
            return beside.filters(connection)

    def check_rows(self, needed: Mapping[str, Sequence[str]], land: Sequence[str]) -> CheckRows:
        """What the checks across households look things up in."""
        with self._read() as connection:
            return CheckRows(
                persons=check_rows.person_rows(connection),
                phones=check_rows.phone_rows(connection),
                helpers=check_rows.helper_rows(connection),
                carried=list(check_rows.carried_rows(connection, needed)),
                land=check_rows.land_sums(connection, land),
            )

    def put_findings(self, household_ids: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        """Replace the findings of these households."""
        with self._write("保存体检结果") as connection:
            beside.put_findings(connection, household_ids, rows)

    def findings(self, household_ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """The findings kept."""
        with self._read() as connection:
            return beside.findings(connection, household_ids)

    def unchecked(self) -> list[str]:
        """The households whose findings are out of date."""
        with self._read() as connection:
            return beside.unchecked(connection)

    def setting(self, key: str) -> str | None:
        """A value kept about this registry."""
        with self._read() as connection:
            return get_meta(connection, key)

    def put_setting(self, key: str, value: str) -> None:
        """Keep a value about this registry."""
        with self._write("保存设置") as connection:
            put_meta(connection, key, value)

    # Plumbing

    def _author(self, connection: Connection) -> Author:
        current = get_meta(connection, "incarnation")
        row = connection.execute(select(incarnation).where(incarnation.c.id == current)).one()
        return Author(row.no, row.id, self.user)

    @contextmanager
    def _read(self) -> Generator[Connection]:
        with world_errors("读取登记库"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self, doing: str) -> Generator[Connection]:
        writer = self._engine.execution_options(immediate=True)
        with self._writing, world_errors(doing), writer.begin() as connection:
            yield connection


def open_registry(folder: Path, passphrase: str, *, user: str = "", writing: bool = True) -> SqlRegistry:
    """Open the registry in a folder for a user; Refused or Unavailable with one clear sentence if it cannot be."""
    opened = registry_file.open_folder(folder, passphrase, writing=writing)
    return SqlRegistry(opened, user or "工作队")


def make_registry(folder: Path, passphrase: str) -> str:
    """Make an empty registry; returns its recovery code."""
    return registry_file.make(folder, passphrase, socket.gethostname(), machine_clock())


def restore_registry(folder: Path, file: Path, passphrase: str) -> BackupInfo:
    """Put a backup in the place of a registry that is not open; what was there is kept beside it."""
    return backup.restore(folder, file, passphrase, machine_clock())
