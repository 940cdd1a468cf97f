"""The demo as it is thought up, without a registry: its rows as records, and as dossiers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.assembling import Parts, assemble
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.services.demo.attachments import Kept
from fupin_desktop.services.demo.fill import demo_groups
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import Row

DAY = date(2018, 12, 31)
NO_PICTURE = Kept("0" * 64, 1)
OWNED = (
    "household_year",
    "household_income",
    "household_conditions",
    "income_item",
    "membership",
    "pairing",
    "assistance_plan",
    "assistance_measure",
    "assistance_effect",
    "visit",
    "education_aid",
    "micro_loan",
    "relocation",
    "explanation",
    "national_entry",
    "attachment",
)


@dataclass
class Demo:
    """Everything that would be written, and the households behind it."""

    rows: list[Row] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)

    def values(self, record: str, year: int | None = None) -> Iterator[dict[str, Any]]:
        """The values of the records of one kind."""
        return (v for name, _, v in self.rows if name == record and (year is None or v.get("year") == year))

    def records(self, record: str) -> dict[str, Any]:
        """The records of one kind, by id."""
        return {i: RECORDS[record].cls(id=i, **values) for name, i, values in self.rows if name == record}

    def dossiers(self, year: int = 2018) -> list[Dossier]:
        """The dossiers of the households that the year knows."""
        of_person: dict[str, list[Any]] = defaultdict(list)
        for one in self.records("person_year").values():
            of_person[one.person_id].append(one)
        owned: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in OWNED}
        for name in OWNED:
            for one in self.records(name).values():
                owned[name][one.household_id].append(one)
        parts = Parts(
            households=self.records("household"),
            owned=owned,
            villages={one.village_code: one for one in self.records("village").values()},
            persons=self.records("person"),
            person_years=of_person,
            helpers=self.records("helper"),
            units=self.records("unit"),
        )
        known = {one.household_id for one in self.records("household_year").values() if one.year == year}
        return [assemble(one, parts, year, DAY) for one in parts.households if one in known]


@cache
def demo(villages: int = 2, households: int = 120, seed: int = 1) -> Demo:
    """The demo of these numbers; whoever takes it leaves it as it is."""
    found = Demo()
    for _, group in demo_groups(villages, households, seed, [NO_PICTURE]):
        found.rows += [(record, row_id, dict(values)) for record, row_id, values in group.rows]
        if group.home:
            found.homes.append(group.home)
    return found
