"""Choosing one thing by number, pinyin initials, a part of its name, or the mouse."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.ui.forms.choice_popup import ChoicePopup
from fupin_desktop.ui.forms.choices import Choice, answering, choices_of, label_in
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.forms.line_input import LineInput
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, set_role
from fupin_desktop.ui.tables.masking import HIDDEN

GONE = "（记录不存在）"
HINT = "点选或打首字母"


class CodeEditor(Editor):
    """A line over a list. `offered` replaces the code table where records are chosen from."""

    ticks = False

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.offered: Sequence[Choice] | None = None if spec.codes else ()
        self.line = LineInput(self, has_arrow=True)
        self.line.setAccessibleName(spec.label)
        self.line.setPlaceholderText(HINT)
        self.setFocusProxy(self.line)
        self._chosen: Any = None
        self._is_typing = self._is_rendering = False
        self._popup: ChoicePopup | None = None
        self._reveal = button("显示", "quiet")
        self._reveal.setAccessibleName(f"显示{spec.label}")
        self._reveal.clicked.connect(self.reveal_requested)
        self._reveal.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scaled(self, lambda: row.setSpacing(em(0.4)))
        row.addWidget(self.line, 1)
        row.addWidget(self._reveal)
        self._connect()

    def offer(self, choices: Sequence[Choice]) -> None:
        """What may be chosen instead of codes."""
        self.offered = choices
        self._render()

    def typed(self) -> str:
        return self.line.text() if self._is_typing else ""

    def set_typed(self, text: str) -> None:
        self._write(text)
        self._is_typing = True
        self._touch()

    def show_problem(self, is_wrong: bool) -> None:
        set_role(self.line, "danger" if is_wrong else "")

    def settle(self) -> None:
        """A name typed to its end counts as chosen; anything else stays, as a problem."""
        if self._is_typing and not self.problem():
            self._take(self._understood(self.line.text()))
        self.close_list()

    def open_list(self) -> None:
        """Show every choice."""
        if not self.line.isReadOnly():
            self._show_list(self._choices())

    def close_list(self) -> None:
        """Put the list away."""
        if self._popup is not None:
            self._popup.hide()

    def _connect(self) -> None:
        self.line.keys = self._on_key
        self.line.textChanged.connect(self._on_text_changed)
        self.line.focused.connect(self.focused)
        self.line.left.connect(self._on_left)
        self.line.pressed.connect(self._on_pressed)

    def _on_key(self, event: QKeyEvent) -> bool:
        is_open = self._popup is not None and self._popup.isVisible()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._on_enter()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if is_open and self._popup is not None:
                self._popup.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Down | Qt.Key.Key_F4:
                self.open_list()
            case Qt.Key.Key_Escape if is_open or self._is_typing:
                self._forget_typing()
            case _:
                return False
        return True

    def _on_enter(self) -> None:
        picked = self._popup.current() if self._popup is not None else None
        if picked is not None and picked != self._chosen:
            self._take(picked)
        elif picked is not None:
            self._forget_typing()
        self.close_list()
        self.entered.emit()

    def _on_text_changed(self) -> None:
        if self._is_rendering:
            return
        self._is_typing = True
        self._touch()
        text = self.line.text()
        if text.strip():
            self._show_list(answering(self._choices(), text))
        else:
            self.close_list()

    def _on_pressed(self) -> None:
        if self._popup is not None and self._popup.isVisible():
            self._popup.hide()
        else:
            self.open_list()

    def _on_left(self) -> None:
        self.settle()
        self.left.emit()

    def _on_picked(self, code: str) -> None:
        self._take(code)
        self.close_list()
        self.line.setFocus()
        self.line.selectAll()

    def _forget_typing(self) -> None:
        self._is_typing = False
        self._write(self._label(self._chosen))
        self.line.selectAll()
        self.close_list()
        self.changed.emit()

    def _take(self, value: Any) -> None:
        self._is_typing = False
        self._put(value)
        self._touch()

    def _show_list(self, choices: Sequence[Choice]) -> None:
        if self._popup is None:
            self._popup = ChoicePopup(self.line)
            self._popup.picked.connect(self._on_picked)
        self._popup.offer(choices, self._marked(), ticks=self.ticks, best=self._is_typing)

    def _marked(self) -> Sequence[str]:
        return (self._chosen,) if self._chosen is not None else ()

    def _choices(self) -> Sequence[Choice]:
        if self.offered is not None:
            return self.offered
        return choices_of(self.spec.codes, self.year, self._marked())

    def _label(self, value: Any) -> str:
        if value is None:
            return ""
        if self.offered is not None:
            return next((choice.label for choice in self.offered if choice.code == value), GONE)
        return label_in(self.spec.codes, value, self.year)

    def _understood(self, text: str) -> Any:
        """The value of a text that stands in the field; NotUnderstood if it names nothing."""
        if self.offered is None:
            return entered(self.spec, text, self.year)
        if not text.strip():
            return None
        found = [choice.code for choice in self.offered if choice.label == text.strip()]
        if len(found) != 1:
            raise NotUnderstood(f"「{self.spec.label}」里没有「{text.strip()[:20]}」。请从列表里选。")
        return found[0]

    def _read(self) -> Any:
        return self._understood(self.line.text()) if self._is_typing else self._chosen

    def _put(self, value: Any) -> None:
        self._chosen = value
        self._write(self._label(value))

    def _render(self) -> None:
        if not self.is_touched:
            self._chosen, self._is_typing = self._shown, False
        hides = self.is_masked and not self.is_touched and self._shown is not None
        if not self._is_typing:
            self._write(HIDDEN if hides else self._label(self._chosen))
        self.line.setReadOnly(hides or self.is_locked)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.is_locked else Qt.FocusPolicy.StrongFocus)
        self._reveal.setVisible(hides)

    def _write(self, text: str) -> None:
        self._is_rendering = True
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self._is_rendering = False
