"""Lying bars with their words before and their numbers behind: how many households have which cause."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from fupin_desktop.ui.plots.plot import Part, Plot, write
from fupin_desktop.ui.style.colours import ACCENT, LINE, MUTED
from fupin_desktop.ui.style.metrics import em

ROW = 1.9  # characters a row
WORDS = 7.5
NUMBERS = 3.6


class ShareBars(Plot):
    """One bar a share, the longest as long as there is room."""

    def __init__(self) -> None:
        self._shares: list[tuple[str, int]] = []
        super().__init__()

    def show_shares(self, shares: list[tuple[str, int]]) -> None:
        """Pairs of words and number, in the order wanted."""
        self._shares = shares
        self.refresh()

    def height_em(self) -> float:
        """A row each."""
        return max(1, len(self._shares)) * ROW

    def lay_out(self, width: float, height: float) -> list[Part]:
        """A row each, as wide as the plot."""
        row = em(ROW)
        return [
            Part(QRectF(0, number * row, width, row), f"{words} {count} 户", number)
            for number, (words, count) in enumerate(self._shares)
        ]

    def draw(self, painter: QPainter, width: float, height: float) -> None:
        """Words, bar, number."""
        most = max((count for _, count in self._shares), default=1)
        widest = max((painter.fontMetrics().horizontalAdvance(words) for words, _ in self._shares), default=0)
        left = min(em(WORDS), widest + em(0.8))
        room = width - left - em(NUMBERS)
        for part, (words, count) in zip(self.parts, self._shares, strict=False):
            box = part.box
            write(painter, QRectF(0, box.y(), left - em(0.5), box.height()), words, Qt.AlignmentFlag.AlignRight)
            bar = QRectF(left, box.y() + em(0.45), max(em(0.2), room * count / most), box.height() - em(0.9))
            painter.fillRect(QRectF(left, bar.y(), room, bar.height()), QColor(LINE).lighter(108))
            painter.fillRect(bar, QColor(MUTED if words == "未填" else ACCENT))
            number = QRectF(left + room + em(0.3), box.y(), em(NUMBERS - 0.3), box.height())
            write(painter, number, f"{count} 户", Qt.AlignmentFlag.AlignLeft)
