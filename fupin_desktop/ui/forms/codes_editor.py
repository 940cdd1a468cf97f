"""Choosing several things, or 无: nothing chosen and 无 are two answers."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fupin_desktop.domain.entering import NotUnderstood, complaint_about
from fupin_desktop.ui.forms.choices import Choice, choices_of, label_in
from fupin_desktop.ui.forms.code_editor import CodeEditor

NONE = Choice("", "无（没有）", "0")


class CodesEditor(CodeEditor):
    """Typing finds a choice, Enter ticks it; Enter with nothing typed goes on."""

    ticks = True

    def _on_key(self, event: QKeyEvent) -> bool:
        is_whole = self.line.selectedText() == self.line.text()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._is_typing and is_whole:
            self._take(None)
            return True
        if not self._is_typing and event.text().isprintable() and event.text() and not self.line.isReadOnly():
            self.line.selectAll()  # what is typed asks for another choice; it does not edit the list of labels
        return super()._on_key(event)

    def _on_enter(self) -> None:
        picked = self._popup.current() if self._popup is not None else None
        if picked is not None:
            self._toggle(picked)
            self.close_list()
            self.line.selectAll()
            return
        self.close_list()
        self.entered.emit()

    def _on_picked(self, code: str) -> None:
        self._toggle(code)
        self._show_list(self._choices())
        self.line.setFocus()

    def _toggle(self, code: str) -> None:
        chosen: tuple[str, ...] = self._chosen or ()
        if code == NONE.code:
            self._take(None if self._chosen == () else ())
            return
        kept = tuple(one for one in chosen if one != code)
        self._take(tuple(sorted((*kept, code))) if code not in chosen else kept or None)

    def _marked(self) -> Sequence[str]:
        return (NONE.code,) if self._chosen == () else self._chosen or ()

    def _choices(self) -> Sequence[Choice]:
        return [NONE, *choices_of(self.spec.codes, self.year, self._chosen or ())]

    def _label(self, value: Any) -> str:
        if value is None:
            return ""
        return "、".join(label_in(self.spec.codes, code, self.year) for code in value) or "无"

    def _understood(self, text: str) -> Any:
        """What is typed is added to what was chosen; 无 and a blank replace it."""
        found = super()._understood(text)
        return tuple(sorted({*(self._chosen or ()), *found})) if found else found

    def _read(self) -> Any:
        value = super()._read()
        complaint = complaint_about(self.spec, value)
        if complaint and self.is_touched:
            raise NotUnderstood(complaint)
        return value
