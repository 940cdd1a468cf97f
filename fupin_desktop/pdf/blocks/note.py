"""A few lines of explanation in small type."""

from dataclasses import dataclass

from fupin_desktop.pdf.blocks.heading import put_heading
from fupin_desktop.pdf.flow import Flow
from fupin_desktop.pdf.frame import Frame
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.layout import Block, Layout
from fupin_desktop.pdf.rows import Slot, put_lines
from fupin_desktop.pdf.seen import Seen
from fupin_desktop.pdf.typesetting import SetText, fitted


@dataclass(frozen=True)
class Note:
    """The block, the same for every household."""

    layout: Layout
    block: Block
    frame: Frame
    text: SetText

    def draw(self, flow: Flow, _seen: Seen) -> None:
        """Draws the lines, together on one sheet."""
        put_heading(flow, self.layout, self.block, self.text.height)
        slot = Slot(0, self.frame.width)

        def fixed(ink: Ink) -> None:
            put_lines(ink, -2, -self.text.height / 2, slot, self.text)

        form = flow.document.form(self.block.name, fixed, self.frame.width, self.text.height)
        flow.ink.place(form, self.frame.left, flow.take(self.text.height))


def note(layout: Layout, block: Block, frame: Frame, _year: int) -> Note:
    """Sets the text over the whole width."""
    size = block.value or layout.type.note
    return Note(layout, block, frame, fitted(block.text, frame.width - 4, 0, size, size))
