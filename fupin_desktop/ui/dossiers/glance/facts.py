"""Labels and values in two columns, painted; long values break their line."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scale

ROW, NAME, COLUMN = 1.8, 6.5, 13.0
UNFILLED = "未填"


class Facts(QWidget):
    """「家庭人口 4 人」 and its like."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs: Sequence[tuple[str, str]] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        scale.changed.connect(self.updateGeometry)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these facts."""
        self.pairs = pairs
        self.setAccessibleDescription("，".join(f"{name} {value}" for name, value in pairs))
        self.updateGeometry()
        self.update()

    def _columns(self, width: int) -> int:
        return max(width // em(COLUMN), 1) if width >= em(COLUMN) * 2 else 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns = min(self._columns(self.width()), 2)
        width = self.width() // columns
        for place, (name, value) in enumerate(self.pairs):
            left, top = place % columns * width, place // columns * em(ROW)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(QColor(colours.MUTED))
            painter.drawText(QRect(left, top, em(NAME), em(ROW)), middle, name)
            painter.setPen(QColor(colours.WARN if value == UNFILLED else colours.INK))
            room = QRect(left + em(NAME), top, width - em(NAME) - em(0.5), em(ROW))
            text = painter.fontMetrics().elidedText(value, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, text)
        painter.end()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        columns = min(self._columns(width), 2)
        return em(ROW) * -(-len(self.pairs) // columns)

    def sizeHint(self) -> QSize:
        return QSize(em(20), self.heightForWidth(em(26)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, em(ROW))
