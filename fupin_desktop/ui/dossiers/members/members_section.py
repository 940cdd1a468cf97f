"""家庭成员: the list, the chosen member's forms, and what is done to the membership."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.dossier import Member
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.found_household import registered_at
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.members.add_member_window import AddMemberWindow
from fupin_desktop.ui.dossiers.members.change_head_window import ChangeHeadWindow
from fupin_desktop.ui.dossiers.members.join_window import JoinWindow
from fupin_desktop.ui.dossiers.members.member_columns import FORMER_COLUMNS, MemberRow, member_columns
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.dossiers.members.number_hints import NUMBER, fill_from_number
from fupin_desktop.ui.dossiers.members.remove_member_window import RemoveMemberWindow
from fupin_desktop.ui.dossiers.members.split_window import SplitWindow
from fupin_desktop.ui.dossiers.record_list import RecordList
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

OLD_YEAR = "现在看的是 {} 年。增加、减少、变更户主、分户、并户，请先在上方切换到最新年度。"


class MembersSection(Section):
    """Three forms of one member: the person, how he belongs to the household, and his year."""

    key = places.MEMBERS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chosen_id = ""
        self.add, self.remove = button("＋ 增加成员"), button("减少这位成员")
        self.head, self.split, self.join = button("变更户主"), button("分户"), button("并户")
        self.old_year, self.empty = label("", "warn"), label("还没有成员。先增加户主本人。", "hint")
        self.list = RecordList(member_columns(), most_rows=12)
        self.heading = label("", "subtitle")
        self.person, self.membership, self.year = (
            self.adopt(Form(desk, record)) for record in ("person", "membership", "person_year")
        )
        self.former_head, self.former = label("已减少的成员", "section"), RecordList(FORMER_COLUMNS, most_rows=4)
        self._arrange()
        self._connect()

    def begin(self) -> None:
        self.chosen_id = ""

    def refresh(self) -> None:
        shown = self.shown
        if shown is None:
            return
        rows = [MemberRow(member.person.id, member, shown.dossier.day) for member in shown.dossier.members]
        gone = [MemberRow(member.person.id, member, shown.dossier.day) for member in shown.dossier.former_members]
        if all(row.id != self.chosen_id for row in (*rows, *gone)):
            self.chosen_id = rows[0].id if rows else ""
        self.list.show_records(rows, self.chosen_id)
        self.former.show_records(gone, self.chosen_id)
        for part, is_on in ((self.list, rows), (self.former, gone), (self.former_head, gone)):
            part.setVisible(bool(is_on))
        self.empty.setVisible(not rows)
        self._show_actions(len(rows))
        self._open()

    def go_to(self, record: str, record_id: str, field: str) -> None:
        owner = self._owner_of(record, record_id)
        if owner and owner != self.chosen_id:
            self._choose(owner)
        super().go_to(record, record_id, field)

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        owner = self._owner_of(draft["record"], draft["id"])
        if owner:
            self._choose(owner)
        super().restore(key, draft)

    def save_title(self) -> str:
        member = self._member()
        name = f"（{member.person.name}）" if member and member.person.name else ""
        return f"{super().save_title()}{name}"

    def _member(self) -> Member | None:
        dossier = self.shown.dossier if self.shown else None
        everybody = (*dossier.members, *dossier.former_members) if dossier else ()
        return next((one for one in everybody if one.person.id == self.chosen_id), None)

    def _owner_of(self, record: str, record_id: str) -> str:
        """The person whose record it is."""
        dossier = self.shown.dossier if self.shown else None
        if dossier is None or not record_id:
            return ""
        for member in (*dossier.members, *dossier.former_members):
            own = {member.person.id, member.membership.id, yearly_id("person_year", member.person.id, dossier.year)}
            if record_id in own:
                return member.person.id
        return ""

    def _choose(self, person_id: str) -> None:
        if person_id == self.chosen_id:
            return
        if self.is_dirty:
            for form in self.forms:
                form.flush_draft()
            self.desk.told.emit("刚才那位成员的修改没有保存，已存为草稿。")
        self.chosen_id = person_id
        for each in (self.list, self.former):
            each.show_records(each.records.rows, person_id)
        self._open()

    def _open(self) -> None:
        member, shown = self._member(), self.shown
        for part in (self.heading, *self.forms):
            part.setVisible(member is not None)
        if member is None or shown is None:
            return
        keys = {"person_id": member.person.id, "year": shown.year}
        self.open_records(
            [
                ("person", member.person.id, {}),
                ("membership", member.membership.id, {}),
                ("person_year", yearly_id("person_year", member.person.id, shown.year), keys),
            ],
            self._on_opened,
        )

    def _on_opened(self, opened: list[OpenedRecord]) -> None:
        member, shown = self._member(), self.shown
        if member is None or shown is None or opened[0].id != member.person.id:
            return
        for form, one in zip(self.forms, opened, strict=True):
            self.show_in(form, one)
        self.heading.setText(f"{member.person.name or '（无姓名）'} 的资料 · {shown.year} 年")
        self.remove.setEnabled(shown.is_newest and member in shown.dossier.members)
        self.person.explain(NUMBER, "")

    def _show_actions(self, members: int) -> None:
        shown = self.shown
        is_newest = shown is not None and shown.is_newest
        self.old_year.setText(OLD_YEAR.format(shown.year) if shown else "")
        self.old_year.setVisible(not is_newest)
        for each, least in ((self.add, 0), (self.remove, 1), (self.head, 2), (self.split, 2), (self.join, 1)):
            each.setEnabled(is_newest and members >= least)

    def _do(self, make: Callable[[QWidget], MemberWindow]) -> None:
        window = make(self)
        window.carried_out.connect(self.desk.told)
        window.carried_out.connect(lambda _words: self.written.emit())
        window.open()

    def _on_field_left(self, name: str) -> None:
        fill_from_number(self.person, name)
        if name == NUMBER:
            registry, number = self.desk.registry, self.person.boxes[NUMBER].editor.value()
            own = self.chosen_id
            self.desk.tasks.ask(self, lambda: registered_at(registry, number), lambda at: self._warn(own, at))

    def _warn(self, own: str, place: str) -> None:
        if place and own == self.chosen_id:
            self.person.explain(NUMBER, f"这个号码已登记在 {place}，请核对是不是同一个人。")

    def _arrange(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for each in (self.add, self.remove, self.head, self.split, self.join):
            flow.addWidget(each)
        for part in (buttons, self.old_year, self.empty, self.list, self.heading, *self.forms):
            self.column.addWidget(part)
        self.column.addWidget(self.former_head)
        self.column.addWidget(self.former)
        self.column.addStretch(1)
        scaled(self, lambda: self.former_head.setContentsMargins(0, em(0.8), 0, 0))

    def _connect(self) -> None:
        self.chain(self.person, self.membership, self.year)
        self.list.chosen.connect(lambda row: self._choose(row.id))
        self.former.chosen.connect(lambda row: self._choose(row.id))
        self.list.opened.connect(lambda _row: self.person.focus_field())
        self.person.field_left.connect(self._on_field_left)
        self.add.clicked.connect(lambda: self._with_shown(AddMemberWindow))
        self.head.clicked.connect(lambda: self._with_shown(ChangeHeadWindow))
        self.split.clicked.connect(lambda: self._with_shown(SplitWindow))
        self.join.clicked.connect(lambda: self._with_shown(JoinWindow))
        self.remove.clicked.connect(self._on_remove)

    def _with_shown(self, window: Callable[..., MemberWindow]) -> None:
        shown = self.shown
        if shown is not None:
            self._do(lambda parent: window(self.desk, shown, parent))

    def _on_remove(self) -> None:
        shown, member = self.shown, self._member()
        if shown is not None and member is not None:
            self._do(lambda parent: RemoveMemberWindow(self.desk, shown, member, parent))
