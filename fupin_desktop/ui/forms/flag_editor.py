"""Yes, no, or not asked: three segments that answer to 1, 0, the space bar and the mouse."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scale

ANSWERS: tuple[tuple[bool | None, str], ...] = ((True, "是"), (False, "否"), (None, "空"))
KEYS: dict[int, bool | None] = {
    Qt.Key.Key_1: True,
    Qt.Key.Key_Y: True,
    Qt.Key.Key_0: False,
    Qt.Key.Key_N: False,
    Qt.Key.Key_Space: None,
    Qt.Key.Key_Delete: None,
    Qt.Key.Key_Backspace: None,
}
WIDTH, HEIGHT, ROUND = 8.4, 2.2, 0.25


class _Segments(QWidget):
    """The three segments, painted: a form has many of them."""

    chosen = Signal(object)
    entered = Signal()
    focused = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        scale.changed.connect(self.updateGeometry)
        self.answer: bool | None = None
        self.is_hidden = self.is_locked = self.is_wrong = False

    def show_answer(self, answer: bool | None) -> None:
        self.answer = answer
        self.setAccessibleDescription(dict(ANSWERS)[answer])
        self.update()

    def _choose(self, answer: bool | None) -> None:
        if not (self.is_hidden or self.is_locked) and answer is not self.answer:
            self.show_answer(answer)
            self.chosen.emit(answer)

    def _step(self, by: int) -> None:
        answers = [answer for answer, _ in ANSWERS]
        self._choose(answers[min(max(answers.index(self.answer) + by, 0), len(answers) - 1)])

    def sizeHint(self) -> QSize:
        return QSize(em(WIDTH), em(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._choose(KEYS[event.key()])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = int(event.position().x() * len(ANSWERS) / max(self.width(), 1))
        self._choose(ANSWERS[min(max(place, 0), len(ANSWERS) - 1)][0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(ANSWERS)
        edge = em(0.14 if self.hasFocus() or self.is_wrong else 0.07)
        frame = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.PAPER if self.is_locked else colours.SHEET))
        painter.drawRoundedRect(frame, em(ROUND), em(ROUND))
        for place, (answer, word) in enumerate(ANSWERS):
            cell = QRectF(place * width, 0, width, self.height())
            self._paint_cell(painter, cell, word, is_on=answer is self.answer and not self.is_hidden)
        colour = colours.ERROR if self.is_wrong else colours.ACCENT if self.hasFocus() else colours.LINE
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), edge))
        painter.drawRoundedRect(frame, em(ROUND), em(ROUND))
        painter.end()

    def _paint_cell(self, painter: QPainter, cell: QRectF, word: str, *, is_on: bool) -> None:
        is_blank = word == ANSWERS[-1][1]
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.SHADE if is_blank or self.is_locked else colours.ACCENT_PALE))
            pad = em(0.2)
            painter.drawRoundedRect(cell.adjusted(pad, pad, -pad, -pad), em(ROUND), em(ROUND))
        font = painter.font()
        font.setBold(is_on and not is_blank)
        painter.setFont(font)
        painter.setPen(QColor(colours.INK if is_on and not is_blank else colours.MUTED))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)


class FlagEditor(Editor):
    """是 · 否 · 空."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.segments = _Segments(self)
        self.segments.setAccessibleName(spec.label)
        self.setFocusProxy(self.segments)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.segments)
        row.addStretch(1)
        self.segments.chosen.connect(self._touch)
        self.segments.entered.connect(self.entered)
        self.segments.focused.connect(self.focused)
        self.segments.left.connect(self.left)

    def show_problem(self, is_wrong: bool) -> None:
        self.segments.is_wrong = is_wrong
        self.segments.update()

    def _read(self) -> Any:
        return self.segments.answer

    def _put(self, value: Any) -> None:
        self.segments.show_answer(value)

    def _render(self) -> None:
        if not self.is_touched:
            self.segments.show_answer(self._shown)
        self.segments.is_locked = self.is_locked
        self.segments.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.is_locked else Qt.FocusPolicy.StrongFocus)
        self.segments.update()
