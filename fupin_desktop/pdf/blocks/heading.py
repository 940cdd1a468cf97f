"""The heading of a block, kept on one sheet with what it heads."""

from fupin_desktop.pdf.flow import Flow
from fupin_desktop.pdf.frame import MM
from fupin_desktop.pdf.layout import Block, Layout

BEFORE = 2.6 * MM  # white above a block
_BELOW = 1.3 * MM
_MARK = 2.4  # points: the bar before the words
_DARK = 0.25
_EARLY = 0.3  # of a sheet: so little of it used, a block that asks for a new sheet stays


def put_heading(flow: Flow, layout: Layout, block: Block, keep: float) -> None:
    """The white above a block and its heading; a new sheet if `keep` points more would not fit below."""
    size = layout.type.heading
    height = BEFORE + (size * 1.2 + _BELOW if block.heading else 0)
    if block.new_page and flow.used > _EARLY:
        flow.new_page()
    flow.need(height + keep)
    if flow.is_fresh:
        height -= BEFORE
    flow.take(height)
    if block.heading:
        middle = flow.y + _BELOW + size * 0.6
        flow.ink.tint(flow.frame.left, middle - size * 0.5, _MARK, size, _DARK)
        flow.ink.text(flow.frame.left + _MARK + 4, middle, block.heading, size, bold=True)
