"""A date that may stop at the year or the month; T stands for today."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.ui.forms.line_editor import LineEditor

HINT = "如 2018-06-30，按 T 填今天"


class DayEditor(LineEditor):
    """Understands 2018-06-30, 20180630, 2018年6月 and 2018.6."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.line.setPlaceholderText(HINT)
        self.line.keys = self._on_key

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_T or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if not self.line.isReadOnly():
            self.change_to(self.today().isoformat())
        return True
