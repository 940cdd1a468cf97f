"""One step of a procedure as a form: only the fields that the step needs, and what the person is to do."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.domain.procedures import STEP, Step
from fupin_desktop.fields.spec import Kind
from fupin_desktop.services.procedures import CaseView, record_step
from fupin_desktop.services.step_photos import attach_photo, photos_of
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.form_body import FormBody
from fupin_desktop.ui.forms.opened_record import open_record
from fupin_desktop.ui.forms.placement import Cell, FormSection, Placement
from fupin_desktop.ui.messages import explain
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

LONG, LINES = 35.0, 2
PER_ROW = 3


class StepPanel(QWidget):
    """Signals:
    recorded: the step was kept.
    """

    recorded = Signal()

    def __init__(self, desk: Desk, view: CaseView, step: Step) -> None:
        super().__init__()
        self._desk, self._view, self.step = desk, view, step
        spec = RECORDS[STEP]
        self.form = Form(desk, STEP, keeps_drafts=False, body=FormBody(spec, _placement(step)))
        self.save, self.attach = button("记下这一步", "primary"), button("附照片或扫描件…")
        self.attach.hide()
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.save, self.attach):
            foot.addWidget(part)
        foot.addStretch(1)
        for part in (label(step.title, "subtitle"), label(_words(step), "hint"), self.form):
            column.addWidget(part)
        column.addLayout(foot)
        scaled(self, lambda: column.setSpacing(em(0.5)))
        self.save.clicked.connect(self._on_save)
        self.form.finished.connect(self.save.setFocus)
        self.attach.clicked.connect(self._on_attach)
        self._open()

    def _open(self) -> None:
        registry, case, code = self._desk.registry, self._view.case, self.step.code
        step_id = coded_id(STEP, f"{case.id}/{code}")
        keys = {"village_id": case.village_id, "case_id": case.id, "step": code}

        def land(found: tuple[Any, list[Any]]) -> None:
            opened, photos = found
            self.form.show_record(opened, year=case.year or self._desk.year)
            self._show_photos(len(photos), can_attach=opened.value is not None and bool(case.household_id))
            if opened.value is None:
                self.form.suggest({"done_on": registry.today().isoformat()})
            self.form.focus_field()

        def read() -> tuple[Any, list[Any]]:
            return open_record(registry, STEP, step_id, keys), photos_of(registry, case.id, code)

        self._desk.tasks.ask(self, read, land)

    def keep_photo(self, file: Path) -> None:
        """Keep a photo or scan with this step."""
        registry, case_id, code = self._desk.registry, self._view.case.id, self.step.code

        def landed(_saved: Any) -> None:
            self._desk.told.emit(f"照片已存进这一户的档案：{self.step.title}。")
            self._open()

        self._desk.change(self, lambda: attach_photo(registry, case_id, code, file), landed)

    def _show_photos(self, count: int, *, can_attach: bool) -> None:
        self.attach.setVisible(can_attach)
        self.attach.setText(f"附照片或扫描件…（已有 {count} 张）" if count else "附照片或扫描件…")

    def _on_attach(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self, "选照片或扫描件", folder, "照片和扫描件 (*.jpg *.jpeg *.png *.pdf)")
        dialog.fileSelected.connect(lambda path: self.keep_photo(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_save(self) -> None:
        problems = self.form.problems()
        if problems:
            self.form.show_problems(problems)
            return
        registry, case_id, code = self._desk.registry, self._view.case.id, self.step.code
        values = {edit.field: edit.value for edit in self.form.edits() if edit.field in self.form.boxes}

        def work() -> Any:
            try:
                return record_step(registry, case_id, code, values)
            except Refused as refusal:
                return refusal

        def landed(result: Any) -> None:
            if isinstance(result, Refused):
                rest = self.form.show_problems(result.problems)
                if rest or not result.problems:
                    explain(self, Refused(str(result), rest))
                return
            self.form.forget_typing()
            self._desk.told.emit(f"已记下：{self._view.name} {self.step.title}。如有误可按 Ctrl+Z 撤销。")
            self._desk.records_changed.emit(result.touched)
            self.recorded.emit()

        self._desk.tasks.change(self, work, landed)


def _placement(step: Step) -> Placement:
    known = RECORDS[STEP].by_name
    names = step.fields
    long = [name for name in names if known[name].kind is Kind.TEXT and known[name].max_length >= 200]
    short = [name for name in names if name not in long]
    rows = [tuple(Cell(name) for name in short[at : at + PER_ROW]) for at in range(0, len(short), PER_ROW)]
    rows += [(Cell(name, LONG, LINES),) for name in long]
    kept = frozenset(known) - set(names)
    return Placement(STEP, (FormSection("", "", tuple(rows)),), kept, frozenset())


def _words(step: Step) -> str:
    days = f"，张贴不少于 {step.days} 天；还没取下的，「公示到」先空着" if step.days else ""
    return f"{step.who}办，留下：{step.paper}{days}。"
