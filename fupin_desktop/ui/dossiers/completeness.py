"""How far each section is filled: needed fields with and without a value, and what the checks found. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.checks.register import Finding, Level
from fupin_desktop.fields.spec import Stage
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a section's name: filled of needed, or how many records; problems by weight."""

    filled: int = 0
    needed: int = 0
    count: int | None = None
    errors: int = 0
    warnings: int = 0

    @property
    def is_full(self) -> bool:
        """Whether nothing needed is blank."""
        return self.needed > 0 and self.filled == self.needed

    @property
    def words(self) -> str:
        """「12/14」, 「齐」, 「3 条」 or nothing."""
        if self.count is not None:
            return f"{self.count} 条" if self.count else "无"
        if not self.needed:
            return ""
        return "齐" if self.is_full else f"{self.filled}/{self.needed}"


def marks(shown: OpenDossier) -> dict[str, Mark]:
    """The mark of each section."""
    dossier, newest = shown.dossier, shown.newest
    now = dossier.now
    found = {
        places.BASICS: _filled(_parts(shown, ("household", dossier.household), ("household_year", now.facts))),
        places.MEMBERS: _members(shown),
        places.INCOME: _filled(_parts(shown, ("household_income", now.income))),
        places.CONDITIONS: _filled(_parts(shown, ("household_conditions", now.conditions))),
        places.HELPERS: Mark(filled=min(len(newest.helpers_now), 1), needed=1),
        places.PLANS: Mark(count=len(newest.plans)),
        places.MEASURES: Mark(count=len(newest.measures)),
        places.EFFECTS: Mark(count=len(newest.effects)),
        places.VISITS: Mark(count=len(newest.visits)),
        places.AIDS: Mark(count=len(newest.education_aids)),
        places.LOANS: Mark(count=len(newest.micro_loans)),
        places.MOVES: Mark(count=len(newest.relocations)),
        places.ATTACHMENTS: Mark(count=len(newest.attachments)),
    }
    return {key: _with_findings(mark, key, shown.findings) for key, mark in found.items()}


def needed_fields(record: str, year: int) -> list[str]:
    """The fields that must be filled before the record is handed up."""
    return [
        spec.name
        for spec in RECORDS[record].fields
        if spec.needed is not Stage.NEVER and spec.on_form_of(year) and not spec.derived
    ]


def _parts(shown: OpenDossier, *parts: tuple[str, Any]) -> list[tuple[int, int]]:
    return [_of(record, value, shown.year) for record, value in parts]


def _members(shown: OpenDossier) -> Mark:
    counts: list[tuple[int, int]] = []
    for member in shown.dossier.members:
        parts = (("person", member.person), ("membership", member.membership), ("person_year", member.now))
        counts += _parts(shown, *parts)
    return _filled(counts)


def _of(record: str, value: Any, year: int) -> tuple[int, int]:
    names = needed_fields(record, year)
    return sum(getattr(value, name, None) is not None for name in names), len(names)


def _filled(counts: Iterable[tuple[int, int]]) -> Mark:
    several = list(counts)
    return Mark(filled=sum(one for one, _ in several), needed=sum(needed for _, needed in several))


def _with_findings(mark: Mark, key: str, findings: Iterable[Finding]) -> Mark:
    own = [one.level for one in findings if places.SECTION_OF.get(one.record) == key]
    return Mark(mark.filled, mark.needed, mark.count, own.count(Level.E), own.count(Level.W))
