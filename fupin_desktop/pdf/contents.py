"""Every text that a paper would show of a dossier, without drawing it: to find characters that no font has."""

from collections.abc import Iterator

from fupin_desktop.pdf.blocks.pairs import on_form
from fupin_desktop.pdf.facts import Fact, fact
from fupin_desktop.pdf.form import blocks_for
from fupin_desktop.pdf.layout import Block, Layout
from fupin_desktop.pdf.lists import LISTS
from fupin_desktop.pdf.seen import Seen


def texts(layout: Layout, profile: str, seen: Seen) -> Iterator[tuple[Fact, Seen, str]]:
    """Each fact, what it was read from, and its words; blanks are left out."""
    for place in layout.under_title:
        yield fact(place.fact), seen, fact(place.fact).read(seen)
    for block in blocks_for(layout, profile):
        for shown, where in _cells(block, seen):
            text = shown.read(where)
            if text:
                yield shown, where, text


def _cells(block: Block, seen: Seen) -> Iterator[tuple[Fact, Seen]]:
    year = seen.dossier.year
    for place in (place for row in block.rows for place in row):
        if on_form(place, year):
            yield fact(place.fact), seen
    if block.of in LISTS:
        for number, item in enumerate(LISTS[block.of](seen.dossier), 1):
            for place in block.columns:
                if on_form(place, year):
                    yield fact(place.fact), Seen(seen.dossier, seen.occasion, item, number)
