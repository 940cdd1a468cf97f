"""分户: some members found a household of their own, with a head of their own."""

from PySide6.QtWidgets import QCheckBox, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Member
from fupin_desktop.services.change_members import new_relations, split_household
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.dossiers.members.relation_table import RelationTable
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.choices import numbered
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.forms.day_editor import DayEditor
from fupin_desktop.ui.style.roles import label

MEMBERSHIP = RECORDS["membership"].by_name
WORDS = "勾选分出去的人，再选新户的户主。各人的资料和历史跟着人走；新户没有户编号，等系统编发。"


class SplitWindow(MemberWindow):
    """The head stays; whoever goes is ticked."""

    def __init__(self, desk: Desk, shown: OpenDossier, parent: QWidget) -> None:
        super().__init__(desk, f"分户 · {shown.head}", WORDS, "办理分户", parent)
        self._shown = shown
        self.household_id = ""
        self.ticks: dict[str, QCheckBox] = {}
        self.hold(label("分出去的人", "section"))
        for member in shown.newest.members:
            if not member.is_head:
                tick = QCheckBox(member.person.name or "（无姓名）")
                tick.toggled.connect(self._on_ticked)
                self.ticks[member.person.id] = tick
                self.hold(tick)
        self.choice = CodeEditor(MEMBERSHIP["person_id"])
        self.choice.offer([])
        self.choice.line.setAccessibleName("新户的户主")
        self.choice.changed.connect(self._on_chosen)
        self.table = RelationTable()
        self.day = DayEditor(MEMBERSHIP["joined_on"])
        self.day.change_to(desk.registry.today().isoformat())
        self.hold(
            label("新户的户主", "section"),
            self.choice,
            label("各人与新户主的关系", "section"),
            self.table,
            label("分户日期", "section"),
            self.day,
        )
        for tick in list(self.ticks.values())[:1]:
            tick.setFocus()  # else the cursor is on 返回, and Enter would leave

    def finish(self) -> None:
        leaving, head = self._leaving(), self._head()
        if not leaving or head is None:
            self.refuse("请勾选分出去的人，并选新户的户主。")
            return
        asked, on = self.table.asked(), self.day.value() if not self.day.problem() else None
        if asked or on is None:
            self.refuse(f"还要定：{'、'.join(asked)} 与新户主的关系。" if asked else "请填分户日期，如 2018-06-30。")
            return
        registry, newest, relations = self.desk.registry, self._shown.newest, self.table.relations()

        def work() -> object:
            self.household_id, saved = split_household(registry, newest, leaving, head, relations, on)
            return saved

        self.write(work, f"{head.person.name or ''} 等 {len(leaving)} 人已分出，成为新户。")

    def _leaving(self) -> list[Member]:
        return [one for one in self._shown.newest.members if one.person.id in self.ticks and self._is_ticked(one)]

    def _is_ticked(self, member: Member) -> bool:
        return self.ticks[member.person.id].isChecked()

    def _head(self) -> Member | None:
        chosen = None if self.choice.problem() else self.choice.value()
        return next((one for one in self._leaving() if one.person.id == chosen), None)

    def _on_ticked(self) -> None:
        leaving = self._leaving()
        self.choice.offer(numbered((one.person.id, one.person.name or "", "") for one in leaving))
        if self._head() is None:
            self.choice.change_to(leaving[0].person.id if len(leaving) == 1 else None)
        self._on_chosen()

    def _on_chosen(self) -> None:
        head, leaving = self._head(), self._leaving()
        known = new_relations(self._shown.newest, head) if head else {}
        becomes = {one.person.id: known.get(one.membership.id) for one in leaving}
        self.table.show_members(leaving if head else (), becomes, self._shown.year)
        self.refuse("")
