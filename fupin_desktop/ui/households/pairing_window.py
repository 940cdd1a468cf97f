"""The window in which a helper is chosen or entered for the households chosen."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QRadioButton, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.fields.spec import Stage
from fupin_desktop.services.pair_households import NewHelper, helped_count, pair
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.entries import Entries
from fupin_desktop.ui.tables.small_window import SmallWindow

HELPER, PAIRING, UNIT = RECORDS["helper"].by_name, RECORDS["pairing"].by_name, RECORDS["unit"].by_name
ID = Qt.ItemDataRole.UserRole


class PairingWindow(SmallWindow):
    """Signals:
    paired: the pairing was written (Saved, the sentence to say).
    """

    paired = Signal(object, str)

    def __init__(self, desk: Desk, household_ids: list[str], parent: QWidget) -> None:
        super().__init__(parent, f"为选中的 {len(household_ids)} 户结对", "结对")
        self._desk, self._ids = desk, household_ids
        self._units: dict[str, str] = {}
        self.existing, self.new = QRadioButton("已登记的帮扶人"), QRadioButton("新的帮扶人")
        self.search, self.helpers = QLineEdit(), QListWidget()
        self.search.setPlaceholderText("输入姓名或单位查找")
        self.search.textChanged.connect(self._on_searched)
        self.helpers.itemActivated.connect(lambda _item: self.start.fields["started_on"].setFocus())
        unit = replace(UNIT["name"], name="unit_name", needed=Stage.NEVER)
        self.entries = Entries([HELPER["name"], HELPER["phone"], unit])
        self.start = Entries([PAIRING["started_on"]])
        self.start.fields["started_on"].setText(desk.registry.today().isoformat())
        self.ends_current = QCheckBox("同时结束这些户现有的结对")
        self.fault = label("", "danger")
        self.fault.hide()
        for widget in (self.existing, self.search, self.helpers, self.new, self.entries):
            self.body.addWidget(widget)
        for widget in (self.start, self.ends_current, self.fault):
            self.body.addWidget(widget)
        self.existing.toggled.connect(self._on_kind_toggled)
        self.existing.setChecked(True)
        self.yes.clicked.connect(self._on_yes)
        desk.tasks.idle.connect(self._on_idle)
        scaled(self.helpers, lambda: self.helpers.setFixedHeight(em(9)))
        desk.tasks.ask(self, self._read, self._on_read)

    def choose(self, helper_id: str) -> None:
        """Choose a registered helper."""
        for number in range(self.helpers.count()):
            if self.helpers.item(number).data(ID) == helper_id:
                self.helpers.setCurrentRow(number)

    def _read(self) -> tuple[list[tuple[str, str]], dict[str, str], int]:
        registry = self._desk.registry
        units = {unit.id: unit.name or "" for unit in registry.records("unit")}
        helpers = sorted(registry.records("helper"), key=lambda one: one.name or "")
        named = [(one.id, f"{one.name or ''}　{units.get(one.unit_id or '', '')}".strip()) for one in helpers]
        return named, {name: unit_id for unit_id, name in units.items()}, helped_count(registry, self._ids)

    def _on_read(self, answer: tuple[list[tuple[str, str]], dict[str, str], int]) -> None:
        named, self._units, helped = answer
        for helper_id, text in named:
            item = QListWidgetItem(text)
            item.setData(ID, helper_id)
            self.helpers.addItem(item)
        if not named:
            self.existing.setEnabled(False)
            self.new.setChecked(True)
        self.ends_current.setText(f"同时结束这些户现有的结对（{helped} 户已有帮扶人）")
        self.ends_current.setEnabled(helped > 0)

    def _on_kind_toggled(self) -> None:
        is_existing = self.existing.isChecked()
        self.search.setVisible(is_existing)
        self.helpers.setVisible(is_existing)
        self.entries.setVisible(not is_existing)
        (self.search if is_existing else self.entries.fields["name"]).setFocus()

    def _on_searched(self, typed: str) -> None:
        for number in range(self.helpers.count()):
            item = self.helpers.item(number)
            item.setHidden(typed.strip() not in item.text())

    def _on_yes(self) -> None:
        start = self.start.values()
        helper = self._helper()
        if start is None or helper is None:
            return
        started_on: Any = start["started_on"]
        if started_on is None:
            self.start.fault("started_on", "请填帮扶开始时间。")
            return
        registry, ids, ends = self._desk.registry, self._ids, self.ends_current.isChecked()
        self.yes.setEnabled(False)
        self._desk.change(self, lambda: pair(registry, ids, helper, started_on, ends_current=ends), self._on_paired)

    def _helper(self) -> str | NewHelper | None:
        if self.existing.isChecked():
            item = self.helpers.currentItem()
            chosen = item is not None and not item.isHidden()
            self.fault.setText("请在名单里选一位帮扶人。")
            self.fault.setVisible(not chosen)
            return item.data(ID) if chosen else None
        values = self.entries.values()
        if values is None:
            return None
        unit: str | None = values["unit_name"]
        return NewHelper(values["name"], values["phone"], self._units.get(unit or ""), unit)

    def _on_idle(self) -> None:
        self.yes.setEnabled(True)

    def _on_paired(self, saved: Saved) -> None:
        self.paired.emit(saved, f"已为 {len(self._ids)} 户结对。如有误，可在撤销里收回。")
        self.accept()
