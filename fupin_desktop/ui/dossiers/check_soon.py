"""Checks anew what was saved, a moment after the last save, so that typing never waits for it."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk

PAUSE_MS = 600


class CheckSoon(QObject):
    """Signals:
    checked: the findings are up to date.
    """

    checked = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._is_due = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._check)

    def wake(self) -> None:
        """Something was saved; while nobody looks at the page, it waits until somebody does."""
        self._is_due = True
        if self._owner.isVisible():
            self._pause.start()

    def show(self) -> None:
        """The page is seen again."""
        if self._is_due:
            self._pause.start()

    def hide(self) -> None:
        """The page is left: what was saved on it is checked at once."""
        if self._pause.isActive():
            self._pause.stop()
            self._check()

    def _check(self) -> None:
        from fupin_desktop.services.check_registry import refresh

        self._is_due = False
        registry = self._desk.registry
        # On the writer's thread: what is saved meanwhile must not be marked as checked.
        self._desk.tasks.change(self._owner, lambda: refresh(registry), lambda _count: self.checked.emit())
