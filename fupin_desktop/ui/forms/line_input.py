"""A line to type in that tells of Enter and of the cursor coming and going. It knows no field."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled

ARROW = 1.6
PASTE = QKeySequence.StandardKey.Paste


class LineInput(QLineEdit):
    """Signals:
    entered: Enter was pressed.
    focused: the cursor has come.
    left: the cursor has gone.
    pressed: the mouse was pressed in it.
    typed_in_vain: something is typed or pasted that cannot be taken.
    """

    entered = Signal()
    focused = Signal()
    left = Signal()
    pressed = Signal()
    typed_in_vain = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_arrow: bool = False) -> None:
        super().__init__(parent)
        self.keys: Callable[[QKeyEvent], bool] | None = None  # first looks at every key; True: it was meant for it
        self._has_arrow = has_arrow
        if has_arrow:
            scaled(self, lambda: self.setTextMargins(0, 0, em(ARROW), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.keys and self.keys(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return
        is_text = bool(event.text()) and event.text().isprintable()
        if self.isReadOnly() and (is_text or event.matches(PASTE)):
            self.typed_in_vain.emit()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.focused.emit()
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_arrow or self.isReadOnly():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.MUTED), em(0.11)))
        x, y, side = self.width() - em(1.1), self.height() / 2, em(0.28)
        painter.drawPolyline(
            [QPointF(x - side, y - side / 2), QPointF(x, y + side / 2), QPointF(x + side, y - side / 2)]
        )
        painter.end()
