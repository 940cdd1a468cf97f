"""Draws papers of which each household has its own sheets."""

from typing import NamedTuple

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.pdf.density import DENSITIES, denser
from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.flow import Flow
from fupin_desktop.pdf.form import Drawn, form
from fupin_desktop.pdf.furniture import Furniture
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.occasion import Occasion
from fupin_desktop.pdf.seen import Seen


class Sheets(NamedTuple):
    """The finished sheets of one household."""

    pages: list[Ink]
    digests: list[str]


class HouseholdPaper:
    """One paper, drawn for one household after another."""

    def __init__(self, document: Document, furniture: Furniture, occasion: Occasion) -> None:
        self._document = document
        self._furniture = furniture
        self._occasion = occasion
        self._forms: dict[tuple[int, int], tuple[Drawn, ...]] = {}

    def draw(self, dossier: Dossier) -> Sheets:
        """The household's sheets, numbered among themselves, not yet in the file."""
        pages = self._filled(dossier, 0)
        limit = self._furniture.layout.most_pages.get(self._furniture.profile, len(pages))
        if len(pages) > limit:
            tries = (self._filled(dossier, density) for density in range(1, DENSITIES))
            pages = next((tried for tried in tries if len(tried) <= limit), pages)
        for number, ink in enumerate(pages, 1):
            self._furniture.foot(ink, f"第 {number} 页　共 {len(pages)} 页")
        return Sheets(pages, [ink.digest() for ink in pages])

    def _filled(self, dossier: Dossier, density: int) -> list[Ink]:
        seen = Seen(dossier, self._occasion)
        whose = _whose(dossier)

        def open_page(ink: Ink, is_first: bool) -> float:
            if is_first:
                return self._furniture.title(ink, self._furniture.layout.title, seen)
            return self._furniture.running_head(ink, whose)

        flow = Flow(self._document, self._furniture.frame, open_page)
        for block in self._form(dossier.year, density):
            block.draw(flow, seen)
        return flow.pages

    def _form(self, year: int, density: int) -> tuple[Drawn, ...]:
        found = self._forms.get((year, density))
        if found is None:
            layout = denser(self._furniture.layout, density)
            found = self._forms[year, density] = form(layout, self._furniture.profile, year)
        return found


def _whose(dossier: Dossier) -> str:
    """Which household a further sheet belongs to, should it be parted from the first."""
    code = dossier.household.household_code
    return f"户主：{dossier.head_name}" + (f"　　户编号：{code}" if code else "")
