"""另写一个: neither of them is right; the value is written here. It is read like a form's field."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.entering import NotUnderstood, complaint_about
from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.ui.forms.editors import editor_for
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.small_window import SmallWindow


class OtherValueWindow(SmallWindow):
    """Signals:
    written: the value (typed; None for blank).
    """

    written = Signal(object)

    def __init__(self, spec: FieldSpec, whose: str, parent: QWidget) -> None:
        super().__init__(parent, f"{whose}　{spec.label}", "就定这个")
        self.editor = editor_for(spec, parent=self)
        self.problem = label("", "danger")
        self.problem.hide()
        for widget in (label("两个说法都不对，写上对的：", "hint"), self.editor, self.problem):
            self.body.addWidget(widget)
        self._spec = spec
        self.yes.clicked.connect(self._on_yes)
        self.editor.entered.connect(self._on_yes)
        self.editor.setFocus()

    def _on_yes(self) -> None:
        try:
            value: Any = self.editor.value()
            complaint = complaint_about(self._spec, value)
        except NotUnderstood as error:
            value, complaint = None, str(error)
        self.problem.setText(complaint or "")
        self.problem.setVisible(bool(complaint))
        if not complaint:
            self.written.emit(value)
            self.accept()
