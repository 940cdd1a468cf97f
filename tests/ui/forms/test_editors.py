"""Every editor: what a person types, chooses, presses; what is kept to the letter; what is wrong, in words."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec
from fupin_desktop.ui.forms.choices import numbered
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.forms.codes_editor import CodesEditor
from fupin_desktop.ui.forms.day_editor import DayEditor
from fupin_desktop.ui.forms.editor import Editor
from fupin_desktop.ui.forms.editors import editor_for
from fupin_desktop.ui.forms.field_box import FieldBox
from fupin_desktop.ui.forms.flag_editor import FlagEditor
from fupin_desktop.ui.forms.line_editor import LineEditor
from fupin_desktop.ui.forms.lines_editor import LinesEditor
from tests.ui.forms.form_builders import a_value, type_chinese

pytestmark = pytest.mark.gui
WINDOWS: list[QWidget] = []  # kept until the test is over


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    yield
    WINDOWS.clear()


def field(path: str) -> FieldSpec:
    """The description of "record.field"."""
    record, _, name = path.partition(".")
    return RECORDS[record].by_name[name]


def shown(qtbot: QtBot, editor: Editor, value: object = None, year: int = 2018) -> Editor:
    """The editor in a window with room for a list, showing a value, the cursor in it."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(editor)
    column.addStretch(1)
    window.resize(400, 400)
    qtbot.addWidget(window)
    editor.year = year
    editor.set_value(value)
    WINDOWS.append(window)
    window.show()
    window.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(lambda: editor.focusProxy().hasFocus())
    return editor


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: record.name)
def test_a_value_shown_is_the_value_given_back(qtbot: QtBot, record: RecordSpec) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for spec in record.fields:
        editor = editor_for(spec, lines=3 if spec.max_length > 300 else 1, parent=window)
        for value in (a_value(spec), None):
            editor.set_value(value)
            assert editor.value() == value
            editor.settle()
            assert editor.value() == value
            assert not editor.problem()


def test_what_is_not_touched_is_kept_to_the_letter_even_if_it_is_not_possible(qtbot: QtBot) -> None:
    for path, value in (
        ("person.name", " 李 演示 "),
        ("person.sex", "X"),
        ("person_year.work_months", Decimal("99")),
        ("visit.visited_on", "去年"),
    ):
        editor = shown(qtbot, editor_for(field(path)), value)
        editor.settle()
        assert editor.value() == value


def test_chinese_comes_through_the_input_method(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(field("person.name")))
    assert isinstance(editor, LineEditor)
    type_chinese(editor.line, "𠅤演示")
    assert editor.value() == "𠅤演示"


def test_money_is_typed_plainly_and_read_with_commas(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(field("household_income.wage_income")), Decimal("12000.5"))
    assert isinstance(editor, LineEditor)
    assert editor.line.text() == "12000.5"
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "8600.25")
    editor.settle()
    assert editor.line.text() == "8,600.25"
    assert editor.value() == Decimal("8600.25")


def test_what_is_no_number_is_said_and_stays(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(field("household_conditions.cultivated_land")))
    assert isinstance(editor, LineEditor)
    QTest.keyClicks(editor.line, "3m")
    assert "请填数字" in editor.problem()
    with pytest.raises(NotUnderstood):
        editor.value()
    editor.settle()
    assert editor.line.text() == "3m"
    assert editor.typed() == "3m"


def test_a_blank_number_is_blank_and_not_zero(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(field("household_income.wage_income")), Decimal(5))
    assert isinstance(editor, LineEditor)
    editor.line.selectAll()
    QTest.keyClick(editor.line, Qt.Key.Key_Delete)
    assert editor.value() is None
    QTest.keyClicks(editor.line, "0")
    assert editor.value() == Decimal(0)


@pytest.mark.parametrize(("typed", "day"), [("20180630", "2018-06-30"), ("2018.6", "2018-06"), ("2018", "2018")])
def test_a_day_may_stop_at_the_month_or_the_year(qtbot: QtBot, typed: str, day: str) -> None:
    editor = shown(qtbot, DayEditor(field("visit.visited_on")))
    assert isinstance(editor, DayEditor)
    QTest.keyClicks(editor.line, typed)
    editor.settle()
    assert editor.value() == day
    assert editor.line.text() == day


def test_t_stands_for_today(qtbot: QtBot) -> None:
    editor = shown(qtbot, DayEditor(field("visit.visited_on")))
    assert isinstance(editor, DayEditor)
    editor.today = lambda: date(2018, 7, 3)
    QTest.keyClick(editor.line, Qt.Key.Key_T)
    assert editor.value() == "2018-07-03"


def test_a_flag_answers_to_one_zero_space_and_the_mouse(qtbot: QtBot) -> None:
    editor = shown(qtbot, FlagEditor(field("household_conditions.has_radio_tv")))
    assert isinstance(editor, FlagEditor)
    keys = {Qt.Key.Key_1: True, Qt.Key.Key_0: False, Qt.Key.Key_Space: None}
    for key, answer in keys.items():
        QTest.keyClick(editor.segments, key)
        assert editor.value() is answer
    segments = editor.segments
    QTest.mouseClick(segments, Qt.MouseButton.LeftButton, pos=QPoint(segments.width() // 2, 5))
    assert editor.value() is False
    QTest.keyClick(segments, Qt.Key.Key_Left)
    assert editor.value() is True


def test_a_locked_flag_stays(qtbot: QtBot) -> None:
    editor = shown(qtbot, FlagEditor(field("household_conditions.has_radio_tv")), True)
    assert isinstance(editor, FlagEditor)
    editor.set_locked(True)
    QTest.keyClick(editor.segments, Qt.Key.Key_0)
    assert editor.value() is True


@pytest.mark.parametrize("typed", ["2", "02", "yc", "因残"])
def test_a_code_is_chosen_with_enter_and_the_next_field_comes(qtbot: QtBot, typed: str) -> None:
    editor = shown(qtbot, CodeEditor(field("household_year.main_cause")))
    assert isinstance(editor, CodeEditor)
    with qtbot.waitSignal(editor.entered):
        if typed.isascii():
            QTest.keyClicks(editor.line, typed)
        else:
            type_chinese(editor.line, typed)
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "02"
    assert editor.line.text() == "因残"


def test_enter_in_a_blank_code_chooses_nothing(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("household_year.main_cause")))
    assert isinstance(editor, CodeEditor)
    QTest.mouseClick(editor.line, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(editor.entered):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() is None
    assert not editor.is_touched


def test_a_code_is_chosen_with_the_arrows_or_the_mouse(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("household_year.main_cause")))
    assert isinstance(editor, CodeEditor)
    for _ in range(3):  # opens the list, then the first and the second
        QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "02"
    editor.open_list()
    popup = editor._popup
    assert popup is not None
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualItemRect(popup.item(4)).center())
    assert editor.value() == "05"
    assert not popup.isVisible()


def test_escape_puts_back_what_was_chosen(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("household_year.main_cause")), "01")
    assert isinstance(editor, CodeEditor)
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "qj")
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert editor.line.text() == "因病"
    assert editor.value() == "01"


def test_a_code_can_be_taken_away(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("household_year.main_cause")), "01")
    assert isinstance(editor, CodeEditor)
    editor.line.selectAll()
    QTest.keyClick(editor.line, Qt.Key.Key_Delete)
    assert editor.value() is None


def test_half_a_name_is_a_problem_and_is_not_lost(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("household_year.main_cause")))
    assert isinstance(editor, CodeEditor)
    type_chinese(editor.line, "因为")
    editor.settle()
    assert "没有「因为」这一项" in editor.problem()
    assert editor.typed() == "因为"
    assert editor._popup is not None
    assert not editor._popup.isVisible()


def test_old_and_unknown_codes_are_shown(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("assistance_measure.kind")), "1500", year=2018)
    assert isinstance(editor, CodeEditor)
    assert editor.line.text() == "社会帮扶"
    editor.set_value("77")
    assert editor.line.text() == "77（未知代码）"
    assert editor.value() == "77"


def test_records_are_chosen_by_name_and_one_that_is_gone_is_kept(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodeEditor(field("visit.helper_id")), "gone")
    assert isinstance(editor, CodeEditor)
    editor.offer(numbered([("h1", "王演示", ""), ("h2", "李驻村", "")]))
    assert editor.line.text() == "（记录不存在）"
    assert editor.value() == "gone"
    editor.line.selectAll()
    QTest.keyClicks(editor.line, "lzc")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "h2"


def test_several_are_ticked_and_none_is_not_blank(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodesEditor(field("person_year.health_status")))
    assert isinstance(editor, CodesEditor)
    for typed in ("2", "cj"):
        QTest.keyClicks(editor.line, typed)
        QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("02", "04")
    assert editor.line.text() == "长期慢性病、残疾"
    QTest.keyClicks(editor.line, "2")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("04",)
    QTest.keyClicks(editor.line, "0")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ()
    assert editor.line.text() == "无"
    QTest.keyClick(editor.line, Qt.Key.Key_Delete)
    assert editor.value() is None
    with qtbot.waitSignal(editor.entered):
        QTest.keyClick(editor.line, Qt.Key.Key_Return)


def test_more_than_may_be_chosen_is_said(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodesEditor(field("household_year.other_causes")), ("02", "03"))
    assert isinstance(editor, CodesEditor)
    QTest.keyClicks(editor.line, "7")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert "最多选 2 项" in editor.problem()


def test_several_lines_go_on_with_enter_and_break_with_shift(qtbot: QtBot) -> None:
    editor = shown(qtbot, LinesEditor(field("visit.content"), 3))
    assert isinstance(editor, LinesEditor)
    type_chinese(editor.box, "甲")
    QTest.keyClick(editor.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_chinese(editor.box, "乙")
    with qtbot.waitSignal(editor.entered):
        QTest.keyClick(editor.box, Qt.Key.Key_Return)
    assert editor.value() == "甲\n乙"


def test_a_masked_value_shows_little_and_cannot_be_typed_over(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(field("person.id_number")), "141199197001010018")
    assert isinstance(editor, LineEditor)
    editor.set_masked(True)
    assert editor.line.text() == "141199********0018"
    QTest.keyClicks(editor.line, "9")
    assert editor.value() == "141199197001010018"
    with qtbot.waitSignal(editor.reveal_requested):
        editor._reveal.click()


def test_typing_into_a_masked_value_says_how_to_change_it(qtbot: QtBot) -> None:
    editor = shown(qtbot, LineEditor(field("person.id_number")), "141199197001010018")
    assert isinstance(editor, LineEditor)
    editor.set_masked(True)
    box = FieldBox(editor.spec, editor)
    qtbot.addWidget(box)
    box.show()
    QTest.keyClick(editor.line, Qt.Key.Key_Tab)
    assert box._beneath is None
    QTest.keyClicks(editor.line, "9")
    assert box._beneath is not None
    assert box._beneath.text() == "这一栏遮着。要改，先点「显示」。"
    editor._reveal.click()
    assert not box._beneath.isVisible()


def test_a_masked_blank_may_be_filled(qtbot: QtBot) -> None:
    editor = shown(qtbot, CodesEditor(field("person_year.health_status")))
    editor.set_masked(True)
    assert isinstance(editor, CodesEditor)
    QTest.keyClicks(editor.line, "1")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == ("01",)


def test_every_kind_has_its_editor() -> None:
    assert {spec.kind for record in RECORDS.values() for spec in record.fields} == set(Kind)
