"""A grid of labels and values, and rows of choices to tick."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fupin_desktop.pdf.blocks.choices import Choices, choices_of
from fupin_desktop.pdf.blocks.heading import put_heading
from fupin_desktop.pdf.facts import Fact, fact
from fupin_desktop.pdf.flow import RULE, Flow
from fupin_desktop.pdf.frame import MM, Frame
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.layout import Block, Layout, Place
from fupin_desktop.pdf.rows import PAD, Row, Slot, put_lines
from fupin_desktop.pdf.seen import Seen
from fupin_desktop.pdf.typesetting import SetText, fitted

LABEL_TINT = 0.945


@dataclass(frozen=True)
class _Pair:
    """One label and what stands beside it."""

    fact: Fact
    label: SetText
    label_slot: Slot
    slot: Slot
    choices: Choices | None


@dataclass(frozen=True)
class Pairs:
    """The block, ready to be drawn for any household."""

    layout: Layout
    block: Block
    rows: tuple[tuple[Row, tuple[_Pair, ...]], ...]

    def draw(self, flow: Flow, seen: Seen) -> None:
        """Draws the grid; values that are blank leave their space to write in."""
        if not self.rows:
            return
        put_heading(flow, self.layout, self.block, self.rows[0][0].height)
        flow.open_frame()
        for row, pairs in self.rows:
            texts = [pair.fact.read(seen) for pair in pairs]
            held = [pair.choices.held(pair.fact, seen) if pair.choices else None for pair in pairs]
            cells = row.set_texts(["" if each else text for each, text in zip(held, texts, strict=True)])
            top = row.put(flow, cells)
            for pair, each in zip(pairs, held, strict=True):
                if pair.choices and each:
                    pair.choices.tick(flow.ink, flow.frame.left, top, each)
        flow.close_frame()


def pairs(layout: Layout, block: Block, frame: Frame, year: int) -> Pairs:
    """Places the pairs that stand on the form of that year; the last of a row takes what is left of it."""
    rows: list[tuple[Row, tuple[_Pair, ...]]] = []
    for number, places in enumerate(block.rows):
        shown = [place for place in places if on_form(place, year)]
        if shown:
            rows.append(_row(layout, block, frame, shown, number, year))
    return Pairs(layout, block, tuple(rows))


def on_form(place: Place, year: int) -> bool:
    """Whether the form of that data year carries the fact."""
    spec = fact(place.fact).spec
    return spec is None or spec.on_form_of(year)


def _row(
    layout: Layout, block: Block, frame: Frame, places: Sequence[Place], number: int, year: int
) -> tuple[Row, tuple[_Pair, ...]]:
    height = (block.height_mm or layout.rows.height_mm) * MM
    size = block.value or layout.type.value
    found: list[_Pair] = []
    x = 0.0
    for index, place in enumerate(places):
        is_last = index == len(places) - 1
        wide = frame.width - x if is_last else frame.width * place.span / block.grid
        found.append(_pair(layout, block, place, x, wide, size, height, year))
        x += wide
    row = Row(
        key=f"{block.name}.{number}",
        width=frame.width,
        height=max([height, *(pair.choices.height for pair in found if pair.choices)]),
        slots=tuple(pair.slot for pair in found),
        fixed=_fixed(found),
        size=size,
        smallest=min(size, layout.smallest),
    )
    return row, tuple(found)


def _pair(
    layout: Layout, block: Block, place: Place, x: float, wide: float, size: float, height: float, year: int
) -> _Pair:
    shown = fact(place.fact)
    label_wide = min(block.label_mm * MM, wide * 0.6)
    size_of_label = layout.type.label
    label = fitted(
        place.label or shown.label, label_wide - PAD, height - 2, size_of_label, size_of_label - 2.5, even=True
    )
    slot = Slot(x + label_wide, wide - label_wide, place.align or "left")
    choices = choices_of(shown, slot, size, height, year) if place.ticks else None
    return _Pair(shown, label, Slot(x, label_wide, "center"), slot, choices)


def _fixed(found: Sequence[_Pair]) -> Callable[[Ink, float], None]:
    def draw(ink: Ink, height: float) -> None:
        for pair in found:
            slot = pair.label_slot
            ink.tint(slot.x, -height, slot.width, height, LABEL_TINT)
        for pair in found:
            for x in (pair.label_slot.x, pair.slot.x):
                if x:
                    ink.rule(x, 0, x, -height, RULE)
            put_lines(ink, pair.label_slot.x, -height / 2, pair.label_slot, pair.label)
            if pair.choices:
                pair.choices.draw(ink)
        last = found[-1].slot
        for y in (0, -height):
            ink.rule(0, y, last.x + last.width, y, RULE)

    return draw
