"""Python's garbage is collected on the main thread only.

A collection may begin on any thread, and it frees whatever is unreachable: a window that is freed by a worker's
collection takes the process with it. So the automatic one is off, and a timer of the main thread does its work.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

PAUSE = 1000  # milliseconds between two looks


class Tidying(QObject):
    """Collects each generation when it is due."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_due)
        self._timer.start(PAUSE)

    def _on_due(self) -> None:
        generations = range(len(gc.get_count()))
        due = [place for place in generations if gc.get_count()[place] > gc.get_threshold()[place]]
        if due:
            gc.collect(max(due))


def tidy_on_main_thread(app: QCoreApplication) -> None:
    """Begin, unless it was begun before."""
    if app.findChild(Tidying) is None:
        Tidying(app)
