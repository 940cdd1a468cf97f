"""The room on a sheet of A4 within the margins of a layout, in points."""

from dataclasses import dataclass

from fupin_desktop.pdf.layout import Layout

MM = 72 / 25.4
_A4 = (210 * MM, 297 * MM)
_FOOTER = 7 * MM  # kept free at the foot of the room for the page's own line


@dataclass(frozen=True, slots=True)
class Frame:
    """Where ink may be: `bottom` is above the footer, `foot` is the lower margin."""

    page: tuple[float, float]
    left: float
    width: float
    top: float
    bottom: float
    foot: float


def frame_of(layout: Layout) -> Frame:
    """The frame of a layout, nudged as it says."""
    page = layout.page
    wide, high = _A4 if page.orientation != "landscape" else _A4[::-1]
    right, down = page.nudge_right_mm * MM, page.nudge_down_mm * MM
    foot = page.margin_bottom_mm * MM - down
    return Frame(
        page=(wide, high),
        left=page.margin_left_mm * MM + right,
        width=wide - (page.margin_left_mm + page.margin_right_mm) * MM,
        top=high - page.margin_top_mm * MM - down,
        bottom=foot + _FOOTER,
        foot=foot,
    )
