"""One waiting import: its lists, one of them open, and beside it the row where the cursor is."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.domain.staging.batch import StagedRow
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.list_table import ListTable
from fupin_desktop.ui.tables.record_view import RecordView
from fupin_desktop.ui.workbooks.batch_notes import BatchNotes
from fupin_desktop.ui.workbooks.batch_views import BY_NAME, VIEWS, View, contents, counts
from fupin_desktop.ui.workbooks.decisions import Decisions
from fupin_desktop.ui.workbooks.difference_panel import DifferencePanel
from fupin_desktop.ui.workbooks.leaving_window import LeavingWindow

WIDE = 48  # below it the list and the row are shown one at a time


class BatchPanel(QWidget):
    """Signals:
    apply_requested, keep_requested, drop_requested, return_requested: what is to become of the import.
    """

    apply_requested = Signal()
    keep_requested = Signal()
    drop_requested = Signal()
    return_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.batch: Any = None
        self.decisions = Decisions()
        self.view: View = VIEWS[0]
        self.list: RecordView | None = None
        self._is_reading = False  # in a narrow window: the row is shown instead of the list
        self.notes, self.hint, self.summary = BatchNotes(), label("", "hint"), label("")
        self.foot = QWidget()  # the page keeps it in sight below what scrolls
        self.chips = {view.name: _chip() for view in VIEWS}
        self.panel, self.split = DifferencePanel(desk), QSplitter(Qt.Orientation.Horizontal)
        self.to_list, self.to_row = button("‹ 返回名单", "quiet"), button("看这一行 ›")
        self.before, self.after = button("上一处"), button("下一处")
        self.leave, self.give_back = button("不要选中的行"), button("退回表格（标出问题）")
        self.gone_button = button("登记减少……")
        self.drop, self.keep, self.apply = button("放弃", "quiet"), button("暂存"), button("应用", "primary")
        self._arrange()
        self._connect()

    def show_batch(self, batch: Any, decisions: Decisions) -> None:
        """Show an import with what was decided about it."""
        is_same = self.batch is not None and self.batch.id == batch.id
        self.batch, self.decisions = batch, decisions
        self.notes.show_notes(batch.notes)
        found = counts(batch)
        for name, chip in self.chips.items():
            chip.setText(f"{BY_NAME[name].title} {found[name]:,}")
            chip.setVisible(found[name] > 0)
        first = next((name for name in BY_NAME if found[name]), "sheets")
        self.show_view(self.view.name if is_same and found[self.view.name] else first)

    def show_view(self, name: str) -> None:
        """Open one of the lists."""
        self.view = BY_NAME[name]
        self.chips[name].setChecked(True)
        self.hint.setText(self.view.explained)
        columns, rows, id_of = contents(self.batch, self.view, self.decisions)
        table = ListTable(columns, id_of, self)
        table.show(rows)
        self._put(table)
        self.leave.setVisible(name in ("new", "changed"))
        self.leave.setEnabled(False)
        self.give_back.setVisible(name == "problems")
        self.gone_button.setVisible(name == "missing" and bool(self.batch.gone))
        self.gone_button.setEnabled(False)
        self._is_reading = False
        self._share_room()
        self._go_to(0)
        self._show_summary()

    def _put(self, table: ListTable) -> None:
        if self.list is not None:
            model = self.list.model()
            self.list.setParent(None)
            self.list.deleteLater()
            model.deleteLater()
        self.list = RecordView(table)
        self.list.row_reached.connect(self._on_row_reached)
        self.list.opened.connect(self._on_opened)
        self.list.picked.connect(self._on_picked)
        self.split.insertWidget(0, self.list)

    def _arrange(self) -> None:
        chips, deeds = QWidget(), QWidget()
        flow, actions = FlowLayout(chips), FlowLayout(deeds)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            flow.addWidget(chip)
        for one in (self.apply, self.keep, self.drop, self.leave, self.give_back, self.gone_button, self.to_row):
            actions.addWidget(one)
        self._walk = QWidget()
        walk = QHBoxLayout(self._walk)
        walk.setContentsMargins(0, 0, 0, 0)
        for one in (self.to_list, self.before, self.after):
            walk.addWidget(one)
        walk.addStretch()
        self.split.addWidget(self.panel)
        self.split.setChildrenCollapsible(False)
        self._chips = chips
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.notes, chips, self.hint, self._walk):
            column.addWidget(widget)
        column.addWidget(self.split, 1)
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, 0, 0, 0)
        for widget in (self.summary, deeds):
            below.addWidget(widget)
        scaled(self, lambda: (column.setSpacing(em(0.5)), below.setSpacing(em(0.4))))
        scaled(self, lambda: self.split.setMinimumHeight(em(10)))

    def _connect(self) -> None:
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, name=name: self.show_view(name))
        self.panel.decided.connect(self._on_decided)
        self.panel.alike_requested.connect(self._on_alike_requested)
        self.to_row.clicked.connect(lambda: self._read_row(is_on=True))
        self.to_list.clicked.connect(lambda: self._read_row(is_on=False))
        self.before.clicked.connect(lambda: self._go_to(self._number() - 1))
        self.after.clicked.connect(lambda: self._go_to(self._number() + 1))
        self.leave.clicked.connect(self._on_leave)
        self.give_back.clicked.connect(self.return_requested)
        self.gone_button.clicked.connect(self._on_gone)
        self.drop.clicked.connect(self.drop_requested)
        self.keep.clicked.connect(self.keep_requested)
        self.apply.clicked.connect(self.apply_requested)

    @property
    def _table(self) -> ListTable | None:
        model = self.list.model() if self.list is not None else None
        return model if isinstance(model, ListTable) else None

    def _number(self) -> int:
        return self.list.currentIndex().row() if self.list is not None else -1

    def _go_to(self, number: int) -> None:
        table = self._table
        if self.list is not None and table is not None and 0 <= number < len(table.ids):
            at = table.index(number, 0)
            self.list.selectionModel().setCurrentIndex(at, self.list.selectionModel().SelectionFlag.NoUpdate)
            self.list.scrollTo(at)
        elif table is None or not table.ids:
            self.panel.show_row(None, self.decisions)

    def _read_row(self, *, is_on: bool) -> None:
        self._is_reading = is_on
        self._share_room()
        if self.list is not None:
            (self.panel if is_on else self.list).setFocus()

    def _share_room(self) -> None:
        is_wide, is_staged = self.width() >= em(WIDE), self.view.state is not None
        reads = self._is_reading and is_staged and not is_wide
        self._chips.setVisible(not reads)
        self.notes.setVisible(self.notes.has_any and not reads)
        self.hint.setVisible(is_wide)
        self._walk.setVisible(reads)
        self.to_row.setVisible(is_staged and not is_wide and not reads)
        self.panel.setVisible(is_staged and (is_wide or reads))
        if self.list is not None:
            self.list.setVisible(not reads)
        self.split.setSizes([self.width() * 11 // 20, self.width() * 9 // 20])

    def _show_summary(self) -> None:
        will, doubts = self.decisions.summary(), self.decisions.open_doubts
        parts = [f"应用后：{will}。" if will else "现在没有要记入的内容。"]
        parts += [f"还有 {doubts:,} 处存疑没有定，会留在待审区。"] if doubts else []
        parts += ["空着的格子不会清掉已有内容。"] if self.width() >= em(WIDE) else []
        self.summary.setText("".join(parts))
        self.apply.setEnabled(bool(will))

    def _on_row_reached(self, number: int) -> None:
        table = self._table
        row = table.row(number) if table is not None else None
        self.panel.show_row(row if isinstance(row, StagedRow) else None, self.decisions)
        self.before.setEnabled(number > 0)
        self.after.setEnabled(table is not None and number + 1 < len(table.ids))

    def _on_opened(self, row_id: str) -> None:
        if self.view.name == "missing":
            found = next(one for one in self.batch.missing if f"{one.kind}:{one.id}" == row_id)
            self._desk.dossier_requested.emit(found.household_id, "")
        elif self.view.state is not None:
            self._read_row(is_on=True)

    def _on_picked(self, count: int) -> None:
        self.leave.setEnabled(count > 0)
        self.gone_button.setEnabled(bool(self._picked_gone()) if self.gone_button.isVisibleTo(self) else False)

    def _picked_gone(self) -> list[Any]:
        """The people among the chosen rows; a household or a pairing does not leave this way."""
        picked = set(self.list.picked_ids()) if self.list is not None else set[str]()
        return [one for one in self.batch.gone if f"{one.kind}:{one.id}" in picked]

    def _on_gone(self) -> None:
        LeavingWindow(self._desk, self._picked_gone(), self).open()

    def _on_decided(self) -> None:
        if self._table is not None:
            self._table.tell_changed()
        self._show_summary()

    def _on_alike_requested(self) -> None:
        row = self._table.row(self._number()) if self._table is not None else None
        if isinstance(row, StagedRow):
            self.decisions.settle_alike(row)
            self.panel.show_row(row, self.decisions)
            self._on_decided()

    def _on_leave(self) -> None:
        keys = set(self.list.picked_ids()) if self.list is not None else set[str]()
        rows = [row for row in self.batch.rows if row.key in keys]
        self.decisions.leave_out(rows, is_out=any(row.key not in self.decisions.left_out for row in rows))
        self._on_decided()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        if (event.oldSize().width() >= em(WIDE)) != (self.width() >= em(WIDE)):
            self._show_summary()


def _chip() -> QToolButton:
    chip = set_role(QToolButton(), "chip")
    chip.setCheckable(True)
    chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return chip
