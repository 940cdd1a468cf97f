"""What stands in the boxes of a form: its values, its problems, what of it is a change. It shows nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fupin_desktop.domain.changes import Edit, OpId
from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.domain.errors import Problem
from fupin_desktop.fields.spec import Stage
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.form_edits import changed_fields, draft_of, edits_of
from fupin_desktop.ui.forms.opened_record import OpenedRecord


class Typing:
    """The boxes of one form, read against the record that was opened."""

    def __init__(self, boxes: Mapping[str, FieldBox], opened: OpenedRecord) -> None:
        self._boxes = boxes
        self.opened = opened
        self.seen: dict[str, tuple[OpId, ...]] = dict(opened.seen)

    def record(self) -> Any:
        """The record as it stands in the form; NotUnderstood if a field cannot be read."""
        return replace(self.opened.baseline, **self._values())

    def problems(self) -> list[Problem]:
        """What stands in the way of saving, in words, at its fields."""
        found: list[Problem] = []
        for name, box in self._boxes.items():
            words = box.editor.problem()
            is_needed = box.spec.needed is Stage.SAVE and not box.spec.derived
            if not words and is_needed and box.editor.value() is None:
                words = f"「{box.spec.label}」不能空着。"
            if words:
                found.append(Problem(words, self.opened.record, self.opened.id, name))
        return found

    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        if not self.opened.id:
            return False
        values, typed = self._understood()
        return bool(typed) or bool(changed_fields(self.opened, values))

    def edits(self) -> list[Edit]:
        """What was changed, ready to be saved; only where there are no problems."""
        return edits_of(self.opened, self._values(), self.seen)

    def draft(self) -> dict[str, Any] | None:
        """What was typed and not saved, as JSON can hold it."""
        values, typed = self._understood()
        return draft_of(replace(self.opened, seen=self.seen), values, typed)

    def forget(self) -> None:
        """What is typed counts no longer."""
        for box in self._boxes.values():
            box.editor.is_touched = False

    def _values(self) -> dict[str, Any]:
        return {name: box.editor.value() for name, box in self._boxes.items() if not box.spec.derived}

    def _understood(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What can be read of the form, and the text of the fields that cannot."""
        values: dict[str, Any] = {}
        typed: dict[str, str] = {}
        for name, box in self._boxes.items():
            if box.spec.derived or not box.editor.is_touched:
                continue
            try:
                values[name] = box.editor.value()
            except NotUnderstood:
                typed[name] = box.editor.typed()
        return values, typed
