"""The quiet line that offers what was half typed before: put it back, or let it go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.ui.dossiers.places import TITLES
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role

Drafts = Mapping[str, Mapping[str, Any]]


class DraftBar(QFrame):
    """Shows one draft at a time.

    Signals:
        restore_requested: put this draft back (its key).
        drop_requested: let this draft go (its key).
    """

    restore_requested = Signal(str)
    drop_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "warn")
        self.key = ""
        self._is_low = False
        self.words = label("")
        self.restore = button("恢复未保存的填写")
        self.drop = button("丢弃", "quiet")
        self.restore.clicked.connect(lambda: self.restore_requested.emit(self.key))
        self.drop.clicked.connect(lambda: self.drop_requested.emit(self.key))
        self._row = QHBoxLayout()
        self._row.addWidget(self.restore)
        self._row.addWidget(self.drop)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.words)
        self._column.addLayout(self._row)
        self.set_low(is_low=False)
        scaled(self, self._measure)
        self.hide()

    def set_low(self, is_low: bool) -> None:
        """In a low window one line, whose words are on the buttons."""
        self._is_low = is_low
        self.words.setVisible(not is_low)
        self._measure()

    def _measure(self) -> None:
        above = em(0.2 if self._is_low else 0.5)
        self._column.setContentsMargins(em(1.2), above, em(1.2), above)

    def offer(self, drafts: Drafts) -> None:
        """Offer the first of these; hides if there is none."""
        self.setVisible(bool(drafts))
        if not drafts:
            return
        self.key, draft = next(iter(drafts.items()))
        year = f"（{draft['year']} 年）" if draft.get("year") else ""
        more = f"另有 {len(drafts) - 1} 份。" if len(drafts) > 1 else ""
        self.words.setText(f"「{TITLES.get(draft.get('section', ''), '')}」{year}有没保存的填写{_when(draft)}。{more}")
        self.restore.setToolTip(self.words.text())


def _when(draft: Mapping[str, Any]) -> str:
    at = draft.get("at_ms")
    if not at:
        return ""
    moment = datetime.fromtimestamp(at / 1000, CHINA)
    return f"，{moment.month}月{moment.day}日 {moment:%H:%M}"
