"""A table of one of the dossier's lists; its head stands again on every sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fupin_desktop.fields.spec import Kind
from fupin_desktop.pdf.blocks.heading import put_heading
from fupin_desktop.pdf.blocks.pairs import LABEL_TINT, on_form
from fupin_desktop.pdf.facts import Fact, fact, value
from fupin_desktop.pdf.flow import RULE, Flow
from fupin_desktop.pdf.frame import MM, Frame
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.layout import Block, Layout, Place
from fupin_desktop.pdf.lists import LISTS
from fupin_desktop.pdf.rows import Row, Slot
from fupin_desktop.pdf.seen import Seen
from fupin_desktop.pdf.typesetting import LEADING, SetText, fitted

_PAD = 0.33  # between a rule and the text, in sizes of type
_ALIGN = {Kind.TEXT: "left", Kind.MONEY: "right"}


@dataclass(frozen=True)
class Table:
    """The block, ready to be drawn for any household."""

    layout: Layout
    block: Block
    places: tuple[Place, ...]
    facts: tuple[Fact, ...]  # one for each column
    head: Row
    labels: tuple[SetText, ...]
    row: Row
    row_again: Row  # of the same household as the row above: what stands once is one cell with it

    def draw(self, flow: Flow, seen: Seen) -> None:
        """Draws the list, and blank rows to write on as the layout asks."""
        lines = self.lines(seen)
        first = self.row.height_of(self.row.set_texts(lines[0])) if lines else self.row.height
        put_heading(flow, self.layout, self.block, self.head.height + min(first, flow.whole / 2))
        flow.open_frame()
        self.put_head(flow)
        for texts in lines:
            self.put_line(flow, texts)
        self._put_blank(flow, len(lines))
        if any(place.total for place in self.places):
            self._put_total(flow, seen)
        flow.close_frame()

    def lines(self, seen: Seen) -> list[tuple[str, ...]]:
        """The texts of every row that has any."""
        items = LISTS[self.block.of](seen.dossier)
        told = [
            tuple(each.read(Seen(seen.dossier, seen.occasion, item, number)) for each in self.facts)
            for number, item in enumerate(items, 1)
        ]
        across, blank = self.block.across, ("",) * len(self.facts)
        told.extend([blank] * (-len(told) % across))
        return [sum(told[start : start + across], ()) for start in range(0, len(told), across)]

    def put_head(self, flow: Flow) -> None:
        """Draws the head of the table."""
        self.head.put(flow, self.labels)

    def put_line(self, flow: Flow, texts: Sequence[str], is_again: bool = False) -> float:
        """Draws one row; gives the height at which its last part begins."""
        row = self.row_again if is_again else self.row
        return row.put(flow, row.set_texts(texts), lambda: self.put_head(flow))

    def _put_blank(self, flow: Flow, told: int) -> None:
        """Rows to write on, as many as the sheet has room for: they are never worth another sheet."""
        wanted = max(self.block.least_rows - told, self.block.blank_rows)
        for number in range(wanted):
            if self.row.height <= flow.room or told + number == 0:
                self.put_line(flow, ("",) * len(self.row.slots))

    def _put_total(self, flow: Flow, seen: Seen) -> None:
        lines = [Seen(seen.dossier, seen.occasion, item) for item in LISTS[self.block.of](seen.dossier)]
        texts = [
            total_of([value(each.name, line) for line in lines]) if place.total else ""
            for each, place in zip(self.facts, self.places, strict=True)
        ]
        first = next((index for index, place in enumerate(self.places) if place.total), 1)
        texts[max(0, first - 1)] = "合计"
        self.put_line(flow, texts)


def total_of(values: Sequence[Decimal | None]) -> str:
    """The sum in words; blank if nothing is known: blank is not zero."""
    known = [each for each in values if each is not None]
    return f"{sum(known, Decimal(0)):,.2f}" if known else ""


def table(layout: Layout, block: Block, frame: Frame, year: int) -> Table:
    """Places the columns that stand on the form of that year over the whole width."""
    places = tuple(place for place in block.columns if on_form(place, year))
    shown = tuple(fact(place.fact) for place in places)
    size = block.value or layout.type.value
    slots = _slots(places, shown, frame.width, block.across, size * _PAD)
    labels, height = _labels(layout, places, shown, slots)
    row = Row(
        key=f"{block.name}.row",
        width=frame.width,
        height=(block.height_mm or layout.rows.height_mm) * MM,
        slots=slots,
        fixed=_ruled(slots, frame.width),
        size=size,
        smallest=min(size, layout.smallest),
    )
    open_above = [place.once for place in places] * block.across
    return Table(
        layout,
        block,
        places,
        shown,
        head=Row(
            key=f"{block.name}.head",
            width=frame.width,
            height=height,
            slots=tuple(replace(slot, align="center") for slot in slots),
            fixed=_ruled(slots, frame.width, tint=LABEL_TINT),
            size=layout.type.label,
            smallest=layout.type.label,
        ),
        labels=labels,
        row=row,
        row_again=replace(row, key=f"{row.key}.again", fixed=_ruled(slots, frame.width, open_above=open_above)),
    )


def _slots(places: Sequence[Place], shown: Sequence[Fact], wide: float, across: int, pad: float) -> tuple[Slot, ...]:
    weights = [place.width or 10 for place in places] * across
    unit = wide / sum(weights)
    slots: list[Slot] = []
    x = 0.0
    for weight, place, each in zip(weights, [*places] * across, [*shown] * across, strict=True):
        usual = _ALIGN.get(each.spec.kind, "center") if each.spec else "center"
        slots.append(Slot(x, weight * unit, place.align or usual, pad=pad))
        x += weight * unit
    return tuple(slots)


def _labels(
    layout: Layout, places: Sequence[Place], shown: Sequence[Fact], slots: Sequence[Slot]
) -> tuple[tuple[SetText, ...], float]:
    """The heads of the columns, and how high they need the head to be."""
    size = layout.type.label
    across = len(slots) // len(places)
    words = [place.label or each.label for place, each in zip(places, shown, strict=True)] * across
    least = layout.rows.height_mm * MM
    labels = tuple(
        fitted(text, slot.width - slot.pad, 3 * size * LEADING, size, size - 0.7, even=True)
        for text, slot in zip(words, slots, strict=True)
    )
    return labels, max(least, max(label.height for label in labels) + 4)


def _ruled(
    slots: Sequence[Slot], wide: float, tint: float | None = None, open_above: Sequence[bool] = ()
) -> Callable[[Ink, float], None]:
    """Rules between the cells and above them; `open_above` cells are one with those of the row before."""

    def draw(ink: Ink, height: float) -> None:
        if tint is not None:
            ink.tint(0, -height, wide, height, tint)
        for slot in slots[1:]:
            ink.rule(slot.x, 0, slot.x, -height, RULE)
        for slot, is_open in zip(slots, open_above or [False] * len(slots), strict=True):
            if not is_open:
                ink.rule(slot.x, 0, slot.x + slot.width, 0, RULE)

    return draw
