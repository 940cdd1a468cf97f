"""Choosing and opening rows by mouse and keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.household_source import household_source
from fupin_desktop.ui.style.text_size import TextSize, use_text_size
from fupin_desktop.ui.tables.columns import BOX, HOUSEHOLD_COLUMNS
from fupin_desktop.ui.tables.record_table import RecordTable
from fupin_desktop.ui.tables.record_view import RecordView
from tests.ui import builders

pytestmark = pytest.mark.gui
COLUMN = {column.name: number for number, column in enumerate(HOUSEHOLD_COLUMNS)}


@pytest.fixture
def view(desk: Desk, qtbot: QtBot, settled: Callable[[Desk], None]) -> RecordView:
    page = QWidget()
    qtbot.addWidget(page)
    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, household_source(desk.registry))
    view = RecordView(table, page)
    page.resize(900, 600)
    view.resize(900, 600)
    page.show()
    table.show(HouseholdQuery(year=2018))
    settled(desk)
    return view


def at(view: RecordView, row: int, column: str) -> QPoint:
    return view.visualRect(view.model().index(row, COLUMN[column])).center()


def click(qtbot: QtBot, view: RecordView, row: int, column: str, *, ctrl: bool = False, shift: bool = False) -> None:
    keys = Qt.KeyboardModifier.NoModifier
    keys = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.ShiftModifier if shift else keys
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, at(view, row, column))


def ids(*places: int) -> list[str]:
    return [builders.household_id(place) for place in places]


def test_boxes_choose_rows_one_by_one_and_let_them_go(view: RecordView, qtbot: QtBot) -> None:
    click(qtbot, view, 1, BOX)
    click(qtbot, view, 4, BOX)
    assert view.picked_ids() == ids(1, 4)
    click(qtbot, view, 1, BOX)
    assert view.picked_ids() == ids(4)


def test_a_plain_click_chooses_one_row_and_shift_a_stretch(view: RecordView, qtbot: QtBot) -> None:
    click(qtbot, view, 2, "head_name")
    click(qtbot, view, 5, "head_name", shift=True)
    assert view.picked_ids() == ids(2, 3, 4, 5)
    click(qtbot, view, 7, "head_name", ctrl=True)
    assert view.picked_count() == 5


def test_space_chooses_without_letting_the_others_go(view: RecordView, qtbot: QtBot) -> None:
    click(qtbot, view, 0, "head_name")
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.picked_ids() == ids(0, 2)


def test_enter_opens_the_row_where_the_cursor_is(view: RecordView, qtbot: QtBot) -> None:
    click(qtbot, view, 3, "head_name")
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [builders.household_id(3)]


def test_the_box_above_chooses_all_and_none(view: RecordView, qtbot: QtBot) -> None:
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(COLUMN[BOX]) + 4, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.picked_count() == 12
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.picked_count() == 0


def test_a_header_sorts_and_a_second_click_turns_round(view: RecordView, qtbot: QtBot) -> None:
    header = view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(COLUMN["head_name"]) + 8, header.height() // 2)
    with qtbot.waitSignal(view.sort_requested) as first:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    view.show_order(*first.args)
    with qtbot.waitSignal(view.sort_requested) as second:
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (first.args, second.args) == (["head_name", False], ["head_name", True])


def test_what_is_chosen_stays_chosen_when_the_list_changes(
    view: RecordView, desk: Desk, settled: Callable[[Desk], None]
) -> None:
    view.pick(ids(0, 9))
    table = view.model()
    assert isinstance(table, RecordTable)
    table.show(HouseholdQuery(year=2018, text="牛根锁"))
    settled(desk)
    assert view.picked_ids() == ids(9)


def test_a_column_is_as_wide_as_what_stands_in_it(
    view: RecordView, desk: Desk, settled: Callable[[Desk], None]
) -> None:
    group, before = "枣林峁自然村第一小组", view.columnWidth(COLUMN["villager_group"])
    deed = Deed(title="改组", region=builders.VILLAGE)
    desk.registry.write([(deed, [Edit("household", builders.household_id(2), "villager_group", group)])])
    table = view.model()
    assert isinstance(table, RecordTable)
    table.refresh()
    settled(desk)
    wide = view.columnWidth(COLUMN["villager_group"])
    assert wide > view.fontMetrics().horizontalAdvance(group) > before
    table.show(HouseholdQuery(year=2018, text="牛根锁"))
    settled(desk)
    assert view.columnWidth(COLUMN["villager_group"]) >= wide, "nothing jumps while one types"


def test_rows_and_columns_grow_with_the_letters(view: RecordView) -> None:
    height, width = view.rowHeight(0), view.columnWidth(COLUMN["members"])
    use_text_size(TextSize.EXTRA)
    try:
        assert view.rowHeight(0) > 1.4 * height
        assert view.columnWidth(COLUMN["members"]) > 1.4 * width
    finally:
        use_text_size(TextSize.STANDARD)
