"""Places for hands: signature, thumbprint, seal and date. A round seal has 45 mm (reference: domain.md §8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desktop.pdf.blocks.heading import put_heading
from fupin_desktop.pdf.flow import RULE, Flow
from fupin_desktop.pdf.fonts import width
from fupin_desktop.pdf.frame import MM, Frame
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.layout import Block, Box, Layout
from fupin_desktop.pdf.rows import PAD
from fupin_desktop.pdf.seen import Seen

SEAL = 45 * MM
_THUMB = (18 * MM, 22 * MM)
_DATE = "年　　月　　日"
_NARROW = 42 * MM


@dataclass(frozen=True)
class Signatures:
    """The block, the same for every household."""

    layout: Layout
    block: Block
    frame: Frame
    height: float

    def draw(self, flow: Flow, _seen: Seen) -> None:
        """Draws the boxes, whole on one sheet."""
        put_heading(flow, self.layout, self.block, self.height)
        flow.open_frame()
        form = flow.document.form(self.block.name, self._fixed, self.frame.width, self.height)
        flow.ink.place(form, self.frame.left, flow.take(self.height))
        flow.close_frame()

    def _fixed(self, ink: Ink) -> None:
        x = 0.0
        for box, wide in zip(self.block.boxes, widths(self.block.boxes, self.frame.width), strict=True):
            if x:
                ink.rule(x, 0, x, -self.height, RULE)
            self._draw_box(ink, box, x, wide)
            x += wide

    def _draw_box(self, ink: Ink, box: Box, x: float, wide: float) -> None:
        size, down = self.layout.type.label, self.height
        ink.text(x + PAD + 2, -size * 1.15, box.label, size)
        if box.seal:
            ink.dashed_box(x + (wide - SEAL) / 2, -down + 1.5 * MM, SEAL, SEAL, round_=True)
        elif box.thumb:
            high = min(_THUMB[1], down - size * 2 - 18)
            ink.dashed_box(x + wide - _THUMB[0] - 2 * MM, -down + 19, _THUMB[0], high)
            ink.text(x + wide - _THUMB[0] / 2 - 2 * MM - 10.5, -down + 25, "按手印", 7, grey=True)
        if box.date:
            self._draw_date(ink, x, wide, size - 0.5)

    def _draw_date(self, ink: Ink, x: float, wide: float, size: float) -> None:
        middle = -self.height + size * 1.15
        if wide > _NARROW:
            ink.text(x + PAD + 2, middle, "日期：", size)
        ink.text(x + wide - PAD - 2 - width(_DATE) * size / 1000, middle, _DATE, size)


def signatures(layout: Layout, block: Block, frame: Frame, _year: int) -> Signatures:
    """Sizes the boxes; one for a seal makes the whole row high enough for it."""
    height = (block.height_mm or 30) * MM
    if any(box.seal for box in block.boxes):
        height = max(height, SEAL + 8 * MM)
    return Signatures(layout, block, frame, height)


def widths(boxes: Sequence[Box], whole: float) -> list[float]:
    """By weight; a seal's box is never narrower than the seal."""
    least = [SEAL + 3 * MM if box.seal else 0.0 for box in boxes]
    unit = whole / sum(box.width for box in boxes)
    wide = [max(box.width * unit, small) for box, small in zip(boxes, least, strict=True)]
    spare = sum(wide) - whole
    free = sum(width for width, box in zip(wide, boxes, strict=True) if not box.seal)
    return [
        width if box.seal or not free else width - spare * width / free for width, box in zip(wide, boxes, strict=True)
    ]
