"""谁在用: the name that stands beside every change; several people of a team share one computer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from fupin_desktop.services.sign_in import people, sign_in
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button


class UserSection(Section):
    """One line with the names used before.

    Signals:
        user_changed: somebody else is signed in.
    """

    user_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "现在是谁在用", "每次修改都会记下这个姓名。换人时在这里选或重新写。")
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.setAccessibleName("姓名")
        self.name.lineEdit().setMaxLength(30)  # type: ignore[union-attr]  # it is editable
        self.save = button("就是我", "primary")
        self.add_row(self.name, self.save)
        self.save.clicked.connect(self._on_save)
        self.name.lineEdit().returnPressed.connect(self._on_save)  # type: ignore[union-attr]
        scaled(self.name, lambda: self.name.setMinimumWidth(em(10)))

    def look(self) -> None:
        """Read the names."""
        registry = self.desk.registry
        self.desk.tasks.ask(self, lambda: people(registry), self._on_people)

    def open(self) -> None:
        """The cursor into the line."""
        self.name.setFocus()

    def _on_people(self, names: list[str]) -> None:
        own = self.desk.registry.user
        self.name.clear()
        self.name.addItems(list(dict.fromkeys([own, *names])))
        self.name.setEditText(own)

    def _on_save(self) -> None:
        name = " ".join(self.name.currentText().split())
        registry = self.desk.registry
        if not name:
            self.desk.told.emit("请写上姓名。")
            return

        self.desk.tasks.change(self, lambda: sign_in(registry, name), lambda _none: self._on_kept(name))

    def _on_kept(self, name: str) -> None:
        self.user_changed.emit()
        self.desk.told.emit(f"现在是 {name} 在用，以后的修改都记在这个名下。")
        self.look()
