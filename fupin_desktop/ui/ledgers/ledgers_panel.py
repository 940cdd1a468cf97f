"""Several lists of a village: which one at the left, the list itself beside it, made when it is first asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.services.ledgers import Ledger
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.ledgers.ledger_view import LedgerView
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

WIDTH = 9.5
WIDE = 46


class LedgersPanel(QWidget):
    """Shows one list at a time."""

    def __init__(self, desk: Desk, kinds: Sequence[Ledger]) -> None:
        super().__init__()
        self._desk = desk
        self.views: dict[str, LedgerView] = {}
        self._kinds = {one.record: one for one in kinds}
        self.names, self.stack = wrapped_list("台账"), QStackedWidget()
        self.chooser = QComboBox()  # in the place of the list where there is little room
        self.chooser.setAccessibleName("台账")
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in kinds:
            item = QListWidgetItem(one.spec.title)
            item.setData(Qt.ItemDataRole.UserRole, one.record)
            self.names.addItem(item)
            self.chooser.addItem(one.spec.title, one.record)
        self._arrange()
        self.names.currentItemChanged.connect(self._on_name)
        self.chooser.activated.connect(self.names.setCurrentRow)
        if kinds:
            self.names.setCurrentRow(0)

    @property
    def view(self) -> LedgerView | None:
        """The list that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, LedgerView) else None

    def show_ledger(self, record: str) -> LedgerView:
        """Show one list."""
        at = next(n for n, name in enumerate(self._kinds) if name == record)
        self.names.setCurrentRow(at)
        return self.views[record]

    def go_to(self, wish: Any) -> None:
        """Bring "record.field:id" into view, or begin {"record": …, "values": …}."""
        if isinstance(wish, Mapping):
            self.show_ledger(wish["record"]).start(wish["values"])
            return
        record, _, rest = str(wish or "").partition(".")
        field, _, record_id = rest.partition(":")
        if record in self._kinds:
            self.show_ledger(record).go_to(record_id, field)

    def put_away(self) -> None:
        """Keep what is half typed."""
        for view in self.views.values():
            view.put_away()

    def _arrange(self) -> None:
        row, right, top = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        for layout in (row, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        top.addWidget(self.chooser)
        top.addStretch(1)
        right.addLayout(top)
        right.addWidget(self.stack, 1)
        row.addWidget(self.names)
        row.addLayout(right, 1)
        scaled(self, lambda: (self.names.setFixedWidth(em(WIDTH)), top.setContentsMargins(em(1.2), 0, em(1.2), 0)))
        scaled(self, self._share_room)

    def _share_room(self) -> None:
        is_wide = self.width() >= em(WIDE)
        self.names.setVisible(is_wide)
        self.chooser.setVisible(not is_wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _on_name(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        record = item.data(Qt.ItemDataRole.UserRole)
        self.chooser.setCurrentIndex(self.names.currentRow())
        if record not in self.views:
            made = self.views[record] = LedgerView(self._desk, self._kinds[record])
            self.stack.addWidget(made)
            made.counted.connect(self._on_counted)
        self.stack.setCurrentWidget(self.views[record])

    def _on_counted(self, record: str, count: int) -> None:
        for at in range(self.names.count()):
            item = self.names.item(at)
            if item.data(Qt.ItemDataRole.UserRole) == record:
                title = self._kinds[record].spec.title
                item.setText(f"{title}　{count}" if count else title)
                self.chooser.setItemText(at, item.text())
