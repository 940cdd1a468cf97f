"""One waiting import: what would happen to whom, old beside new, what is doubtful, what could not be taken."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from fupin_desktop.domain.staging.batch import StagedRow, State
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.list_table import ListTable
from fupin_desktop.ui.tables.record_view import RecordView
from fupin_desktop.ui.workbooks.decisions import Decisions
from fupin_desktop.ui.workbooks.difference_panel import DifferencePanel
from fupin_desktop.ui.workbooks.staged_columns import (
    MISSING_COLUMNS,
    PROBLEM_COLUMNS,
    SHEET_COLUMNS,
    heads,
    in_order,
    sheets_of,
    staged_columns,
)

VIEWS = {
    "doubtful": "存疑",
    "changed": "有变化",
    "new": "新增",
    "same": "相同",
    "problems": "有问题的格子",
    "missing": "本次文件中没有的",
    "sheets": "读到的表",
}
STATES = {"doubtful": State.DOUBTFUL, "changed": State.CHANGED, "new": State.NEW, "same": State.SAME}
EXPLAINED = {
    "doubtful": "要由您定：每一处说明了原因，定了才会记入。",
    "changed": "登记库里已有，文件里的内容不同。",
    "new": "登记库里还没有，应用后新增。",
    "same": "与登记库一致，不会改动。",
    "problems": "这些格子没有收（注明“已收下”的除外）。其余内容不受影响。可以退回给填表单位改。",
    "missing": "登记库里有、这次文件里没有。只供核对，不会删除。回车打开档案。",
    "sheets": "每张表读到了哪些行。",
}
WIDE = 44


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
        self._view = "new"
        self.title, self.hint, self.summary = label("", "subtitle"), label("", "hint"), label("")
        self.notes = set_role(QFrame(), "warn")
        self.notes_text = label("")
        self.chips: dict[str, QPushButton] = {name: self._chip(name) for name in VIEWS}
        self.panel = DifferencePanel(desk)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.list: RecordView | None = None
        self.leave, self.give_back = button("不要选中的行"), button("退回表格（标出问题）")
        self.drop, self.keep, self.apply = button("放弃", "quiet"), button("暂存"), button("应用", "primary")
        self._arrange()
        self._connect()

    def show_batch(self, batch: Any, decisions: Decisions) -> None:
        """Show an import with what was decided about it."""
        self.batch, self.decisions = batch, decisions
        self.title.setText(batch.kept.title)
        self.notes_text.setText("\n".join(f"· {note}" for note in batch.notes))
        self.notes.setVisible(bool(batch.notes))
        counts = self._counts()
        for name, chip in self.chips.items():
            chip.setText(f"{VIEWS[name]} {counts[name]:,}")
            chip.setVisible(counts[name] > 0 or name == "new")
        first = next((name for name in VIEWS if counts[name]), "sheets")
        self.show_view(first)

    def show_view(self, name: str) -> None:
        """One of the lists of the import."""
        self._view = name
        self.chips[name].setChecked(True)
        self.hint.setText(EXPLAINED[name])
        table = self._table(name)
        self._put(table)
        is_staged = name in STATES
        self.panel.setVisible(is_staged)
        self.panel.show_row(None, self.decisions)
        self.leave.setVisible(name in ("new", "changed"))
        self.give_back.setVisible(name == "problems")
        if self.list is not None and table.ids:
            self.list.setCurrentIndex(table.index(0, 0))
        self._show_summary()

    def _counts(self) -> dict[str, int]:
        rows: Sequence[StagedRow] = self.batch.rows
        counts = {name: sum(1 for row in rows if row.state is state) for name, state in STATES.items()}
        return counts | {
            "problems": len(self.batch.problems),
            "missing": len(self.batch.missing),
            "sheets": len(sheets_of(rows)),
        }

    def _table(self, name: str) -> ListTable:
        rows: Sequence[StagedRow] = self.batch.rows
        if name in STATES:
            columns = staged_columns(self.decisions, heads(rows))
            found, id_of = in_order(row for row in rows if row.state is STATES[name]), _key
        else:
            columns, found, id_of = self._other(name)
        table = ListTable(columns, id_of, self)
        table.show(found)
        return table

    def _other(self, name: str) -> tuple[tuple[Any, ...], Sequence[Any], Callable[[Any], str]]:
        match name:
            case "problems":
                return PROBLEM_COLUMNS, self.batch.problems, lambda one: f"{one.file}/{one.sheet}/{one.row}/{one.place}"
            case "missing":
                return MISSING_COLUMNS, self.batch.missing, lambda one: one.household_id
            case _:
                return SHEET_COLUMNS, sheets_of(self.batch.rows), lambda one: f"{one.file}/{one.name}"

    def _put(self, table: ListTable) -> None:
        if self.list is not None:
            gone, model = self.list, self.list.model()
            gone.setParent(None)
            gone.deleteLater()
            model.deleteLater()
        self.list = RecordView(table)
        self.list.row_reached.connect(self._on_row_reached)
        self.list.opened.connect(self._on_opened)
        self.list.picked.connect(lambda count: self.leave.setEnabled(count > 0))
        self.split.insertWidget(0, self.list)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)

    def _arrange(self) -> None:
        notes = QVBoxLayout(self.notes)
        notes.addWidget(self.notes_text)
        chips = QWidget()
        flow = FlowLayout(chips)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            flow.addWidget(chip)
        self.split.addWidget(self.panel)
        self.split.setChildrenCollapsible(False)
        foot, row = QWidget(), QHBoxLayout()
        actions = FlowLayout(foot)
        for one in (self.leave, self.give_back, self.drop, self.keep, self.apply):
            actions.addWidget(one)
        row.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.notes, chips, self.hint):
            column.addWidget(widget)
        column.addWidget(self.split, 1)
        column.addLayout(row)
        column.addWidget(foot)
        scaled(self, lambda: column.setSpacing(em(0.5)))
        scaled(self, lambda: self.split.setMinimumHeight(em(12)))

    def _connect(self) -> None:
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, name=name: self.show_view(name))
        self.panel.decided.connect(self._on_decided)
        self.panel.alike_requested.connect(self._on_alike_requested)
        self.leave.clicked.connect(self._on_leave)
        self.give_back.clicked.connect(self.return_requested)
        self.drop.clicked.connect(self.drop_requested)
        self.keep.clicked.connect(self.keep_requested)
        self.apply.clicked.connect(self.apply_requested)

    def _chip(self, name: str) -> QPushButton:
        chip = button(VIEWS[name], "chip")
        chip.setCheckable(True)
        return chip

    def _show_summary(self) -> None:
        will = self.decisions.summary()
        doubts = self.decisions.open_doubts
        parts = [f"应用后：{will}。" if will else "现在没有要记入的内容。"]
        parts += [f"还有 {doubts:,} 处存疑没有定，会留在待审区。"] if doubts else []
        self.summary.setText("".join([*parts, "空着的格子不会清掉已有内容。"]))
        self.apply.setEnabled(bool(will))

    def _on_row_reached(self, number: int) -> None:
        table = self.list.model() if self.list is not None else None
        row = table.row(number) if isinstance(table, ListTable) else None
        self.panel.show_row(row if isinstance(row, StagedRow) else None, self.decisions)

    def _on_opened(self, row_id: str) -> None:
        if self._view == "missing" and row_id:
            self._desk.dossier_requested.emit(row_id, "")

    def _on_decided(self) -> None:
        table = self.list.model() if self.list is not None else None
        if isinstance(table, ListTable):
            table.tell_changed()
        self._show_summary()

    def _on_alike_requested(self) -> None:
        table, number = (self.list.model(), self.list.currentIndex().row()) if self.list is not None else (None, -1)
        row = table.row(number) if isinstance(table, ListTable) else None
        if isinstance(row, StagedRow):
            self.decisions.settle_alike(row)
            self.panel.show_row(row, self.decisions)
            self._on_decided()

    def _on_leave(self) -> None:
        if self.list is None:
            return
        keys = set(self.list.picked_ids())
        rows = [row for row in self.batch.rows if row.key in keys]
        is_out = any(row.key not in self.decisions.left_out for row in rows)
        self.decisions.leave_out(rows, is_out=is_out)
        self._on_decided()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= em(WIDE)
        self.split.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)


def _key(row: StagedRow) -> str:
    return row.key
