"""The registry as services see it: frozen records out, edits in; no connection leaves it.

What is no part of the truth (drafts, filters, settings, who looked, what was printed) is in kept_beside.py.
"""

import socket
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db import actions, findings, history, lists, reading, registry_file, searching
from fupin_desktop.db.about_file import new_incarnation, own_device, rename_device
from fupin_desktop.db.actions import GroupOp
from fupin_desktop.db.as_of import dossiers_as_of
from fupin_desktop.db.backup import back_up
from fupin_desktop.db.backup_file import BackupInfo, backups
from fupin_desktop.db.blobs import ATTACHMENTS, Blobs
from fupin_desktop.db.check_rows import check_rows
from fupin_desktop.db.engine import close, world_errors
from fupin_desktop.db.exchange.replica import SqlReplica
from fupin_desktop.db.kept_beside import KeptBeside, machine_clock
from fupin_desktop.db.merges import members_of, merged_into
from fupin_desktop.db.owning import households_of
from fupin_desktop.db.restoring import restore
from fupin_desktop.db.verify import Verified, verify
from fupin_desktop.db.writing import author_here, write
from fupin_desktop.domain.asking import CheckRows, Found, Group, HistoryEntry, HouseholdQuery, HouseholdRow
from fupin_desktop.domain.changes import Deed, Edit, OpId
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.days import CHINA


class SqlRegistry(KeptBeside):
    """An open registry; implements services.ports.Registry."""

    def __init__(self, opened: registry_file.OpenFile, user: str, clock: Callable[[], int] = machine_clock) -> None:
        super().__init__(opened.engine, user, clock)
        self._opened = opened
        self.blobs = Blobs(opened.folder / ATTACHMENTS, opened.key)

    def replica(self) -> SqlReplica:
        """The registry as an exchange with others sees it."""
        return SqlReplica(self._read, self._write, self._clock)

    @property
    def folder(self) -> Path:
        """Where the registry lies."""
        return self._opened.folder

    def now_ms(self) -> int:
        """Milliseconds since 1970, as the machine says."""
        return self._clock()

    def begin_anew(self, reason: str) -> None:
        """Write under another number from now on: somebody else has this file too, or an older one came back."""
        with self._write("换用新的编号") as connection:
            new_incarnation(connection, reason, self._clock())

    def name_device(self, name: str) -> None:
        """Give this computer the name that history shows."""
        with self._write("保存电脑名称") as connection:
            rename_device(connection, name)

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
            return reading.heads(connection, record, record_id)

    def disputed(self, record: str, record_id: str) -> frozenset[str]:
        """The fields of a record that have more than one value until somebody decides."""
        with self._read() as connection:
            return reading.disputed(connection, record, record_id)

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

    def households_changed_since(self, at_ms: int) -> set[str]:
        """The households of which anything was written since that moment."""
        with self._read() as connection:
            return households_of(connection, history.records_changed_since(connection, at_ms))

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
            group, touched = write(connection, author_here(connection, self.user), deeds, self._clock, progress)
            findings.forget_findings_about(connection, touched)
            return group, touched

    def verify(self) -> Verified:
        """Compare the tables with the log; changes nothing."""
        writer = self._engine.execution_options(immediate=True)
        with self._writing, world_errors("核对登记库"), writer.connect() as connection:
            return verify(connection)

    def back_up(self, folder: Path | None = None) -> BackupInfo:
        """Write a backup, prove it, thin the old ones; attachments are added beside it."""
        return back_up(self._opened, folder, self._clock())

    def backups(self, folder: Path | None = None) -> list[BackupInfo]:
        """This registry's backups in a folder (its own without one), newest first."""
        with self._read() as connection:
            own = own_device(connection)
        return [one for one in backups(folder or self.folder / "backups") if one.registry == own]

    # Checks

    def check_rows(
        self,
        needed: Mapping[str, Sequence[str]],
        land: Sequence[str],
        villages: Collection[str] | None = None,
        keys: Iterable[str] | None = None,
    ) -> CheckRows:
        """What the checks across households look things up in; of some villages, numbers and phones only if given."""
        with self._read() as connection:
            return check_rows(connection, needed, land, villages, keys)

    def sharing(self, household_ids: Sequence[str], keys: Iterable[str], of_helpers: Iterable[str]) -> set[str]:
        """The other households that have or had a number or phone in common with these."""
        with self._read() as connection:
            return findings.sharing(connection, household_ids, keys, of_helpers)

    def claim(self, owner_ids: Iterable[str], by: str) -> None:
        """Write down that these are being checked; a save takes the claim away."""
        with self._write("保存体检结果") as connection:
            findings.claim(connection, owner_ids, by)

    def put_findings(
        self,
        owner_ids: Collection[str],
        rows: Iterable[Mapping[str, Any]],
        claimed_by: str = "",
        shared: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Replace the findings of these households and villages; with a claim, of those where it still holds."""
        with self._write("保存体检结果") as connection:
            findings.put_findings(connection, owner_ids, rows, claimed_by, shared)

    def findings(self, household_ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """The findings kept."""
        with self._read() as connection:
            return findings.findings(connection, household_ids)

    def unchecked(self) -> list[str]:
        """The households and villages whose findings are out of date."""
        with self._read() as connection:
            return findings.unchecked(connection)


def open_registry(
    folder: Path, passphrase: str, *, user: str = "", writing: bool = True, key: bytes | None = None
) -> SqlRegistry:
    """Open the registry in a folder for a user; Refused or Unavailable with one clear sentence if it cannot be."""
    opened = registry_file.open_folder(folder, passphrase, writing=writing, key=key)
    return SqlRegistry(opened, user or "工作队")


def make_registry(folder: Path, passphrase: str) -> str:
    """Make an empty registry; returns its recovery code."""
    return registry_file.make(folder, passphrase, socket.gethostname(), machine_clock())


def restore_registry(folder: Path, file: Path, passphrase: str) -> BackupInfo:
    """Put a backup in the place of a registry that is not open; what was there is kept beside it."""
    return restore(folder, file, passphrase, machine_clock())
