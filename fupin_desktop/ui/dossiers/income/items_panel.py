"""The worksheet (收入测算表) under the income sheet: its lines, and the form of the chosen one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.income import item_amount
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.list_column import ListColumn, field_column
from fupin_desktop.ui.dossiers.offers import member_choices
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.dossiers.record_list import RecordList
from fupin_desktop.ui.dossiers.section import Section, Want
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.messages import ask_reason, confirm
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

RECORD = "income_item"
EMPTY = "还没有明细。把每一笔种植、养殖、务工、补贴记下来，合计可以一键填进上面的表。"


def _amount(item: Any) -> str:
    amount = item_amount(item)
    return f"{amount:,.2f}" if amount is not None else ""


def _class(item: Any) -> str:
    found = code_table("income_item").item(item.item) if item.item else None
    return code_table("income_category").label(found.extra["category"]) if found else ""


COLUMNS = (
    ListColumn(label="类别", text=_class, width=7.5),
    field_column(RECORD, "item", 8, stretch=1),
    field_column(RECORD, "name", 5, stretch=1, label="品种"),
    field_column(RECORD, "quantity", 4, is_number=True),
    field_column(RECORD, "unit_price", 6.5, is_number=True),
    ListColumn(label="金额（元）", text=_amount, width=6.5, is_number=True),
)


class ItemsPanel(QWidget):
    """Lines of the year in view; saved together with the sheet."""

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__()
        self._desk, self._section = desk, section
        self._items: Sequence[Any] = ()
        self._chosen_id = ""
        self._new: OpenedRecord | None = None
        self.add, self.drop = button("＋ 新增明细"), button("删除这条明细", "quiet")
        self.list = RecordList(COLUMNS)
        self.empty = label(EMPTY, "hint")
        self.form = Form(desk, RECORD)
        self._arrange()
        self.add.clicked.connect(self._on_add)
        self.drop.clicked.connect(self._on_drop)
        self.list.chosen.connect(lambda row: self.choose(row.id))
        self.form.field_left.connect(self._on_field_left)

    @property
    def is_open(self) -> bool:
        """Whether a line is being edited."""
        return bool(self._chosen_id) and self.form.opened.id == self._chosen_id

    def begin(self) -> None:
        """Another household has come."""
        self._chosen_id, self._new = "", None

    def rows(self) -> list[Any]:
        """The lines as they are now, the one in the form as it stands there."""
        own = self._in_form()
        rows = [own if own is not None and item.id == own.id else item for item in self._items]
        return [*rows, own] if own is not None and all(item.id != own.id for item in rows) else rows

    def show_items(self, shown: OpenDossier) -> None:
        """Show the lines of the year."""
        self._items = sorted(shown.dossier.now.items, key=lambda item: (item.item or "~", item.id))
        if self._new and any(item.id == self._new.id for item in self._items):
            self._new = None
        if not self._new and all(item.id != self._chosen_id for item in self._items):
            self._chosen_id = ""
        self._draw()

    def wants(self) -> list[Want]:
        """The record that the form is to show."""
        return [(RECORD, self._chosen_id, {})] if self._chosen_id else []

    def show_opened(self, opened: Sequence[OpenedRecord], shown: OpenDossier) -> None:
        """Show the line that was read."""
        self.form.offer("person_id", member_choices(shown.dossier))
        for one in opened:
            if one.id == self._chosen_id and not (self._new and self.form.opened.id == one.id):
                self._section.show_in(self.form, self._new or one)
                self._explain(one.value)
        self._draw()

    def choose(self, record_id: str) -> None:
        """Edit a line."""
        if record_id == self._chosen_id:
            return
        if self.form.is_dirty and self.is_open:
            self.form.keeper.flush()
            self._desk.told.emit("刚才的明细还没有保存，已存为草稿。")
        if self._new and self._new.id != record_id:
            self._new = None
        self._chosen_id = record_id
        self._section.refresh()

    def bring(self, draft: Mapping[str, Any]) -> None:
        """A draft of a line is to be put back."""
        if draft["is_new"]:
            self._new = OpenedRecord(RECORD, draft["id"], keys=draft["keys"])
        self._chosen_id = ""
        self.choose(draft["id"])

    def give_up(self) -> None:
        """A new line that was never saved goes."""
        if self._new:
            self._new, self._chosen_id = None, ""
            self._section.refresh()

    def _explain(self, item: Any | None) -> None:
        """Where no sum was written down, quantity times price is it."""
        reckoned = item_amount(item) if item is not None and item.amount is None else None
        self.form.explain("amount", f"没有填，按数量 × 单价算 {reckoned:,.2f} 元。" if reckoned is not None else "")

    def _in_form(self) -> Any | None:
        if not self.is_open or not self.form.is_dirty:
            return None
        try:
            return self.form.record()
        except NotUnderstood:
            return None

    def _draw(self) -> None:
        self.list.show_records(self._items, self._chosen_id)
        self.list.setVisible(bool(self._items))
        self.empty.setVisible(not self._items and not self._chosen_id)
        self.form.setVisible(self.is_open)
        self.drop.setVisible(self.is_open and self._new is None)

    def _on_add(self) -> None:
        shown = self._section.shown
        if shown is None:
            return
        self.form.flush_draft()
        self._new = OpenedRecord(RECORD, new_id(), keys={"household_id": shown.id, "year": shown.year})
        self._chosen_id = self._new.id
        self._section.go_to(RECORD, self._new.id, "item")
        self._section.refresh()

    def _on_field_left(self, name: str) -> None:
        """Quantity times price, where no sum was typed."""
        amount = self.form.boxes["amount"].editor
        if name in ("quantity", "unit_price") and not amount.problem() and amount.value() is None:
            item = self._in_form()
            reckoned = item_amount(item) if item is not None else None
            if reckoned is not None:
                amount.change_to(reckoned)

    def _on_drop(self) -> None:
        shown = self._section.shown
        if shown is None:
            return
        reason = ask_reason(self, f"{shown.year} 年", "删除") if shown.is_sealed else ""
        if not reason and (shown.is_sealed or not confirm(self, "删除这条明细？", "删除", "可以用 Ctrl+Z 撤销。")):
            return
        registry, region = self._desk.registry, shown.newest.household.village_code or ""
        edits = [Edit(RECORD, self._chosen_id, LIFE, value=False)]
        title = f"删除 {shown.head} 收入明细"
        self.form.forget_draft()
        self.form.forget_typing()
        self._chosen_id = ""
        self._section.act(lambda: save(registry, edits, title=title, reason=reason, region=region), "明细已删除。")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("收入明细（测算表）", "section"), 1)
        head.addWidget(self.drop)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        for part in (self.empty, self.list, self.form):
            column.addWidget(part)
        scaled(self, lambda: column.setSpacing(em(0.6)))
