"""增加成员: who, and how he came into the household. The facts of the year are filled afterwards in his form."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.change_members import add_member
from fupin_desktop.services.found_household import registered_at
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.dossiers.members.number_hints import fill_from_number
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord

WORDS = "写上姓名、证件号码和与户主的关系。健康、文化、保险等当年情况，增加后在成员的表里填。"


class AddMemberWindow(MemberWindow):
    """Refuses a number that is registered in another household."""

    def __init__(self, desk: Desk, shown: OpenDossier, parent: QWidget) -> None:
        super().__init__(desk, f"增加成员 · {shown.head}", WORDS, "增加", parent)
        self._shown = shown
        self.person = Form(desk, "person", keeps_drafts=False)
        self.joining = Form(desk, "membership", placed="joining", keeps_drafts=False)
        for form in (self.person, self.joining):
            form.show_record(OpenedRecord(form.record_spec.name, new_id()), year=shown.year)
            self.hold(form)
        self.joining.suggest({"joined_on": desk.registry.today().isoformat()})
        self.person.finished.connect(self.joining.focus_field)
        self.joining.finished.connect(self.yes.setFocus)
        self.person.field_left.connect(lambda name: fill_from_number(self.person, name))
        self.person.focus_field("name")

    def finish(self) -> None:
        problems = [*self.person.problems(), *self.joining.problems()]
        if self.joining.boxes["relation_to_head"].editor.value() is None:
            self.joining.boxes["relation_to_head"].show_problem("请选与户主的关系。")
            self.refuse("还差与户主的关系。")
            return
        if problems:
            self.joining.show_problems(self.person.show_problems(problems))
            self.refuse(problems[0].message)
            return
        person, membership = _filled(self.person), _filled(self.joining)
        self.write(self._adding(person, membership), f"已增加成员 {person['name']}。")

    def _adding(self, person: dict[str, Any], membership: dict[str, Any]) -> Callable[[], Saved]:
        registry, newest = self.desk.registry, self._shown.newest

        def work() -> Saved:
            place = registered_at(registry, person.get("id_number"))
            if place:
                raise Refused(f"这个证件号码已登记在 {place}。如果是同一个人，请先在那一户办理减少，或用「并户」。")
            return add_member(registry, newest, person, membership)

        return work


def _filled(form: Form) -> dict[str, Any]:
    record = form.record()
    names = [spec.name for spec in RECORDS[form.record_spec.name].fields]
    return {name: value for name in names if (value := getattr(record, name)) is not None}
