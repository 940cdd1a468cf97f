"""A short list of records of a household: as high as its rows, one of them chosen. It edits nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fupin_desktop.ui.dossiers.list_column import ListColumn
from fupin_desktop.ui.dossiers.records_model import RecordsModel
from fupin_desktop.ui.style.metrics import em, scaled

ROW = 2.1


class RecordList(QTableView):
    """Signals:
    chosen: another row was chosen (its record).
    opened: Enter on the chosen row (its record).
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, columns: tuple[ListColumn, ...], most_rows: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = RecordsModel(columns, self)
        self._most_rows = most_rows
        self.setModel(self.records)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setStretchLastSection(True)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        scaled(self, self._scale)

    def show_records(self, rows: Sequence[Any], chosen_id: str = "") -> None:
        """Show records; the chosen one is marked without being asked for."""
        self.selectionModel().blockSignals(True)
        self.records.show(list(rows))
        at = next((n for n, row in enumerate(rows) if row.id == chosen_id), -1)
        if at >= 0:
            self.selectRow(at)
        self.selectionModel().blockSignals(False)
        self._scale()
        self.viewport().update()

    def choose(self, record_id: str) -> None:
        """Choose a row as if it had been clicked."""
        at = next((n for n, row in enumerate(self.records.rows) if row.id == record_id), -1)
        if at >= 0:
            self.selectRow(at)

    def _on_current_changed(self, index: QModelIndex) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if row is not None:
            self.chosen.emit(row)

    def _scale(self) -> None:
        self.verticalHeader().setMinimumSectionSize(em(1.5))
        self.verticalHeader().setDefaultSectionSize(em(ROW))
        rows = min(max(self.records.rowCount(), 1), self._most_rows)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * em(ROW) + em(0.3))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Minor columns go where there is no room; what still does not fit is shared: nothing scrolls sideways."""
        room = self.viewport().width()
        columns = list(enumerate(self.records.columns))
        if sum(em(column.width) for _, column in columns) > room:
            columns = [(number, column) for number, column in columns if not column.is_minor]
        shown = dict(columns)
        widths = {number: em(column.width) for number, column in columns}
        spare, shares = room - sum(widths.values()), sum(column.stretch for column in shown.values()) or 1
        for number in range(len(self.records.columns)):
            self.setColumnHidden(number, number not in shown)
        for number, column in columns:
            more = spare * column.stretch // shares if spare > 0 else 0
            less = int(widths[number] * room / max(sum(widths.values()), 1)) if spare < 0 else widths[number]
            self.setColumnWidth(number, less + more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
