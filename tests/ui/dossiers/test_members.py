"""Members join, leave, head, split off and come together; nobody is erased."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.forms.form import Form
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage, type_into
from tests.ui.forms.form_builders import type_chinese

pytestmark = pytest.mark.gui
HOUSEHOLD = builders.household_id(FAMILY)
HEAD, WIFE, SON, IN_LAW, GRANDSON = (builders.person_id(FAMILY, n) for n in range(5))
Settled = Callable[[Desk], None]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settled: Settled) -> Callable[[DossierPage, str], Any]:
    """`window(page, name)`: press a button of the section and get the window that opens."""

    def pressed(page: DossierPage, name: str) -> Any:
        getattr(page.section, name).click()
        (found,) = [one for one in page.section.findChildren(MemberWindow) if one.isVisible()]
        found.activateWindow()
        qtbot.waitUntil(found.isActiveWindow)
        settled(desk)
        return found

    return pressed


def members(registry: SqlRegistry, household: str = HOUSEHOLD) -> dict[str, str | None]:
    """Relation to the head, by name."""
    dossier = next(iter(registry.dossiers([household])))
    return {one.person.name or "": one.membership.relation_to_head for one in dossier.members}


def choose(form: Form, field: str, typed: str) -> None:
    """Choose a code with the keyboard."""
    editor: Any = form.boxes[field].editor
    form.focus_field(field)
    editor.line.selectAll()
    QTest.keyClicks(editor.line, typed)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)


def test_the_list_shows_everybody_and_masks_their_numbers(open_page: OpenPage) -> None:
    page = open_page("members")
    model = page.section.list.records
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "薛满仓", "郭翠平", "薛磊", "成丽", "薛子轩",
    ]  # fmt: skip
    assert model.index(0, 5).data() == "141199********3514"


def test_choosing_a_member_shows_his_three_forms(open_page: OpenPage, desk: Desk, settled: Settled) -> None:
    section = open_page("members").section
    section.list.choose(SON)
    settled(desk)
    assert section.heading.text() == "薛磊 的资料 · 2018 年"
    assert section.person.opened.id == SON
    assert section.membership.boxes["relation_to_head"].editor.value() == "03"
    assert section.year.boxes["education_level"].editor.value() == "03"


def test_the_three_forms_of_a_member_are_saved_as_one_action(
    open_page: OpenPage, registry: SqlRegistry, save: Callable[[DossierPage], None], desk: Desk, settled: Settled
) -> None:
    page = open_page("members")
    section = page.section
    section.list.choose(SON)
    settled(desk)
    choose(section.person, "ethnicity", "03")
    type_into(section.year, "work_months", "6")
    save(page)
    newest = registry.groups(1)[0]
    assert newest.title == "修改 薛满仓户 家庭成员（薛磊）"
    assert newest.commits == 1
    assert registry.record("person", SON).ethnicity == "03"


def test_another_member_keeps_the_half_typed_one_as_a_draft(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, said: list[str]
) -> None:
    section = open_page("members").section
    type_into(section.year, "work_months", "6")
    section.list.choose(SON)
    settled(desk)
    assert len(registry.drafts()) == 1
    assert any("已存为草稿" in sentence for sentence in said)
    assert section.year.boxes["work_months"].editor.value() is None


def test_a_number_fills_sex_and_birth_into_blanks_and_is_doubted(
    open_page: OpenPage, window: Callable[[DossierPage, str], Any]
) -> None:
    adding = window(open_page("members"), "add")
    type_into(adding.person, "id_number", builders.id_number("20180501", "2", 33))
    adding.person.focus_field("name")
    assert adding.person.boxes["sex"].editor.value() == "2"
    assert adding.person.boxes["birth_date"].editor.value() == "2018-05-01"
    type_into(adding.person, "id_number", "141199201805010001")
    adding.person.focus_field("name")
    assert "校验码" in adding.person.boxes["id_number"]._beneath.text()


def test_a_member_is_added_with_relation_and_reason(
    open_page: OpenPage, registry: SqlRegistry, window: Callable[[DossierPage, str], Any], desk: Desk, settled: Settled
) -> None:
    page = open_page("members")
    adding = window(page, "add")
    type_chinese(adding.person.boxes["name"].editor.line, "薛小演")
    adding.yes.click()
    assert "关系" in adding.wrong.text()
    choose(adding.joining, "relation_to_head", "08")
    choose(adding.joining, "join_reason", "xs")
    adding.yes.click()
    settled(desk)
    assert members(registry)["薛小演"] == "08"
    assert registry.groups(1)[0].title == "增加成员 薛小演（薛满仓户）"
    assert page.section.list.records.rowCount() == 6


def test_a_number_that_is_registered_elsewhere_is_refused(
    open_page: OpenPage,
    registry: SqlRegistry,
    window: Callable[[DossierPage, str], Any],
    desk: Desk,
    settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "open", lambda box: shown.append(box.text()))
    adding = window(open_page("members"), "add")
    type_chinese(adding.person.boxes["name"].editor.line, "重名")
    type_into(adding.person, "id_number", registry.record("person", builders.person_id(0)).id_number)
    choose(adding.joining, "relation_to_head", "99")
    adding.yes.click()
    settled(desk)
    assert "已登记在 第一小组 张来福户" in shown[0]
    assert adding.isVisible()
    assert len(members(registry)) == 5


def test_a_member_leaves_with_day_and_reason_and_stays_in_sight(
    open_page: OpenPage, registry: SqlRegistry, window: Callable[[DossierPage, str], Any], desk: Desk, settled: Settled
) -> None:
    page = open_page(f"person:{IN_LAW}")
    leaving = window(page, "remove")
    leaving.yes.click()
    assert leaving.wrong.text() == "请填减少原因。"
    choose(leaving.form, "leave_reason", "qc")
    leaving.yes.click()
    settled(desk)
    assert "成丽" not in members(registry)
    assert [row.member.person.name for row in page.section.former.records.rows] == ["成丽"]
    assert registry.groups(1)[0].title == "减少成员 成丽（薛满仓户）"


def test_a_new_head_rewrites_relations_and_asks_what_cannot_be_known(
    open_page: OpenPage, registry: SqlRegistry, window: Callable[[DossierPage, str], Any], desk: Desk, settled: Settled
) -> None:
    page = open_page("members")
    changing = window(page, "head")
    changing.yes.click()
    assert changing.wrong.text() == "请先选新户主。"
    changing.choice.change_to(SON)
    known = {own: editor.value() for own, editor in changing.table.editors.items()}
    assert known == {HEAD: "11", WIFE: "12", SON: "01", IN_LAW: "02", GRANDSON: None} | (
        {GRANDSON: "03"} if known[GRANDSON] else {}
    )
    for own in changing.table.editors:
        if changing.table.editors[own].value() is None:
            changing.table.editors[own].change_to("03")
    changing.yes.click()
    settled(desk)
    assert members(registry)["薛磊"] == "01"
    assert members(registry)["薛满仓"] == "11"
    assert page.header.name.text() == "薛磊户"


def test_some_members_split_off_with_a_head_of_their_own(
    open_page: OpenPage, registry: SqlRegistry, window: Callable[[DossierPage, str], Any], desk: Desk, settled: Settled
) -> None:
    page = open_page("members")
    splitting = window(page, "split")
    assert HEAD not in splitting.ticks
    assert splitting.ticks[WIFE].hasFocus()  # and not 返回, with which Enter would leave
    for own in (SON, IN_LAW, GRANDSON):
        splitting.ticks[own].setChecked(True)
    splitting.choice.change_to(SON)
    for editor in splitting.table.editors.values():
        if editor.value() is None:
            editor.change_to("03")
    splitting.yes.click()
    splitting.yes.click()  # an impatient hand: one new household, not two
    settled(desk)
    assert members(registry) == {"薛满仓": "01", "郭翠平": "02"}
    assert members(registry, splitting.household_id) == {"薛磊": "01", "成丽": "02", "薛子轩": "03"}
    assert len(registry.household_ids(HouseholdQuery())) == len(builders.HOUSEHOLDS) + 1


def test_another_household_is_found_and_joined(
    open_page: OpenPage,
    registry: SqlRegistry,
    window: Callable[[DossierPage, str], Any],
    desk: Desk,
    settled: Settled,
    qtbot: QtBot,
) -> None:
    page = open_page("members")
    joining = window(page, "join")
    joining.search.setText("牛根锁")
    qtbot.waitUntil(lambda: joining.found.count() == 1)
    joining.found.itemClicked.emit(joining.found.item(0))
    settled(desk)
    joining.yes.click()
    assert "牛根锁" in joining.wrong.text()
    joining.table.editors[builders.person_id(9)].change_to("99")
    joining.yes.click()
    settled(desk)
    assert members(registry)["牛根锁"] == "99"
    assert registry.record("household", builders.household_id(9)) is None


def test_an_old_year_shows_its_members_but_changes_none(open_page: OpenPage, desk: Desk, settled: Settled) -> None:
    page = open_page("members")
    page.header.chips[0].click()
    settled(desk)
    assert not page.section.add.isEnabled()
    assert not page.section.split.isEnabled()
    assert "2017 年" in page.section.old_year.text()
