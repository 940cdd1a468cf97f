"""A day with one dossier: open, fill, be refused, correct, save, leave half typed, come back, look at another year."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services import undo
from fupin_desktop.services.check_registry import refresh
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage, type_into

pytestmark = pytest.mark.gui
HOUSEHOLD = builders.household_id(FAMILY)
CONDITIONS = yearly_id("household_conditions", HOUSEHOLD, 2018)
Go = Callable[[DossierPage, str], Any]
Save = Callable[[DossierPage], None]
Settled = Callable[[Desk], None]


def test_the_first_page_shows_the_household_as_on_its_card(open_page: OpenPage) -> None:
    page = open_page()
    glance = page.section
    assert page.header.name.text() == "薛满仓户"
    assert page.header.status.text() == "预脱贫"
    assert [row[0] for row in glance.members.rows] == ["薛满仓", "郭翠平", "薛磊", "成丽", "薛子轩"]
    assert ("家庭人口", "5 人") in glance.facts.pairs
    assert glance.bar.bars[0] == ("2018 年", Decimal("2300.00"))
    assert glance.helpers.rows[0][0] == "李驻村"
    assert glance.plans.rows[0] == ("发展核桃三亩", "已办结 2018-09-20")
    assert "199****" in dict(glance.facts.pairs)["联系电话"]


def test_every_section_opens(open_page: OpenPage, go: Go) -> None:
    page = open_page()
    for key, title in places.TITLES.items():
        section = go(page, key)
        assert section.title == title
        assert section.isVisible()


def test_the_sections_say_how_far_they_are_filled(open_page: OpenPage, registry: SqlRegistry) -> None:
    refresh(registry)
    page = open_page()
    mark = page.list._items[places.CONDITIONS].data(Qt.ItemDataRole.UserRole + 1)
    assert 0 < mark.filled < mark.needed
    helpers = page.list._items[places.HELPERS].data(Qt.ItemDataRole.UserRole + 1)
    assert helpers.is_full
    assert page.list._items[places.VISITS].data(Qt.ItemDataRole.UserRole + 1).words == "1 条"


def test_saving_is_one_named_action_and_is_told(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry, said: list[str]
) -> None:
    page = open_page()
    section = go(page, places.CONDITIONS)
    type_into(section.forms[0], "forest_land", "2.5")
    assert page.foot.save.isEnabled()
    save(page)
    assert registry.record("household_conditions", CONDITIONS).forest_land == Decimal("2.5")
    assert registry.groups(1)[0].title == "修改 薛满仓户 生产生活条件"
    assert any("已保存：修改 薛满仓户 生产生活条件" in sentence for sentence in said)
    assert not page.foot.save.isEnabled()
    assert registry.drafts() == {}


def test_ctrl_s_saves(open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, settled: Settled) -> None:
    page = open_page()
    section = go(page, places.CONDITIONS)
    type_into(section.forms[0], "forest_land", "1")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(desk)
    assert registry.record("household_conditions", CONDITIONS).forest_land == Decimal(1)


def test_a_save_with_something_wrong_changes_nothing_and_says_it_at_the_field(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry, said: list[str]
) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    type_into(form, "housing_area", "80")
    type_into(form, "forest_land", "two")
    before = registry.groups(1)[0].id
    save(page)
    assert registry.groups(1)[0].id == before
    assert "请填数字" in form.boxes["forest_land"].problem
    assert any(sentence.startswith("还没有保存") for sentence in said)
    type_into(form, "forest_land", "2")
    save(page)
    kept = registry.record("household_conditions", CONDITIONS)
    assert (kept.housing_area, kept.forest_land) == (Decimal(80), Decimal(2))


def test_after_a_save_the_findings_are_those_of_what_was_saved(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry, qtbot: QtBot
) -> None:
    refresh(registry)
    page = open_page()
    section = go(page, places.CONDITIONS)
    type_into(section.forms[0], "cultivated_land", "900")
    save(page)
    qtbot.waitUntil(lambda: any(one.field == "cultivated_land" for one in page.shown.findings))
    assert section.forms[0].boxes["cultivated_land"]._mark.text().startswith("●")


def test_leaving_half_typed_keeps_a_draft_and_says_so_and_saves_nothing(
    open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, said: list[str], settled: Settled
) -> None:
    page = open_page()
    type_into(go(page, places.CONDITIONS).forms[0], "forest_land", "2.5")
    page.open(builders.household_id(0))
    settled(desk)
    assert page.header.name.text() == "张来福户"
    assert registry.record("household_conditions", CONDITIONS).forest_land is None
    assert list(registry.drafts()) == [f"household_conditions:{CONDITIONS}"]
    assert any("没有保存，已存为草稿" in sentence for sentence in said)
    assert page.drafts.isHidden()


def test_a_draft_of_before_is_offered_and_put_back(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    first = open_page()
    type_into(go(first, places.CONDITIONS).forms[0], "forest_land", "2.5")
    first.put_away()
    settled(desk)
    first.close()
    page = open_page()
    assert not page.drafts.isHidden()
    assert "生产生活条件" in page.drafts.words.text()
    page.drafts.restore.click()
    settled(desk)
    assert page.section.key == places.CONDITIONS
    assert page.section.forms[0].boxes["forest_land"].editor.value() == Decimal("2.5")
    assert page.drafts.isHidden()
    save(page)
    assert registry.record("household_conditions", CONDITIONS).forest_land == Decimal("2.5")
    assert registry.drafts() == {}


def test_a_draft_can_be_let_go(
    open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    first = open_page()
    type_into(go(first, places.CONDITIONS).forms[0], "forest_land", "2.5")
    first.put_away()
    settled(desk)
    page = open_page()
    page.drafts.drop.click()
    settled(desk)
    assert registry.drafts() == {}
    assert page.drafts.isHidden()


def test_going_to_another_section_keeps_what_is_typed_where_it_is(open_page: OpenPage, go: Go, said: list[str]) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    type_into(form, "forest_land", "2.5")
    go(page, places.BASICS)
    assert any("还没有保存" in sentence for sentence in said)
    assert page.list._items[places.CONDITIONS].data(Qt.ItemDataRole.UserRole + 2)
    go(page, places.CONDITIONS)
    assert form.boxes["forest_land"].editor.value() == Decimal("2.5")


def test_what_others_save_comes_in_and_what_is_typed_stays(
    open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    type_into(form, "forest_land", "2.5")
    saved = save_edits(registry, [Edit("household", HOUSEHOLD, "address", "新址")], title="别处")
    desk.records_changed.emit(saved.touched)
    settled(desk)
    assert "新址" in page.header.facts.text()
    assert form.boxes["forest_land"].editor.value() == Decimal("2.5")


def test_another_year_shows_the_form_of_that_year(open_page: OpenPage, go: Go, desk: Desk, settled: Settled) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    assert form.boxes["is_water_safe"].isHidden()
    page.header.chips[0].click()
    settled(desk)
    assert page.shown.year == 2017
    assert form.opened.id == yearly_id("household_conditions", HOUSEHOLD, 2017)
    assert not form.boxes["is_water_safe"].isHidden()
    assert page.header.status.text() == "未脱贫"


def test_a_new_year_is_carried_over_and_opened(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    page = open_page()
    page.header.chips[-1].click()
    settled(desk)
    assert page.shown.year == 2019
    carried = registry.record("household_conditions", yearly_id("household_conditions", HOUSEHOLD, 2019))
    assert carried.cultivated_land == Decimal(9)
    assert [chip.text() for chip in page.header.chips] == ["2017 年", "2018 年", "2019 年", "＋ 开 2020 年"]


def test_a_sealed_year_is_opened_for_a_late_household_with_a_reason(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_year(registry, builders.VILLAGE, 2019, by="王演示")
    page = open_page()
    answers = iter(["", "这一户漏了"])
    monkeypatch.setattr("fupin_desktop.ui.dossiers.dossier_page.ask_reason", lambda *_words: next(answers))
    for year in (2018, 2019):
        page.header.chips[-1].click()
        settled(desk)
        assert page.shown.year == year
    assert registry.groups(1)[0].kind == "addendum"


def test_a_sealed_year_asks_for_a_reason_and_keeps_it(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry, said: list[str]
) -> None:
    seal_year(registry, builders.VILLAGE, 2018, by="王演示")
    page = open_page()
    assert page.header.chips[1].text() == "2018 年 已封"
    form = go(page, places.CONDITIONS).forms[0]
    assert page.foot.reason.isHidden()
    type_into(form, "forest_land", "2")
    assert page.foot.reason.isVisible()
    save(page)
    assert registry.record("household_conditions", CONDITIONS).forest_land is None
    assert any("补记原因" in sentence for sentence in said)
    page.foot.reason.setText("核对林权证")
    save(page)
    entry = registry.history("household_conditions", [CONDITIONS], "forest_land")[0]
    assert (entry.kind, entry.reason, entry.value) == ("addendum", "核对林权证", Decimal(2))


def test_what_lasts_is_saved_in_a_sealed_year_without_a_reason(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry
) -> None:
    seal_year(registry, builders.VILLAGE, 2018, by="王演示")
    page = open_page()
    type_into(go(page, places.BASICS).forms[0], "villager_group", "9")
    assert page.foot.reason.isHidden()
    save(page)
    assert registry.record("household", HOUSEHOLD).villager_group == "9"


def test_giving_up_puts_back_what_is_kept(
    open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    type_into(form, "cultivated_land", "3")
    page.put_away()
    monkeypatch.setattr("fupin_desktop.ui.dossiers.saving.confirm", lambda *_words: True)
    page.foot.give_up.click()
    settled(desk)
    assert form.boxes["cultivated_land"].editor.value() == Decimal(9)
    assert registry.drafts() == {}


def test_a_place_from_elsewhere_opens_at_its_field(open_page: OpenPage) -> None:
    page = open_page("household_conditions.housing_area")
    assert page.section.key == places.CONDITIONS
    assert page.section.forms[0].boxes["housing_area"].editor.line.hasFocus()


def test_a_person_from_the_search_opens_in_the_list_of_members(open_page: OpenPage) -> None:
    page = open_page(f"person:{builders.person_id(FAMILY, 2)}")
    assert page.section.key == places.MEMBERS
    assert page.section.chosen_id == builders.person_id(FAMILY, 2)


def test_a_problem_leads_to_its_field(open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled) -> None:
    refresh(registry)
    page = open_page()
    wanted = next(one for one in page.shown.findings if one.record == "person_year")
    row = next(n for n in range(page.side.problems.count()) if page.side.problems.item(n).data(256) == wanted)
    page.side.problems.itemClicked.emit(page.side.problems.item(row))
    settled(desk)
    assert page.section.key == places.MEMBERS
    assert page.section.chosen_id == wanted.person_id
    assert page.section.year.boxes[wanted.field].editor.focusProxy().hasFocus()


def test_the_history_of_the_field_in_focus_is_beside_it_and_can_be_put_back(
    open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, settled: Settled, qtbot: QtBot
) -> None:
    save_edits(registry, [Edit("household_conditions", CONDITIONS, "cultivated_land", Decimal(3))], title="改错了")
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    form.focus_field("cultivated_land")
    form.focus_field("forest_land")
    form.focus_field("cultivated_land")
    qtbot.waitUntil(lambda: page.side.history.count() == 2)
    assert page.side.history.item(0).text().startswith("3 亩（现在）")
    assert "王演示" in page.side.history.item(1).text()
    page.side.history.setCurrentRow(0)
    assert page.side.restore.isHidden()
    page.side.history.setCurrentRow(1)
    page.side.restore.click()
    settled(desk)
    assert registry.record("household_conditions", CONDITIONS).cultivated_land == Decimal(9)
    assert registry.groups(1)[0].title == "恢复 薛满仓户 耕地面积"
    assert form.boxes["cultivated_land"].editor.value() == Decimal(9)


def test_undoing_a_save_is_seen_at_once(
    open_page: OpenPage, go: Go, save: Save, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    type_into(form, "cultivated_land", "3")
    save(page)
    desk.change(page, lambda: undo.undo(registry))
    settled(desk)
    assert form.boxes["cultivated_land"].editor.value() == Decimal(9)


def test_where_it_is_narrow_the_problems_are_asked_for(open_page: OpenPage) -> None:
    page = open_page()
    assert page.side.isVisible()
    page.resize(640, 700)
    assert page.side.isHidden()
    assert page.list.isVisible()
    page.header.side.click()
    assert page.side.isVisible()
    assert page.list.isHidden()


def test_a_household_that_is_gone_is_said(
    qtbot: QtBot, desk: Desk, settled: Settled, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "open", lambda box: said.append(box.text()))
    page = DossierPage(desk)
    qtbot.addWidget(page)
    page.open("nobody")
    settled(desk)
    assert "这一户已不在登记库里" in said[0]


def test_enter_in_the_last_field_comes_to_save_and_enter_saves(
    open_page: OpenPage, go: Go, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    type_into(form, "forest_land", "1")
    last = [box for box in form.boxes.values() if not box.isHidden()][-1]
    last.editor.setFocus()
    QTest.keyClick(last.editor.focusProxy(), Qt.Key.Key_Return)
    assert page.foot.save.hasFocus()
    QTest.keyClick(page.foot.save, Qt.Key.Key_Return)
    settled(desk)
    assert registry.record("household_conditions", CONDITIONS).forest_land == Decimal(1)


def test_a_page_that_nobody_looks_at_says_nothing_and_is_fresh_when_it_is_seen(
    open_page: OpenPage, registry: SqlRegistry, desk: Desk, settled: Settled
) -> None:
    page = open_page()
    page.hide()
    saved = save_edits(registry, [Edit("household", HOUSEHOLD, "address", "新址")], title="别处")
    desk.records_changed.emit(saved.touched)
    settled(desk)
    assert "新址" not in page.header.facts.text()
    page.show()
    settled(desk)
    assert "新址" in page.header.facts.text()


def test_a_draft_of_another_year_opens_that_year(
    open_page: OpenPage, go: Go, desk: Desk, settled: Settled, save: Save, registry: SqlRegistry
) -> None:
    page = open_page()
    go(page, places.CONDITIONS)
    page.header.chips[0].click()
    settled(desk)
    type_into(page.section.forms[0], "forest_land", "7")
    page.header.chips[1].click()
    settled(desk)
    assert page.shown.year == 2018
    assert "（2017 年）" in page.drafts.words.text()
    page.drafts.restore.click()
    settled(desk)
    assert page.shown.year == 2017
    assert page.section.forms[0].boxes["forest_land"].editor.value() == Decimal(7)
    save(page)
    assert registry.record("household_conditions", yearly_id("household_conditions", HOUSEHOLD, 2017)).forest_land == 7


def test_no_card_is_cut_off_in_one_column_or_in_two(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    for width in (1366, 900, 1366):
        page.resize(width, 768)
        qtbot.waitUntil(lambda: _is_whole(page.section))


def _is_whole(glance: Any) -> bool:
    return all(card.height() >= card.heightForWidth(card.width()) for card in glance._cards)


def test_the_history_follows_the_record_under_the_cursor(
    open_page: OpenPage, go: Go, desk: Desk, settled: Settled, qtbot: QtBot
) -> None:
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    form.focus_field("cultivated_land")
    page.header.chips[0].click()
    settled(desk)
    form.focus_field("cultivated_land")
    page.header.chips[1].click()
    settled(desk)
    assert page.side._place == ("household_conditions", CONDITIONS, "cultivated_land")
    qtbot.waitUntil(lambda: page.side.history.count() == 1)


def test_where_two_people_wrote_differently_both_values_are_in_sight(
    open_page: OpenPage, go: Go, registry: SqlRegistry, qtbot: QtBot
) -> None:
    seen = registry.heads("household_conditions", CONDITIONS)["cultivated_land"]
    for value in (3, 4):
        edit = Edit("household_conditions", CONDITIONS, "cultivated_land", Decimal(value), seen)
        save_edits(registry, [edit], title=f"改为 {value}")
    page = open_page()
    form = go(page, places.CONDITIONS).forms[0]
    form.focus_field("cultivated_land")
    qtbot.waitUntil(lambda: page.side.history.count() == 3)
    assert page.side.disagree.isVisible()
    assert page.side.history.item(1).text().startswith("3 亩（现在）")


def test_the_history_of_a_field_does_not_follow_into_the_next_household(
    qtbot: QtBot, open_page: OpenPage, desk: Desk, settled: Callable[[Desk], None]
) -> None:
    page = open_page("household.address")
    qtbot.waitUntil(lambda: page.side._history_head.text() == "「家庭住址」的历史")
    page.open(builders.household_id(0), "basics")
    settled(desk)
    assert page.side._history_head.text() == "本栏历史"
    assert page.side.history.isHidden()
    assert page.side._no_history.text().startswith("光标放到哪一栏")
