"""What turns dossiers into sheets of a file: one way for papers of single households, another for rosters."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.furniture import Furniture
from fupin_desktop.pdf.household_paper import HouseholdPaper
from fupin_desktop.pdf.occasion import Occasion

_BETWEEN = "-"

Drawn = Callable[[Dossier], None]  # is told of each household once it is drawn


class Section(NamedTuple):
    """The sheets of one household within a file, and what they tell.

    `digest` holds one part for each sheet: `changed_pages` compares it with a later one.
    """

    household_id: str
    first_page: int
    last_page: int
    digest: str


class Press(Protocol):
    """Takes dossiers one by one."""

    sections: list[Section]

    def add(self, dossier: Dossier) -> None:
        """Draws a household, now or when the next one comes."""
        ...

    def finish(self) -> None:
        """Draws what stands at the very end."""
        ...


def section(household_id: str, first_page: int, digests: Iterable[str]) -> Section:
    """A section whose sheets follow one another."""
    parts = list(digests)
    return Section(household_id, first_page, first_page + len(parts) - 1, _BETWEEN.join(parts))


def changed_pages(before: str, after: str) -> tuple[int, ...]:
    """Which sheets of a household tell something else than when they were printed, counted from 1."""
    old, new = before.split(_BETWEEN), after.split(_BETWEEN)
    return tuple(
        number + 1
        for number in range(max(len(old), len(new)))
        if number >= len(old) or number >= len(new) or old[number] != new[number]
    )


class HouseholdPress:
    """Each household begins a sheet of its own."""

    def __init__(self, document: Document, furniture: Furniture, occasion: Occasion, drawn: Drawn) -> None:
        self.sections: list[Section] = []
        self._drawn = drawn
        self._document = document
        self._paper = HouseholdPaper(document, furniture, occasion)

    def add(self, dossier: Dossier) -> None:
        """Draws the household's sheets and writes them."""
        first = self._document.page_count + 1
        sheets = self._paper.draw(dossier)
        for page in sheets.pages:
            self._document.add_page(page)
        self.sections.append(section(dossier.household.id, first, sheets.digests))
        self._drawn(dossier)

    def finish(self) -> None:
        """Nothing stands at the end."""
