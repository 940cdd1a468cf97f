"""Fields in columns: three where there is room, two or one where there is not; nothing is ever cut off.

Each width is in characters; with three columns the rows stand as the placement file has them, with fewer the fields
follow one another.
"""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from fupin_desktop.ui.style.metrics import em

COLUMN, GAP, LINE_GAP = 11.0, 1.0, 0.8
WIDEST = {6: 14.0, 4: 19.0, 2: 24.0}  # of a column, by the number of half columns
WIDE = 17.0  # what is wider wants a line of its own where there are two columns


@dataclass(slots=True)
class _Placed:
    item: QLayoutItem
    width: float
    row: int


class GridLayout(QLayout):
    """Widgets with widths in characters, each in its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed: list[_Placed] = []
        self._heights: dict[int, int] = {}  # by width: Qt asks for the same one dozens of times
        self._next: tuple[float, int] = (COLUMN, 0)
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, width: float, row: int) -> None:
        """Put a widget into a row."""
        self._next = (width, row)
        self.addWidget(widget)

    def _columns(self, width: int) -> int:
        """Half columns, so that two fields can share a row evenly: 6, 4 or 2."""
        for columns in (3, 2):
            if width >= em(columns * (COLUMN + GAP) - GAP):
                return columns * 2
        return 2

    def _arrange(self, room: QRect, *, is_real: bool) -> int:
        halves = self._columns(room.width())
        gap, line_gap = em(GAP), em(LINE_GAP)
        half = min((room.width() + gap) / halves - gap, (em(WIDEST[halves]) + gap) / 2 - gap)
        shown = [placed for placed in self._placed if _is_shown(placed.item)]
        in_row = Counter(placed.row for placed in shown)
        y, at, row = room.top(), 0, 0
        line: list[tuple[QLayoutItem, QRect]] = []
        for placed in shown:
            span = _span(placed.width, halves, is_pair=in_row[placed.row] == 2)
            if line and (at + span > halves or (placed.row != row and halves == 6)):
                y += self._close(line, is_real=is_real) + line_gap
                line, at = [], 0
            x = room.left() + round(at * (half + gap))
            width = round(span * (half + gap) - gap)
            line.append((placed.item, QRect(x, y, width, _height(placed.item, width))))
            at, row = at + span, placed.row
        return y + self._close(line, is_real=is_real) - room.top()

    def _close(self, line: list[tuple[QLayoutItem, QRect]], *, is_real: bool) -> int:
        """One row has one height, so that what is wrong in one field moves no other sideways."""
        if is_real:
            for item, rect in line:
                item.setGeometry(rect)
        return max((rect.height() for _, rect in line), default=0)

    def addItem(self, item: QLayoutItem) -> None:
        self._placed.append(_Placed(item, *self._next))

    def count(self) -> int:
        return len(self._placed)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._placed[index].item if 0 <= index < len(self._placed) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._placed.pop(index).item if 0 <= index < len(self._placed) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), is_real=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, is_real=True)

    def sizeHint(self) -> QSize:
        return QSize(em(3 * (COLUMN + GAP)), self.heightForWidth(em(3 * (COLUMN + GAP))))

    def minimumSize(self) -> QSize:
        return QSize(em(COLUMN), em(2))


def _is_shown(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is None or not widget.isHidden()


def _span(width: float, halves: int, *, is_pair: bool) -> int:
    """How many half columns: two fields that share a row go on sharing it where there are two columns."""
    if halves == 6:
        return min(max(round((width + GAP) / (COLUMN + GAP) * 2), 1), halves)
    return 2 if halves == 2 or is_pair or width <= WIDE else halves


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
