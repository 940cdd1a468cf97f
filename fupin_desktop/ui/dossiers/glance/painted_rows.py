"""A few rows of text in columns, painted at once: a card has dozens of cells, and no cell is a widget."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desktop.ui.dossiers.list_column import COLOURS
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scale

ROW = 1.9
Widths = Sequence[float]  # characters; negative: the share of what is left


class PaintedRows(QWidget):
    """Headings, rows, and the colour of the last column where a row has one."""

    def __init__(self, widths: Widths, heads: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths, self._heads = widths, heads
        self.rows: Sequence[Sequence[str]] = ()
        self._roles: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)

    def show_rows(self, rows: Sequence[Sequence[str]], roles: Sequence[str] = ()) -> None:
        """Show these rows."""
        self.rows, self._roles = rows, roles
        self.setAccessibleDescription("；".join("，".join(cell for cell in row if cell) for row in rows))
        self.updateGeometry()
        self.update()

    def _columns(self) -> list[tuple[int, int]]:
        """(left, width) of each column."""
        fixed = sum(em(width) for width in self._widths if width > 0)
        shares = -sum(width for width in self._widths if width < 0) or 1
        spare = max(self.width() - fixed, 0)
        squeeze = min(1.0, self.width() / fixed) if fixed else 1.0
        found, left = [], 0
        for width in self._widths:
            room = int(em(width) * squeeze) if width > 0 else int(spare * -width / shares)
            found.append((left, room))
            left += room
        return found

    def _paint_row(self, painter: QPainter, top: int, row: Sequence[str], colour: str, last: str) -> None:
        metrics, gap = painter.fontMetrics(), em(0.6)
        for place, (left, width) in enumerate(self._columns()):
            if place >= len(row) or width <= gap:
                continue
            painter.setPen(QColor(last if place == len(row) - 1 else colour))
            text = metrics.elidedText(row[place], Qt.TextElideMode.ElideRight, width - gap)
            painter.drawText(QRect(left, top, width - gap, em(ROW)), Qt.AlignmentFlag.AlignVCenter, text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0
        if self._heads:
            self._paint_row(painter, top, self._heads, colours.MUTED, colours.MUTED)
            top += em(ROW)
        for number, row in enumerate(self.rows):
            painter.setPen(QColor(colours.LINE))
            if number or self._heads:
                painter.drawLine(0, top, self.width(), top)
            role = self._roles[number] if number < len(self._roles) else ""
            self._paint_row(painter, top, row, colours.INK, COLOURS.get(role, colours.INK))
            top += em(ROW)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(em(12), em(ROW) * (len(self.rows) + bool(self._heads)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
