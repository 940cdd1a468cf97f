"""「回收站 2」 of a list: what was taken out of it, and putting it back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from fupin_desktop.ui.dossiers.recycled import name_of
from fupin_desktop.ui.style.roles import set_role


class PutBack(QPushButton):
    """Hidden while there is nothing in it.

    Signals:
        wanted: a record is to be put back (its id).
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.menu_of_records = QMenu(self)
        self.setMenu(self.menu_of_records)
        self.setAutoDefault(False)
        set_role(self, "quiet")
        self.hide()

    def offer(self, found: Sequence[Any]) -> None:
        """Offer these records."""
        self.menu_of_records.clear()
        for one in found:
            action = self.menu_of_records.addAction(f"恢复：{name_of(one) or one.id[:8]}")
            action.triggered.connect(lambda _checked=False, record_id=one.id: self.wanted.emit(record_id))
        self.setText(f"回收站 {len(found)}")
        self.setVisible(bool(found))
