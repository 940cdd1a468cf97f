"""Which fields the data carry at all, by village and year: a rule about a column that no file had stays silent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fupin_desktop.domain.checks.register import ALL_CHECKS
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.fields.days import year_of

LASTING = 0  # the "year" of records that have none
Carried = Mapping[tuple[str, int], frozenset[str]]  # (village code, year) -> "record.field"


def fields_needed() -> dict[str, tuple[str, ...]]:
    """The fields that the checks ask for, by record: the columns that a store has to probe."""
    found: dict[str, dict[str, None]] = {}
    for one in ALL_CHECKS.values():
        for path in (path for group in one.needs for path in group):
            record, _, field = path.partition(".")
            found.setdefault(record, {})[field] = None
    return {record: tuple(fields) for record, fields in found.items()}


def carried_from(rows: Iterable[tuple[str, int, str]]) -> Carried:
    """The fields from (village code, year or LASTING, "record.field")."""
    found: dict[tuple[str, int], set[str]] = {}
    for village_code, year, path in rows:
        found.setdefault((village_code, year), set()).add(path)
    return {key: frozenset(paths) for key, paths in found.items()}


class CarriedScan:
    """The fields seen so far while dossiers pass by; a field once seen is not looked for again."""

    def __init__(self) -> None:
        self._needed = fields_needed()
        self._missing: dict[tuple[str, int, str], list[str]] = {}
        self._found: list[tuple[str, int, str]] = []

    def add(self, dossier: Dossier) -> None:
        """Look at one more dossier, in its year."""
        village = dossier.household.village_code or ""
        for record, year, value in _records(dossier):
            if record in self._needed:
                self._look(village, year, record, value)

    def carried(self) -> Carried:
        """What was found."""
        return carried_from(self._found)

    def _look(self, village: str, year: int, record: str, value: Any) -> None:
        key = (village, year, record)
        missing = self._missing.get(key)
        if missing is None:
            missing = self._missing[key] = list(self._needed[record])
        if missing:
            found = [field for field in missing if getattr(value, field) is not None]
            for field in found:
                missing.remove(field)
                self._found.append((village, year, f"{record}.{field}"))


def _records(dossier: Dossier) -> Iterator[tuple[str, int, Any]]:
    """Every record that checks may ask for, with the year under which it counts."""
    year, now = dossier.year, dossier.now
    yield "household", LASTING, dossier.household
    for record, value in (
        ("household_year", now.facts),
        ("household_income", now.income),
        ("household_conditions", now.conditions),
    ):
        if value is not None:
            yield record, year, value
    for member in dossier.members:
        yield "membership", LASTING, member.membership
        yield "person", LASTING, member.person
        if member.now is not None:
            yield "person_year", year, member.now
    for helping in dossier.helpings:
        yield "pairing", LASTING, helping.pairing
        if helping.helper is not None:
            yield "helper", LASTING, helping.helper
    for measure in dossier.measures:
        if measure.done_on and year_of(measure.done_on) == year:
            yield "assistance_measure", year, measure
