"""The recycle bin: households that were put away, with everything that belongs to them; any of them can come back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.services.recycle_households import recycled_households, restore_households
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.columns import RECYCLED_COLUMNS
from fupin_desktop.ui.tables.record_table import RecordTable, Source
from fupin_desktop.ui.tables.record_view import RecordView
from fupin_desktop.ui.tables.small_window import SmallWindow


class RecycleBin(SmallWindow):
    """Signals:
    restored: how many households came back.
    """

    restored = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, "回收站", "恢复选中的户", width=40, back="关闭")
        self._desk = desk
        registry = desk.registry
        self.table = RecordTable(
            desk.tasks,
            self,
            RECYCLED_COLUMNS,
            Source(
                ids=lambda _query: recycled_households(registry),
                rows=lambda ids, _query: registry.records("household", "id", ids, deleted=True),
            ),
        )
        self.view = RecordView(self.table)
        self.empty = label("回收站是空的。移走的户会放在这里，随时可以恢复。", "hint")
        self.body.addWidget(label("这里的户没有删除，档案内容都在。", "hint"))
        self.body.addWidget(self.empty)
        self.body.addWidget(self.view)
        scaled(self.view, lambda: self.view.setMinimumHeight(em(16)))
        self.table.filled.connect(self._on_filled)
        self.view.picked.connect(lambda count: self.yes.setEnabled(count > 0))
        self.yes.clicked.connect(self._on_yes)
        self.yes.setEnabled(False)
        self.table.show("deleted")

    def _on_filled(self, count: int) -> None:
        self.empty.setVisible(count == 0)
        self.view.setVisible(count > 0)
        self.yes.setVisible(count > 0)

    def _on_yes(self) -> None:
        registry, ids = self._desk.registry, self.view.picked_ids()
        self._desk.change(self, lambda: restore_households(registry, ids), lambda _saved: self._on_restored(len(ids)))

    def _on_restored(self, count: int) -> None:
        self.restored.emit(count)
        self.table.refresh()
