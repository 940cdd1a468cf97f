"""Which fields of a form stay masked, and who asked to see them."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from fupin_desktop.fields.spec import Privacy
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.opened_record import OpenedRecord


class Masks:
    """Whatever is not open to all is masked until it is asked for, in one record after another."""

    def __init__(self, desk: Desk, owner: QWidget, boxes: Mapping[str, FieldBox]) -> None:
        self._desk, self._owner, self._boxes = desk, owner, boxes
        self._opened = OpenedRecord("", "")
        self._revealed: set[str] = set()

    def begin(self, opened: OpenedRecord) -> None:
        """A record is shown; the same one anew keeps open what was asked for."""
        if opened.id != self._opened.id:
            self._revealed.clear()
        self._opened = opened

    def hides(self, name: str) -> bool:
        """Whether a field is masked now."""
        return self._boxes[name].spec.privacy is not Privacy.OPEN and name not in self._revealed

    def reveal(self, name: str) -> None:
        """Show a field, and write down that it was looked at."""
        self._revealed.add(name)
        registry, opened = self._desk.registry, self._opened
        self._desk.tasks.change(self._owner, lambda: registry.note_reading(opened.record, opened.id, name))
        self._boxes[name].editor.set_masked(False)
        self._boxes[name].editor.setFocus()
