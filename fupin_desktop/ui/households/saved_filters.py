"""Filters kept under a name: the list from which one is used again, and a line to keep the present one."""

import json

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.style.roles import button, label, set_role

OF_DESK = ("village_code",)  # where one works is not part of a filter


class SavedFilters(QFrame):
    """Signals:
    chosen: a query to be shown.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, present: HouseholdQuery, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self, "card")
        self._desk, self._present = desk, present
        self._kept: dict[str, str] = {}
        self.list, self.name = QListWidget(), QLineEdit()
        self.name.setPlaceholderText("给现在的筛选起个名字")
        self.name.returnPressed.connect(self._on_keep)
        self.use, self.forget, self.keep = button("使用", "primary"), button("删除", "quiet"), button("保存")
        self.use.clicked.connect(self._on_use)
        self.forget.clicked.connect(self._on_forget)
        self.keep.clicked.connect(self._on_keep)
        self.list.itemActivated.connect(lambda _item: self._on_use())
        self.hint = label("还没有保存过筛选。", "hint")
        self._arrange()
        desk.tasks.ask(self, desk.registry.filters, self._on_read)

    def show_below(self, widget: QWidget) -> None:
        """Open under a button, within the screen."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + em(0.2)))
        corner.setX(max(widget.screen().availableGeometry().left(), corner.x()))
        self.move(corner)
        self.show()

    def _arrange(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.forget)
        upper.addStretch()
        upper.addWidget(self.use)
        lower.addWidget(self.name, 1)
        lower.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.6), em(0.6), em(0.6), em(0.6))
        column.addWidget(label("已保存的筛选", "section"))
        column.addWidget(self.hint)
        column.addWidget(self.list)
        column.addLayout(upper)
        column.addLayout(lower)
        self.list.setFixedHeight(em(9))
        self.setFixedWidth(em(20))

    def _on_read(self, kept: dict[str, str]) -> None:
        self._kept = kept
        self.list.clear()
        self.list.addItems(list(kept))
        self.list.setCurrentRow(0)
        self.hint.setVisible(not kept)
        self.list.setVisible(bool(kept))
        self.use.setVisible(bool(kept))
        self.forget.setVisible(bool(kept))
        self.adjustSize()
        (self.list if kept else self.name).setFocus()

    def _on_use(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(query_from(self._kept[item.text()]))
            self.close()

    def _on_forget(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._write(item.text(), None)

    def _on_keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self._write(name, content_of(self._present))
            self.name.clear()

    def _write(self, name: str, content: str | None) -> None:
        registry = self._desk.registry

        def work() -> dict[str, str]:
            registry.put_filter(name, content)
            return registry.filters()

        self._desk.tasks.change(self, work, self._on_read)


def content_of(query: HouseholdQuery) -> str:
    """A query as it is kept."""
    filters = {name: list(values) for name, values in query.filters.items() if name not in OF_DESK}
    kept = {"text": query.text, "filters": filters, "sort": query.sort, "descending": query.descending}
    return json.dumps(kept, ensure_ascii=False)


def query_from(content: str) -> HouseholdQuery:
    """The query as it was kept; its village and year are those of the desk."""
    kept = json.loads(content)
    return HouseholdQuery(
        text=kept.get("text", ""),
        filters={name: tuple(values) for name, values in kept.get("filters", {}).items()},
        sort=kept.get("sort", "household_code"),
        descending=bool(kept.get("descending", False)),
    )
