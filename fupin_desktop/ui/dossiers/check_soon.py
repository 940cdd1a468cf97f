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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._check)

    def wake(self) -> None:
        """Something was saved."""
        self._pause.start()

    def _check(self) -> None:
        from fupin_desktop.services.check_registry import refresh

        registry = self._desk.registry
        # On the writer's thread: what is saved meanwhile must not be marked as checked.
        self._desk.tasks.change(self._owner, lambda: refresh(registry), lambda _count: self.checked.emit())
