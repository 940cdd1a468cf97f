"""The window 最近的操作: who did what, and when; nothing is changed from here."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from fupin_desktop.domain.asking import Group
from fupin_desktop.fields.days import CHINA
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

Index = QModelIndex | QPersistentModelIndex
HEADS = ("时间", "谁", "做了什么", "现在")
WIDTHS = (9, 6, 24, 6)
MOST = 100
KINDS = {"undo": "撤销", "import": "导入", "addendum": "补记", "merge": "合并"}


class ActionModel(QAbstractTableModel):
    """One row an action, newest first."""

    def __init__(self, groups: list[Group]) -> None:
        super().__init__()
        self._groups = groups

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One an action."""
        return 0 if parent.isValid() else len(self._groups)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Four."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return cells(self._groups[index.row()])[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None


def cells(group: Group) -> tuple[str, str, str, str]:
    """The four cells of an action."""
    at = datetime.fromtimestamp(group.at_ms / 1000, CHINA)
    return f"{at:%Y-%m-%d %H:%M}", group.user, group.title, "已撤销" if group.undone else KINDS.get(group.kind, "")


class ActionHistory(QDialog):
    """A list to read."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setWindowTitle("最近的操作")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableView()
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(False)
        close = button("关闭", "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.addWidget(label("最近的操作，新的在上。要撤销请按 Ctrl+Z，一次撤销最近的一项。", "hint"))
        column.addWidget(self.table, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        scaled(self, self._measure)
        desk.tasks.ask(self, lambda: desk.registry.groups(MOST), self._on_groups)

    def _on_groups(self, groups: list[Group]) -> None:
        self.table.setModel(ActionModel(groups))
        self._measure()

    def _measure(self) -> None:
        room = self._over.size()
        self.resize(min(em(48), room.width() - em(2)), min(em(30), room.height() - em(2)))
        self.table.verticalHeader().setDefaultSectionSize(em(2))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, em(width))
        self.table.horizontalHeader().setStretchLastSection(True)
