"""One exchange at a time, away from the window and beside the writer: people go on working while it runs."""

import threading
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.carry_photos import Carrier, Moved, carry_photos
from fupin_desktop.services.print_receipt import size_words
from fupin_desktop.services.synchronise import County, Stage, Stopped, synchronise
from fupin_desktop.ui.desk import Desk


class Exchanging(QObject):
    """A slow line takes minutes: it holds no thread that saving waits for.

    Signals:
        moved: what it is doing, in words; how many bytes of how many (0: nobody knows).
        carried: how many bytes of photos have moved, and how many photos are through.
        ended: what came of it: a result, Refused, Unavailable or Stopped; None after a mistake of the program.
    """

    moved = Signal(str, int, int)
    carried = Signal(int, int)
    ended = Signal(object)

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._stop = threading.Event()
        self.county: County | None = None  # another one than that of the line: for tests
        self.is_running = False

    def synchronise(self, to_send: int) -> None:
        """Exchange with the county; `to_send` bytes are expected to go out."""
        registry, county = self._desk.registry, self.county

        def watch(stage: Stage, so_far: int) -> None:
            if self._stop.is_set():
                raise Stopped
            self.moved.emit(*words_of(stage, so_far, to_send))

        self.run(lambda: synchronise(registry, county, watch))

    def carry(self) -> None:
        """Let photos travel."""
        registry, county = self._desk.registry, cast("Carrier | None", self.county)

        def watch(moved: Moved) -> None:
            if self._stop.is_set():
                raise Stopped
            self.carried.emit(moved.size, moved.sent + moved.received)

        self.run(lambda: carry_photos(registry, county, watch))

    def run(self, work: Callable[[], Any]) -> None:
        """Do it on a thread that reads; nothing starts while something runs."""
        if self.is_running:
            return
        self.is_running = True
        self._stop.clear()

        def kept() -> None:
            result: Any = None
            try:
                result = work()
            except (Refused, Unavailable, Stopped) as error:
                result = error
            finally:
                self.is_running = False
                self.ended.emit(result)

        self._desk.tasks.ask(self._owner, kept, lambda _nothing: None)

    def stop(self) -> None:
        """Enough for now: it ends at the next piece, and what came over is kept."""
        self._stop.set()


def words_of(stage: Stage, so_far: int, to_send: int) -> tuple[str, int, int]:
    """A step in words, with the bytes done and all of them."""
    match stage:
        case Stage.ASKING:
            return "正在和县里核对两边各缺什么……", 0, 0
        case Stage.SENDING:
            most = max(to_send, so_far)
            return f"正在送：{size_words(so_far)}，共约 {size_words(most)}", so_far, most
        case Stage.RECEIVING:
            return f"正在收：已收到 {size_words(so_far)}", 0, 0
