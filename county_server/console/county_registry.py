"""The county's tables as the verbs of fupin_desktop/services want them, for one person of the staff.

Only what cards and decisions ask for. What it writes goes into the county's own stream of the village.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

from county_server.store import Store
from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.db import history, lists, reading
from fupin_desktop.db.append import alone
from fupin_desktop.db.findings import forget_findings_about
from fupin_desktop.db.merges import members_of, merged_into
from fupin_desktop.db.writing import author_here, write
from fupin_desktop.domain.asking import HistoryEntry, HouseholdRow
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.ports import Registry

Check = Callable[[Connection], None]


class CountyRegistry:
    """Implements what of services.ports.Registry is needed here."""

    def __init__(
        self, store: Store, user: str, found: Sequence[dict[str, Any]], region: str = "", check: Check | None = None
    ) -> None:
        self.user = user
        self._store = store
        self._found = list(found)  # the disagreements that this is about
        self._region = region  # for what belongs to no household
        self._check = check  # whether what was decided on is still as it was shown

    @property
    def folder(self) -> Path:
        """The server's folder, where the county's own thresholds may lie."""
        return self._store.folder

    def as_registry(self) -> Registry:
        """For the verbs."""
        return cast(Registry, self)

    def record(self, record: str, record_id: str) -> Any | None:
        """One record by its id, wherever it was merged to."""
        with self._store.database.reading() as connection:
            kept = merged_into(connection, [record_id]).get(record_id, record_id)
            return next(iter(reading.records(connection, record, "id", [kept])), None)

    def records(self, record: str, field: str = "id", values: Iterable[str] | None = None) -> list[Any]:
        """Records whose field is one of the values."""
        with self._store.database.reading() as connection:
            return reading.records(connection, record, field, values)

    def disputed(self, record: str, record_id: str) -> frozenset[str]:
        """The fields of a record that have more than one value until somebody decides."""
        with self._store.database.reading() as connection:
            return reading.disputed(connection, record, record_id)

    def household_rows(self, ids: Sequence[str], year: int | None = None) -> list[HouseholdRow]:
        """The list rows of these households."""
        with self._store.database.reading() as connection:
            return lists.household_rows(connection, ids, year or reading.newest_year(connection))

    def history(self, record: str, record_ids: Sequence[str], field: str | None = None) -> list[HistoryEntry]:
        """Every value given to these records, newest first."""
        with self._store.database.reading() as connection:
            into = merged_into(connection, record_ids)
            members = members_of(connection, list(dict.fromkeys(into.get(one, one) for one in record_ids)))
            return history.history(connection, members, [number_of(record, field)] if field else None)

    def conflicts(self) -> list[dict[str, Any]]:
        """The disagreements that this is about."""
        return self._found

    def today(self) -> date:
        """The day that the server's clock says."""
        return datetime.fromtimestamp(self._store.clock() / 1000, CHINA).date()

    def dossier(self, household_id: str, year: int | None = None, day: date | None = None) -> Dossier | None:
        """One household with all that belongs to it: what is decided is held against the rules."""
        with self._store.database.reading() as connection:
            return next(iter(list(reading.dossiers(connection, [household_id], year, day or self.today()))), None)

    def setting(self, key: str) -> str | None:
        """The region of what belongs to no household."""
        return self._region if key == "region" else None

    def write(self, deeds: Iterable[tuple[Deed, Sequence[Edit]]], doing: str = "核定") -> tuple[str, set[str]]:
        """One commit for each deed, sealed at once, so that the next laptop takes it along."""
        with self._store.database.writing(doing) as connection:
            alone(connection)
            if self._check:
                self._check(connection)
            group, touched = write(connection, author_here(connection, self.user), deeds, self._store.clock)
            forget_findings_about(connection, touched)
        self._store.vouch()
        return group, touched
