"""变更户主: who heads the household from now on; every relation is rewritten with it."""

from PySide6.QtWidgets import QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Member
from fupin_desktop.services.change_members import change_head, new_relations
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.dossiers.members.relation_table import RelationTable
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.choices import numbered
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.style.roles import label

WORDS = "选新户主，下面列出每个人与新户主的关系。算得出的已经填好，标红的请您来定。"


class ChangeHeadWindow(MemberWindow):
    """Shows what everybody becomes before anything is written."""

    def __init__(self, desk: Desk, shown: OpenDossier, parent: QWidget) -> None:
        super().__init__(desk, f"变更户主 · {shown.head}", WORDS, "变更户主", parent)
        self._shown = shown
        members = [member for member in shown.newest.members if not member.is_head]
        self.choice = CodeEditor(RECORDS["membership"].by_name["person_id"])
        self.choice.offer(numbered((one.person.id, one.person.name or "", "") for one in members))
        self.choice.line.setAccessibleName("新户主")
        self.choice.changed.connect(self._on_chosen)
        self.table = RelationTable()
        self.table.changed.connect(lambda: self.refuse(""))
        self.hold(label("新户主"), self.choice, label("各人与新户主的关系", "section"), self.table)
        self.choice.setFocus()

    def finish(self) -> None:
        newest = self._shown.newest
        head = self._head()
        if head is None:
            self.refuse("请先选新户主。")
            return
        asked, heads = self.table.asked(), self.table.second_heads()
        if asked or len(heads) > 1:
            only_one = f"户主只能有一个，现在有：{'、'.join(heads)}。"
            self.refuse(f"还要定：{'、'.join(asked)} 与新户主的关系。" if asked else only_one)
            return
        known = self.table.relations()
        relations = {member.membership.id: known[member.person.id] for member in newest.members}
        registry = self.desk.registry
        self.write(lambda: change_head(registry, newest, head, relations), f"户主已变更为 {head.person.name or ''}。")

    def _head(self) -> Member | None:
        if self.choice.problem():
            return None
        return next((one for one in self._shown.newest.members if one.person.id == self.choice.value()), None)

    def _on_chosen(self) -> None:
        head = self._head()
        if head is None:
            return
        newest = self._shown.newest
        by_membership = new_relations(newest, head)
        becomes = {member.person.id: by_membership[member.membership.id] for member in newest.members}
        self.table.show_members(newest.members, becomes, self._shown.year)
        self.refuse("")
