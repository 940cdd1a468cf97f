"""Sections that are lists: 帮扶计划, 帮扶措施, 帮扶成效, 走访记录. A list above, the chosen record's form below it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.list_kind import ListKind
from fupin_desktop.ui.dossiers.offers import Helping, read_helping
from fupin_desktop.ui.dossiers.places import SECTION_OF
from fupin_desktop.ui.dossiers.record_list import RecordList
from fupin_desktop.ui.dossiers.recycled import Recycled
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.forms.choices import Choice
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.style.roles import button, label


class ListSection(Section):
    """Newest first. A new record lives in the form until it is saved.

    Signals:
        start_requested: begin a record in another section with these values (its name, values).
    """

    start_requested = Signal(str, object)

    def __init__(self, desk: Desk, kind: ListKind) -> None:
        super().__init__(desk)
        self.kind = kind
        self.key = SECTION_OF[kind.record]
        self.chosen_id = ""
        self.new: OpenedRecord | None = None
        self._starting: Mapping[str, Any] = {}
        self.helping = Helping((), ())
        self.add = button(f"＋ {kind.new}")
        self.recycled = Recycled(desk, kind.record)
        self.empty = label(kind.empty, "hint")
        self.list = RecordList(kind.columns)
        self.heading = label("", "subtitle")
        self.drop = button("放入回收站", "quiet")
        self.finish = button("今天办结", "quiet")
        self.next = button(kind.next_step.words if kind.next_step else "", "quiet")
        self.story = label("", "hint")
        self.form = self.adopt(Form(desk, kind.record))
        self.chain(self.form)
        self._arrange()
        self._connect()

    # The page's side

    def begin(self) -> None:
        self.chosen_id, self.new = "", None

    def refresh(self) -> None:
        shown = self.shown
        if shown is None:
            return
        rows = self.kind.records(shown)
        if self.new and any(row.id == self.new.id for row in rows):
            self.new = None
        if not self.new and not any(row.id == self.chosen_id for row in rows):
            self.chosen_id = rows[0].id if rows else ""
        self.list.show_records(rows, self.chosen_id)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows and self.new is None)
        self.recycled.look(shown.id, shown.newest.household.village_code or "")
        self._open()

    def start(self, values: Mapping[str, Any]) -> None:
        """Begin a new record with these values."""
        shown = self.shown
        if shown is None:
            return
        self.keep_drafts()
        self._starting = {**self.kind.starting(shown), **values}
        keys = {"household_id": shown.id} | ({"year": shown.year} if "year" in self.form.boxes else {})
        self.new = OpenedRecord(self.kind.record, new_id(), keys=keys)
        self.chosen_id = self.new.id
        self.list.clearSelection()
        self.empty.hide()
        self._open()

    def go_to(self, record: str, record_id: str, field: str) -> None:
        if record == self.kind.record and record_id:
            self._choose(record_id)
        super().go_to(record, record_id, field)

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        if draft["is_new"]:
            self.new = OpenedRecord(self.kind.record, draft["id"], keys=draft["keys"])
        self._choose(draft["id"])
        super().restore(key, draft)

    def give_up(self) -> None:
        super().give_up()
        if self.new:
            self.new, self.chosen_id = None, ""
            self.refresh()

    def save_title(self) -> str:
        head = self.shown.head if self.shown else ""
        return f"新增 {head} {self.title}" if self.new else f"修改 {head} {self.title}"

    # Plumbing

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.add)
        top.addStretch(1)
        top.addWidget(self.recycled)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        for part in (self.finish, self.next, self.drop):
            head.addWidget(part)
        for part in (top, self.empty, self.list, head, self.story, self.form):
            self.column.addLayout(part) if isinstance(part, QHBoxLayout) else self.column.addWidget(part)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self.start({}))
        self.list.chosen.connect(lambda row: self._choose(row.id))
        self.list.opened.connect(lambda _row: self.form.focus_field())
        self.drop.clicked.connect(self._on_drop)
        self.finish.clicked.connect(lambda: self.form.suggest({"done_on": self.desk.registry.today().isoformat()}))
        self.next.clicked.connect(self._on_next)
        self.form.field_left.connect(self._on_field_left)
        self.recycled.restored.connect(self._on_restored)

    def _choose(self, record_id: str) -> None:
        if record_id == self.chosen_id and self.form.opened.id == record_id:
            return
        if self.form.is_dirty:
            self.form.keeper.flush()
            self.desk.told.emit(f"刚才的{self.title}还没有保存，已存为草稿。")
        if self.new and self.new.id != record_id:
            self.new = None
        self.chosen_id = record_id
        self.list.show_records(self.list.records.rows, record_id)
        self._open()

    def _open(self) -> None:
        has_one = bool(self.chosen_id)
        for part in (self.form, self.heading):
            part.setVisible(has_one)
        is_kept = has_one and self.new is None
        self.drop.setVisible(is_kept)
        self.next.setVisible(is_kept and self.kind.next_step is not None)
        self._tell_story()
        if has_one:
            self.open_records([(self.kind.record, self.chosen_id, {})], self._on_opened, read_helping)
        elif self.form.opened.id:
            self.form.forget_typing()

    def _on_opened(self, opened: list[OpenedRecord], helping: Helping) -> None:
        shown, one = self.shown, opened[0]
        if shown is None or one.id != self.chosen_id:
            return
        self.helping = helping
        is_new = self.new is not None and self.new.id == one.id
        if is_new and self.new and self.form.opened.id != one.id:
            one = self.new
        elif is_new:
            return
        offers: Mapping[str, list[Choice]] = {
            "helper_id": helping.helper_choices(shown.newest),
            "unit_id": helping.unit_choices(),
            **self.kind.offers(shown),
        }
        for name, choices in offers.items():
            if name in self.form.boxes:
                self.form.offer(name, choices)
        self.show_in(self.form, one)
        self.heading.setText(self._heading_of(one))
        if is_new and self._starting:
            self.form.suggest({name: value for name, value in self._starting.items() if value is not None})
            self._starting = {}
            self.form.focus_field()

    def _heading_of(self, opened: OpenedRecord) -> str:
        return f"{self.kind.new}（还没有保存）" if opened.value is None else f"这条{self.title}"

    def _tell_story(self) -> None:
        """What came before and after: promise, measure, effect."""
        rows = self.kind.records(self.shown) if self.shown else ()
        record = next((row for row in rows if row.id == self.chosen_id), None)
        words = self.kind.thread(self.shown, record) if self.shown and record else ""
        self.story.setText(words)
        self.story.setVisible(bool(words))
        self.finish.setVisible(self.kind.has_end and record is not None and record.done_on is None)

    def _on_next(self) -> None:
        if self.kind.next_step:
            self.start_requested.emit(self.kind.next_step.section, {self.kind.next_step.field: self.chosen_id})

    def _on_field_left(self, name: str) -> None:
        """Whoever is chosen is also written in words, for papers and for the county: nothing is typed twice."""
        box = self.form.boxes.get(self.kind.name_into)
        if name == "helper_id" and box is not None and box.editor.value() is None:
            helper = self.helping.helper(self.form.boxes[name].editor.value())
            if helper is not None:
                box.editor.change_to(helper.name)

    def _on_drop(self) -> None:
        shown, title = self.shown, RECORDS[self.kind.record].title
        if shown is None or not confirm(
            self, f"把这条{title}放入回收站？", "放入回收站", "资料不会丢失，随时可以从回收站恢复。"
        ):
            return
        registry, own, name = self.desk.registry, self.chosen_id, f"删除 {shown.head} {title}"
        region = shown.newest.household.village_code or ""
        self.form.forget_draft()
        self.form.forget_typing()
        edits = [Edit(self.kind.record, own, LIFE, value=False)]
        self.act(lambda: save(registry, edits, title=name, region=region), f"{title}已放入回收站。")

    def _on_restored(self, record_id: str) -> None:
        self.chosen_id = record_id
        self.written.emit()
