"""The waiting room in a real window: files in, old beside new, doubts decided, one action, one undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.staging.batch import Source
from fupin_desktop.services.import_workbooks import waiting
from fupin_desktop.services.undo import undo
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.workbooks.leaving_window import LeavingWindow
from fupin_desktop.ui.workbooks.staged_columns import places
from fupin_desktop.ui.workbooks.waiting_room import WaitingRoom
from fupin_desktop.ui.workbooks.wrapped_option import WrappedOption
from tests.ui import builders
from tests.ui.workbooks.sheets import HOUSEHOLDS, household_row, new_row, write_book, write_roster

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


@pytest.fixture
def room(desk: Desk, qtbot: QtBot, settled: Settle) -> WaitingRoom:
    made = WaitingRoom(desk)
    qtbot.addWidget(made)
    made.resize(934, 640)
    made.show()
    settled(desk)
    return made


def shown(room: WaitingRoom) -> list[str]:
    assert room.batch.list is not None
    model = room.batch.list.model()
    return [" ".join(filter(None, (model.index(r, c).data() for c in (1, 3)))) for r in range(model.rowCount())]


def shown_missing(room: WaitingRoom) -> list[str]:
    assert room.batch.list is not None
    model = room.batch.list.model()
    return [" ".join(model.index(r, c).data() for c in (1, 2)) for r in range(model.rowCount())]


def chips(room: WaitingRoom) -> list[str]:
    return [chip.text() for chip in room.batch.chips.values() if chip.isVisible()]


def households(registry: SqlRegistry) -> int:
    return len(registry.household_ids(HouseholdQuery()))


def test_new_changed_and_same_are_told_apart_and_applied_as_one(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    book = write_book(
        tmp_path / "户信息_20181231.xlsx", household_row(0, area=80), household_row(1), new_row(1, "赵新来")
    )
    room.import_files([book])
    settled(desk)
    assert chips(room)[:3] == ["有变化 1", "新增 1", "相同 1"]
    assert shown(room) == ["有变化 张来福"]
    assert "空着的格子不会清掉已有内容" in room.batch.summary.text()
    assert households(registry) == 12  # nothing is written before a person says so
    room.batch.apply.click()
    settled(desk)
    assert households(registry) == 13
    assert room.notice.sentence.text().startswith("已导入：新增 1 户，更新 1 户。")
    undo(registry)
    assert households(registry) == 12
    assert next(registry.dossiers([builders.household_id(0)])).now.conditions.housing_area is None


def test_each_difference_stands_old_beside_new(room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, wage=7000))])
    settled(desk)
    text = room.batch.panel.table.toPlainText().split("\n")
    at = text.index("工资性收入")
    assert text[at + 1 : at + 3] == ["6,200.00 元", "7,000.00 元"]


def test_a_blank_cell_is_no_difference(room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0), household_row(2))])
    settled(desk)
    assert chips(room)[0] == "相同 2"
    assert not room.batch.apply.isEnabled()


def test_a_doubt_is_decided_by_a_person_and_the_same_doubts_with_it(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    rows = [household_row(place, area=area) for place in (0, 1) for area in (50, 90)]
    room.import_files([write_book(tmp_path / "户信息.xlsx", *rows)])
    settled(desk)
    assert chips(room)[0] == "存疑 2"
    assert "内容不同" in room.batch.panel.why.text()
    assert not room.batch.apply.isEnabled()
    options = {button.accessibleName(): button for button in room.batch.panel._group.buttons()}
    options["按第5行"].click()
    room.batch.panel.alike.click()
    assert shown(room) == ["已定 张来福", "已定 解玉梅"]
    room.batch.apply.click()
    settled(desk)
    areas = [next(registry.dossiers([builders.household_id(n)])).now.conditions.housing_area for n in (0, 1)]
    assert areas == [90, 90]
    assert waiting(registry) == []


def test_what_is_put_off_stays_in_the_waiting_room(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    rows = (household_row(0, area=50), household_row(0, area=90), household_row(1, area=70))
    room.import_files([write_book(tmp_path / "户信息.xlsx", *rows)])
    settled(desk)
    room.batch.apply.click()
    settled(desk)
    assert "还有 1 处存疑" in room.notice.sentence.text()
    assert [kept.title for kept in waiting(registry)] == ["户信息.xlsx"]


def test_a_row_may_be_left_out(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", new_row(1, "赵新来"), new_row(2, "钱新来"))])
    settled(desk)
    assert room.batch.list is not None
    room.batch.list.selectRow(0)
    room.batch.leave.click()
    assert shown(room)[0] == "不要 赵新来"
    room.batch.apply.click()
    settled(desk)
    heads = {one.head_name for one in registry.records("household")}
    assert "钱新来" in heads
    assert "赵新来" not in heads


def test_bad_cells_are_listed_and_come_back_as_the_same_workbook(
    room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area="很大"), household_row(1, area=60))])
    settled(desk)
    room.batch.show_view("problems")
    assert room.batch.list is not None
    model = room.batch.list.model()
    assert [model.index(0, column).data() for column in range(3)] == ["4", "住房面积", "很大"]
    out = tmp_path / "退回"
    out.mkdir()
    room.return_to(out)
    settled(desk)
    written = list(out.iterdir())
    assert len(written) == 1
    sheet = load_workbook(written[0]).active
    assert sheet is not None
    assert any(cell.fill.fgColor.rgb not in ("00000000", None) for cell in sheet[4])
    assert "1 份退回的表格" in room.notice.sentence.text()


def test_who_is_missing_from_the_files_is_listed_and_leads_to_the_dossier(
    room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", *(household_row(place) for place in range(11)))])
    settled(desk)
    room.batch.show_view("missing")
    assert room.batch.list is not None
    with qtbot.waitSignal(desk.dossier_requested) as opened:
        qtbot.keyClick(room.batch.list, Qt.Key.Key_Return)
    assert opened.args == [builders.household_id(11), ""]


def test_who_is_gone_from_the_roster_leaves_with_a_day_and_a_reason(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_roster(tmp_path / "贫困户信息.xlsx", 0, members=2)])
    settled(desk)
    room.batch.show_view("missing")
    assert shown_missing(room) == ["人 张小军"]
    assert not room.batch.gone_button.isEnabled()
    room.batch.list.selectAll()
    room.batch.gone_button.click()
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, LeavingWindow) and one.isVisible())
    window.yes.click()
    assert window.problem.text() == "请填减少日期和减少原因。"
    window.entries.fields["left_on"].setText("2018-03-05")
    window.reason.setCurrentIndex(1)
    window.yes.click()
    settled(desk)
    gone = next(m for m in registry.records("membership") if m.person_id == builders.person_id(0, 2))
    assert (gone.left_on, bool(gone.leave_reason)) == ("2018-03-05", True)
    settled(desk)
    assert not room.batch.chips["missing"].isVisible(), "what was dealt with is listed no more"


def test_each_sheet_says_how_it_was_understood(room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80))])
    settled(desk)
    room.batch.show_view("sheets")
    model = room.batch.list.model()
    said = [model.index(0, column).data() for column in range(model.columnCount())]
    assert said == ["户信息.xlsx", "户信息", "1", "3", str(len(HOUSEHOLDS)), "2018 年（表里有年度栏）"]


def test_what_was_kept_waits_and_is_compared_with_what_is_registered_then(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80))])
    settled(desk)
    room.batch.keep.click()
    settled(desk)
    assert "尚未记入" in room.notice.sentence.text()
    conditions = next(registry.dossiers([builders.household_id(0)])).now.conditions
    edit = Edit("household_conditions", conditions.id, "housing_area", 80)
    registry.write([(Deed(title="改", region=builders.VILLAGE), [edit])])
    room.open_waiting(waiting(registry)[0])
    settled(desk)
    assert chips(room)[0] == "相同 1"


def test_a_colleagues_save_is_compared_while_the_import_is_open(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80), new_row(1, "赵新来"))])
    settled(desk)
    conditions = next(registry.dossiers([builders.household_id(0)])).now.conditions
    edit = Edit("household_conditions", conditions.id, "housing_area", 80)
    desk.change(room, lambda: registry.write([(Deed(title="改", region=builders.VILLAGE), [edit])]))
    settled(desk)
    assert chips(room)[:2] == ["新增 1", "相同 1"]


def test_a_damaged_file_is_refused_by_name_and_the_page_goes_on(
    room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    broken = tmp_path / "不是表格.xlsx"
    broken.write_bytes(b"%PDF-1.4 nothing of a workbook")
    room.import_files([broken])
    settled(desk)
    assert "不是表格.xlsx" in room.findChild(QMessageBox).text()
    assert room.stack.currentIndex() == 0


def test_files_can_be_dropped(room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path) -> None:
    book = write_book(tmp_path / "户信息.xlsx", new_row(1, "赵新来"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book)), QUrl.fromLocalFile(str(tmp_path / "说明.docx"))])
    drop = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    room.start.dropEvent(drop)
    settled(desk)
    assert chips(room)[0] == "新增 1"


def test_private_values_are_masked_until_asked_for_and_that_is_noted(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    number = builders.id_number("19700101", "1", 90)
    row = list(new_row(1, "赵新来"))
    row[7] = number
    room.import_files([write_book(tmp_path / "户信息.xlsx", tuple(row))])
    settled(desk)
    assert number not in room.batch.panel.table.toPlainText()
    room.batch.panel.reveal.click()
    settled(desk)
    assert number in room.batch.panel.table.toPlainText()
    assert any(one["field"] == "head_id_number" for one in registry.readings())


def test_in_a_narrow_window_list_and_row_are_shown_one_at_a_time(
    room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path, qtbot: QtBot
) -> None:
    room.resize(600, 640)
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80), household_row(1, area=70))])
    settled(desk)
    assert room.batch.list is not None
    assert room.batch.list.isVisible()
    assert not room.batch.panel.isVisible()
    qtbot.keyClick(room.batch.list, Qt.Key.Key_Return)
    assert room.batch.panel.isVisible()
    room.batch.after.click()
    assert room.batch.panel.title.text() == "户：解玉梅"
    room.batch.to_list.click()
    assert room.batch.list.isVisible()


def test_one_damaged_file_among_several_is_named_and_the_rest_are_said_to_wait(
    room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    damaged = tmp_path / "坏.xlsx"
    damaged.write_bytes(b"no workbook")
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0)), damaged])
    settled(desk)
    (box,) = [one for one in room.findChildren(QMessageBox) if one.isVisible()]
    assert box.text().startswith("《坏.xlsx》")
    assert "一起选的 2 份都还没有读进来" in box.text()
    box.close()


def test_the_words_of_a_decision_break_into_lines_and_answer_to_the_mouse(qtbot: QtBot) -> None:
    option = WrappedOption("归入另立的新村样板乡甲子沟村（村编号暂定 141124199201，等县里核定）")
    qtbot.addWidget(option)
    option.resize(200, option.heightForWidth(200))
    option.show()
    assert option.minimumSizeHint().width() <= 200
    with qtbot.waitSignal(option.clicked):
        QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().center())
    assert option.button.isChecked()


def test_the_deeds_stay_in_sight_when_the_letters_are_large(
    room: WaitingRoom, desk: Desk, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80))])
    settled(desk)
    room.resize(900, 420)
    QApplication.processEvents()
    apply = room.batch.apply
    assert not apply.visibleRegion().isEmpty()
    assert apply.visibleRegion().boundingRect() == apply.rect()


def test_apply_pressed_twice_applies_once(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80), new_row(1, "赵新来"))])
    settled(desk)
    room.batch.apply.click()
    room.batch.apply.click()
    settled(desk)
    assert not [box for box in room.findChildren(QMessageBox) if box.isVisible()]
    assert households(registry) == 13
    undo(registry)
    assert households(registry) == 12


def test_what_was_said_of_an_import_goes_when_it_is_undone(
    room: WaitingRoom, desk: Desk, registry: SqlRegistry, settled: Settle, tmp_path: Path
) -> None:
    room.import_files([write_book(tmp_path / "户信息.xlsx", household_row(0, area=80))])
    settled(desk)
    room.batch.apply.click()
    settled(desk)
    assert room.notice.isVisible()
    desk.change(room, lambda: undo(registry))
    settled(desk)
    assert not room.notice.isVisible()


def test_many_lines_of_one_file_are_told_in_short() -> None:
    sources = [Source("结对.xlsx", "表", row) for row in (4, 5, 8, 10, 11, 20)]
    assert places(sources) == "结对.xlsx 第4、5、8、10 等 6 行"
    assert places([Source("户.xlsx", "表", 7), Source("人.xlsx", "表", 9)]) == "户.xlsx 第7行；人.xlsx 第9行"
