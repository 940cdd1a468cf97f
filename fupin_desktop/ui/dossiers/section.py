"""What every section of a dossier can do. The page calls it; sections do not know one another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Problem
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.dossiers.places import TITLES
from fupin_desktop.ui.dossiers.sheet import Sheet
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord, open_record
from fupin_desktop.ui.style.metrics import em

Want = tuple[str, str, Mapping[str, Any]]  # record, id, what is written with it if it does not exist yet


class Section(Sheet):
    """A page of the dossier: forms, lists, or pictures.

    Signals:
        changed: what is typed differs from what is kept, or no longer does.
        field_focused: the cursor has come to a field (record, id, field).
        place_requested: another section is wanted (see places.place_of).
        finished: Enter in the last field.
        written: something was saved without the save button.
    """

    changed = Signal()
    field_focused = Signal(str, str, str)
    place_requested = Signal(str)
    finished = Signal()
    written = Signal()
    key = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.shown: OpenDossier | None = None
        self.forms: list[Form] = []
        self._asked = 0
        self._pending: tuple[str, Mapping[str, Any]] | None = None
        self._goal: tuple[str, str, str] | None = None

    @property
    def title(self) -> str:
        """The section's name."""
        return TITLES[self.key]

    # What the page asks for

    def show_dossier(self, shown: OpenDossier) -> None:
        """Show a household, or show it anew; what is half typed stays."""
        is_same = self.shown is not None and self.shown.id == shown.id
        self.shown = shown
        if not is_same:
            self.begin()
            self.area.verticalScrollBar().setValue(0)
        self.refresh()

    def begin(self) -> None:
        """Another household has come."""

    def refresh(self) -> None:
        """Draw what `shown` holds."""
        raise NotImplementedError

    @property
    def open_forms(self) -> list[Form]:
        """The forms in which something may be typed now."""
        return self.forms

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return any(form.is_dirty for form in self.open_forms)

    def problems(self) -> list[Problem]:
        """What stands in the way of saving; shown at the fields at once."""
        found = [problem for form in self.open_forms if form.is_dirty for problem in form.problems()]
        self.show_problems(found)
        return found

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say at the fields what is wrong; gives back what belongs to no field here."""
        rest = list(problems)
        for form in reversed(self.open_forms):
            rest = form.show_problems(rest)
        return rest

    def edits(self) -> list[Edit]:
        """What was changed."""
        return [edit for form in self.open_forms for edit in form.edits()]

    def save_title(self) -> str:
        """How the save is called in undo and history."""
        return f"修改 {self.shown.head if self.shown else ''} {self.title}"

    def saved(self) -> None:
        """What was typed is kept: its drafts are not needed any more, and what was opened is opened anew."""
        for form in self.open_forms:
            form.forget_draft()
            form.forget_typing()

    def give_up(self) -> None:
        """Forget what was typed."""
        for form in self.open_forms:
            form.reset()

    def keep_drafts(self) -> None:
        """Keep what is half typed as drafts now."""
        for form in self.open_forms:
            form.flush_draft()

    def leave(self) -> None:
        """Another household comes: what is half typed stays as a draft, and no longer in the forms."""
        self.keep_drafts()
        for form in self.forms:
            form.forget_typing()
        self._pending = self._goal = None

    def go_to(self, record: str, record_id: str, field: str) -> None:
        """Bring a field into view and put the cursor there, as soon as it is shown."""
        self._goal = (record, record_id, field)
        self._reach_goal()

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        """Put a draft back into its form, as soon as that is shown."""
        self._pending = (key, draft)
        self._restore_pending()

    def show_findings(self) -> None:
        """Mark the fields in which the checks found something."""
        if self.shown:
            for form in self.open_forms:
                form.show_findings(self.shown.findings)

    # For sections

    def adopt(self, form: Form) -> Form:
        """Take a form in: its signals are the section's."""
        self.forms.append(form)
        form.changed.connect(self.changed)
        form.field_focused.connect(self._on_field_focused)
        return form

    def chain(self, *forms: Form) -> None:
        """Enter in the last field of one form goes on to the next; after the last, to 保存."""
        for form, after in pairwise(forms):
            form.finished.connect(after.focus_field)
        forms[-1].finished.connect(self.finished)

    def open_records(
        self,
        wants: Sequence[Want],
        done: Callable[..., None],
        also: Callable[[Registry], Any] | None = None,
    ) -> None:
        """Read records for forms, and what else is wanted; an answer that a later question has overtaken is dropped."""
        self._asked += 1
        asked, registry = self._asked, self.desk.registry

        def work() -> tuple[list[OpenedRecord], Any]:
            return [open_record(registry, *want) for want in wants], also(registry) if also else None

        def landed(answer: tuple[list[OpenedRecord], Any]) -> None:
            if asked == self._asked:
                done(*answer) if also else done(answer[0])
                self._restore_pending()
                self.show_findings()
                self._reach_goal()
                self.changed.emit()

        self.desk.tasks.ask(self, work, landed)

    def show_in(self, form: Form, opened: OpenedRecord) -> None:
        """Show a record in a form, unless something is half typed into that very record."""
        shown = self.shown
        if shown is None or (form.opened.id == opened.id and form.is_dirty):
            return
        tags = {"household": shown.id, "section": self.key, "year": shown.year, "title": self.save_title()}
        form.show_record(opened, year=shown.year, tags=tags, taken=shown.drafts)

    def act(self, work: Callable[[], Any], sentence: str) -> None:
        """Write something by itself, outside the save button; then say so."""

        def landed(_saved: Any) -> None:
            self.desk.told.emit(sentence)
            self.written.emit()

        self.desk.change(self, work, landed)

    def _restore_pending(self) -> None:
        if self._pending is None:
            return
        key, draft = self._pending
        form = next((one for one in self.open_forms if one.opened.id == draft["id"]), None)
        if form is not None:
            self._pending = None
            form.restore(key, draft)
            self.changed.emit()

    def _reach_goal(self) -> None:
        if self._goal is None:
            return
        record, record_id, field = self._goal
        for form in self.open_forms:
            is_meant = form.opened.record == record and record_id in ("", form.opened.id)
            if is_meant and form.opened.id and form.focus_field(field):
                self._goal = None
                return

    def _on_field_focused(self, record: str, record_id: str, field: str) -> None:
        self.field_focused.emit(record, record_id, field)
        form = next((one for one in self.forms if one.opened.id == record_id and field in one.boxes), None)
        if form is not None:
            box = form.boxes[field]
            QTimer.singleShot(0, box, lambda: self.area.ensureWidgetVisible(box, em(1), em(2)))

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_drafts()
        super().hideEvent(event)
