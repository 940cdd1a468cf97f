"""Income per head of this year and the last, as bars against the poverty line of the year."""

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scale

ROW, HEAD, NAME, FIGURE = 1.8, 1.5, 4.2, 6.2


class IncomeBar(QWidget):
    """Bars as long as the figures; the line stands where it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: list[tuple[str, Decimal | None]] = []
        self.line: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)

    def show_bars(self, bars: list[tuple[str, Decimal | None]], line: Decimal | None) -> None:
        """One bar a year, newest first."""
        self.bars, self.line = bars, line
        words = [f"{name} {f'{value:,.2f} 元' if value is not None else '未填'}" for name, value in bars]
        self.setAccessibleDescription("，".join([*words, *([f"扶贫标准 {line:,.0f} 元"] if line else [])]))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, room = em(NAME), max(self.width() - em(NAME) - em(FIGURE), em(4))
        known = [value for _, value in self.bars if value is not None]
        longest = max([*known, self.line or Decimal(0), Decimal(1)]) * Decimal("1.05")
        top = em(HEAD) if self.line else 0
        for number, (name, value) in enumerate(self.bars):
            self._paint_bar(painter, top + number * em(ROW), name, value, longest, left, room, is_first=number == 0)
        if self.line:
            self._paint_line(painter, left + float(self.line / longest) * room)
        painter.end()

    def _paint_bar(
        self,
        painter: QPainter,
        top: int,
        name: str,
        value: Decimal | None,
        longest: Decimal,
        left: int,
        room: int,
        *,
        is_first: bool,
    ) -> None:
        painter.setPen(QColor(colours.INK if is_first else colours.MUTED))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, em(NAME), em(ROW)), middle, name)
        width = float(max(value or Decimal(0), Decimal(0)) / longest) * room
        is_below = self.line is not None and value is not None and value < self.line
        colour = (colours.ERROR if is_below else colours.GOOD) if is_first else colours.LINE
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(left, top + em(0.4), width, em(ROW) - em(0.8)), em(0.15), em(0.15))
        painter.setPen(QColor(colours.INK if is_first else colours.MUTED))
        text = f"{value:,.2f} 元" if value is not None else "未填"
        at, length = left + width + em(0.4), painter.fontMetrics().horizontalAdvance(text)
        line = left + float(self.line / longest) * room if self.line else -1.0
        if at - em(0.2) <= line <= at + length:
            at = line + em(0.4)  # the words stand behind the line, not on it
        painter.drawText(QRectF(at, top, length + em(1), em(ROW)), middle, text)

    def _paint_line(self, painter: QPainter, x: float) -> None:
        painter.setPen(QPen(QColor(colours.ACCENT), max(em(0.1), 1), Qt.PenStyle.DashLine))
        painter.drawLine(int(x), em(HEAD) - em(0.2), int(x), self.height())
        text = f"标准 {self.line:,.0f} 元"
        width = painter.fontMetrics().horizontalAdvance(text)
        at = min(max(x - width / 2, 0), self.width() - width)
        painter.drawText(QRectF(at, 0, width + 2, em(HEAD)), Qt.AlignmentFlag.AlignTop, text)

    def sizeHint(self) -> QSize:
        return QSize(em(16), em(HEAD if self.line else 0) + em(ROW) * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
