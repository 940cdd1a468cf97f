"""The page 村情 in a real window: both parts of the form, saved as one, the year carried over, the seal respected."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.undo import undo
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.villages.village_page import VillagePage
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
OWN = village_id(builders.VILLAGE)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settled: Settle) -> VillagePage:
    made = VillagePage(desk)
    qtbot.addWidget(made)
    made.resize(934, 640)
    made.show()
    settled(desk)
    return made


def fill(page: VillagePage, record: str, field: str, value: object) -> None:
    page.forms[record].boxes[field].editor.change_to(value)


def of_year(registry: SqlRegistry, year: int = 2018) -> object:
    return registry.record("village_year", yearly_id("village_year", OWN, year))


def test_both_parts_are_saved_as_one_action_and_one_undo(
    page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    fill(page, "village", "leader_name", "任支书")
    fill(page, "village_year", "cultivated_land", Decimal(3200))
    page.foot.save.click()
    settled(desk)
    assert registry.record("village", OWN).leader_name == "任支书"
    assert of_year(registry).cultivated_land == 3200
    assert not page.is_dirty
    assert undo(registry).title == "撤销：修改 甲子沟村 村情"
    assert registry.record("village", OWN).leader_name == "郝支书"
    assert of_year(registry).cultivated_land is None


def test_the_figures_follow_what_was_saved(page: VillagePage, desk: Desk, settled: Settle) -> None:
    fill(page, "village_year", "cultivated_land", Decimal(60))
    page.foot.save.click()
    settled(desk)
    land = next(one for one in page.figures.figures if one.label == "耕地面积")
    assert "比全村还多" in land.odd


def test_a_code_that_stands_in_no_table_is_said(page: VillagePage) -> None:
    assert page.unknown.isVisible()
    assert page.unknown.text() == "区划表中没有此代码"


def test_a_village_of_the_tables_is_not_marked_and_its_names_are_offered(
    page: VillagePage, desk: Desk, settled: Settle
) -> None:
    desk.look_at_village("141124100201")
    settled(desk)
    assert not page.unknown.isVisible()
    assert page.forms["village"].boxes["county_name"].editor.value() == "临县"
    assert page.forms["village"].boxes["village_code"].editor.value() == "141124100201"


def test_an_empty_year_takes_over_the_last_one_for_review(
    page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    assert not page.carry.isVisible()
    desk.look_at_year(2019)
    settled(desk)
    assert page.carry.text() == "照抄 2018 年"
    page.carry.click()
    assert of_year(registry, 2019) is None  # nothing is saved before it was looked at
    page.foot.save.click()
    settled(desk)
    assert of_year(registry, 2019).households_total == 214
    assert not page.carry.isVisible()


def test_leaving_poverty_is_not_carried_into_another_year(page: VillagePage, desk: Desk, settled: Settle) -> None:
    fill(page, "village_year", "is_exited", True)
    page.foot.save.click()
    settled(desk)
    desk.look_at_year(2019)
    settled(desk)
    assert page.shown is not None
    assert "is_exited" not in page.shown.carried()


def test_a_sealed_year_asks_for_a_reason(
    page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle, qtbot: QtBot
) -> None:
    seal_year(registry, builders.VILLAGE, 2018, by="王演示")
    page.look()
    settled(desk)
    assert "封年" in page.seal.text()
    fill(page, "village_year", "women", 290)
    with qtbot.waitSignal(desk.told) as told:
        page.foot.save.click()
    assert "补记原因" in told.args[0]
    assert of_year(registry).women is None
    page.foot.reason.setText("核对户口底册后更正")
    page.foot.save.click()
    settled(desk)
    assert of_year(registry).women == 290


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(
    page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    page.forms["village_year"].boxes["women"].editor.set_typed("很多")
    fill(page, "village", "leader_name", "任支书")
    page.foot.save.click()
    settled(desk)
    assert "请填数字" in page.forms["village_year"].boxes["women"].problem
    assert registry.record("village", OWN).leader_name == "郝支书"


def test_what_was_half_typed_is_offered_again(
    page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle, qtbot: QtBot
) -> None:
    fill(page, "village_year", "women", 290)
    page.put_away()
    settled(desk)
    again = VillagePage(desk)
    qtbot.addWidget(again)
    again.show()
    settled(desk)
    assert again.forms["village_year"].boxes["women"].editor.value() is None
    again.notice.next.click()
    assert again.forms["village_year"].boxes["women"].editor.value() == 290
    again.foot.save.click()
    settled(desk)
    assert of_year(registry).women == 290
    assert registry.drafts() == {}


def test_another_year_does_not_take_what_was_typed_along(page: VillagePage, desk: Desk, settled: Settle) -> None:
    fill(page, "village_year", "women", 290)
    desk.look_at_year(2017)
    settled(desk)
    assert not page.is_dirty
    assert page.year_title.text() == "2017 年情况"


def test_what_lasts_stays_typed_when_another_year_comes_into_view(
    page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    fill(page, "village", "leader_name", "任支书")
    desk.look_at_year(2017)
    settled(desk)
    assert page.forms["village"].boxes["leader_name"].editor.value() == "任支书"
    page.foot.save.click()
    settled(desk)
    assert registry.record("village", OWN).leader_name == "任支书"


def test_without_a_village_the_page_says_what_to_do(empty_desk: Desk, qtbot: QtBot, settled: Settle) -> None:
    empty_desk.registry.put_setting("region", "141124")
    empty_desk.look_at_village("")
    page = VillagePage(empty_desk)
    qtbot.addWidget(page)
    page.show()
    settled(empty_desk)
    assert page.stack.currentIndex() == 0
    assert not page.foot.isVisible()


def test_a_field_of_the_form_can_be_asked_for(page: VillagePage, qtbot: QtBot) -> None:
    page.receive("village_year.persons_total")
    editor = page.forms["village_year"].boxes["persons_total"].editor
    qtbot.waitUntil(lambda: editor.hasFocus() or (editor.focusProxy() is not None and editor.focusProxy().hasFocus()))


def test_ctrl_s_saves(page: VillagePage, desk: Desk, registry: SqlRegistry, settled: Settle, qtbot: QtBot) -> None:
    fill(page, "village_year", "women", 290)
    page.forms["village_year"].focus_field("women")
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(desk)
    assert of_year(registry).women == 290


def test_where_there_is_little_room_form_and_figures_take_turns(page: VillagePage) -> None:
    page.resize(600, 640)
    assert page.forms["village"].isVisible()
    assert not page.figures.isVisible()
    page.tabs.show_first(is_first=False)
    assert page.figures.isVisible()
    assert not page.forms["village"].isVisible()
