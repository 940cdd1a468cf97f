"""A form: one record, arranged by its placement file, edited by the editors of its fields. It saves nothing itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import Edit, OpId
from fupin_desktop.domain.checks.register import Finding
from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.domain.errors import Problem
from fupin_desktop.fields.spec import Privacy, Stage
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.body import Body
from fupin_desktop.ui.forms.choices import Choice
from fupin_desktop.ui.forms.draft_keeper import DraftKeeper
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.form_body import FormBody
from fupin_desktop.ui.forms.form_edits import changed_fields, draft_of, edits_of, seen_in, values_in
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.forms.placement import placement
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
        self._desk = desk
        self._keeps_drafts = keeps_drafts
        self.record_spec = RECORDS[record]
        self.placement = placement(placed or record)
        self.opened = OpenedRecord(record, "")
        self.year = desk.year
        self._seen: dict[str, tuple[OpId, ...]] = {}
        self._tags: Mapping[str, Any] = {}
        self._revealed: set[str] = set()
        self._is_showing = False
        self.draft_key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scaled(self, lambda: column.setSpacing(em(0.4)))
        self.body = body or FormBody(self.record_spec, self.placement)
        self.boxes: dict[str, FieldBox] = self.body.boxes
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
        is_same = opened.id == self.opened.id
        self.opened, self.year, self._tags = opened, year, tags or {}
        self.draft_key = self.keeper.free_key(opened.record, opened.id, taken)
        self._seen = dict(opened.seen)
        if not is_same:
            self._revealed.clear()
        self._is_showing = True
        baseline = opened.baseline
        for name, box in self.boxes.items():
            box.editor.year = year
            box.editor.today = self._desk.registry.today
            box.editor.is_masked = self._hides(name)
            box.editor.set_value(getattr(baseline, name))
            box.show_problem("")
            box.show_marks()
        self._is_showing = False
        self.body.show_form_of(year, baseline)
        self.changed.emit()

    def suggest(self, values: Mapping[str, Any]) -> None:
        """Put values in as if they had been typed."""
        for name, value in values.items():
            self.boxes[name].editor.change_to(value)

    def offer(self, field: str, choices: Sequence[Choice]) -> None:
        """The records that a field may point to."""
        editor = self.boxes[field].editor
        editor.offer(choices)  # type: ignore[attr-defined] - placement files say which fields are chosen

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
        others: list[Problem] = []
        first = ""
        for problem in problems:
            is_own = problem.record_id == self.opened.id and problem.field in self.boxes
            if is_own:
                self.boxes[problem.field].show_problem(problem.message)
                first = first or problem.field
            else:
                others.append(problem)
        if first:
            self.focus_field(first)
        return others

    def focus_field(self, name: str = "") -> bool:
        """Put the cursor into a field, or into the first one."""
        wanted = name or next((one for one in self._reachable()), "")
        box = self.boxes.get(wanted)
        if box is None:
            return False
        box.show()
        box.editor.setFocus()
        return True

    # What was typed

    def record(self) -> Any:
        """The record as it stands in the form; NotUnderstood if a field cannot be read."""
        return replace(self.opened.baseline, **self._values())

    def problems(self) -> list[Problem]:
        """What stands in the way of saving, in words, at its fields."""
        found: list[Problem] = []
        for name, box in self.boxes.items():
            words = box.editor.problem()
            is_needed = box.spec.needed is Stage.SAVE and not box.spec.derived
            if not words and is_needed and box.editor.value() is None:
                words = f"「{box.spec.label}」不能空着。"
            if words:
                found.append(Problem(words, self.opened.record, self.opened.id, name))
        return found

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        if not self.opened.id:
            return False
        values, typed = self._understood()
        return bool(typed) or bool(changed_fields(self.opened, values))

    def edits(self) -> list[Edit]:
        """What was changed, ready to be saved; only after `problems` is empty."""
        return edits_of(self.opened, self._values(), self._seen)

    # Drafts

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        """Put a draft back, with what its writer had seen."""
        self.draft_key = key
        self._seen |= seen_in(draft)
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

    def forget_typing(self) -> None:
        """What is typed counts no longer; another record, or the same anew, is shown next."""
        for box in self.boxes.values():
            box.editor.is_touched = False

    def reset(self) -> None:
        """Put back what is kept and forget what was typed."""
        self.forget_draft()
        self.forget_typing()
        self.show_record(self.opened, year=self.year, tags=self._tags)

    def _draft(self) -> tuple[str, Mapping[str, Any] | None]:
        if not self.opened.id or not self._keeps_drafts:
            return "", None
        values, typed = self._understood()
        seen_opened = replace(self.opened, seen=self._seen)
        content = draft_of(seen_opened, values, typed)
        return self.draft_key, content | dict(self._tags) if content else None

    # Plumbing

    def _connect(self, name: str, box: FieldBox) -> None:
        box.editor.changed.connect(lambda: self._on_changed(name))
        box.editor.entered.connect(lambda: self._on_entered(name))
        box.editor.focused.connect(lambda: self.field_focused.emit(self.opened.record, self.opened.id, name))
        box.editor.left.connect(lambda: self._on_left(name))
        box.editor.reveal_requested.connect(lambda: self._on_reveal_requested(name))

    def _on_changed(self, name: str) -> None:
        if self._is_showing:
            return
        box = self.boxes[name]
        if box.problem:
            box.show_problem(box.editor.problem())
        box.show_marks()
        self.keeper.wake()
        self.changed.emit()

    def _on_entered(self, name: str) -> None:
        box = self.boxes[name]
        box.editor.settle()
        words = box.editor.problem()
        box.show_problem(words)
        if words:
            return
        after = list(self._reachable())
        at = after.index(name) + 1 if name in after else len(after)
        if at < len(after):
            self.focus_field(after[at])
        else:
            self.finished.emit()

    def _on_left(self, name: str) -> None:
        box = self.boxes[name]
        box.show_problem(box.editor.problem())
        if box.editor.is_touched and not box.problem:
            self.field_left.emit(name)

    def _on_reveal_requested(self, name: str) -> None:
        self._revealed.add(name)
        registry, opened = self._desk.registry, self.opened
        self._desk.tasks.change(self, lambda: registry.note_reading(opened.record, opened.id, name))
        self.boxes[name].editor.set_masked(False)
        self.boxes[name].editor.setFocus()

    def _hides(self, name: str) -> bool:
        return self.boxes[name].spec.privacy is not Privacy.OPEN and name not in self._revealed

    def _reachable(self) -> Iterable[str]:
        return (name for name, box in self.boxes.items() if not box.isHidden() and not box.editor.is_locked)

    def _values(self) -> dict[str, Any]:
        return {name: box.editor.value() for name, box in self.boxes.items() if not box.spec.derived}

    def _understood(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What can be read of the form, and the text of the fields that cannot."""
        values: dict[str, Any] = {}
        typed: dict[str, str] = {}
        for name, box in self.boxes.items():
            if box.spec.derived or not box.editor.is_touched:
                continue
            try:
                values[name] = box.editor.value()
            except NotUnderstood:
                typed[name] = box.editor.typed()
        return values, typed

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush_draft()
        super().hideEvent(event)
