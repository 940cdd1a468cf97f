"""A card of the first page: a heading, what it holds, and a way to where it is edited."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role


class Card(QFrame):
    """Signals:
    opened: the way on was taken (a place).
    """

    opened = Signal(str)

    def __init__(self, title: str, place: str, words: str = "去填写", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.place = place
        self.heading = label(title, "section")
        self.empty = label("", "hint")
        self.empty.hide()
        self.go = button(words, "quiet")
        self.go.setAccessibleName(f"{words}：{title}")
        self.go.clicked.connect(lambda: self.opened.emit(self.place))
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.go)
        self.body = QVBoxLayout(self)
        self.body.addLayout(row)
        self.body.addWidget(self.empty)
        scaled(self, self._scale)

    def hold(self, widget: QWidget) -> QWidget:
        """Put something in."""
        self.body.addWidget(widget)
        return widget

    def say_empty(self, words: str) -> None:
        """Say that there is nothing yet; "" says nothing."""
        self.empty.setText(words)
        self.empty.setVisible(bool(words))

    def _scale(self) -> None:
        self.body.setContentsMargins(em(1), em(0.6), em(1), em(0.8))
        self.body.setSpacing(em(0.4))
