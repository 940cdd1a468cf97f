"""A paper of one layout, profile and year, made ready once and drawn for many households."""

from collections.abc import Callable
from typing import Protocol

from fupin_desktop.pdf.blocks.note import note
from fupin_desktop.pdf.blocks.pairs import pairs
from fupin_desktop.pdf.blocks.signatures import signatures
from fupin_desktop.pdf.blocks.table import table
from fupin_desktop.pdf.blocks.ticks import ticks
from fupin_desktop.pdf.flow import Flow
from fupin_desktop.pdf.frame import Frame, frame_of
from fupin_desktop.pdf.layout import Block, Layout
from fupin_desktop.pdf.seen import Seen


class Drawn(Protocol):
    """A block made ready."""

    def draw(self, flow: Flow, seen: Seen, /) -> None:
        """Draws it for one household."""
        ...


_MAKERS: dict[str, Callable[[Layout, Block, Frame, int], Drawn]] = {
    "pairs": pairs,
    "table": table,
    "ticks": ticks,
    "signatures": signatures,
    "note": note,
}


def blocks_for(layout: Layout, profile: str) -> list[Block]:
    """The blocks that stand on the paper of that profile."""
    return [block for block in layout.blocks if not block.profiles or profile in block.profiles]


def made(layout: Layout, block: Block, frame: Frame, year: int) -> Drawn:
    """A block made ready for the form of that year."""
    return _MAKERS[block.kind](layout, block, frame, year)


def form(layout: Layout, profile: str, year: int) -> tuple[Drawn, ...]:
    """The blocks of the paper made ready, in their order."""
    frame = frame_of(layout)
    return tuple(made(layout, block, frame, year) for block in blocks_for(layout, profile))
