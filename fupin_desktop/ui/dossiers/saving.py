"""Saving the section in view: one commit, problems at their fields, a reason where the year is sealed."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.services.save_records import Saved, save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.dossiers.save_bar import SaveBar
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.messages import confirm, explain

OF_A_YEAR = ("household_year", "household_income", "household_conditions", "person_year", "income_item")


class Saving(QObject):
    """Signals:
    saved: something was saved.
    """

    saved = Signal()

    def __init__(self, desk: Desk, page: QWidget, foot: SaveBar) -> None:
        super().__init__(page)
        self._desk, self._page, self._foot = desk, page, foot
        self._section: Section | None = None
        self._shown: OpenDossier | None = None
        self.is_saving = False
        foot.save_requested.connect(self.save)
        foot.give_up_requested.connect(self.give_up)

    def show_state(self, section: Section, shown: OpenDossier) -> None:
        """Say at the foot what is not saved."""
        self._section, self._shown = section, shown
        is_dirty = section.is_dirty
        self._foot.show_state(is_dirty=is_dirty)
        self._foot.show_sealed(self._seal_words() if is_dirty and self._asks_reason() else "")

    def save(self) -> None:
        """Keep what was typed; refused with words at the fields."""
        section, shown = self._section, self._shown
        if section is None or shown is None or self.is_saving or not section.is_dirty:
            return
        problems = section.problems()
        if problems:
            self._refuse(problems)
            return
        reason = self._foot.reason.text().strip()
        if self._asks_reason() and not reason:
            self._foot.reason.setFocus()
            self._desk.told.emit("这一年已封年。请先写明补记原因，再保存。")
            return
        self._write(section, shown, section.edits(), reason)

    def give_up(self) -> None:
        """Forget what was typed, if it was meant."""
        section = self._section
        if section is not None and confirm(self._page, f"放弃「{section.title}」里没有保存的填写？", "放弃"):
            section.give_up()

    def _write(self, section: Section, shown: OpenDossier, edits: list[Edit], reason: str) -> None:
        registry, title = self._desk.registry, section.save_title()
        region = shown.newest.household.village_code or ""
        self.is_saving = True

        def work() -> Saved | Refused:
            try:
                return save(registry, edits, title=title, reason=reason, region=region)
            except Refused as refusal:
                return refusal
            finally:
                self.is_saving = False

        self._desk.tasks.change(self._page, work, lambda result: self._landed(section, title, result))

    def _landed(self, section: Section, title: str, result: Saved | Refused) -> None:
        if isinstance(result, Refused):
            rest = section.show_problems(result.problems)
            if rest or not result.problems:
                explain(self._page, Refused(str(result), rest))
            else:
                self._desk.told.emit(str(result))
            return
        section.saved()
        self._desk.told.emit(f"已保存：{title}。如有误可按 Ctrl+Z 撤销。")
        self._desk.records_changed.emit(result.touched)
        self.saved.emit()

    def _refuse(self, problems: list[Problem]) -> None:
        more = f"（共 {len(problems)} 处）" if len(problems) > 1 else ""
        self._desk.told.emit(f"还没有保存：{problems[0].message}{more}")

    def _asks_reason(self) -> bool:
        section, shown = self._section, self._shown
        if section is None or shown is None or not shown.sealed:
            return False
        return shown.is_sealed and any(
            form.is_dirty and form.record_spec.name in OF_A_YEAR for form in section.open_forms
        )

    def _seal_words(self) -> str:
        year = self._shown.year if self._shown else ""
        return f"{year} 年已封年：改动作为补记保存，记下日期、经办人和原因。"
