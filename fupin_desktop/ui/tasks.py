"""Running work away from the window and landing on it again: `change` writes, `ask` reads, `long` shows progress.

Work never touches a widget. Refused and Unavailable become a message; anything else is a bug and is shown as one.
"""

import logging
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget
from shiboken6 import isValid

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.ui import messages

Progress = Callable[[int, int], None]  # done, of how many
Cancelled = Callable[[], bool]
log = logging.getLogger(__name__)


class Tasks(QObject):
    """One writer thread and a small pool of readers.

    Signals:
        idle: nothing runs any more.
    """

    idle = Signal()
    _landing = Signal(object)
    _step = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="reader")
        self._running = 0
        self._is_open = True
        self._landing.connect(self._land)
        self._step.connect(self._show_step)

    def change(self, parent: QWidget, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        """Write on the one writer thread, in order; `done` gets the result on the main thread."""
        self._start(self._writer, parent, work, done)

    def ask(self, parent: QWidget, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Read on a reader thread; `done` gets the result on the main thread, unless `parent` is gone by then."""
        self._start(self._readers, parent, work, done)

    def long(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], None],
        *,
        writes: bool = True,
    ) -> None:
        """Long work with a progress dialog that can be cancelled; `done` is not called with None (cancelled)."""
        dialog = QProgressDialog(title, "取消", 0, 0, parent)
        dialog.setWindowTitle("请稍候")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(300)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        stop = threading.Event()
        # WORKAROUND: a connection to stop.set would die with `stop` on the working thread, whose disconnecting
        # waits for the interpreter while the window, which has it, waits for the connection: a frozen program.
        dialog.canceled.connect(lambda: stop.set())  # noqa: PLW0108

        def run() -> Any:
            return work(lambda n, of: self._step.emit(dialog, n, of), stop.is_set)

        def finish(result: Any) -> None:
            if result is not None:
                done(result)

        pool = self._writer if writes else self._readers
        self._start(pool, parent, run, finish, always=lambda: (dialog.close(), dialog.deleteLater()))

    def wait_idle(self) -> bool:
        """Whether nothing runs; for tests and for closing the window."""
        return self._running == 0

    def shut_down(self) -> None:
        """Let running work end and take no more: what a timer of a closing window still asks for is dropped."""
        self._is_open = False
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)

    def _start(
        self,
        pool: ThreadPoolExecutor,
        parent: QWidget,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        always: Callable[[], Any] | None = None,
    ) -> None:
        if not self._is_open:
            return
        self._running += 1
        alive = _Alive(parent)

        def run() -> None:
            result, error = None, None
            try:
                result = work()
            except Exception as caught:  # noqa: BLE001 - the one place, with the process's hook, where bugs are met
                error = caught
            self._landing.emit((alive, result, error, done, always))

        pool.submit(run)

    @Slot(object)
    def _land(self, landed: tuple[Any, ...]) -> None:
        alive, result, error, done, always = landed
        self._running -= 1
        if always:
            always()
        widget = alive.widget
        if widget is not None:
            if error is None and done is not None:
                done(result)
            elif error is not None:
                self._explain(widget, error)
        if self._running == 0:
            QTimer.singleShot(0, self, self._rest)  # with itself as its context: a timer outlives who set it

    @Slot()
    def _rest(self) -> None:
        if self._running == 0:  # something may have begun since: the backup of a window that is being closed
            self.idle.emit()

    def _explain(self, parent: QWidget, error: Exception) -> None:
        if isinstance(error, Refused | Unavailable):
            messages.explain(parent, error)
            return
        log.error("bug in a task", exc_info=error)
        messages.confess(parent, error)

    @Slot(object, int, int)
    def _show_step(self, dialog: QProgressDialog, done: int, of: int) -> None:
        dialog.setMaximum(of)
        dialog.setValue(done)


class _Alive:
    """A widget as long as it lives: what lands after its window was closed is dropped.

    No signal is connected: this object may die on the working thread (see the workaround above).
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = weakref.ref(widget)

    @property
    def widget(self) -> QWidget | None:
        """The widget; None once it is gone."""
        found = self._widget()
        return found if found is not None and isValid(found) else None
