"""Saving one record of a list: problems at its fields; taking it out and putting it back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.messages import explain


class LedgerSaving(QObject):
    """Signals:
    saved: what was typed is kept.
    """

    saved = Signal()

    def __init__(self, desk: Desk, view: QWidget, form: Form) -> None:
        super().__init__(view)
        self._desk, self._view, self._form = desk, view, form

    def save(self, *, is_new: bool) -> None:
        """Keep what stands in the form."""
        problems = self._form.problems()
        if problems:
            self._form.show_problems(problems)
            self._desk.told.emit(f"还没有保存：{problems[0].message}")
            return
        title = f"{'新增' if is_new else '修改'}{self._form.record_spec.title}"
        self._write(self._form.edits(), title, self.saved.emit)

    def set_life(self, record_id: str, *, is_alive: bool) -> None:
        """Put a record into the recycle bin, or take it out again."""
        spec = self._form.record_spec
        title = f"恢复{spec.title}" if is_alive else f"{spec.title}放入回收站"
        self._write([Edit(spec.name, record_id, LIFE, value=is_alive)], title, lambda: None)

    def _write(self, edits: list[Edit], title: str, then: Callable[[], None]) -> None:
        registry, region = self._desk.registry, self._desk.own_village()

        def work() -> Any:
            try:
                return save(registry, edits, title=title, region=region)
            except Refused as refusal:
                return refusal

        def landed(result: Any) -> None:
            if isinstance(result, Refused):
                self._refuse(result)
                return
            then()
            self._desk.told.emit(f"已保存：{title}。如有误可按 Ctrl+Z 撤销。")
            self._desk.records_changed.emit(result.touched)

        self._desk.tasks.change(self._view, work, landed)

    def _refuse(self, refusal: Refused) -> None:
        rest = self._form.show_problems(refusal.problems)
        if rest or not refusal.problems:
            explain(self._view, Refused(str(refusal), rest))
        else:
            self._desk.told.emit(str(refusal))
