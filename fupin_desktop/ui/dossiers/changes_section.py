"""修改历史: everything that was written of the household, newest first, in words. It changes nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.changes_model import ChangesModel
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier, record_ids
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.wrapped_text import WrappedText

OWNED = tuple(
    one.name for one in RECORDS.values() if one.owner == "household_id" and not one.key and one.name != "membership"
)
LEAST = 24.0


class ChangesSection(Section):
    """Every action with its lines; filtered by section."""

    key = places.CHANGES

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.summary = label("", "hint")
        self.list = QListView()
        self.list.setAccessibleName("修改历史")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(WrappedText(self.list))
        self.changes = ChangesModel(self)
        self.list.setModel(self.changes)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self.chips = {"": button("全部", "chip")}
        self.chips |= {key: button(places.TITLES[key], "chip") for key in dict.fromkeys(places.SECTION_OF.values())}
        for key, chip in self.chips.items():
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, wanted=key: self._filter(wanted))
            flow.addWidget(chip)
        for part in (buttons, self.summary, self.list):
            self.column.addWidget(part)
        self.column.setStretchFactor(self.list, 1)
        scaled(self.list, lambda: self.list.setMinimumHeight(em(LEAST)))
        self._filter("")

    def refresh(self) -> None:
        shown, registry = self.shown, self.desk.registry
        if shown is not None:
            self.desk.tasks.ask(self, lambda: (shown.id, read_changes(registry, shown)), self._on_read)

    def _on_read(self, answer: tuple[str, Sequence[HistoryEntry]]) -> None:
        own, entries = answer
        if self.shown is not None and self.shown.id == own:
            self.changes.show(entries)
            self._say()

    def _filter(self, key: str) -> None:
        for name, chip in self.chips.items():
            chip.setChecked(name == key)
        self.changes.filter(key)
        self._say()

    def _say(self) -> None:
        actions, lines = self.changes.counts()
        self.summary.setText(f"{actions} 次操作，{lines} 处改动。" if actions else "这一部分还没有改动。")


def read_changes(registry: Registry, shown: OpenDossier) -> Sequence[HistoryEntry]:
    """Everything written of the household's records, those in the recycle bin among them."""
    ids = set(record_ids(shown.newest))
    for helping in shown.newest.helpings:
        ids -= {part.id for part in (helping.helper, helping.unit) if part}
    for record in OWNED:
        ids |= {one.id for one in registry.records(record, "household_id", [shown.id], deleted=True)}
    return registry.history("household", sorted(ids))
