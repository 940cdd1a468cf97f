"""Keeps a half-typed form beside the truth: at every pause, and when its page is left. It never saves."""

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk

PAUSE_MS = 800
Content = Mapping[str, Any]


class DraftKeeper(QObject):
    """Signals:
    kept: a draft was handed to the store.
    """

    kept = Signal()

    def __init__(self, desk: Desk, owner: QWidget, content: Callable[[], tuple[str, Content | None]]) -> None:
        super().__init__(owner)
        self._desk, self._owner, self._content = desk, owner, content
        self._stored: dict[str, Content] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def wake(self) -> None:
        """Something was typed: keep it at the next pause."""
        self._pause.start()

    def flush(self) -> None:
        """Keep it now."""
        self._pause.stop()
        key, content = self._content()
        if key and content != self._stored.get(key):
            self._put(key, content)

    def free_key(self, record: str, record_id: str, taken: Iterable[str]) -> str:
        """Under what to keep the draft of a record, beside older drafts of it that are not ours."""
        key, foreign = f"{record}:{record_id}", set(taken) - set(self._stored)
        return key if key not in foreign else next(one for n in count(2) if (one := f"{key}:{n}") not in foreign)

    def know(self, key: str, content: Content) -> None:
        """A draft of this key is in the store already."""
        self._stored[key] = content

    def forget(self, key: str) -> None:
        """The form was saved, or the draft is not wanted."""
        self._pause.stop()
        if key in self._stored:
            self._put(key, None)

    @property
    def is_waiting(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._pause.isActive()

    def _put(self, key: str, content: Content | None) -> None:
        if content is None:
            self._stored.pop(key, None)
        else:
            self._stored[key] = content
        registry, now = self._desk.registry, time.time_ns() // 1_000_000
        dated = content if content is None else {**content, "at_ms": now}
        self._desk.tasks.change(self._owner, lambda: registry.put_draft(key, dated))
        self.kept.emit()
