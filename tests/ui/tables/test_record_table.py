"""The model of the lists: read away from the window, a page at a time, never more than is looked at."""

import threading
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery, HouseholdRow
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.household_source import household_source
from fupin_desktop.ui.tables.columns import HOUSEHOLD_COLUMNS
from fupin_desktop.ui.tables.record_table import FIRST, NOT_YET, PAGE, RecordTable, Source
from fupin_desktop.ui.tables.record_view import RecordView
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
NAME = next(number for number, column in enumerate(HOUSEHOLD_COLUMNS) if column.name == "head_name")
QUERY = HouseholdQuery(year=2018)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def names(table: RecordTable) -> list[str]:
    return [table.index(row, NAME).data() for row in range(table.rowCount())]


def test_it_is_a_sound_model(desk: Desk, page: QWidget, settled: Settle, qtmodeltester: ModelTester) -> None:
    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, household_source(desk.registry))
    table.show(QUERY)
    settled(desk)
    assert table.rowCount() == 12
    qtmodeltester.check(table)


def test_the_households_come_in_the_order_asked_for(desk: Desk, page: QWidget, settled: Settle) -> None:
    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, household_source(desk.registry))
    table.show(HouseholdQuery(year=2018, sort="net_income_per_capita", descending=True))
    settled(desk)
    assert names(table)[0] == "成二小"


def test_a_saved_change_is_shown_and_until_then_what_was_there(
    desk: Desk, registry: SqlRegistry, page: QWidget, settled: Settle, qtbot: QtBot
) -> None:
    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, household_source(registry))
    table.show(QUERY)
    settled(desk)
    edit = Edit("household", builders.household_id(0), "villager_group", "第九小组")
    registry.write([(Deed(title="改小组", region=builders.VILLAGE), [edit])])
    table.refresh()
    assert table.row(0).villager_group == "第一小组"
    qtbot.waitUntil(lambda: table.row(0).villager_group == "第九小组")


def test_only_the_newest_of_many_wishes_is_answered(desk: Desk, page: QWidget, settled: Settle) -> None:
    asked: list[str] = []
    gate = threading.Event()

    def ids(query: HouseholdQuery) -> Sequence[str]:
        asked.append(query.text)
        gate.wait(5)
        return desk.registry.household_ids(query)

    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, Source(ids, rows_of(desk)))
    for text in ("张", "张来", "张来福"):
        table.show(HouseholdQuery(year=2018, text=text))
    gate.set()
    settled(desk)
    assert asked == ["张", "张来福"]
    assert names(table) == ["张来福"]


def test_going_back_a_letter_asks_nobody(desk: Desk, page: QWidget, settled: Settle) -> None:
    asked: list[str] = []

    def ids(query: HouseholdQuery) -> Sequence[str]:
        asked.append(query.text)
        return desk.registry.household_ids(query)

    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, Source(ids, rows_of(desk)))
    for text in ("", "张", ""):
        table.show(HouseholdQuery(year=2018, text=text))
        settled(desk)
    assert asked == ["", "张"]
    assert table.rowCount() == 12


def test_a_list_that_could_not_be_read_can_be_asked_for_again(desk: Desk, page: QWidget, settled: Settle) -> None:
    fails = [True]

    def ids(query: HouseholdQuery) -> Sequence[str]:
        if fails.pop() if fails else False:
            raise Unavailable("登记库正忙。请稍后再试。")
        return desk.registry.household_ids(query)

    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, Source(ids, rows_of(desk)))
    table.show(QUERY)
    settled(desk)
    assert [box.text() for box in page.findChildren(QMessageBox)] == ["登记库正忙。请稍后再试。"]
    table.show(QUERY)
    settled(desk)
    assert table.rowCount() == 12


def test_of_a_long_list_only_what_is_looked_at_is_read(
    desk: Desk, registry: SqlRegistry, qtbot: QtBot, settled: Settle
) -> None:
    registry.write([(Deed(title="录入", region=builders.VILLAGE), builders.many_households(1500))])
    read: list[int] = []

    def rows(ids: Sequence[str], query: HouseholdQuery) -> Sequence[HouseholdRow]:
        read.append(len(ids))
        return registry.household_rows(ids, query.year)

    page = QWidget()
    qtbot.addWidget(page)
    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, Source(registry.household_ids, rows))
    view = RecordView(table, page)
    view.resize(800, 400)
    page.show()
    table.show(QUERY)
    settled(desk)
    assert table.rowCount() == 1512
    assert table.index(900, NAME).data() == NOT_YET
    view.scrollToBottom()
    qtbot.waitUntil(lambda: table.index(1511, NAME).data() != NOT_YET)
    settled(desk)
    assert sum(read) <= FIRST + 3 * PAGE


def test_first_hits_are_shown_while_the_whole_answer_is_looked_for(
    desk: Desk, page: QWidget, settled: Settle, qtbot: QtBot
) -> None:
    gate = threading.Event()
    source = household_source(desk.registry)

    def ids(query: HouseholdQuery) -> Sequence[str]:
        gate.wait(5)
        return desk.registry.household_ids(query)

    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, Source(ids, source.rows, source.glimpse))
    with qtbot.waitSignal(table.glimpsed):
        table.show(HouseholdQuery(year=2018, text="zlf"))
    assert names(table) == ["张来福"]
    gate.set()
    settled(desk)
    assert names(table) == ["张来福"]


def test_first_hits_obey_the_filters(desk: Desk) -> None:
    glimpse = household_source(desk.registry).glimpse
    assert glimpse is not None
    query = HouseholdQuery(year=2018, text="ljz", filters={"poverty_status": ("3",)})
    assert glimpse(query) is None  # 刘巧珍 would be lqz; nobody is ljz
    found = glimpse(HouseholdQuery(year=2018, text="gao", filters={"villager_group": ("第三小组",)}))
    assert found is not None
    assert [row.head_name for row in found] == ["成二小"]  # by his wife, 高粉兰; 高富贵 is of another group


def test_the_unread_row_says_so_to_readers_of_screens(desk: Desk, page: QWidget, settled: Settle) -> None:
    table = RecordTable(desk.tasks, page, HOUSEHOLD_COLUMNS, Source(desk.registry.household_ids, no_rows))
    table.show(QUERY)
    settled(desk)
    assert table.index(0, NAME).data(Qt.ItemDataRole.DisplayRole) == NOT_YET


def no_rows(_ids: Sequence[str], _query: HouseholdQuery) -> Sequence[HouseholdRow]:
    return ()


def rows_of(desk: Desk) -> Callable[[Sequence[str], HouseholdQuery], Sequence[HouseholdRow]]:
    return lambda ids, query: desk.registry.household_rows(ids, query.year)
