"""What every section of the settings looks like: a card with its heading and a sentence."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role


class Section(QFrame):
    """A card; subclasses put their rows into `body`."""

    def __init__(self, desk: Desk, title: str, why: str = "") -> None:
        super().__init__()
        self.desk = desk
        set_role(self, "card")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.addWidget(label(title, "subtitle"))
        if why:
            self.body.addWidget(label(why, "hint"))
        scaled(self, self._measure_section)

    def add_row(self, *widgets: QWidget) -> QHBoxLayout:
        """Widgets side by side, from the left."""
        row = QHBoxLayout()
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch()
        self.body.addLayout(row)
        return row

    def look(self) -> None:
        """Read anew what is shown; called when the page is opened."""

    def _measure_section(self) -> None:
        self.body.setContentsMargins(em(1.3), em(1), em(1.3), em(1.2))
        self.body.setSpacing(em(0.6))
