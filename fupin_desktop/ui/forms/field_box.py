"""A field on a form: its label, its marks, its editor, and beneath it in words what is wrong or how it came about."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.domain.checks.register import Finding, Level
from fupin_desktop.fields.spec import FieldSpec, Stage
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role

NEEDED = {Stage.SAVE: ("必填", "danger"), Stage.SUBMIT: ("待填", "warn")}
FOUND = {Level.E: ("● 错误", "danger"), Level.W: ("● 可疑", "warn"), Level.M: ("● 缺项", "warn")}

DISPUTED = "两种说法，去核定"
DISPUTED_HELP = "两台电脑写的不一样，两个值都留着。核定以后，以定下的为准。"
MASKED = "这一栏遮着。要改，先点「显示」。"

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class FieldBox(QWidget):
    """The label above the editor or, as on a sheet, at its left. Knows nothing of other fields.

    Signals:
    decision_requested: the field has two values, and its conflict card is wanted.
    """

    decision_requested = Signal()

    def __init__(
        self, spec: FieldSpec, editor: Editor, parent: QWidget | None = None, *, is_line: bool = False
    ) -> None:
        super().__init__(parent)
        self.spec, self.editor = spec, editor
        self.problem = ""
        self._findings: list[Finding] = []
        self._name = label(spec.label)
        self._name.setBuddy(editor)
        self._mark = label("", "hint", wrap=False)
        self._mark.hide()
        self.decide: QPushButton | None = None
        self._beneath: QLabel | None = None
        self._explanation = self._advice = ""
        self.head = QHBoxLayout()
        self.head.addWidget(self._name, 1)
        self.head.addWidget(self._mark, 0, _MIDDLE if is_line else Qt.AlignmentFlag.AlignBottom)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self.head)
        (self.head if is_line else self._column).addWidget(editor)
        scaled(self, lambda: (self._column.setSpacing(em(0.2)), self.head.setSpacing(em(0.4))))
        editor.typed_in_vain.connect(lambda: self._advise(MASKED))
        for over in (editor.left, editor.reveal_requested, editor.changed):
            over.connect(lambda: self._advise(""))

    def show_problem(self, words: str) -> None:
        """Say what is wrong with what stands in the field; "" takes it away."""
        if words != self.problem:
            self.problem = words
            self.editor.show_problem(bool(words))
            self._say()

    def explain(self, words: str) -> None:
        """Say how the value comes about."""
        if words != self._explanation:
            self._explanation = words
            self._say()

    def show_findings(self, findings: list[Finding]) -> None:
        """Mark what the checks found here."""
        self._findings = findings
        self.show_marks()

    def show_disputed(self, is_disputed: bool) -> None:
        """Say that two computers have written different values, and offer the way to decide."""
        if self.decide is None and is_disputed:
            self.decide = button(DISPUTED, "danger")
            self.decide.setToolTip(DISPUTED_HELP)
            self.decide.setAccessibleDescription(DISPUTED_HELP)
            self.decide.clicked.connect(self.decision_requested)
            self._column.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignLeft)
        if self.decide is not None:
            self.decide.setVisible(is_disputed)

    def show_marks(self) -> None:
        """What the checks found, or that the field waits to be filled."""
        level = next((level for level in Level if any(one.level is level for one in self._findings)), None)
        is_blank = not self.editor.is_touched and self.editor.value() is None
        words, role = FOUND[level] if level else NEEDED.get(self.spec.needed, ("", "")) if is_blank else ("", "")
        if level is Level.M and not is_blank and self.editor.is_touched:
            words = ""
        self._mark.setText(words)
        self._mark.setVisible(bool(words))
        self._mark.setToolTip("\n".join(one.message for one in self._findings))
        self._mark.setAccessibleDescription(self._mark.toolTip())
        if words:
            set_role(self._mark, role)

    def _advise(self, words: str) -> None:
        if words != self._advice:
            self._advice = words
            self._say()

    def _say(self) -> None:
        words = self.problem or self._advice or self._explanation
        if self._beneath is None and words:
            self._beneath = label("", "hint")
            self._column.addWidget(self._beneath)
        if self._beneath is not None:
            self._beneath.setText(words)
            self._beneath.setVisible(bool(words))
            set_role(self._beneath, "danger" if self.problem else "hint")
