"""Two columns a year: what was meant as an empty frame, what came true filled. Exits against the plan, for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from fupin_desktop.ui.plots.plot import Part, Plot, write
from fupin_desktop.ui.style.colours import GOOD, LINE, MUTED, SHEET
from fupin_desktop.ui.style.metrics import em

TOP, FOOT = 3.2, 1.8
WIDEST = 9  # characters a year


@dataclass(frozen=True, slots=True)
class Pair:
    """One year: what was meant and what came true; None is not known and is not drawn."""

    year: int
    meant: Decimal | None
    came: Decimal | None


class YearPairs(Plot):
    """Part 2n is what was meant in year n, part 2n+1 what came true."""

    def __init__(self, meant: str, came: str, unit: str, empty: str) -> None:
        self._labels, self._unit, self._empty = (meant, came), unit, empty
        self._pairs: Sequence[Pair] = ()
        super().__init__()

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """The years in order."""
        self._pairs = pairs
        self.refresh()

    def height_em(self) -> float:
        """As high as the income beside it."""
        return 13

    def lay_out(self, width: float, height: float) -> list[Part]:
        """Two columns a year, from top to foot."""
        return [
            Part(
                self._column(number, place, width, height),
                f"{pair.year} 年{self._labels[place]} {value:f}{self._unit}",
                number * 2 + place,
            )
            for number, pair in enumerate(self._pairs)
            for place, value in enumerate((pair.meant, pair.came))
            if value
        ]

    def draw(self, painter: QPainter, width: float, height: float) -> None:
        """Key, columns, years."""
        values = [value for pair in self._pairs for value in (pair.meant, pair.came) if value is not None]
        if not values:
            write(painter, QRectF(0, 0, width, height), self._empty, small=True)
            return
        self._draw_key(painter)
        most, foot = max(*values, Decimal(1)), height - em(FOOT)
        for number, pair in enumerate(self._pairs):
            for place, value in enumerate((pair.meant, pair.came)):
                if value is not None:
                    box = self._column(number, place, width, height)
                    self._draw_value(painter, box, foot, max(float(value / most), 0.0), value, is_meant=place == 0)
            step = self._step(width)
            write(painter, QRectF(number * step, foot, step, em(FOOT)), f"{pair.year}", small=True)
        painter.setPen(QPen(QColor(LINE), em(0.08)))
        painter.drawLine(QLineF(0, foot, width, foot))

    def _draw_value(
        self, painter: QPainter, box: QRectF, foot: float, share: float, value: Decimal, *, is_meant: bool
    ) -> None:
        tall = (box.height() - em(1.3)) * share
        bar = QRectF(box.x(), foot - tall, box.width(), tall).adjusted(em(0.15), 0, -em(0.15), 0)
        self._draw_bar(painter, bar, is_meant=is_meant)
        if value:
            beside = em(0.5)  # a figure may be a little wider than its column
            write(painter, QRectF(box.x() - beside, bar.y() - em(1.3), box.width() + 2 * beside, em(1.3)), f"{value:f}")

    def _step(self, width: float) -> float:
        return min(width / max(1, len(self._pairs)), em(WIDEST))

    def _column(self, number: int, place: int, width: float, height: float) -> QRectF:
        step = self._step(width)
        wide = step * 0.36
        return QRectF(number * step + step * 0.14 + place * wide, em(TOP - 1.2), wide, height - em(TOP - 1.2 + FOOT))

    def _draw_bar(self, painter: QPainter, bar: QRectF, *, is_meant: bool) -> None:
        if bar.height() <= 0:
            return
        if is_meant:
            painter.fillRect(bar, QColor(SHEET))
            painter.setPen(QPen(QColor(MUTED), em(0.12), Qt.PenStyle.DashLine))
            painter.drawRect(bar)
        else:
            painter.fillRect(bar, QColor(GOOD))

    def _draw_key(self, painter: QPainter) -> None:
        for place, words in enumerate(self._labels):
            left = em(0.2) + place * em(6.5)
            self._draw_bar(painter, QRectF(left, em(0.4), em(1), em(0.9)), is_meant=place == 0)
            box = QRectF(left + em(1.4), 0, em(5), em(1.7))
            write(painter, box, words, Qt.AlignmentFlag.AlignLeft, small=True)
