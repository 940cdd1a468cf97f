"""登记减少: when and why the people left whom the county's roster no longer lists; one answer for all of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.staging.batch import Missing
from fupin_desktop.services.register_leaving import register_leaving
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.entries import Entries
from fupin_desktop.ui.tables.small_window import SmallWindow

MEMBERSHIP = RECORDS["membership"].by_name
MOST_NAMED = 6
WORDS = "登记减少不会删掉资料，历史都留着。日期或原因不同的人，请分开登记。"


class LeavingWindow(SmallWindow):
    """Asks for day and reason."""

    def __init__(self, desk: Desk, gone: Sequence[Missing], parent: QWidget) -> None:
        super().__init__(parent, f"登记减少 {len(gone)} 人", "登记减少", width=30)
        self._desk, self._gone = desk, gone
        names = "、".join(one.title for one in gone[:MOST_NAMED])
        self.entries = Entries([MEMBERSHIP["left_on"]])
        self.reason = QComboBox()
        self.reason.addItem("请选择", "")
        for item in code_table(MEMBERSHIP["leave_reason"].codes).choices(desk.year):
            self.reason.addItem(item.label, item.code)
        self.entries.add_choice(MEMBERSHIP["leave_reason"].label, self.reason)
        self.problem = label("", "danger")
        self.problem.hide()
        for part in (label(names + ("等" if len(gone) > MOST_NAMED else "")), label(WORDS, "hint"), self.entries):
            self.body.addWidget(part)
        self.body.addWidget(self.problem)
        self.yes.clicked.connect(self._on_yes)
        self.entries.fields["left_on"].setPlaceholderText("如 2018-06-30")
        self.entries.fields["left_on"].setFocus()

    def _on_yes(self) -> None:
        values = self.entries.values()
        if values is None:
            return
        day, why = values["left_on"] or "", str(self.reason.currentData())
        blank = [MEMBERSHIP[name].label for name, value in (("left_on", day), ("leave_reason", why)) if not value]
        self.problem.setText(f"请填{'和'.join(blank)}。")
        self.problem.setVisible(bool(blank))
        if blank:
            return
        registry, gone = self._desk.registry, self._gone
        self._desk.change(self, lambda: register_leaving(registry, gone, day, why), self._on_registered)

    def _on_registered(self, _saved: Saved) -> None:
        self._desk.told.emit(f"已登记 {len(self._gone)} 人减少。如有误，可以撤销。")
        self.accept()
