"""Typing a new passphrase twice, with the rules in sight and ticked off as one types."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.ui.first_start.journey import SHORTEST, passphrase_advice
from fupin_desktop.ui.first_start.secret_line import SecretLine
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role


class NewPassphrase(QWidget):
    """Two hidden lines and two rules.

    Signals:
        entered: Enter was pressed in the second line.
    """

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = SecretLine("新口令"), SecretLine("再输一遍")
        self.long_enough, self.same = label(""), label("")
        self.advice = label("", "warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.first, self.second, self.long_enough, self.same, self.advice):
            column.addWidget(widget)
        scaled(self, lambda: column.setSpacing(em(0.5)))
        self.setFocusProxy(self.first)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)
        for line in (self.first, self.second):
            line.text_changed.connect(self._on_text_changed)
        self._on_text_changed()

    def texts(self) -> tuple[str, str]:
        """Both lines."""
        return self.first.text(), self.second.text()

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()

    def _on_text_changed(self) -> None:
        first, second = self.texts()
        for rule, holds, words in (
            (self.long_enough, len(first) >= SHORTEST, f"至少 {SHORTEST} 个字（字母、数字、符号都行，分大小写）"),
            (self.same, bool(first) and first == second, "两次输入的一样"),
        ):
            rule.setText(f"{'✓' if holds else '○'} {words}")
            set_role(rule, "good" if holds else "hint")
        self.advice.setText(passphrase_advice(first))
        self.advice.setVisible(bool(self.advice.text()))
