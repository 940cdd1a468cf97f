"""Income per head in columns, with the line of the year standing between them."""

from decimal import Decimal

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from fupin_desktop.services.overview import Band
from fupin_desktop.ui.plots.plot import Part, Plot, write
from fupin_desktop.ui.style.colours import ACCENT, ERROR, GOOD, LINE
from fupin_desktop.ui.style.metrics import em

TOP, FOOT = 3.4, 1.8  # characters above and below the columns
NARROW = 2.6  # a column narrower than this shows only every second foot


class IncomeColumns(Plot):
    """A column a band; those wholly below the line have another colour and another hatching."""

    def __init__(self) -> None:
        self._bands: tuple[Band, ...] = ()
        self._line: Decimal | None = None
        self._year = 0
        super().__init__()

    def show_bands(self, bands: tuple[Band, ...], line: Decimal | None, year: int) -> None:
        """The bands from nought on, all of one width."""
        self._bands, self._line, self._year = bands, line, year
        self.refresh()

    def height_em(self) -> float:
        """The same at every village."""
        return 13

    def lay_out(self, width: float, height: float) -> list[Part]:
        """A column each, from top to foot."""
        if not self._bands:
            return []
        step = width / len(self._bands)
        box = QRectF(0, em(TOP), step, height - em(TOP + FOOT))
        return [
            Part(box.translated(number * step, 0), f"{range_in_words(band)} {len(band.household_ids)} 户", number)
            for number, band in enumerate(self._bands)
            if band.household_ids
        ]

    def draw(self, painter: QPainter, width: float, height: float) -> None:
        """Columns, feet, then the line over them."""
        if not self._bands:
            write(painter, QRectF(0, 0, width, height), "这一年还没有收入资料", small=True)
            return
        most = max(len(band.household_ids) for band in self._bands)
        step, foot = width / len(self._bands), height - em(FOOT)
        room = foot - em(TOP) - em(1.3)
        for number, band in enumerate(self._bands):
            count, left = len(band.household_ids), number * step
            column = QRectF(left + step * 0.12, foot - room * count / most, step * 0.76, room * count / most)
            self._draw_column(painter, band, column)
            if count:
                write(painter, QRectF(left, column.y() - em(1.3), step, em(1.3)), str(count))
            if step >= em(NARROW) or number % 2 == 0:
                words = foot_in_words(band.low)
                align = Qt.AlignmentFlag.AlignHCenter if number else Qt.AlignmentFlag.AlignLeft
                at = left - step / 2 if number else left
                write(painter, QRectF(at, foot, step, em(FOOT)), words, align, small=True)
        painter.setPen(QPen(QColor(LINE), em(0.08)))
        painter.drawLine(QLineF(0, foot, width, foot))
        self._draw_line(painter, width, foot)

    def _draw_column(self, painter: QPainter, band: Band, column: QRectF) -> None:
        is_below = self._line is not None and band.high is not None and band.high <= self._line
        is_across = self._line is not None and band.low < self._line and not is_below
        painter.fillRect(column, QColor(ACCENT if is_below or is_across else GOOD))
        if is_across and self._line is not None and band.high is not None:
            share = float((self._line - band.low) / (band.high - band.low))
            painter.fillRect(column.adjusted(column.width() * share, 0, 0, 0), QColor(GOOD))

    def _draw_line(self, painter: QPainter, width: float, foot: float) -> None:
        if self._line is None:
            return
        one = self._bands[0].high or 1
        at = width * min(1.0, float(self._line) / (one * len(self._bands)))
        painter.setPen(QPen(QColor(ERROR), em(0.14), Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(at, em(1.7), at, foot))
        words = f"{self._year} 年标准 {self._line:,.0f} 元"
        room = min(width, em(12))
        left = max(0.0, min(width - room, at - room / 2))
        write(painter, QRectF(left, 0, room, em(1.7)), words, colour=ERROR, bold=True)


def range_in_words(band: Band) -> str:
    """3,000～4,000 元."""
    return f"{band.low:,} 元以上" if band.high is None else f"{band.low:,}～{band.high:,} 元"


def foot_in_words(low: int) -> str:
    """What stands at a column's left foot: thousands as 千, ten thousands as 万."""
    if low == 0:
        return "0"
    if low >= 10000:
        return f"{low / 10000:g}万"
    return f"{low / 1000:g}千"
