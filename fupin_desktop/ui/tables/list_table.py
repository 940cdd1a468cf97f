"""The model of a list whose rows are at hand already; it draws nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fupin_desktop.ui.tables.columns import Column, header_of

Index = QModelIndex | QPersistentModelIndex


class ListTable(QAbstractTableModel):
    """Shows rows in the order given; `id_of` is how a row is called when it is chosen or opened."""

    def __init__(self, columns: tuple[Column, ...], id_of: Callable[[Any], str], parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns
        self._id_of = id_of
        self._rows: Sequence[Any] = ()
        self.ids: Sequence[str] = ()

    def show(self, rows: Sequence[Any]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.ids = [self._id_of(row) for row in rows]
        self.endResetModel()

    def row(self, number: int) -> Any | None:
        """A row; None if there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def tell_changed(self) -> None:
        """What the columns say of the rows is no longer the same."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return (column.hint or column.text)(row)
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_column = orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        return header_of(self.columns[section], role) if is_column else None
