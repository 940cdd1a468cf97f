"""What each member becomes to the head: reckoned where it can be known, asked where it cannot."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Member
from fupin_desktop.domain.relations import HEAD
from fupin_desktop.ui.dossiers.list_column import label_of
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label

SPEC = RECORDS["membership"].by_name["relation_to_head"]


class RelationTable(QWidget):
    """One line a member: name, what he was, what he becomes.

    Signals:
        changed: somebody was given another relation.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self.editors: dict[str, CodeEditor] = {}
        self._names: dict[str, str] = {}
        scaled(self, lambda: self._grid.setSpacing(em(0.5)))

    def show_members(self, members: Iterable[Member], becomes: Mapping[str, str | None], year: int) -> None:
        """Show members; `becomes` is by the person's id, None asks."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.editors.clear()
        self._names.clear()
        for row, member in enumerate(members):
            own, name = member.person.id, member.person.name or "（无姓名）"
            was = member.membership.relation_to_head
            editor = CodeEditor(SPEC)
            editor.year = year
            editor.set_value(becomes.get(own))
            editor.set_locked(becomes.get(own) == HEAD)
            editor.show_problem(becomes.get(own) is None)
            editor.line.setAccessibleName(f"{name} 与新户主的关系")
            editor.changed.connect(lambda one=editor: self._on_changed(one))
            self._grid.addWidget(label(name, wrap=False), row, 0)
            self._grid.addWidget(label(f"原为 {label_of('relation', was)}" if was else "", "hint", wrap=False), row, 1)
            self._grid.addWidget(editor, row, 2)
            self.editors[own], self._names[own] = editor, name
        self._chain()

    def relations(self) -> dict[str, str]:
        """The relations that are known, by the person's id."""
        return {own: editor.value() for own, editor in self.editors.items() if not editor.problem() and editor.value()}

    def asked(self) -> list[str]:
        """The names of those whose relation is still to be said."""
        known = self.relations()
        return [name for own, name in self._names.items() if own not in known]

    def second_heads(self) -> list[str]:
        """Everybody who is called head, for there is one only."""
        return [self._names[own] for own, relation in self.relations().items() if relation == HEAD]

    def _on_changed(self, editor: CodeEditor) -> None:
        editor.show_problem(bool(editor.problem()) or editor.value() is None)
        self.changed.emit()

    def _chain(self) -> None:
        editors = list(self.editors.values())
        for editor, after in pairwise(editors):
            editor.entered.connect(after.setFocus)
