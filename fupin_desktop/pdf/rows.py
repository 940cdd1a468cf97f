"""A row of a grid: its fixed part drawn once as a form, its texts set into their slots, split over sheets if it must.

Rows of grids of pairs and of tables are alike here; what is fixed on them (rules, tints, labels) differs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from fupin_desktop.pdf.flow import Flow
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.typesetting import LEADING, SetText, fitted, set_lines

PAD = 4.0  # points between a rule and the text
_AIR = 2.4  # above and below the lines of a cell, together
_MOVED = 0.8  # of a sheet: a row up to this height moves to the next sheet whole, a higher one is split
_STEP = 2.0  # heights of grown rows are multiples, so that their forms can be used again


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text stands in a row: from the left of the frame, in points."""

    x: float
    width: float
    align: str = "left"
    bold: bool = False
    pad: float = PAD


@dataclass(frozen=True)
class Row:
    """A row with its slots; `fixed` draws what never changes, downwards from the upper left corner."""

    key: str  # names the form within the file
    width: float
    height: float
    slots: tuple[Slot, ...]
    fixed: Callable[[Ink, float], None]
    size: float
    smallest: float

    def set_texts(self, texts: Sequence[str]) -> list[SetText]:
        """The texts in lines that fit their slots."""
        return [
            fitted(
                text,
                slot.width - 2 * slot.pad,
                self.height - _AIR,
                self.size,
                self.smallest,
                slot.bold,
                slot.align == "center",
            )
            for slot, text in zip(self.slots, texts, strict=True)
        ]

    def height_of(self, cells: Sequence[SetText]) -> float:
        """The row's own height, or more if a text needs it."""
        needed = max((cell.height for cell in cells), default=0) + _AIR
        return self.height if needed <= self.height else ceil(needed / _STEP) * _STEP

    def put(self, flow: Flow, cells: Sequence[SetText], again: Callable[[], object] | None = None) -> float:
        """Draws the row, on further sheets what does not fit; `again` repeats the head of a table.

        Gives the height at which its last part begins.
        """
        rest, turned = list(cells), False
        while (height := self.height_of(rest)) > flow.room:
            splits = self._splits(rest, flow.room)
            if not turned and not flow.is_fresh and (height <= flow.whole * _MOVED or not splits):
                _turn(flow, again)
                turned = True
            elif splits:
                first, rest = _split(rest, flow.room - _AIR)
                self.stamp(flow, first, flow.room)
                _turn(flow, again)
            else:
                break
        return self.stamp(flow, rest, height)

    def _splits(self, cells: Sequence[SetText], room: float) -> bool:
        tallest = max(cells, key=lambda cell: cell.height, default=None)
        return tallest is not None and len(tallest.lines) > 1 and room > tallest.size * LEADING + _AIR

    def stamp(self, flow: Flow, cells: Sequence[SetText], height: float) -> float:
        """Draws the row here, whatever the room."""
        top = flow.take(height)
        form = flow.document.form((self.key, height), lambda ink: self.fixed(ink, height), self.width, height)
        ink, left, middle = flow.ink, flow.frame.left, top - height / 2
        ink.place(form, left, top)
        for slot, cell in zip(self.slots, cells, strict=True):
            put_lines(ink, left + slot.x, middle, slot, cell)
            ink.say(*cell.lines)
        return top


def put_lines(ink: Ink, x: float, middle: float, slot: Slot, cell: SetText) -> None:
    """The lines of a text around the middle of its cell."""
    distance = cell.size * LEADING
    y = middle + (len(cell.lines) - 1) * distance / 2
    for line, wide in zip(cell.lines, cell.widths, strict=True):
        if slot.align == "left":
            ink.text(x + slot.pad, y, line, cell.size, slot.bold)
        elif line:
            spare = slot.width - 2 * slot.pad - wide
            ink.text(x + slot.pad + (spare / 2 if slot.align == "center" else spare), y, line, cell.size, slot.bold)
        y -= distance


def _turn(flow: Flow, again: Callable[[], object] | None) -> None:
    flow.new_page()
    if again:
        again()


def _split(cells: Sequence[SetText], room: float) -> tuple[list[SetText], list[SetText]]:
    """What of each text fits the room, and what goes on on the next sheet."""
    first: list[SetText] = []
    rest: list[SetText] = []
    for cell in cells:
        count = max(1, int(room // (cell.size * LEADING)))
        first.append(set_lines(cell.size, cell.lines[:count]))
        rest.append(set_lines(cell.size, cell.lines[count:] or ("",)))
    return first, rest
