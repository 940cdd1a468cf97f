"""What every choice of the page looks like, a card with its heading, and the column that they scroll in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role


class Card(QFrame):
    """Subclasses put their rows into `body`."""

    def __init__(self, title: str, role: str = "card") -> None:
        super().__init__()
        set_role(self, role)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        if title:
            self.body.addWidget(label(title, "section"))
        scaled(self, self._measure_card)

    def _measure_card(self) -> None:
        self.body.setContentsMargins(em(0.9), em(0.6), em(0.9), em(0.8))
        self.body.setSpacing(em(0.35))


class CardColumn(QScrollArea):
    """Cards one below the other; only ever scrolled up and down."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        inner = QWidget()
        inner.setProperty("role", "page")
        self._column = QVBoxLayout(inner)
        for widget in widgets:
            self._column.addWidget(widget)
        self._column.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, em(0.6), 0)
        self._column.setSpacing(em(0.7))
