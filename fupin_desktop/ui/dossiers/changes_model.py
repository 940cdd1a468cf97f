"""The lines of the history: a heading for each action, and beneath it what it changed. It reads nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import PSEUDO_FIELDS
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.ui.dossiers.history_words import KINDS, change_words, moment_words
from fupin_desktop.ui.dossiers.places import SECTION_OF
from fupin_desktop.ui.style import colours

Index = QModelIndex | QPersistentModelIndex
OWNERS = ("household_id", "person_id")  # to whom a record belongs goes without saying


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an action, or one change of it."""

    words: str
    is_heading: bool


class ChangesModel(QAbstractListModel):
    """Newest action first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[HistoryEntry] = ()
        self._section = ""
        self.lines: list[Line] = []

    def show(self, entries: Sequence[HistoryEntry]) -> None:
        """Show these changes."""
        self._entries = entries
        self._rebuild()

    def filter(self, section: str) -> None:
        """Only what belongs to a section; "" for all."""
        self._section = section
        self._rebuild()

    def counts(self) -> tuple[int, int]:
        """(actions, changes) shown."""
        headings = sum(line.is_heading for line in self.lines)
        return headings, len(self.lines) - headings

    def _rebuild(self) -> None:
        self.beginResetModel()
        self.lines = []
        group = ""
        for entry in self._entries:
            if entry.field in OWNERS or self._section not in ("", SECTION_OF.get(entry.record, "")):
                continue
            if entry.group != group:
                group = entry.group
                self.lines.append(Line(_heading(entry), is_heading=True))
            self.lines.append(Line(_change(entry), is_heading=False))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.words
            case Qt.ItemDataRole.FontRole if line.is_heading:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.BackgroundRole if line.is_heading:
                return QColor(colours.SHADE)
            case _:
                return None


def _heading(entry: HistoryEntry) -> str:
    kind = KINDS.get(entry.kind, "")
    who = f"{moment_words(entry.at_ms)}　{entry.user}（{entry.device}）"
    reason = f"　原因：{entry.reason}" if entry.reason else ""
    return f"{entry.title}{f'（{kind}）' if kind and kind not in entry.title else ''}\n{who}{reason}"


def _change(entry: HistoryEntry) -> str:
    name = "" if entry.field in PSEUDO_FIELDS else f"{RECORDS[entry.record].title} · "
    return f"　{name}{change_words(entry)}"
