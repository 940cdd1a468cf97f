"""Checks anew what was saved, a moment after the last save, so that neither typing nor saving waits for it."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk

PAUSE_MS = 600


class CheckSoon(QObject):
    """Looking at every number of a county takes seconds: it runs beside the writer, and gives way to the next save.

    Signals:
        checked: the findings are up to date.
    """

    checked = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._saves = 0
        self._is_due = self._is_checking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._check)

    @property
    def is_due(self) -> bool:
        """Whether something was saved that is not checked yet."""
        return self._is_due or self._is_checking

    def wake(self) -> None:
        """Something was saved; while nobody looks at the page, it waits until somebody does."""
        self._saves += 1
        self._is_due = True
        if self._owner.isVisible():
            self._pause.start()

    def show(self) -> None:
        """The page is seen again."""
        if self._is_due:
            self._pause.start()

    def hide(self) -> None:
        """The page is left."""
        self._saves += 1  # whatever runs may stop
        self._pause.stop()

    def _check(self) -> None:
        if self._is_checking:
            self._pause.start()
            return
        from fupin_desktop.services.check_registry import refresh

        self._is_checking, self._is_due = True, False
        registry, saves = self._desk.registry, self._saves

        def work() -> None:
            try:
                refresh(registry, cancelled=lambda: self._saves != saves)
            finally:
                self._is_checking = False

        self._desk.tasks.ask(self._owner, work, lambda _nothing: self.checked.emit())
