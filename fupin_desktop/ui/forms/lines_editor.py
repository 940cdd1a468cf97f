"""Text of several lines: Enter goes on to the next field, Shift+Enter breaks the line."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from fupin_desktop.domain.entering import entered
from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import set_role

LINE = 1.55


class _Lines(QPlainTextEdit):
    entered = Signal()
    focused = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class LinesEditor(Editor):
    """A box of some lines."""

    def __init__(self, spec: FieldSpec, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.box = _Lines(self)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(spec.label)
        self.box.setPlaceholderText("换行按 Shift + Enter")
        self.setFocusProxy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        scaled(self, lambda: self.box.setFixedHeight(em(lines * LINE + 0.9)))
        self._is_rendering = False
        self.box.textChanged.connect(self._on_text_changed)
        self.box.entered.connect(self.entered)
        self.box.focused.connect(self.focused)
        self.box.left.connect(self.left)

    def typed(self) -> str:
        return self.box.toPlainText()

    def set_typed(self, text: str) -> None:
        self._put(text)
        self._touch()

    def show_problem(self, is_wrong: bool) -> None:
        set_role(self.box, "danger" if is_wrong else "")

    def _on_text_changed(self) -> None:
        if not self._is_rendering:
            self._touch()

    def _read(self) -> Any:
        return entered(self.spec, self.box.toPlainText(), self.year)

    def _put(self, value: Any) -> None:
        self._is_rendering = True
        self.box.setPlainText(value or "")
        self._is_rendering = False

    def _render(self) -> None:
        if not self.is_touched:
            self._put(self._shown)
        self.box.setReadOnly(self.is_locked)
