"""The view of a list: rows picked by box, Space, Ctrl and Shift; opened by Enter. It reads nothing itself."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.tables.columns import BOX, PROBLEMS, Column
from fupin_desktop.ui.tables.list_table import ListTable
from fupin_desktop.ui.tables.record_table import RecordTable
from fupin_desktop.ui.tables.row_delegate import RowDelegate

ROW_HEIGHT = 2.1
SAMPLED = 60  # rows that are looked at for the widths
WIDEST = 12  # characters that a text may ask for; what is longer ends in 「…」
BESIDE, SORT_MARK = 1.2, 1.9  # characters beside a text; beside a head that may bear the sign of the order
MOST_KEPT = 2000  # rows whose choice outlives a new answer


class RecordView(QTableView):
    """Signals:
    opened: the id of a row that was asked to be opened.
    picked: how many rows are chosen.
    row_reached: the cursor has come to a row (its number, -1 for none).
    sort_requested: what to sort by, and whether downwards.
    """

    opened = Signal(str)
    picked = Signal(int)
    row_reached = Signal(int)
    sort_requested = Signal(str, bool)

    def __init__(self, table: RecordTable | ListTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._kept: list[str] = []
        self._current = ""
        self._order = ("", False)
        self._met: dict[str, str] = {}  # the longest text of each column that was in sight
        self.setModel(table)
        self._set_up()
        self._meet()
        table.modelAboutToBeReset.connect(self._on_about_to_reset)
        table.modelReset.connect(self._on_reset)
        table.dataChanged.connect(self._on_data_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        self.doubleClicked.connect(lambda index: self.open_row(index.row()))

    def _chosen(self) -> list[QItemSelectionRange]:
        chosen: Any = self.selectionModel().selection()  # a list, which the stubs do not say
        return list(chosen)

    def picked_ids(self) -> list[str]:
        """The ids of the chosen rows, from the top."""
        ranges = sorted((part.top(), part.bottom()) for part in self._chosen())
        return [one for top, bottom in ranges for one in self._table.ids[top : bottom + 1]]

    def picked_count(self) -> int:
        """How many rows are chosen, without listing them."""
        return sum(part.height() for part in self._chosen())

    def open_row(self, number: int) -> None:
        """Ask for a row to be opened."""
        if 0 <= number < len(self._table.ids):
            self.opened.emit(self._table.ids[number])

    def pick(self, ids: Sequence[str]) -> None:
        """Choose these rows, as far as they are shown."""
        wanted = set(ids)
        chosen = QItemSelection()
        for number, row_id in enumerate(self._table.ids):
            if row_id in wanted:
                chosen.select(self._table.index(number, 0), self._table.index(number, self._last_column()))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_order(self, name: str, is_descending: bool) -> None:
        """Mark the column that the list is sorted by."""
        self._order = (name, is_descending)
        at = next((i for i, column in enumerate(self._table.columns) if name and column.sort == name), -1)
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    def fit_columns(self) -> None:
        """Widths from what stands in the columns; what is left goes to the columns that stretch."""
        columns = self._table.columns
        wanted = [self._needed(column) for column in columns]
        spare = self.viewport().width() - sum(wanted)
        shares = sum(column.stretch for column in columns)
        for number, column in enumerate(columns):
            more = spare * column.stretch // shares if shares and spare > 0 else 0
            self.setColumnWidth(number, wanted[number] + more)

    def _needed(self, column: Column) -> int:
        """Room for the head and for the longest text met so far: the columns do not jump as one types."""
        text = self._met.get(column.name)
        if text is None or column.name == BOX or (text and column.name == PROBLEMS):
            return em(column.width)
        bold = QFontMetrics(self._bold())
        head = bold.horizontalAdvance(column.label) + em(SORT_MARK if column.sort else BESIDE)
        metrics = bold if column.is_strong else self.fontMetrics()
        return max(head, min(metrics.horizontalAdvance(text) + em(BESIDE), em(max(WIDEST, column.width))))

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold

    def _meet(self) -> None:
        """Look at the first rows, as far as they are read."""
        rows = [row for row in map(self._table.row, range(min(SAMPLED, len(self._table.ids)))) if row is not None]
        if not rows:
            return
        for column in self._table.columns:
            texts = (self._met.get(column.name, ""), *(column.text(row) for row in rows))
            self._met[column.name] = max(texts, key=self.fontMetrics().horizontalAdvance)
        self.fit_columns()

    def _on_data_changed(self, first: QModelIndex) -> None:
        if first.row() < SAMPLED:
            self._meet()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        # ResizeToContents would measure every row of a county (reference: platform.md §5): the height is fixed.
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)  # one raised with the letters would hold the rows at its own height
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        self.setItemDelegate(RowDelegate(self))
        self.show_order("", is_descending=False)
        scaled(self, self._scale)

    def _scale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(em(ROW_HEIGHT))
        self.fit_columns()

    def _last_column(self) -> int:
        return len(self._table.columns) - 1

    def _on_about_to_reset(self) -> None:
        few = self.picked_count() <= MOST_KEPT
        self._kept = self.picked_ids() if few else []
        at = self.currentIndex().row()
        self._current = self._table.ids[at] if 0 <= at < len(self._table.ids) else ""

    def _on_reset(self) -> None:
        self._meet()
        if self._kept:
            self.pick(self._kept)
        if self._current in self._table.ids[:MOST_KEPT]:
            at = self._table.index(list(self._table.ids).index(self._current), 0)
            self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.picked.emit(self.picked_count())

    def _on_selection_changed(self) -> None:
        self.picked.emit(self.picked_count())

    def _on_row_changed(self, now: QModelIndex) -> None:
        self.viewport().update()
        self.row_reached.emit(now.row())

    def _on_header_clicked(self, section: int) -> None:
        name, was_descending = self._table.columns[section].sort, self._order[1]
        if self._table.columns[section].name == BOX:
            self.clearSelection() if self.picked_count() == len(self._table.ids) else self.selectAll()
        if name:
            self.sort_requested.emit(name, name == self._order[0] and not was_descending)
        else:
            self.show_order(*self._order)  # Qt has marked it already

    def _is_box_pressed(self, event: QEvent | None) -> bool:
        """Whether the mouse is on a row's box: that row is chosen or not, and the others stay as they are."""
        if not isinstance(event, QMouseEvent) or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        at = self.columnAt(round(event.position().x()))
        return at >= 0 and self._table.columns[at].name == BOX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_row(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        if self._is_box_pressed(event) or is_space(event):
            return QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
        return super().selectionCommand(index, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()


def is_space(event: QEvent | None) -> bool:
    """Space chooses the row where the cursor is, without letting the others go."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
