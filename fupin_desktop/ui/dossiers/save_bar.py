"""The foot of a section: what is not saved, the reason that a sealed year asks for, and 保存."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.ui.forms.enter_presses import enter_presses
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role


class SaveBar(QWidget):
    """Signals:
    save_requested: keep what was typed.
    give_up_requested: forget what was typed.
    """

    save_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self.words = label("", "hint")
        self.save = button("保存  Ctrl+S", "primary")
        self.give_up = button("放弃修改", "quiet")
        self._seal = label("", "warn")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("补记原因")
        self.reason.setPlaceholderText("补记原因，如：核对户口本后更正")
        self.reason.returnPressed.connect(self.save.setFocus)
        enter_presses(self.save)
        self.save.clicked.connect(self.save_requested)
        self.give_up.clicked.connect(self.give_up_requested)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.give_up)
        row.addWidget(self.save)
        self._column = QVBoxLayout(self)
        for part in (self._seal, self.reason):
            self._column.addWidget(part)
        self._column.addLayout(row)
        scaled(self, self._scale)
        self.show_sealed("")

    def show_state(self, *, is_dirty: bool) -> None:
        """Say whether something is not saved."""
        self.words.setText("有改动还没有保存，随手存了草稿。" if is_dirty else "没有未保存的改动。")
        set_role(self.words, "warn" if is_dirty else "hint")
        self.save.setEnabled(is_dirty)
        self.give_up.setVisible(is_dirty)

    def show_sealed(self, words: str) -> None:
        """Ask for the reason of an addendum; "" asks for none."""
        self._seal.setText(words)
        self._seal.setVisible(bool(words))
        self.reason.setVisible(bool(words))
        if not words:
            self.reason.clear()

    def _scale(self) -> None:
        self._column.setContentsMargins(em(1.2), em(0.5), em(1.2), em(0.5))
        self._column.setSpacing(em(0.4))
