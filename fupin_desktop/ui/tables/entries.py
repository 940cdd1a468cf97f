"""A few fields one below the other, for the small windows of lists; whole records are edited in ui/forms."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.fields.spec import FieldSpec, Stage
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role


class Entries(QWidget):
    """Label, field, and below it in words what is wrong. Enter goes to the next field."""

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self.faults: dict[str, QLabel] = {}
        self._specs = {spec.name: spec for spec in specs}
        self.grid = QGridLayout(self)
        self.grid.setColumnStretch(1, 1)
        for spec in specs:
            self._add(spec)
        scaled(self, self._measure)

    def values(self) -> dict[str, Any] | None:
        """The typed values; None, with the reasons at the fields, if one of them is not possible."""
        found: dict[str, Any] = {}
        wrong: list[str] = []
        for name, spec in self._specs.items():
            try:
                found[name] = entered(spec, self.fields[name].text())
                if self.fields[name].property("role") == "danger":
                    self.fault(name, "")
                if found[name] is None and spec.needed is Stage.SAVE:
                    raise NotUnderstood(f"「{spec.label}」不能空着。")
            except NotUnderstood as error:
                self.fault(name, str(error))
                wrong.append(name)
        if wrong:
            self.fields[wrong[0]].setFocus()
        return None if wrong else found

    def fault(self, name: str, sentence: str, role: str = "danger") -> None:
        """Say at a field what is wrong or doubtful; nothing if there is nothing to say."""
        self.faults[name].setText(sentence)
        self.faults[name].setVisible(bool(sentence))
        set_role(self.faults[name], role)
        set_role(self.fields[name], role if sentence else "")

    def add_choice(self, title: str, choice: QComboBox) -> None:
        """A further line: one of several."""
        row = self.grid.rowCount()
        self.grid.addWidget(label(title, wrap=False), row, 0)
        self.grid.addWidget(choice, row, 1)
        choice.setAccessibleName(title)
        choice.installEventFilter(self)

    def _add(self, spec: FieldSpec) -> None:
        row = self.grid.rowCount()
        field, fault = QLineEdit(), label("", "danger")
        field.setAccessibleName(spec.label)
        field.setPlaceholderText(spec.help)
        field.installEventFilter(self)
        fault.hide()
        name = QHBoxLayout()
        name.addWidget(label(spec.label, wrap=False))
        if spec.needed is Stage.SAVE:
            name.addWidget(label("必填", "danger", wrap=False))
        name.addStretch()
        self.grid.addLayout(name, row, 0)
        self.grid.addWidget(field, row, 1)
        self.grid.addWidget(fault, row + 1, 1)
        self.fields[spec.name], self.faults[spec.name] = field, fault

    def _measure(self) -> None:
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(em(1))
        self.grid.setVerticalSpacing(em(0.4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            return self.focusNextChild()
        return super().eventFilter(watched, event)
