"""The recycle bin: households that were put away, with everything that belongs to them; any of them can come back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved
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
                ids=lambda _query: [one.id for one in registry.records("household", deleted=True)],
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
        self._desk.change(
            self, lambda: set_life(registry, ids, is_alive=True), lambda _saved: self._on_restored(len(ids))
        )

    def _on_restored(self, count: int) -> None:
        self.restored.emit(count)
        self.table.refresh()


def set_life(registry: Registry, household_ids: list[str], *, is_alive: bool) -> Saved:
    """Put households into the recycle bin, or take them out; one action."""
    homes = registry.records("household", "id", household_ids, deleted=is_alive)
    by_village: dict[str, list[Edit]] = {}
    for home in homes:
        village = home.village_code or registry.setting("region") or ""
        by_village.setdefault(village, []).append(Edit("household", home.id, LIFE, is_alive))
    doing = "从回收站恢复" if is_alive else "移入回收站"
    names = "、".join(f"{home.head_name or '（无户主）'}户" for home in homes[:3]) + ("等" if len(homes) > 3 else "")
    deeds = [(Deed(title=f"{doing} {names}", region=village), edits) for village, edits in by_village.items()]
    group, touched = registry.write(deeds, doing)
    return Saved(group, frozenset(touched))
