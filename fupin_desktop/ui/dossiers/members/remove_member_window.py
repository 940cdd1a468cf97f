"""减少成员: why and when; his history stays with him."""

from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.dossier import Member
from fupin_desktop.services.change_members import remove_member
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord

WORDS = "减少的成员不会被删掉：他的资料和历史都留着，列在「已减少的成员」里。"


class RemoveMemberWindow(MemberWindow):
    """Asks for reason and day."""

    def __init__(self, desk: Desk, shown: OpenDossier, member: Member, parent: QWidget) -> None:
        name = member.person.name or ""
        super().__init__(desk, f"减少成员 {name} · {shown.head}", WORDS, "办理减少", parent)
        self._shown, self._member = shown, member
        self.form = Form(desk, "membership", placed="leaving", keeps_drafts=False)
        self.form.show_record(OpenedRecord("membership", member.membership.id, member.membership), year=shown.year)
        self.form.suggest({"left_on": desk.registry.today().isoformat()})
        self.form.finished.connect(self.yes.setFocus)
        self.hold(self.form)
        self.form.focus_field("leave_reason")

    def finish(self) -> None:
        problems = self.form.problems()
        values = {name: box.editor.value() for name, box in self.form.boxes.items()} if not problems else {}
        blank = [box.spec.label for name, box in self.form.boxes.items() if not problems and values[name] is None]
        if problems or blank:
            self.refuse(problems[0].message if problems else f"请填{'、'.join(blank)}。")
            return
        registry, newest, member = self.desk.registry, self._shown.newest, self._member
        self.write(
            lambda: remove_member(registry, newest, member, values["left_on"], values["leave_reason"]),
            f"{member.person.name or '成员'}已减少。",
        )
