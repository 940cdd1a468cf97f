"""A registry of dictionaries: enough to apply a batch, look at what came of it, and stage the next one against it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.assembling import Parts, assemble
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.identity import village_id
from fupin_desktop.domain.staging.applying import EditGroup, edits
from fupin_desktop.domain.staging.batch import Batch
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import Reading
from fupin_desktop.domain.staging.stage import stage

VILLAGE = "141124199201"
OF_HOUSEHOLD = ("household_year", "household_income", "household_conditions", "membership", "pairing")


class SmallRegistry:
    """Records by name and id, each a dictionary of the fields that were ever written."""

    def __init__(self, *village_codes: str) -> None:
        self.records: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for code in village_codes or (VILLAGE,):
            self.records["village"][village_id(code)] = {"village_code": code}

    def known(self) -> Known:
        """What an import is matched against."""
        return Known(lambda record: list(self.records[record].items()), self.current)

    def current(self, record: str, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The records that exist, as a store would give them: every field, blanks as None."""
        blank = {spec.name: None for spec in RECORDS[record].fields}
        return {one: blank | self.records[record][one] for one in ids if one in self.records[record]}

    def stage(self, readings: Iterable[Reading]) -> Batch:
        """The waiting room for these sheets."""
        return stage(list(readings), self.known())

    def apply(self, batch: Batch, **choice: Any) -> list[EditGroup]:
        """Write what was accepted and decided."""
        groups = edits(batch, **choice)
        for group in groups:
            for edit in group.edits:
                self.records[edit.record].setdefault(edit.id, {})[edit.field] = edit.value
        return groups

    def find(self, record: str, **wanted: Any) -> dict[str, Any]:
        """The one record with these values."""
        (found,) = [
            {"id": one} | values
            for one, values in self.records[record].items()
            if all(values.get(name) == value for name, value in wanted.items())
        ]
        return found

    def count(self, record: str) -> int:
        """How many records of that name there are."""
        return len(self.records[record])

    def dossiers(self, year: int) -> list[Dossier]:
        """Every household as frozen records, by code."""
        owned = {name: self._by_owner(name, "household_id") for name in OF_HOUSEHOLD}
        parts = Parts(
            households=self._frozen("household"),
            owned=owned,
            villages={village.village_code: village for village in self._frozen("village").values()},
            persons=self._frozen("person"),
            person_years=self._by_owner("person_year", "person_id"),
            helpers=self._frozen("helper"),
            units=self._frozen("unit"),
        )
        codes = {one: values.get("household_code") or "" for one, values in self.records["household"].items()}
        return [assemble(one, parts, year, date(year, 12, 31)) for one in sorted(codes, key=lambda one: codes[one])]

    def _frozen(self, record: str) -> dict[str, Any]:
        made = RECORDS[record].cls
        return {one: made(id=one, **values) for one, values in self.records[record].items()}

    def _by_owner(self, record: str, owner: str) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for one in self._frozen(record).values():
            found[getattr(one, owner)].append(one)
        return found
