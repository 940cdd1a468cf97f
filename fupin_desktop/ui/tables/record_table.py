"""The model of a list: ids in order, rows read a page at a time away from the window; it draws and sorts nothing.

A row that is not read yet shows 「…」; one that was changed since shows what it was until it is read again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.tables.columns import Column, header_of
from fupin_desktop.ui.tables.row_cache import RowCache
from fupin_desktop.ui.tasks import Tasks

Index = QModelIndex | QPersistentModelIndex
NOT_YET = "…"
FIRST = 40  # rows read together with the ids: what fills a window
PAGE = 80
SLOW = 0.15  # seconds; a whole answer that takes longer waits for a pause in the typing
PAUSE_MS = 150
MOST_ANSWERS = 16  # longer than what is typed and taken back at one go
MOST_PAGES = 3  # read at once; whoever drags through a county gets the pages where he stops
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Source:
    """Where a list comes from; all of it runs on a reader thread."""

    ids: Callable[[Any], Sequence[str]]  # of a query
    rows: Callable[[Sequence[str], Any], Sequence[Any]]  # of ids, for a query
    glimpse: Callable[[Any], Sequence[Any] | None] | None = None  # the first rows at once, long before all ids are


class Answer(NamedTuple):
    """The ids of a query, the first rows, and how old the cache was when it was asked."""

    query: Any
    ids: list[str]
    rows: Sequence[Any]
    age: int


class RecordTable(QAbstractTableModel):
    """Signals:
    filled: a query was answered; how many rows it found.
    glimpsed: the first rows of an answer are shown, the rest is still being looked for.
    """

    filled = Signal(int)
    glimpsed = Signal()

    def __init__(
        self, tasks: Tasks, owner: QWidget, columns: tuple[Column, ...], source: Source, parent: QObject | None = None
    ) -> None:
        super().__init__(parent or owner)
        self.columns = columns
        self._tasks, self._owner, self._source = tasks, owner, source
        self._cache = RowCache()
        self._answers: list[tuple[Any, list[str]]] = []  # the newest ones, for going back a letter
        self._ids: list[str] = []
        self._query: Any = None
        self._wanted: Any = None
        self._is_asking = self._is_reading = False
        self._took = 0.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self._ask_unless_asking)
        self._pages: dict[int, None] = {}  # pages that were painted before they were read, newest last
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read_pages)

    @property
    def ids(self) -> Sequence[str]:
        """The ids shown, in order."""
        return self._ids

    @property
    def query(self) -> Any:
        """The newest query, answered or not."""
        return self._wanted

    def show(self, query: Any) -> None:
        """Ask for a list. While one is asked for, only the newest wish waits."""
        self._wanted = query
        known = next((ids for asked, ids in self._answers if asked == query), None)
        if known is not None:
            self._keep(query, known)
            self._put(query, known)
            self.filled.emit(len(known))
            return
        if self._source.glimpse is not None:
            self._glimpse(self._source.glimpse)
            if self._took > SLOW:
                self._later.start()
                return
        self._ask_unless_asking()

    def refresh(self) -> None:
        """Something may have changed: ask again; what is shown stays until the answer."""
        self._cache.outdate()
        self._answers.clear()
        self._query = None
        if self._wanted is not None:
            self.show(self._wanted)

    def forget(self) -> None:
        """Show nothing of what was read: another year is in view."""
        self._cache.clear()
        self._answers.clear()

    def row(self, number: int) -> Any | None:
        """What is known of a row; None while it is not read."""
        return self._cache.row(self._ids[number]) if 0 <= number < len(self._ids) else None

    def _glimpse(self, glimpse: Callable[[Any], Sequence[Any] | None]) -> None:
        query, age = self._wanted, self._cache.age

        def land(rows: Sequence[Any] | None) -> None:
            if query is not self._wanted or query is self._query:
                return
            if rows is None:
                self._ask_unless_asking()
                return
            self._cache.put(rows, age)
            self._put(None, [row.id for row in rows])
            self.glimpsed.emit()

        self._tasks.ask(self._owner, lambda: glimpse(query), land)

    def _ask_unless_asking(self) -> None:
        self._later.stop()
        if not self._is_asking and self._query is not self._wanted:
            self._ask()

    def _ask(self) -> None:
        self._is_asking = True
        query, source, age = self._wanted, self._source, self._cache.age

        def work() -> Answer:
            try:
                begun = perf_counter()
                ids = list(source.ids(query))
                self._took = perf_counter() - begun
                return Answer(query, ids, source.rows(ids[:FIRST], query), age)
            finally:
                self._is_asking = False

        self._tasks.ask(self._owner, work, self._on_answered)

    def _on_answered(self, answer: Answer) -> None:
        if answer.age == self._cache.age:
            self._keep(answer.query, answer.ids)
        if answer.query is not self._wanted:
            if not self._later.isActive():
                self._ask_unless_asking()
            return
        self._cache.put(answer.rows, answer.age)
        self._put(answer.query, answer.ids)
        self.filled.emit(len(answer.ids))

    def _keep(self, query: Any, ids: list[str]) -> None:
        others = [one for one in self._answers if one[0] != query]
        self._answers = [*others[1 - MOST_ANSWERS :], (query, ids)]

    def _put(self, query: Any, ids: list[str]) -> None:
        self._query = query
        if ids == self._ids:
            self._tell_changed(0, len(ids) - 1)
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def _need(self, number: int) -> None:
        page = number // PAGE
        self._pages.pop(page, None)
        self._pages[page] = None
        if not self._soon.isActive() and not self._is_reading:
            self._soon.start(0)

    def _read_pages(self) -> None:
        pages = list(self._pages)[-MOST_PAGES:]
        self._pages.clear()
        ids = [one for page in pages for one in self._ids[page * PAGE : (page + 1) * PAGE]]
        ids = [one for one in ids if not self._cache.is_fresh(one)]
        if not ids:
            return
        self._is_reading = True
        query, rows_of, age = self._wanted, self._source.rows, self._cache.age

        def work() -> tuple[list[int], Sequence[str], Sequence[Any], int]:
            try:
                return pages, ids, rows_of(ids, query), age
            finally:
                self._is_reading = False

        self._tasks.ask(self._owner, work, self._on_read)

    def _on_read(self, answer: tuple[list[int], Sequence[str], Sequence[Any], int]) -> None:
        pages, ids, rows, age = answer
        read = {row.id for row in rows}
        self._cache.put(rows, age, [one for one in ids if one not in read])
        for page in pages:
            self._tell_changed(page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1)
        if self._pages:
            self._soon.start(0)

    def _tell_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last < len(self._ids):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index.row(), column)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                row = self.row(index.row())
                return (column.hint or column.text)(row) if row is not None else None
            case Qt.ItemDataRole.UserRole:
                return self.row(index.row())
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_column = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        return header_of(self.columns[section], role) if is_column else None

    def _text(self, number: int, column: Column) -> str:
        row_id = self._ids[number]
        if not self._cache.is_fresh(row_id):
            self._need(number)
        row = self._cache.row(row_id)
        return NOT_YET if row is None else column.text(row)
