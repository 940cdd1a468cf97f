"""A small window in which somebody says why a suspicious fact is true. It saves when 保存说明 is pressed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.checks.register import Finding
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.explain_finding import keys_of, record_of, title_of
from fupin_desktop.services.save_records import Saved, save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.form_window import FormWindow
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.style.roles import label

ADVICE = "核实过是真的，就写清实际情况、谁核实的。说明跟着档案走，县里看得到；以后这里的数改了，体检会重新提出。"


class ExplainWindow(FormWindow):
    """Signals:
    explained: the explanation was saved (Saved).
    """

    explained = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, finding: Finding, village_id: str = "") -> None:
        super().__init__(parent, "这是真的，写说明", "保存说明", width=34)
        self._desk, self._finding = desk, finding
        record = record_of(finding)
        self.form = Form(desk, record, keeps_drafts=False)
        self.hold(label(finding.message, "warn"), self.form, label(ADVICE, "hint"))
        keys = keys_of(finding, desk.registry.today().isoformat(), village_id)
        self.form.show_record(OpenedRecord(record, new_id(), keys=keys), year=desk.year)
        self.form.finished.connect(self.yes.setFocus)
        self.yes.clicked.connect(self._on_yes)
        self.form.focus_field()

    def _on_yes(self) -> None:
        problems = self.form.problems()
        if problems or not self.form.is_dirty:
            self.form.show_problems(problems)
            self.form.focus_field()
            return
        registry, edits, title = self._desk.registry, self.form.edits(), title_of(self._finding)

        def landed(saved: Saved) -> None:
            self.explained.emit(saved)
            self.accept()

        self._desk.change(self, lambda: save(registry, edits, title=title), landed)
