"""The pages, each made when it is first shown, and the way back from one to the one before."""

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.shell.places import make_page

LONGEST_WAY_BACK = 20


class PageStack(QStackedWidget):
    """Shows one page at a time.

    Signals:
        place_shown: the name of the page that is open now.
        page_made: a page was made (its name, the page).
    """

    place_shown = Signal(str)
    page_made = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.pages: dict[str, QWidget] = {}
        self._way: list[str] = []

    def page(self, name: str) -> QWidget:
        """The page of that name; made if nobody has asked for it yet."""
        if name not in self.pages:
            page = make_page(name, self._desk)
            self.pages[name] = page
            self.addWidget(page)
            self.page_made.emit(name, page)
        return self.pages[name]

    def show_place(self, name: str, wish: Any = None) -> QWidget:
        """Show a page and hand it what is wanted of it."""
        page = self.page(name)
        if not self._way or self._way[-1] != name:
            self._way = [*self._way, name][-LONGEST_WAY_BACK:]
        self.setCurrentWidget(page)
        receive = getattr(page, "receive", None)
        if wish is not None and receive is not None:
            receive(wish)
        self.place_shown.emit(name)
        return page

    def go_back(self) -> None:
        """The page before this one, if there was one."""
        if len(self._way) > 1:
            self._way.pop()
            self.show_place(self._way[-1])

    def put_away(self) -> None:
        """Let every page keep what is half typed."""
        for page in self.pages.values():
            keep = getattr(page, "put_away", None)
            if keep is not None:
                keep()

    def minimumSizeHint(self) -> QSize:
        """Nothing: a page scrolls, and never makes the window larger than the screen."""
        return QSize(0, 0)
