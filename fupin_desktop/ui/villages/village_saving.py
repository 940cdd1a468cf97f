"""Saving the village form: both of its parts as one commit, problems at their fields, a reason in a sealed year."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.services.save_records import Saved, save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.save_bar import SaveBar
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.messages import confirm, explain
from fupin_desktop.ui.villages.open_village import OpenVillage


class VillageSaving(QObject):
    """Signals:
    saved: what was typed is kept.
    """

    saved = Signal()

    def __init__(self, desk: Desk, page: QWidget, foot: SaveBar, forms: Sequence[Form]) -> None:
        super().__init__(page)
        self._desk, self._page, self._foot, self._forms = desk, page, foot, forms
        self._shown: OpenVillage | None = None
        foot.save_requested.connect(self.save)
        foot.give_up_requested.connect(self.give_up)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return any(form.opened.id and form.is_dirty for form in self._forms)

    def show_state(self, shown: OpenVillage) -> None:
        """Say at the foot what is not saved, and whether a reason is asked for."""
        self._shown = shown
        self._foot.show_state(is_dirty=self.is_dirty)
        self._foot.show_sealed(self._seal_words())

    def save(self) -> None:
        """Keep what was typed; refused with words at the fields."""
        shown = self._shown
        if shown is None or not self.is_dirty:
            return
        problems = [problem for form in self._forms for problem in form.problems()]
        if problems:
            self._show_problems(problems)
            self._desk.told.emit(f"还没有保存：{problems[0].message}")
            return
        reason = self._foot.reason.text().strip()
        if self._seal_words() and not reason:
            self._foot.reason.setFocus()
            self._desk.told.emit("这一年已封年。请先写明补记原因，再保存。")
            return
        self._write(shown, [edit for form in self._forms for edit in form.edits()], reason)

    def give_up(self) -> None:
        """Forget what was typed, if it was meant."""
        if confirm(self._page, "放弃村情里没有保存的填写？", "放弃"):
            for form in self._forms:
                form.reset()

    def _write(self, shown: OpenVillage, edits: list[Edit], reason: str) -> None:
        registry, title = self._desk.registry, f"修改 {shown.name} 村情"

        def work() -> Saved | Refused:
            try:
                return save(registry, edits, title=title, reason=reason, region=shown.code)
            except Refused as refusal:
                return refusal

        self._desk.tasks.change(self._page, work, lambda result: self._landed(title, result))

    def _landed(self, title: str, result: Saved | Refused) -> None:
        if isinstance(result, Refused):
            rest = self._show_problems(result.problems)
            if rest or not result.problems:
                explain(self._page, Refused(str(result), rest))
            return
        for form in self._forms:
            form.forget_draft()
            form.forget_typing()
        self._desk.told.emit(f"已保存：{title}。如有误可按 Ctrl+Z 撤销。")
        self._desk.records_changed.emit(result.touched)
        self.saved.emit()

    def _show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        rest = list(problems)
        for form in self._forms:
            rest = form.show_problems(rest)
        return rest

    def _seal_words(self) -> str:
        is_asked = self._shown is not None and self._shown.sealed_on and self._forms[-1].is_dirty
        return "这一年已封年：改动作为补记保存，记下日期、经办人和原因。" if is_asked else ""
