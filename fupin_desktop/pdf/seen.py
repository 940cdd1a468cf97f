"""What a cell of a paper looks at: a dossier, and in a list the line's own item. It words codes and days."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.dossier import Dossier, Helping, Member
from fupin_desktop.fields.days import is_day
from fupin_desktop.fields.wording import LabelOf, day_in_words
from fupin_desktop.pdf.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Seen:
    """A dossier, and in a list the line's item and its number."""

    dossier: Dossier
    occasion: Occasion
    item: Any = None
    number: int = 0


def viewed(seen: Seen) -> Dossier:
    """The dossier, or in a list of years the dossier of the line's year."""
    return seen.item if isinstance(seen.item, Dossier) else seen.dossier


def in_year(dossier: Dossier, year: int) -> Dossier:
    """The same dossier seen in another year."""
    return replace(dossier, year=year)


def member(seen: Seen) -> Member | None:
    """The line's member; outside a list of members the head."""
    return seen.item if isinstance(seen.item, Member) else viewed(seen).head


def helping(seen: Seen) -> Helping | None:
    """The line's helper; outside a list of helpers the first who helps now."""
    if isinstance(seen.item, Helping):
        return seen.item
    return next(iter(seen.dossier.helpers_now), None)


@cache
def labels(year: int) -> LabelOf:
    """How codes read on the papers of that year."""

    @cache
    def label(table: str, code: str) -> str:
        return code_table(table).label(code, year)

    return label


def day_words(day: str | None) -> str:
    """A date in words; what was imported and is no date stands as it came."""
    return day_in_words(day) if day and is_day(day) else day or ""
