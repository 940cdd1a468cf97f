"""A row of choices of which some hold, such as the kinds of help that a household received."""

from dataclasses import dataclass

from fupin_desktop.pdf.blocks.choices import Choices, Held, placed
from fupin_desktop.pdf.blocks.heading import put_heading
from fupin_desktop.pdf.flow import RULE, Flow
from fupin_desktop.pdf.frame import MM, Frame
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.layout import Block, Layout
from fupin_desktop.pdf.lists import TICKED
from fupin_desktop.pdf.rows import Row, Slot
from fupin_desktop.pdf.seen import Seen


@dataclass(frozen=True)
class Ticks:
    """The block, ready to be drawn for any household."""

    layout: Layout
    block: Block
    choices: Choices
    row: Row

    def draw(self, flow: Flow, seen: Seen) -> None:
        """Draws the choices and ticks those that hold."""
        held = frozenset(TICKED[self.block.of].held(seen.dossier))
        put_heading(flow, self.layout, self.block, self.row.height)
        flow.open_frame()
        top = self.row.put(flow, self.row.set_texts([""]))
        self.choices.tick(flow.ink, flow.frame.left, top, Held(held, ""))
        flow.close_frame()


def ticks(layout: Layout, block: Block, frame: Frame, year: int) -> Ticks:
    """Places the choices of that year."""
    slot = Slot(0, frame.width)
    height = (block.height_mm or layout.rows.height_mm) * MM
    choices = placed(TICKED[block.of].choices(year), slot, block.value or layout.type.value, height)

    def fixed(ink: Ink, height: float) -> None:
        choices.draw(ink)
        ink.rule(0, -height, frame.width, -height, RULE)

    row = Row(f"{block.name}.ticks", frame.width, choices.height, (slot,), fixed, 9, 9)
    return Ticks(layout, block, choices, row)
