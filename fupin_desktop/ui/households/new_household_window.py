"""The small form for a new household; everything else is filled in its dossier, which opens afterwards."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.id_number import doubt_about
from fupin_desktop.services.found_household import found_household
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.entries import Entries
from fupin_desktop.ui.tables.small_window import SmallWindow

PERSON, HOUSEHOLD = RECORDS["person"].by_name, RECORDS["household"].by_name


class NewHouseholdWindow(SmallWindow):
    """Signals:
    founded: the id of the new household.
    """

    founded = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, "新建一户", "新建并打开档案", width=28)
        self._desk = desk
        self.entries = Entries([PERSON["name"], PERSON["id_number"], HOUSEHOLD["villager_group"]])
        self.village = QComboBox()
        self.entries.add_choice("所在村", self.village)
        self.body.addWidget(label("先填户主。其余内容在档案里接着填。", "hint"))
        self.body.addWidget(self.entries)
        self.entries.fields["id_number"].textChanged.connect(self._on_number_changed)
        self.yes.clicked.connect(self._on_yes)
        desk.tasks.idle.connect(self._on_idle)
        desk.tasks.ask(self, self._read, self._on_read)
        self.entries.fields["name"].setFocus()

    def _read(self) -> list[tuple[str, str]]:
        registry = self._desk.registry
        villages = {one.village_code: one.name or one.village_code for one in registry.records("village")}
        for code in (self._desk.village_code, registry.setting("region") or ""):
            if len(code) == 12:
                villages.setdefault(code, f"本村（{code}）")
        return [(name, code) for code, name in villages.items()]

    def _on_read(self, villages: list[tuple[str, str]]) -> None:
        for name, code in villages:
            self.village.addItem(name, code)
        self.village.setCurrentIndex(max(0, self.village.findData(self._desk.village_code)))

    def _on_number_changed(self, typed: str) -> None:
        doubt = doubt_about(typed) if len(typed.strip()) >= 18 else ""
        self.entries.fault("id_number", doubt, "warn")

    def _on_yes(self) -> None:
        values = self.entries.values()
        if values is None:
            return
        registry, code = self._desk.registry, self.village.currentData() or ""
        who = (values["name"], values["id_number"], values["villager_group"])
        self.yes.setEnabled(False)
        self._desk.tasks.change(self, lambda: found_household(registry, code, *who), self._on_founded)

    def _on_idle(self) -> None:
        self.yes.setEnabled(True)

    def _on_founded(self, made: tuple[str, Saved]) -> None:
        household_id, saved = made
        self._desk.records_changed.emit(saved.touched)
        self.founded.emit(household_id)
        self.accept()
