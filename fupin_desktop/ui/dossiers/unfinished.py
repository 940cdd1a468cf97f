"""What was half typed before in a household: offered once, put back or let go."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.draft_bar import DraftBar
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.form import Form


class Unfinished(QObject):
    """Signals:
    restore_requested: put a draft back (its key, its content).
    """

    restore_requested = Signal(str, object)

    def __init__(self, desk: Desk, page: QWidget, bar: DraftBar) -> None:
        super().__init__(page)
        self._desk, self._page, self._bar = desk, page, bar
        self._drafts: Mapping[str, Mapping[str, Any]] = {}
        self._decided: set[str] = set()
        bar.restore_requested.connect(self._on_restore)
        bar.drop_requested.connect(self._on_drop)

    def begin(self) -> None:
        """Another household has come."""
        self._decided.clear()

    def offer(self, shown: OpenDossier, forms: Iterable[Form]) -> None:
        """Offer the drafts of before; what a form holds now is seen anyway."""
        held = {form.draft_key for form in forms if form.is_dirty}
        self._drafts = {key: draft for key, draft in shown.drafts.items() if key not in held}
        self._show()

    def _show(self) -> None:
        self._bar.offer({key: draft for key, draft in self._drafts.items() if key not in self._decided})

    def _on_restore(self, key: str) -> None:
        self._decided.add(key)
        self._show()
        self.restore_requested.emit(key, self._drafts[key])

    def _on_drop(self, key: str) -> None:
        registry = self._desk.registry
        self._decided.add(key)
        self._show()
        self._desk.tasks.change(self._page, lambda: registry.put_draft(key, None))
