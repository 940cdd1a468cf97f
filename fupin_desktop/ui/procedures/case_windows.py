"""The small windows of procedures: beginning one, and deciding one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.procedures import CASE
from fupin_desktop.services.ledgers import choices_for
from fupin_desktop.services.procedures import CaseView, decide, known, start
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.messages import explain
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.entries import Entries
from fupin_desktop.ui.tables.small_window import SmallWindow

FIELDS = RECORDS[CASE].by_name
WHOLE_VILLAGE = "（全村的程序）"


class StartWindow(SmallWindow):
    """Which procedure, for whom, of which year.

    Signals:
        started: the id of the new case.
    """

    started = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, "开始一个程序", "开始", width=32)
        self._desk, self._case_id = desk, ""
        self.entries = Entries([FIELDS["year"], FIELDS["reason"]])
        self.procedure, self.household = QComboBox(), QComboBox()
        for one in known(desk.registry).values():
            self.procedure.addItem(one.title, one.name)
        self.household.addItem(WHOLE_VILLAGE, "")
        for household_id, name, code in choices_for(desk.registry, "household", desk.own_village()):
            self.household.addItem(f"{name}　{code}", household_id)
        self.entries.add_choice("程序", self.procedure)
        self.entries.add_choice("哪一户", self.household)
        self.entries.fields["year"].setText(str(desk.year))
        self.body.addWidget(label("开始以后，一步一步记；没到的步骤记不了，公示不满天数取不下来。", "hint"))
        self.body.addWidget(self.entries)
        self.yes.clicked.connect(self._on_yes)

    def _on_yes(self) -> None:
        values = self.entries.values()
        if values is None:
            return
        registry, code = self._desk.registry, self._desk.own_village()
        procedure, household = self.procedure.currentData(), self.household.currentData()
        year, reason = values["year"] or self._desk.year, values["reason"] or ""

        def work() -> Saved:
            case_id, saved = start(registry, code, procedure, household, year=year, reason=reason)
            self._case_id = case_id
            return saved

        _write(self, self._desk, work, lambda: self.started.emit(self._case_id))


class DecideWindow(SmallWindow):
    """The result, its day and document; the cause of a return."""

    def __init__(self, desk: Desk, parent: QWidget, view: CaseView) -> None:
        super().__init__(parent, f"{view.title}：定结果", "定下来", width=32)
        self._desk, self._view = desk, view
        self.entries = Entries([FIELDS["decided_on"], FIELDS["document_no"]])
        self.decision, self.fact = QComboBox(), QComboBox()
        for item in code_table("procedure_decision").choices(None):
            self.decision.addItem(item.label, item.code)
        self.entries.add_choice("结果", self.decision)
        fact = view.progress.procedure.fact
        if fact:
            spec = RECORDS["household_year"].by_name[fact]
            self.fact.addItem("", None)
            for item in code_table(spec.codes).choices(view.case.year):
                self.fact.addItem(item.label, item.code)
            self.entries.add_choice(spec.label, self.fact)
        self.entries.fields["decided_on"].setText(desk.registry.today().isoformat())
        self.body.addWidget(label("定为通过，这一户的脱贫状态和年度随着改，一次保存，可以撤销。", "hint"))
        self.body.addWidget(self.entries)
        self.yes.clicked.connect(self._on_yes)

    def _on_yes(self) -> None:
        values = self.entries.values()
        if values is None:
            return
        registry, view, decision = self._desk.registry, self._view, self.decision.currentData()
        facts = {view.progress.procedure.fact: self.fact.currentData()} if view.progress.procedure.fact else {}
        on, document = values["decided_on"] or "", values["document_no"] or ""
        _write(
            self,
            self._desk,
            lambda: decide(registry, view.case.id, decision, decided_on=on, document_no=document, facts=facts),
        )


def _write(window: SmallWindow, desk: Desk, work: Callable[[], Saved], then: Callable[[], None] = lambda: None) -> None:
    """Write, close the window, tell everybody; what is refused is told and the window stays."""

    def tried() -> Any:
        try:
            return work()
        except Refused as refusal:
            return refusal

    def landed(result: Any) -> None:
        if isinstance(result, Refused):
            explain(window, result)
            return
        then()
        desk.records_changed.emit(result.touched)
        desk.told.emit("已记下。如有误可按 Ctrl+Z 撤销。")
        window.accept()

    desk.tasks.change(window, tried, landed)
