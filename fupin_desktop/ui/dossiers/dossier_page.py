"""档案: one household, its sections at the left, what is wrong and what was before at the right."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent

from fupin_desktop.domain.checks.register import Finding
from fupin_desktop.services.check_registry import findings_of
from fupin_desktop.services.keep_years import carry_over
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.check_soon import CheckSoon
from fupin_desktop.ui.dossiers.completeness import marks
from fupin_desktop.ui.dossiers.frame import Frame
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier, read_dossier
from fupin_desktop.ui.dossiers.saving import Saving
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.dossiers.sections import make_section
from fupin_desktop.ui.dossiers.unfinished import Unfinished
from fupin_desktop.ui.messages import ask_reason


class DossierPage(Frame):
    """Opened by `open`; shows a household until another one is opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.shown: OpenDossier | None = None
        self._household_id = ""
        self._year = desk.year
        self._asked = 0
        self._is_stale = False
        self._wish = ("", "", "")
        self.sections: dict[str, Section] = {}
        self.key = places.GLANCE
        self._unfinished = Unfinished(desk, self, self.drafts)
        self.saving = Saving(desk, self, self.foot)
        self._checking = CheckSoon(desk, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.reload)
        self._connect()

    @property
    def section(self) -> Section | None:
        """The section in view."""
        return self.sections.get(self.key)

    # From outside

    def open(self, household_id: str, place: str = "") -> None:
        """Show a household at a section or a field; what is half typed of another one stays as a draft."""
        key, record, record_id, field = places.place_of(place)
        if household_id != self._household_id:
            self._leave()
            self._household_id, self._year = household_id, self._desk.year
            self.shown = None
        self._wish = (record, record_id, field)
        self._show_section(key)
        if not field:
            self.list.setFocus()  # from here every section is an arrow key away
        self.reload()

    def put_away(self) -> None:
        """Keep what is half typed."""
        for section in self.sections.values():
            section.keep_drafts()

    def reload(self) -> None:
        """Read the household anew; what is half typed stays in the forms."""
        if not self._household_id:
            return
        self._is_stale = False
        self._asked += 1
        asked, registry, own, year = self._asked, self._desk.registry, self._household_id, self._year

        def landed(shown: OpenDossier) -> None:
            if asked == self._asked:
                self._show(shown)

        self._desk.tasks.ask(self, lambda: read_dossier(registry, own, year), landed)

    # Showing

    def _show(self, shown: OpenDossier) -> None:
        if self.shown is None and shown.year > max(shown.newest.years, default=shown.year):
            self._year = max(shown.newest.years)  # a year that nobody has opened for this household
            self.reload()
            return
        if self.shown is None:
            self._unfinished.begin()
        elif self._checking.is_due:
            shown = shown.with_findings(self.shown.findings)  # the store has let go of them until it has checked anew
        self.shown = shown
        self.header.show_dossier(shown)
        self._show_findings()
        self._show_section_dossier()
        self._unfinished.offer(shown, [form for section in self.sections.values() for form in section.open_forms])
        self._show_state()

    def _show_section_dossier(self) -> None:
        section, shown = self.section, self.shown
        if section is None or shown is None:
            return
        section.show_dossier(shown)
        if any(self._wish):
            section.go_to(*self._wish)
            self._wish = ("", "", "")

    def _show_section(self, key: str) -> None:
        if key not in self.sections:
            section = make_section(key, self._desk)
            self.sections[key] = section
            self.stack.addWidget(section)
            self._listen(section)
        self.key = key
        self.list.light(key)
        self.stack.setCurrentWidget(self.sections[key])
        self.foot.setVisible(bool(self.sections[key].forms))

    def _show_findings(self) -> None:
        if self.shown is None:
            return
        self.list.show_marks(marks(self.shown))
        self.side.show_dossier(self.shown)
        self.header.show_findings(len(self.shown.findings))

    def _show_state(self) -> None:
        dirty = {key for key, section in self.sections.items() if section.is_dirty}
        self.list.show_dirty(dirty)
        if self.section is not None and self.shown is not None:
            self.saving.show_state(self.section, self.shown)

    # What people do

    def _choose_section(self, key: str) -> None:
        if self.shown is None:
            return
        left = self.section
        if left is not None and key != self.key and left.is_dirty:
            left.keep_drafts()
            self._desk.told.emit(f"「{left.title}」还没有保存，填写的内容留着，已存为草稿。")
        self._show_section(key)
        self._show_section_dossier()
        self._show_state()

    def _go_to_place(self, wish: str) -> None:
        key, *self._wish = places.place_of(wish)  # type: ignore[assignment]
        self._choose_section(key)

    def _start_in(self, key: str, values: Any) -> None:
        self._choose_section(key)
        start = getattr(self.section, "start", None)
        if start is not None:
            start(values)

    def _choose_year(self, year: int) -> None:
        self._leave_year()
        self._year = year
        # Read behind the writer: a draft that was just left is offered at once.
        self._desk.tasks.change(self, lambda: None, lambda _nothing: self.reload())

    def _open_year(self, year: int) -> None:
        shown, registry = self.shown, self._desk.registry
        if shown is None:
            return
        newest, reason = shown.newest, ""
        if year in shown.sealed and not (reason := ask_reason(self, f"{year} 年", "结转")):
            return

        def opened(_saved: Any) -> None:
            self._desk.told.emit(f"{shown.head} 的 {year} 年已从上一年结转，请核对后修改有变化的地方。")
            self._year = year
            self.reload()

        self._desk.change(self, lambda: carry_over(registry, [newest], year, reason=reason), opened)

    def _leave(self) -> None:
        """Another household comes."""
        dirty = [section.title for section in self.sections.values() if section.is_dirty]
        for section in self.sections.values():
            section.leave()
        if dirty and self.shown is not None:
            self._desk.told.emit(f"{self.shown.head} 的{'、'.join(dirty)}没有保存，已存为草稿，再打开时可以恢复。")

    def _leave_year(self) -> None:
        dirty = [self.sections[key] for key in places.YEARLY if key in self.sections and self.sections[key].is_dirty]
        for section in dirty:
            section.leave()
        if dirty:
            titles = "、".join(section.title for section in dirty)
            self._desk.told.emit(f"{titles}没有保存，已存为草稿，可以在上方恢复。")

    def _restore(self, key: str, draft: Mapping[str, Any]) -> None:
        section_key = draft.get("section") or places.SECTION_OF[draft["record"]]
        if section_key in places.YEARLY and draft.get("year") and draft["year"] != self._year:
            self._choose_year(draft["year"])
        self._choose_section(section_key)
        if self.section is not None:
            self.section.restore(key, draft)

    def _go_to_finding(self, finding: Finding) -> None:
        self._go_to_place(f"{finding.record}.{finding.field}:{finding.record_id}")

    # News

    def _on_records_changed(self, touched: Iterable[str]) -> None:
        shown = self.shown
        self._checking.wake()
        if shown is None or (touched and not shown.record_ids & set(touched)):
            return
        self._is_stale = True  # nobody is told of a household that he is not looking at
        if self.isVisible():
            self._soon.start()

    def _on_checked(self) -> None:
        registry, own = self._desk.registry, self._household_id
        if own and self.isVisible():
            self._desk.tasks.ask(self, lambda: (own, findings_of(registry, own)), self._on_findings)

    def _on_findings(self, answer: tuple[str, list[Finding]]) -> None:
        own, findings = answer
        if self.shown is None or self.shown.id != own:
            return
        self.shown = self.shown.with_findings(findings)
        self._show_findings()
        for section in self.sections.values():
            if section.shown is not None and section.shown.id == own:
                section.shown = self.shown
        if self.section is not None:
            self.section.show_findings()

    def _on_year_changed(self, year: int) -> None:
        if self.shown is not None and year in self.shown.years:
            self._choose_year(year)

    # Plumbing

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose_section)
        self.header.year_chosen.connect(self._choose_year)
        self.header.new_year_requested.connect(self._open_year)
        self.side.finding_chosen.connect(self._go_to_finding)
        self.side.restored.connect(lambda _saved: self._soon.start())
        self._unfinished.restore_requested.connect(self._restore)
        self.saving.saved.connect(self._soon.start)
        self._checking.checked.connect(self._on_checked)
        self._desk.records_changed.connect(self._on_records_changed)
        self._desk.year_changed.connect(self._on_year_changed)
        self._key("Ctrl+PgDown", lambda: self.list.step(1))
        self._key("Ctrl+PgUp", lambda: self.list.step(-1))
        self._key("Ctrl+S", self.saving.save)

    def _key(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _listen(self, section: Section) -> None:
        section.changed.connect(self._show_state)
        section.field_focused.connect(self.side.look_at)
        section.place_requested.connect(self._go_to_place)
        section.finished.connect(self.foot.save.setFocus)
        section.written.connect(self._soon.start)
        start = getattr(section, "start_requested", None)
        if start is not None:
            start.connect(self._start_in)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._checking.show()
        if self._is_stale:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.put_away()
        self._checking.hide()
        super().hideEvent(event)
