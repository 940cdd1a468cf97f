"""A form: one record, arranged by its placement file, edited by the editors of its fields. It saves nothing itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks.register import Finding
from fupin_desktop.domain.errors import Problem
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.body import Body
from fupin_desktop.ui.forms.choices import Choice
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.forms.draft_keeper import DraftKeeper
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.form_body import FormBody
from fupin_desktop.ui.forms.form_edits import seen_in, values_in
from fupin_desktop.ui.forms.masks import Masks
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.forms.placement import placement
from fupin_desktop.ui.forms.typing import Typing
from fupin_desktop.ui.style.metrics import em, scaled


class Form(QWidget):
    """Signals:
    changed: what is typed differs from what is kept, or no longer does.
    field_focused: the cursor has come to a field (record, id, field).
    field_left: a field that a person has changed was left (its name).
    finished: Enter in the last field.
    """

    changed = Signal()
    field_focused = Signal(str, str, str)
    field_left = Signal(str)
    finished = Signal()

    def __init__(
        self, desk: Desk, record: str, *, placed: str = "", keeps_drafts: bool = True, body: Body | None = None
    ) -> None:
        super().__init__()
        self._desk, self._keeps_drafts = desk, keeps_drafts
        self.record_spec = RECORDS[record]
        self.body = body or FormBody(self.record_spec, placement(placed or record))
        self.boxes: dict[str, FieldBox] = self.body.boxes
        self.year = desk.year
        self.draft_key = ""
        self._typing = Typing(self.boxes, OpenedRecord(record, ""))
        self._masks = Masks(desk, self, self.boxes)
        self._tags: Mapping[str, Any] = {}
        self._is_showing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scaled(self, lambda: column.setSpacing(em(0.4)))
        column.addWidget(self.body)
        self.keeper = DraftKeeper(desk, self, self._draft)
        for name, box in self.boxes.items():
            self._connect(name, box)

    # Showing

    def show_record(
        self, opened: OpenedRecord, *, year: int, tags: Mapping[str, Any] | None = None, taken: Iterable[str] = ()
    ) -> None:
        """Show a record as it was opened; what was typed into another one is kept as its draft.

        `taken` are keys of older drafts that nobody has looked at yet: they are not written over.
        """
        self.flush_draft()
        self._typing, self.year, self._tags = Typing(self.boxes, opened), year, tags or {}
        self.draft_key = self.keeper.free_key(opened.record, opened.id, taken)
        self._masks.begin(opened)
        self._is_showing = True
        baseline = opened.baseline
        for name, box in self.boxes.items():
            box.editor.year, box.editor.today = year, self._desk.registry.today
            box.editor.is_masked = self._masks.hides(name)
            box.editor.set_value(getattr(baseline, name))
            box.show_problem("")
            box.show_marks()
            box.show_disputed(name in opened.disputed)
        self._is_showing = False
        self.body.show_form_of(year, baseline)
        focused = next((name for name, box in self.boxes.items() if box.editor.has_cursor), "")
        if focused:
            self.field_focused.emit(opened.record, opened.id, focused)  # the cursor stayed, the record is another
        self.changed.emit()

    def suggest(self, values: Mapping[str, Any]) -> None:
        """Put values in as if they had been typed."""
        for name, value in values.items():
            self.boxes[name].editor.change_to(value)

    def offer(self, field: str, choices: Sequence[Choice]) -> None:
        """The records that a field may point to."""
        editor = self.boxes[field].editor
        assert isinstance(editor, CodeEditor)  # the placement file says which fields are chosen
        editor.offer(choices)

    def explain(self, field: str, words: str) -> None:
        """Say beneath a field how its value comes about."""
        if field in self.boxes:
            self.boxes[field].explain(words)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Mark the fields that the checks found something in."""
        own: dict[str, list[Finding]] = {}
        for one in findings:
            if one.record == self.opened.record and one.record_id == self.opened.id:
                own.setdefault(one.field, []).append(one)
        for name, box in self.boxes.items():
            box.show_findings(own.get(name, []))

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Say at the fields what was refused; gives back the problems that are not of this form."""
        several = list(problems)
        own = [one for one in several if one.record_id == self.opened.id and one.field in self.boxes]
        for problem in own:
            self.boxes[problem.field].show_problem(problem.message)
        if own:
            self.focus_field(own[0].field)
        return [one for one in several if one not in own]

    def focus_field(self, name: str = "") -> bool:
        """Put the cursor into a field, or into the first one."""
        wanted = name or next(iter(self._reachable()), "")
        box = self.boxes.get(wanted)
        if box is None:
            return False
        box.show()
        box.editor.setFocus()
        return True

    # What was typed

    @property
    def opened(self) -> OpenedRecord:
        """The record in the form, as it was opened."""
        return self._typing.opened

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._typing.is_dirty()

    def record(self) -> Any:
        """The record as it stands in the form; NotUnderstood if a field cannot be read."""
        return self._typing.record()

    def problems(self) -> list[Problem]:
        """What stands in the way of saving, in words, at its fields."""
        return self._typing.problems()

    def edits(self) -> list[Edit]:
        """What was changed, ready to be saved; only after `problems` is empty."""
        return self._typing.edits()

    def forget_typing(self) -> None:
        """What is typed counts no longer; another record, or the same anew, is shown next."""
        self._typing.forget()

    def reset(self) -> None:
        """Put back what is kept and forget what was typed."""
        self.forget_draft()
        self.forget_typing()
        self.show_record(self.opened, year=self.year, tags=self._tags)

    # Drafts

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        """Put a draft back, with what its writer had seen."""
        self.draft_key = key
        self._typing.seen |= seen_in(draft)
        self.suggest({name: value for name, value in values_in(draft).items() if name in self.boxes})
        for name, text in draft["typed"].items():
            if name in self.boxes:
                self.boxes[name].editor.set_typed(text)
                self.boxes[name].show_problem(self.boxes[name].editor.problem())
        self.keeper.know(key, draft)

    def flush_draft(self) -> None:
        """Keep what is typed as a draft now."""
        if self._keeps_drafts and self.keeper.is_waiting:
            self.keeper.flush()

    def forget_draft(self) -> None:
        """Saved, or not wanted."""
        self.keeper.forget(self.draft_key)

    def _draft(self) -> tuple[str, Mapping[str, Any] | None]:
        if not self.opened.id or not self._keeps_drafts:
            return "", None
        content = self._typing.draft()
        return self.draft_key, content | dict(self._tags) if content else None

    # Plumbing

    def _connect(self, name: str, box: FieldBox) -> None:
        box.editor.changed.connect(lambda: self._on_changed(box))
        box.editor.entered.connect(lambda: self._on_entered(name, box))
        box.editor.focused.connect(lambda: self.field_focused.emit(self.opened.record, self.opened.id, name))
        box.editor.left.connect(lambda: self._on_left(name, box))
        box.editor.reveal_requested.connect(lambda: self._masks.reveal(name))
        box.decision_requested.connect(self._on_decision_requested)

    def _on_changed(self, box: FieldBox) -> None:
        if self._is_showing:
            return
        if box.problem:
            box.show_problem(box.editor.problem())
        box.show_marks()
        self.keeper.wake()
        self.changed.emit()

    def _on_entered(self, name: str, box: FieldBox) -> None:
        box.editor.settle()
        box.show_problem(box.editor.problem())
        if box.problem:
            return
        after = self._reachable()
        at = after.index(name) + 1 if name in after else len(after)
        if at < len(after):
            self.focus_field(after[at])
        else:
            self.finished.emit()

    def _on_left(self, name: str, box: FieldBox) -> None:
        box.show_problem(box.editor.problem())
        if box.editor.is_touched and not box.problem:
            self.field_left.emit(name)

    def _on_decision_requested(self) -> None:
        wish = {"section": "conflicts", "household": self._tags.get("household", "")}
        self._desk.page_requested.emit("sync", wish)

    def _reachable(self) -> list[str]:
        return [name for name, box in self.boxes.items() if not box.isHidden() and not box.editor.is_locked]

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush_draft()
        super().hideEvent(event)
