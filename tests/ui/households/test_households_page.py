"""The page 农户 in a real window: finding, filtering, choosing, acting."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.recycle_households import recycle_households
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.choice_popup import ChoicePopup
from fupin_desktop.ui.households.export_window import ExportWindow
from fupin_desktop.ui.households.households_page import HouseholdsPage
from fupin_desktop.ui.households.new_household_window import NewHouseholdWindow
from fupin_desktop.ui.households.pairing_window import PairingWindow
from fupin_desktop.ui.households.recycle_bin import RecycleBin
from fupin_desktop.ui.households.saved_filters import SavedFilters
from fupin_desktop.ui.style.metrics import em
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, settled: Settle) -> HouseholdsPage:
    made = HouseholdsPage(desk)
    qtbot.addWidget(made)
    made.resize(934, 640)
    made.show()
    settled(desk)
    return made


def heads(page: HouseholdsPage) -> list[str]:
    return [page.table.row(number).head_name for number in range(page.table.rowCount())]


def window_of(kind: type[Any]) -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def type_chinese(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_the_village_in_view_is_listed_and_counted(page: HouseholdsPage) -> None:
    assert len(heads(page)) == 12
    assert page.selection.words.text() == "12 户 · 31 人"


def test_the_list_narrows_as_one_types_a_name_pinyin_or_the_end_of_a_number(
    page: HouseholdsPage, desk: Desk, settled: Settle, registry: SqlRegistry
) -> None:
    page.search.setFocus()
    type_chinese(page.search, "薛")
    settled(desk)
    assert heads(page) == ["高富贵", "薛满仓"]  # 薛梅兰 is 高富贵's wife
    page.search.setText("hsx")
    settled(desk)
    assert heads(page) == ["郝双喜"]
    page.search.setText(registry.record("household", builders.household_id(6)).head_id_number[-4:])
    settled(desk)
    assert heads(page) == ["𠅤守义"]


def test_enter_in_the_search_goes_to_the_list_and_enter_there_opens(
    page: HouseholdsPage, desk: Desk, settled: Settle, qtbot: QtBot
) -> None:
    page.search.setText("牛根锁")
    settled(desk)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    page.view.setCurrentIndex(page.table.index(0, 1))
    with qtbot.waitSignal(desk.dossier_requested) as opened:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened.args == [builders.household_id(9), ""]


def test_a_chip_filters_says_so_and_is_cleared(page: HouseholdsPage, desk: Desk, settled: Settle, qtbot: QtBot) -> None:
    popup = page.bar.open_choices("poverty_status")
    settled(desk)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    settled(desk)
    assert len(heads(page)) == 6
    assert page.bar.chips["poverty_status"].text() == "脱贫状态：未脱贫 ▾"
    line = popup.list.visualItemRect(popup.list.item(3)).center()
    qtbot.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=line)
    settled(desk)
    assert len(heads(page)) == 7  # and 返贫
    popup.close()
    qtbot.mouseClick(page.bar.clear_button, Qt.MouseButton.LeftButton)
    settled(desk)
    assert len(heads(page)) == 12


def test_the_choices_are_counted_beside_the_words_searched(page: HouseholdsPage, desk: Desk, settled: Settle) -> None:
    page.search.setText("高")
    settled(desk)
    popup: ChoicePopup = page.bar.open_choices("villager_group")
    settled(desk)
    assert [popup.list.item(n).text() for n in range(popup.list.count())] == ["第一小组", "第三小组"]
    popup.close()


def test_nothing_found_says_so_and_offers_the_way_back(
    page: HouseholdsPage, desk: Desk, settled: Settle, qtbot: QtBot
) -> None:
    page.search.setText("没有这个人")
    settled(desk)
    assert page.empty.isVisible()
    assert page.empty.words.text() == "没有符合条件的户"
    qtbot.mouseClick(page.empty.clear, Qt.MouseButton.LeftButton)
    settled(desk)
    assert page.view.isVisible()
    assert page.search.text() == ""


def test_an_empty_registry_offers_import_and_a_new_household(empty_desk: Desk, qtbot: QtBot, settled: Settle) -> None:
    page = HouseholdsPage(empty_desk)
    qtbot.addWidget(page)
    page.show()
    settled(empty_desk)
    assert page.empty.words.text() == "这里还没有农户"
    with qtbot.waitSignal(empty_desk.page_requested) as asked:
        qtbot.mouseClick(page.empty.bring, Qt.MouseButton.LeftButton)
    assert asked.args[0] == "import"


def test_another_page_can_hand_over_a_filter(page: HouseholdsPage, desk: Desk, settled: Settle) -> None:
    page.receive({"main_cause": ["02"]})
    settled(desk)
    assert heads(page) == ["解玉梅", "秦有才"]
    page.receive(HouseholdQuery(text="成"))
    settled(desk)
    assert heads(page) == ["薛满仓", "成二小"]


def test_households_named_by_another_page_are_shown_and_can_be_let_go(
    page: HouseholdsPage, desk: Desk, settled: Settle, qtbot: QtBot
) -> None:
    page.receive({"id": (builders.household_id(3), builders.household_id(5))})
    settled(desk)
    assert heads(page) == ["高富贵", "薛满仓"]
    assert page.bar.chips["id"].text() == "选定的户 2 ×"
    page.receive({"id": (builders.household_id(3), builders.household_id(5)), "called": ("没有收入资料",)})
    assert page.bar.chips["id"].text() == "没有收入资料 2 ×"
    qtbot.mouseClick(page.bar.chips["id"], Qt.MouseButton.LeftButton)
    settled(desk)
    assert len(heads(page)) == 12


def test_another_year_shows_the_figures_of_that_year(page: HouseholdsPage, desk: Desk, settled: Settle) -> None:
    before = page.table.row(0).net_income_per_capita
    desk.look_at_year(2017)
    settled(desk)
    assert page.table.row(0).net_income_per_capita < before


def test_no_row_of_a_long_list_keeps_the_figures_of_another_year(
    page: HouseholdsPage, desk: Desk, registry: SqlRegistry, settled: Settle, qtbot: QtBot
) -> None:
    registry.write([(Deed(title="录入", region=builders.VILLAGE), builders.many_households(100))])
    page.table.refresh()
    settled(desk)
    page.view.scrollToBottom()
    qtbot.waitUntil(lambda: page.table.row(111) is not None)
    before = page.table.row(111).net_income_per_capita
    desk.look_at_year(2017)
    settled(desk)
    page.view.scrollToBottom()
    qtbot.waitUntil(lambda: page.table.row(111) is not None)
    assert page.table.row(111).net_income_per_capita < before


def test_what_a_colleague_saved_appears(
    page: HouseholdsPage, desk: Desk, registry: SqlRegistry, settled: Settle
) -> None:
    edit = Edit("household", builders.household_id(0), "villager_group", "第九小组")
    desk.change(page, lambda: registry.write([(Deed(title="改", region=builders.VILLAGE), [edit])]))
    settled(desk)
    assert page.table.row(0).villager_group == "第九小组"


def test_a_filter_is_kept_under_a_name_and_used_again(
    page: HouseholdsPage, desk: Desk, settled: Settle, registry: SqlRegistry
) -> None:
    page.receive({"poverty_status": ("3",)})
    settled(desk)
    popup = SavedFilters(desk, page.table.query, page)
    popup.name.setText("返贫户")
    popup.keep.click()
    settled(desk)
    assert list(registry.filters()) == ["返贫户"]
    page.show_query(HouseholdQuery())
    popup.chosen.connect(page.show_query)
    popup.use.click()
    settled(desk)
    assert heads(page) == ["任虎生"]


def test_a_kept_filter_does_not_bind_to_the_village_in_which_it_was_made(
    page: HouseholdsPage, registry: SqlRegistry, desk: Desk, settled: Settle
) -> None:
    popup = SavedFilters(desk, page.table.query, page)
    popup.name.setText("全部")
    popup.keep.click()
    settled(desk)
    assert builders.VILLAGE not in registry.filters()["全部"]
    popup.close()


def test_those_chosen_are_handed_to_printing(page: HouseholdsPage, desk: Desk, qtbot: QtBot) -> None:
    page.view.pick([builders.household_id(1), builders.household_id(3)])
    assert page.selection.words.text() == "已选 2 户"
    with qtbot.waitSignal(desk.page_requested) as asked:
        page.selection.buttons["print"].click()
    assert asked.args == ["printing", {"household_ids": [builders.household_id(1), builders.household_id(3)]}]


def test_a_helper_is_chosen_for_those_chosen(
    page: HouseholdsPage, desk: Desk, settled: Settle, registry: SqlRegistry
) -> None:
    page.view.pick([builders.household_id(9)])
    page.selection.buttons["pair"].click()
    window = window_of(PairingWindow)
    settled(desk)
    window.yes.click()
    assert window.fault.isVisible()  # nobody was chosen yet
    window.choose(builders.helper_id(1))
    window.yes.click()
    settled(desk)
    assert page.table.row(9).helpers == "李驻村"
    assert "已为 1 户结对" in page.notice.sentence.text()
    assert [one.helper_id for one in registry.records("pairing", "household_id", [builders.household_id(9)])] == [
        builders.helper_id(1)
    ]


def test_a_new_household_opens_its_dossier(page: HouseholdsPage, desk: Desk, settled: Settle, qtbot: QtBot) -> None:
    page.new_button.click()
    window = window_of(NewHouseholdWindow)
    settled(desk)
    window.yes.click()
    assert "不能空着" in window.entries.faults["name"].text()
    window.entries.fields["name"].setText("赵新来")
    with qtbot.waitSignal(desk.dossier_requested):
        window.yes.click()
    settled(desk)
    assert "赵新来" in heads(page)


def test_enter_walks_through_the_small_form(page: HouseholdsPage, desk: Desk, settled: Settle, qtbot: QtBot) -> None:
    page.new_button.click()
    window = window_of(NewHouseholdWindow)
    settled(desk)
    qtbot.waitUntil(window.entries.fields["name"].hasFocus)
    qtbot.keyClick(window.entries.fields["name"], Qt.Key.Key_Return)
    assert window.entries.fields["id_number"].hasFocus()
    window.reject()


def test_a_household_put_away_comes_back_from_the_bin(
    page: HouseholdsPage, desk: Desk, settled: Settle, registry: SqlRegistry
) -> None:
    recycle_households(registry, [builders.household_id(0)])
    page.doing.open_recycle_bin()
    window = window_of(RecycleBin)
    settled(desk)
    assert [window.table.row(n).head_name for n in range(window.table.rowCount())] == ["张来福"]
    window.view.selectAll()
    window.yes.click()
    settled(desk)
    assert heads(page)[0] == "张来福"
    assert window.empty.isVisible()
    window.reject()


def test_those_chosen_are_exported_to_a_workbook(
    page: HouseholdsPage, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    pytest.importorskip("fupin_desktop.services.export_sheets")
    page.view.selectAll()
    page.selection.buttons["export"].click()
    window = window_of(ExportWindow)
    target = tmp_path / "导出.xlsx"
    window.path.setText(str(target))
    window.yes.click()
    settled(desk)
    assert target.stat().st_size > 0
    assert "导出.xlsx" in page.notice.sentence.text()


@pytest.mark.parametrize("width", [880, 620])
def test_nothing_is_cut_off_in_a_narrow_window(page: HouseholdsPage, width: int) -> None:
    page.resize(width, 600)
    for widget in (page.search, page.new_button, page.more, page.bar, page.view, page.selection):
        assert page.rect().contains(widget.geometry())
    assert page.more.isVisible()


def test_in_a_low_window_the_rows_come_first_and_the_filters_are_behind_the_menu(
    page: HouseholdsPage, desk: Desk, settled: Settle
) -> None:
    page.resize(page.width(), em(20))
    settled(desk)
    assert not page.bar.isVisible()
    page.receive({"poverty_status": ("0",)})
    settled(desk)
    assert page.bar.isVisible(), "a filter that holds is never out of sight"
    page.bar.clear_button.click()
    settled(desk)
    page.more.click()
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    assert {"加筛选", "已存筛选"} <= {action.text() for action in menu.actions()}
    menu.close()
    page.resize(page.width(), em(40))
    assert page.bar.isVisible()
