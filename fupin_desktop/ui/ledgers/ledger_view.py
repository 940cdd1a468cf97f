"""One list of a village: the rows above, the chosen record's form below; saving, taking out and putting back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.fund_ledger import twin_of
from fupin_desktop.services.ledgers import Ledger
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.record_list import RecordList
from fupin_desktop.ui.dossiers.save_bar import SaveBar
from fupin_desktop.ui.dossiers.sheet import Sheet
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord, open_record
from fupin_desktop.ui.ledgers.ledger_columns import columns_of
from fupin_desktop.ui.ledgers.ledger_export import ask_where_to
from fupin_desktop.ui.ledgers.ledger_saving import LedgerSaving
from fupin_desktop.ui.ledgers.open_ledger import OpenLedger, open_ledger, section_of
from fupin_desktop.ui.ledgers.put_back import PutBack
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.notice import Notice

CHOOSE_VILLAGE = "先在左上角选定一个村，再新增。"


class LedgerView(Sheet):
    """Reads its list when it comes into view and whenever records have changed.

    Signals:
        counted: how many records there are (record, number).
    """

    counted = Signal(str, int)

    def __init__(self, desk: Desk, ledger: Ledger) -> None:
        super().__init__()
        self.desk, self.ledger = desk, ledger
        self.shown: OpenLedger | None = None
        self.new: OpenedRecord | None = None
        self.chosen_id = ""
        self._asked, self._is_stale, self._is_awaited = 0, True, False
        self._names: dict[str, str] = {}
        self._goal: tuple[str, str] | None = None
        self._starting: Mapping[str, Any] = {}
        title = ledger.spec.title
        self.title = label(title, "subtitle", wrap=False)
        self.add, self.drop = button(f"＋ 新增{title}"), button("放入回收站", "quiet")
        self.reverse = button("冲销这一笔…", "quiet")
        self.recycled, self.export = PutBack(), button("导出 Excel…", "quiet")
        self.notice, self.empty, self.heading = Notice(), label(ledger.empty, "hint"), label("", "subtitle")
        self.list = RecordList(columns_of(ledger, self._names))
        self.list.setAccessibleName(title)
        self.form = Form(desk, ledger.record)
        self.foot = SaveBar()
        self.saving = LedgerSaving(desk, self, self.form)
        self._arrange()
        self._connect()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self.form.opened.id) and self.form.is_dirty

    def look(self) -> None:
        """Read the list of the village in view."""
        self._is_stale = False
        self._asked += 1
        asked, registry, ledger, code = self._asked, self.desk.registry, self.ledger, self.desk.own_village()

        def land(found: OpenLedger) -> None:
            if asked == self._asked:
                self._show(found)

        self.desk.tasks.ask(self, lambda: open_ledger(registry, ledger, code), land)

    def start(self, values: Mapping[str, Any] | None = None) -> None:
        """Begin a new record with these values, as soon as the list is there."""
        self._starting, self._is_awaited = values or {}, self.shown is None
        if self.shown is None or not self.shown.village_code:
            return
        self.form.flush_draft()
        self.new = OpenedRecord(self.ledger.record, new_id(), keys=self.shown.keys)
        self.chosen_id = self.new.id
        self.list.clearSelection()
        self._open()

    def go_to(self, record_id: str, field: str) -> None:
        """Bring a field of a record into view."""
        self._goal = (record_id, field)
        if self.shown is not None:
            self._reach_goal()

    def save(self) -> None:
        """Keep what was typed; refused with words at the fields."""
        if self.is_dirty:
            self.saving.save(is_new=self.new is not None)

    def put_away(self) -> None:
        """Keep what is half typed."""
        self.form.flush_draft()

    # Showing

    def _show(self, found: OpenLedger) -> None:
        self.shown = found
        self._names.clear()
        self._names.update(found.names)
        if self.new and any(row.id == self.new.id for row in found.rows):
            self.new = None
        if not self.new and not any(row.id == self.chosen_id for row in found.rows):
            self.chosen_id = found.rows[0].id if found.rows else ""
        self.list.show_records(found.rows, self.chosen_id)
        self.list.setVisible(bool(found.rows))
        self.empty.setText(self.ledger.empty if found.village_code else f"{self.ledger.empty}{CHOOSE_VILLAGE}")
        self.empty.setVisible(not found.rows and self.new is None)
        count = f"　{len(found.rows)} 条" if found.rows else ""
        self.title.setText(f"{self.ledger.spec.title}{count}")
        self.export.setVisible(bool(found.rows))
        self.add.setEnabled(bool(found.village_code))
        self.add.setToolTip("" if found.village_code else CHOOSE_VILLAGE)
        self.recycled.offer(found.recycled)
        self.counted.emit(self.ledger.record, len(found.rows))
        self._offer_drafts(found)
        self._reach_goal()
        self._open()
        if self._is_awaited:
            self.start(self._starting)

    def _open(self) -> None:
        has_one = bool(self.chosen_id)
        for part in (self.form, self.heading, self.foot):
            part.setVisible(has_one)
        is_kept = has_one and self.new is None
        self.drop.setVisible(is_kept and not self.ledger.spec.is_only_added_to)
        self.reverse.setVisible(is_kept and self.ledger.spec.is_only_added_to)
        if not has_one:
            if self.form.opened.id:
                self.form.forget_typing()
            return
        registry, record, record_id = self.desk.registry, self.ledger.record, self.chosen_id
        self.desk.tasks.ask(self, lambda: open_record(registry, record, record_id), self._on_opened)

    def _on_opened(self, opened: OpenedRecord) -> None:
        shown = self.shown
        if shown is None or opened.id != self.chosen_id:
            return
        is_new = self.new is not None and self.new.id == opened.id
        if is_new and self.form.opened.id == opened.id:
            return
        one = self.new if is_new and self.new else opened
        for name, choices in shown.choices.items():
            self.form.offer(name, choices)
        if self.form.opened.id != one.id or not self.form.is_dirty:
            tags = {"household": "", "section": section_of(self.ledger), "title": self.ledger.spec.title}
            self.form.show_record(one, year=self.desk.year, tags=tags, taken=shown.drafts)
        self.heading.setText("还没有保存的一条" if is_new else "这一条")
        for box in self.form.boxes.values():
            box.editor.set_locked(self.ledger.spec.is_only_added_to and not is_new)
        if is_new:
            self.form.suggest({name: value for name, value in self._starting.items() if value is not None})
            self._starting = {}
            self.form.focus_field()
        self.form.show_findings(shown.findings)
        self._show_state()
        if self._goal and self._goal[0] == one.id:
            self.form.focus_field(self._goal[1])
            self._goal = None

    def _offer_drafts(self, found: OpenLedger) -> None:
        if found.drafts and not self.is_dirty:
            key, draft = next(iter(found.drafts.items()))
            self.notice.say("上次有没保存的填写，还在。", "warn", "恢复填写", lambda: self._restore(key, draft))

    def _restore(self, key: str, draft: Mapping[str, Any]) -> None:
        if draft["is_new"]:
            self.new = OpenedRecord(self.ledger.record, draft["id"], keys=draft["keys"])
        self.chosen_id = draft["id"]
        self.notice.hide()

        def opened(one: OpenedRecord) -> None:
            self._on_opened(one)
            self.form.restore(key, draft)

        registry, record = self.desk.registry, self.ledger.record
        for part in (self.form, self.heading, self.foot):
            part.show()
        self.desk.tasks.ask(self, lambda: open_record(registry, record, draft["id"], draft["keys"]), opened)

    def _reach_goal(self) -> None:
        shown = self.shown
        if self._goal and shown and any(row.id == self._goal[0] for row in shown.rows):
            self._choose(self._goal[0])

    def _choose(self, record_id: str) -> None:
        if record_id == self.chosen_id and self.form.opened.id == record_id:
            if self._goal:
                self.form.focus_field(self._goal[1])
                self._goal = None
            return
        if self.is_dirty:
            self.form.keeper.flush()
            self.desk.told.emit(f"刚才的{self.ledger.spec.title}还没有保存，已存为草稿。")
        self.new = None if self.new and self.new.id != record_id else self.new
        self.chosen_id = record_id
        self.list.show_records(self.list.records.rows, record_id)
        self._open()

    def _show_state(self) -> None:
        self.foot.show_state(is_dirty=self.is_dirty)

    # Writing

    def _on_saved(self) -> None:
        self.form.forget_draft()
        self.form.forget_typing()
        self.notice.hide()

    def _on_give_up(self) -> None:
        if confirm(self, f"放弃「{self.ledger.spec.title}」里没有保存的填写？", "放弃"):
            self.form.reset()
            if self.new:
                self.new, self.chosen_id = None, ""
                self.look()

    def _on_reverse(self) -> None:
        """Begin the line that takes the chosen one back: its day and reason are asked."""
        twin = twin_of(self.form.opened.value)
        today = {"paid_on": self.desk.registry.today().isoformat()}
        self.start({name: value for name, value in (twin | today).items() if name in self.form.boxes})
        self.desk.told.emit("写明冲销原因，再保存；原来的一笔不动。")

    def _on_put_back(self, record_id: str) -> None:
        self.chosen_id = record_id
        self.saving.set_life(record_id, is_alive=True)

    # Plumbing

    def _arrange(self) -> None:
        top, head = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        for part in (self.recycled, self.export, self.add):
            top.addWidget(part)
        head.addWidget(self.heading, 1)
        for part in (self.reverse, self.drop):
            head.addWidget(part)
        for part in (top, self.notice, self.empty, self.list, head, self.form):
            self.column.addWidget(part) if isinstance(part, QWidget) else self.column.addLayout(part)
        self.column.addStretch(1)
        self.put_at_foot(self.foot)
        hidden = (self.form, self.heading, self.foot, self.drop, self.reverse, self.list, self.empty)
        for part in hidden if self.ledger.adds else (*hidden, self.add):
            part.hide()

    def _connect(self) -> None:
        self.export.clicked.connect(
            lambda: ask_where_to(self.desk, self, self.notice, self.ledger, self.desk.own_village())
        )
        self.add.clicked.connect(lambda _checked: self.start())
        self.list.chosen.connect(lambda row: self._choose(row.id))
        self.list.opened.connect(lambda _row: self.form.focus_field())
        self.form.changed.connect(self._show_state)
        self.form.finished.connect(self.foot.save.setFocus)
        self.form.field_focused.connect(self._on_field_focused)
        self.foot.save_requested.connect(self.save)
        self.foot.give_up_requested.connect(self._on_give_up)
        self.saving.saved.connect(self._on_saved)
        self.drop.clicked.connect(lambda: self.saving.set_life(self.chosen_id, is_alive=False))
        self.reverse.clicked.connect(self._on_reverse)
        self.recycled.wanted.connect(self._on_put_back)
        self.desk.records_changed.connect(self._on_changed)
        self.desk.village_changed.connect(self._on_village_changed)

    def _on_field_focused(self, _record: str, _record_id: str, field: str) -> None:
        self.area.ensureWidgetVisible(self.form.boxes[field])

    def _on_village_changed(self, _code: str) -> None:
        self.put_away()
        self.form.forget_typing()
        self.new, self.chosen_id = None, ""
        self._on_changed(None)

    def _on_changed(self, _touched: object) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        self.put_away()
        super().hideEvent(event)
