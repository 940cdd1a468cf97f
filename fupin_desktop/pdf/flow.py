"""Fills sheets from top to bottom: where the next thing goes, and when a new sheet begins. It knows no paper."""

from collections.abc import Callable

from fupin_desktop.pdf.document import Document
from fupin_desktop.pdf.frame import Frame
from fupin_desktop.pdf.ink import Ink

OUTLINE = 0.9  # points: around a grid; its inner rules are thinner
RULE = 0.4

OpenPage = Callable[[Ink, bool], float]  # draws what stands on top of a sheet (of the first?), gives the height used
LeavePage = Callable[[], object]  # draws what stands at the end of a sheet, such as its totals


class Flow:
    """The sheets of one paper, the last of them being filled."""

    def __init__(self, document: Document, frame: Frame, open_page: OpenPage) -> None:
        self.document = document
        self.frame = frame
        self.pages: list[Ink] = []  # not yet taken away
        self.count = 0  # of all sheets so far
        self.y = 0.0
        self.leave_page: LeavePage | None = None
        self._open_page = open_page
        self._framed_from: float | None = None
        self._fresh_at = 0.0
        self.new_page()

    @property
    def ink(self) -> Ink:
        """The sheet being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """What is left of the sheet."""
        return self.y - self.frame.bottom

    @property
    def is_fresh(self) -> bool:
        """Whether nothing but its head stands on the sheet."""
        return self.y == self._fresh_at

    @property
    def whole(self) -> float:
        """How high a sheet is between its margins."""
        return self.frame.top - self.frame.bottom

    @property
    def used(self) -> float:
        """What share of the sheet is used, its head left out."""
        return (self._fresh_at - self.y) / (self._fresh_at - self.frame.bottom)

    def new_page(self) -> None:
        """Begins a sheet; an open outline is closed on the old one and opened again on the new."""
        was_framed = self._framed_from is not None
        if self.leave_page and self.pages:
            self.leave_page()
        self.close_frame()
        self.pages.append(Ink(self.document.fonts))
        self.count += 1
        self.y = self.frame.top - self._open_page(self.ink, self.count == 1)
        self._fresh_at = self.y
        if was_framed:
            self.open_frame()

    def need(self, height: float) -> bool:
        """Begins a new sheet unless there is so much room; whether it did."""
        if height <= self.room or self.is_fresh:
            return False
        self.new_page()
        return True

    def take(self, height: float) -> float:
        """Uses so much of the room; gives the height at which it begins."""
        top = self.y
        self.y -= height
        return top

    def release(self, all_of_them: bool = False) -> list[Ink]:
        """Takes away the sheets that are done: all but the one being filled."""
        kept = len(self.pages) if all_of_them else len(self.pages) - 1
        done, self.pages = self.pages[:kept], self.pages[kept:]
        return done

    def open_frame(self) -> None:
        """From here on a grid is drawn."""
        self._framed_from = self.y

    def close_frame(self) -> None:
        """Draws the outline around the grid."""
        if self._framed_from is not None and self._framed_from > self.y:
            self.ink.box(self.frame.left, self.y, self.frame.width, self._framed_from - self.y, OUTLINE)
        self._framed_from = None
