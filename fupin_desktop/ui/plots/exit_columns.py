"""Exit against plan: two columns a year, the plan as an empty frame, what came true filled."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from fupin_desktop.services.overview import ExitYear
from fupin_desktop.ui.plots.plot import Part, Plot, write
from fupin_desktop.ui.style.colours import GOOD, LINE, MUTED, SHEET
from fupin_desktop.ui.style.metrics import em

TOP, FOOT = 3.2, 1.8
WIDEST = 9  # characters a year


class ExitColumns(Plot):
    """Part 2n is the plan of year n, part 2n+1 what came true."""

    def __init__(self) -> None:
        self._years: tuple[ExitYear, ...] = ()
        super().__init__()

    def show_years(self, years: tuple[ExitYear, ...]) -> None:
        """The years in order."""
        self._years = years
        self.refresh()

    def height_em(self) -> float:
        """As high as the income beside it."""
        return 13

    def lay_out(self, width: float, height: float) -> list[Part]:
        """Two columns a year, from top to foot."""
        parts: list[Part] = []
        for number, year in enumerate(self._years):
            for place, (ids, words) in enumerate(((year.planned, "计划脱贫"), (year.exited, "已脱贫"))):
                if ids:
                    box = self._column(number, place, width, height)
                    parts.append(Part(box, f"{year.year} 年{words} {len(ids)} 户", number * 2 + place))
        return parts

    def draw(self, painter: QPainter, width: float, height: float) -> None:
        """Key, columns, years."""
        if not self._years:
            write(painter, QRectF(0, 0, width, height), "还没有填写计划脱贫年度", small=True)
            return
        self._draw_key(painter)
        most = max(max(len(year.planned), len(year.exited)) for year in self._years)
        foot = height - em(FOOT)
        for number, year in enumerate(self._years):
            for place, ids in enumerate((year.planned, year.exited)):
                box = self._column(number, place, width, height)
                tall = (box.height() - em(1.3)) * len(ids) / most
                bar = QRectF(box.x(), foot - tall, box.width(), tall).adjusted(em(0.15), 0, -em(0.15), 0)
                self._draw_bar(painter, bar, is_plan=place == 0)
                if ids:
                    write(painter, QRectF(box.x(), bar.y() - em(1.3), box.width(), em(1.3)), str(len(ids)))
            step = self._step(width)
            write(painter, QRectF(number * step, foot, step, em(FOOT)), f"{year.year}", small=True)
        painter.setPen(QPen(QColor(LINE), em(0.08)))
        painter.drawLine(QLineF(0, foot, width, foot))

    def _step(self, width: float) -> float:
        return min(width / max(1, len(self._years)), em(WIDEST))

    def _column(self, number: int, place: int, width: float, height: float) -> QRectF:
        step = self._step(width)
        wide = step * 0.36
        return QRectF(number * step + step * 0.14 + place * wide, em(TOP - 1.2), wide, height - em(TOP - 1.2 + FOOT))

    def _draw_bar(self, painter: QPainter, bar: QRectF, *, is_plan: bool) -> None:
        if bar.height() <= 0:
            return
        if is_plan:
            painter.fillRect(bar, QColor(SHEET))
            painter.setPen(QPen(QColor(MUTED), em(0.12), Qt.PenStyle.DashLine))
            painter.drawRect(bar)
        else:
            painter.fillRect(bar, QColor(GOOD))

    def _draw_key(self, painter: QPainter) -> None:
        for place, words in enumerate(("计划脱贫", "已脱贫")):
            left = em(0.2) + place * em(6.5)
            self._draw_bar(painter, QRectF(left, em(0.4), em(1), em(0.9)), is_plan=place == 0)
            box = QRectF(left + em(1.4), 0, em(5), em(1.7))
            write(painter, box, words, Qt.AlignmentFlag.AlignLeft, small=True)
