"""A page that scrolls and is never cut off: a column with even margins, as wide as its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import set_role


class Sheet(QWidget):
    """Put things into `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = set_role(QWidget(), "page")
        self.column = QVBoxLayout(inside)
        scaled(inside, self._scale)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def put_at_foot(self, part: QWidget) -> None:
        """Something that stays in view below what scrolls."""
        whole = self.layout()
        assert whole is not None
        whole.addWidget(part)

    def _scale(self) -> None:
        self.column.setContentsMargins(em(1.2), em(0.8), em(1.2), em(1.5))
        self.column.setSpacing(em(0.8))
