"""「回收站 2」: the records of one kind that were taken out of a household, and putting them back."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.roles import set_role

NAMES = ("content", "description", "title", "name", "item")  # the first that is filled tells what it was
DAYS = ("done_on", "noted_on", "visited_on", "taken_on", "year")
LONGEST = 24


class Recycled(QPushButton):
    """Hidden while there is nothing in it.

    Signals:
        restored: a record was put back (its id).
    """

    restored = Signal(str)

    def __init__(self, desk: Desk, record: str) -> None:
        super().__init__()
        self._desk, self._record = desk, record
        self._region = ""
        self.menu_of_records = QMenu(self)
        self.setMenu(self.menu_of_records)
        self.setAutoDefault(False)
        set_role(self, "quiet")
        self.hide()

    def look(self, household_id: str, region: str) -> None:
        """See what lies there of a household of a village."""
        self._region = region
        registry, record = self._desk.registry, self._record

        def work() -> list[Any]:
            return registry.records(record, "household_id", [household_id], deleted=True)

        self._desk.tasks.ask(self, work, self._on_read)

    def _on_read(self, found: list[Any]) -> None:
        self.menu_of_records.clear()
        for one in found:
            action = self.menu_of_records.addAction(f"恢复：{name_of(one)}")
            action.triggered.connect(lambda _checked=False, record_id=one.id: self._restore(record_id))
        self.setText(f"回收站 {len(found)}")
        self.setVisible(bool(found))

    def _restore(self, record_id: str) -> None:
        registry, title, region = self._desk.registry, RECORDS[self._record].title, self._region
        edits = [Edit(self._record, record_id, LIFE, value=True)]

        def landed(_saved: Any) -> None:
            self._desk.told.emit(f"{title}已恢复。")
            self.restored.emit(record_id)

        self._desk.change(self, lambda: save(registry, edits, title=f"恢复 {title}", region=region), landed)


def name_of(record: Any) -> str:
    """A record in a few words: its day and what it was."""
    day = next((str(getattr(record, name)) for name in DAYS if getattr(record, name, None)), "")
    text = next((str(getattr(record, name)) for name in NAMES if getattr(record, name, None)), "")
    return f"{day} {text[:LONGEST]}".strip().replace("\n", " ")
