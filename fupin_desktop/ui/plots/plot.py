"""What every plot shares: parts that can be chosen by mouse and keyboard, and their words for readers of the screen."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desktop.ui.style.colours import ACCENT, INK, MUTED
from fupin_desktop.ui.style.metrics import em, scaled

NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down)
PREVIOUS = (Qt.Key.Key_Left, Qt.Key.Key_Up)
OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Part:
    """A place of the plot that opens something: where it lies, what it says, its number."""

    box: QRectF
    words: str
    number: int


class Plot(QWidget):
    """A drawing that is laid out anew at every size; subclasses fill `lay_out` and `draw`.

    Signals:
        part_chosen: the number of a part.
    """

    part_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[Part] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        scaled(self, self.refresh)

    def height_em(self) -> float:
        """How many characters high the plot wants to be."""
        return 12

    def lay_out(self, width: float, height: float) -> list[Part]:
        """The parts at a size."""
        raise NotImplementedError

    def draw(self, painter: QPainter, width: float, height: float) -> None:
        """Paint with the parts that were laid out."""
        raise NotImplementedError

    def refresh(self) -> None:
        """What is shown, or the text size, has changed."""
        self.setFixedHeight(em(self.height_em()))
        self._lay_out()
        self.setAccessibleDescription("；".join(part.words for part in self.parts))
        self.update()

    def _lay_out(self) -> None:
        self.parts = self.lay_out(self.width(), self.height())
        self._at = min(self._at, max(0, len(self.parts) - 1))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.parts else Qt.CursorShape.ArrowCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing, and a frame around the part in focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.width(), self.height())
        if self.hasFocus() and self.parts:
            painter.setPen(QPen(QColor(ACCENT), em(0.12)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.parts[self._at].box, em(0.2), em(0.2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """One press opens."""
        for place, part in enumerate(self.parts):
            if part.box.contains(QPointF(event.position())):
                self._at = place
                self.part_chosen.emit(part.number)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens."""
        key = Qt.Key(event.key())
        if self.parts and key in OPEN:
            self.part_chosen.emit(self.parts[self._at].number)
        elif self.parts and key in (*NEXT, *PREVIOUS):
            self._at = (self._at + (1 if key in NEXT else -1)) % len(self.parts)
            self.update()
        else:
            super().keyPressEvent(event)


def write(
    painter: QPainter,
    box: QRectF,
    words: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
    colour: str = INK,
    *,
    small: bool = False,
    bold: bool = False,
) -> None:
    """One line of words in a box, shortened if it does not fit."""
    font = QFont(painter.font())
    base = font.pointSizeF()
    font.setPointSizeF(base * (0.86 if small else 1))
    font.setBold(bold)
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(MUTED if small and colour == INK else colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()
