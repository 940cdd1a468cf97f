"""The desk at which every page works: the registry, the tasks, the village and year in view, news of changes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.tasks import Tasks


class Desk(QObject):
    """Handed to every page; pages speak to one another only through its signals.

    Signals:
        records_changed: ids of the records that a save, an import or an undo has touched (frozenset; empty: all).
        papers_printed: ids of the households whose papers were put out (frozenset); no record was touched.
        year_changed: another year is in view.
        village_changed: another village is in view ("" for all).
        dossier_requested: open a household at a field ("" or "record.field") or section.
        page_requested: open a page of the rail by its name, with a filter for it.
        told: one sentence for the status line.
    """

    records_changed = Signal(object)
    papers_printed = Signal(object)
    year_changed = Signal(int)
    village_changed = Signal(str)
    dossier_requested = Signal(str, str)
    page_requested = Signal(str, object)
    told = Signal(str)

    def __init__(self, registry: Registry, tasks: Tasks, year: int, village_code: str = "") -> None:
        super().__init__()
        self.registry = registry
        self.tasks = tasks
        self.year = year
        self.village_code = village_code

    def change(self, parent: QWidget, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        """Write in the background, then tell every page what was touched."""

        def landed(result: Any) -> None:
            touched = result.touched if isinstance(result, Saved) else frozenset[str]()
            self.records_changed.emit(touched)
            if done:
                done(result)

        self.tasks.change(parent, work, landed)

    def own_village(self) -> str:
        """The village whose form and lists are shown: the one in view, else the registry's only one, else ""."""
        own = self.registry.setting("region") or ""
        return self.village_code or (own if len(own) == 12 else "")

    def look_at_year(self, year: int) -> None:
        """Put another year in view."""
        if year != self.year:
            self.year = year
            self.year_changed.emit(year)

    def look_at_village(self, village_code: str) -> None:
        """Put another village in view."""
        if village_code != self.village_code:
            self.village_code = village_code
            self.village_changed.emit(village_code)
