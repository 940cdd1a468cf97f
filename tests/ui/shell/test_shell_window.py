"""The window: rail, search, undo, text size, closing; over a real registry."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry, open_registry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.services.back_up import back_up, backups
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.save_records import save
from fupin_desktop.ui import main_window
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.main_window import MainWindow
from fupin_desktop.ui.shell.places import ON_RAIL, PLACES
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.style.text_size import TextSize, use_text_size
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settled: Settle) -> Iterator[MainWindow]:
    """The window over 甲子沟村, 首页 in sight."""
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=lambda one: setattr(one, "_may_close", True))
    made.show()
    made.show_place("home")
    qtbot.waitExposed(made)
    settled(desk)
    yield made
    made.stack.put_away()
    settled(desk)
    use_text_size(TextSize.STANDARD)


def typed(window: MainWindow, text: str) -> None:
    """Type as an input method does."""
    window.top.search.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(window.top.search, event)


def rename(desk: Desk, address: str = "新院子") -> None:
    """Save something in the background, as a page would."""
    edit = Edit("household", builders.household_id(0), "address", address)
    desk.change(
        QApplication.activeWindow() or window_of(desk), lambda: save(desk.registry, [edit], title="改张来福户住址")
    )


def window_of(desk: Desk) -> MainWindow:
    """The window that shows the desk."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.desk is desk)


def test_the_rail_shows_the_working_pages_and_nothing_else(window: MainWindow) -> None:
    shown = [one.text() for one in window.rail.buttons.values()]
    assert shown == ["首页", "农户", "村情", "帮扶", "项目资金", "程序公示", "体检", "打印", "同步", "设置"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_place_can_be_opened(window: MainWindow, settled: Settle, place) -> None:
    page = window.show_place(place.name)
    settled(window.desk)

    assert page.isVisible()
    assert window.rail.buttons[place.rail or place.name].isChecked()


def test_ctrl_and_a_digit_open_the_page_of_that_number(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    assert ON_RAIL[9].name == "settings"
    assert window.stack.currentWidget() is window.stack.pages["settings"]


def test_alt_left_goes_back_to_the_page_before(qtbot: QtBot, window: MainWindow) -> None:
    window.show_place("settings")

    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert window.stack.currentWidget() is window.stack.pages["home"]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("解玉梅", "解玉梅"),
        ("xieyumei", "解玉梅"),
        ("xym", "解玉梅"),
        ("单建", "解玉梅"),
        ("𠅤", "𠅤守义"),
        ("19900000100", "张来福"),
        (builders.household_code(2), "刘三娃"),
    ],
)
def test_a_household_is_found_by_whatever_one_knows_of_it(
    qtbot: QtBot, window: MainWindow, text: str, head: str
) -> None:
    place = [home.head for home in builders.HOUSEHOLDS].index(head)
    typed(window, text)
    qtbot.waitUntil(window.top.search.hits.isVisible)

    with qtbot.waitSignal(window.desk.dossier_requested) as asked:
        qtbot.keyClick(window.top.search, Qt.Key.Key_Return)

    assert asked.args[0] == builders.household_id(place)
    assert not window.top.search.hits.isVisible()


def test_the_tail_of_an_id_number_finds_its_person(qtbot: QtBot, window: MainWindow, registry: SqlRegistry) -> None:
    person = registry.record("person", builders.person_id(3))
    typed(window, person.id_number[-5:])
    qtbot.waitUntil(window.top.search.hits.isVisible)

    assert any(hit.title == person.name for hit in window.top.search.hits.model().found)


def test_an_answer_that_was_overtaken_is_never_shown(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    for text in ("张", "李", "王"):
        window.top.search.clear()
        typed(window, text)
    window.top.search.clear()
    typed(window, "郝双喜")
    settled(window.desk)

    assert {hit.household_id for hit in window.top.search.hits.model().found} == {builders.household_id(8)}


def test_nothing_found_is_said_with_the_words_typed(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    typed(window, "查无此人")
    settled(window.desk)

    assert window.top.search.hits.isVisible()
    assert window.top.search.hits.chosen() is None
    assert "查无此人" in window.top.search.hits.nothing


def test_escape_empties_the_search_and_arrows_walk_through_the_hits(qtbot: QtBot, window: MainWindow) -> None:
    typed(window, "刘")
    qtbot.waitUntil(window.top.search.hits.isVisible)
    first = window.top.search.hits.chosen()

    qtbot.keyClick(window.top.search, Qt.Key.Key_Down)
    assert window.top.search.hits.chosen() != first
    qtbot.keyClick(window.top.search, Qt.Key.Key_Escape)

    assert window.top.search.text() == ""
    assert not window.top.search.hits.isVisible()


def test_undo_bears_the_name_of_what_it_takes_back_and_says_what_came_of_it(
    qtbot: QtBot, window: MainWindow, settled: Settle
) -> None:
    before = window.desk.registry.record("household", builders.household_id(0)).address
    rename(window.desk)
    settled(window.desk)
    assert window.undo_actions.undo.text() == "撤销：改张来福户住址"

    with qtbot.waitSignal(window.desk.told):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window.desk)

    assert window.desk.registry.record("household", builders.household_id(0)).address == before
    assert "改张来福户住址" in window.status.sentence.text()
    assert "1 处" in window.status.sentence.text()
    assert window.undo_actions.redo.text() == "重做：改张来福户住址"


def test_undo_says_what_it_left_because_it_was_changed_since(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    own, registry = builders.household_id(0), window.desk.registry
    edits = [Edit("household", own, "address", "甲院"), Edit("household", own, "villager_group", "第九小组")]
    save(registry, edits, title="改两处")
    save(registry, [Edit("household", own, "address", "乙院")], title="又改住址")
    window.desk.records_changed.emit(frozenset())
    settled(window.desk)
    for _ in range(2):
        with qtbot.waitSignal(window.desk.told):
            window.undo_actions.undo.trigger()
        settled(window.desk)

    assert registry.record("household", own).villager_group == "第一小组"


def test_what_was_done_in_an_earlier_run_is_not_taken_back_without_a_word(
    qtbot: QtBot, desk: Desk, settled: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, registry = builders.household_id(0), desk.registry
    for address in ("甲院", "乙院"):
        save(registry, [Edit("household", own, "address", address)], title=f"上次改成{address}")
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=lambda one: setattr(one, "_may_close", True))
    settled(desk)
    asked: list[str] = []

    def answer(_parent: object, question: str, *_words: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr("fupin_desktop.ui.shell.undo_actions.confirm", answer)
    window.undo_actions.undo.trigger()
    settled(desk)
    assert registry.record("household", own).address == "乙院"
    assert "上次改成乙院" in asked[0]
    for _ in range(2):
        window.undo_actions.undo.trigger()
        settled(desk)
        settled(desk)
    assert registry.record("household", own).address not in ("甲院", "乙院")
    assert len(asked) == 2, "once is enough"


def test_the_list_of_actions_names_who_did_what(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    rename(window.desk)
    settled(window.desk)
    window.undo_actions.history.trigger()
    settled(window.desk)

    shown = window.findChild(main_window.QMainWindow) or next(
        one for one in QApplication.topLevelWidgets() if one.windowTitle() == "最近的操作"
    )
    model = shown.table.model()
    assert [model.index(0, column).data() for column in (1, 2)] == [builders.USER, "改张来福户住址"]
    shown.close()


def test_ctrl_plus_makes_every_length_larger_and_tells_the_program(qtbot: QtBot, window: MainWindow) -> None:
    small, width = em(10), window.rail.width()

    with qtbot.waitSignal(window.text_size_chosen) as chosen:
        qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)

    assert chosen.args == [TextSize.LARGE]
    assert em(10) > small
    assert window.rail.width() > width


def test_the_window_keeps_its_size_however_large_the_text(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    desk = window.desk
    desk.change(window, lambda: seal_year(desk.registry, builders.VILLAGE, 2017, by=builders.USER))
    desk.look_at_year(2017)
    qtbot.waitUntil(lambda: window.top.years.currentText() == "2017 已封", timeout=10_000)
    use_text_size(TextSize.EXTRA)
    for place in PLACES:
        window.show_place(place.name)
        settled(desk)
        least = window.minimumSizeHint()
        assert least.width() <= 1024, place.name
        assert least.height() <= 768, place.name
    desk.look_at_year(2018)

    assert (window.width(), window.height()) == (1024, 768)


def test_a_year_is_readable_in_its_list_and_whoever_has_a_long_name_does_not_widen_the_window(
    qtbot: QtBot, window: MainWindow, settled: Settle
) -> None:
    window.desk.registry.user = "欧阳演示热合曼买买提"
    window.top.show_user()
    years = window.top.years

    assert window.top.user.text() == "欧阳演示…"
    assert "欧阳演示热合曼买买提" in window.top.user.toolTip()
    assert years.view().minimumWidth() >= years.fontMetrics().horizontalAdvance("2018 已封")


@pytest.mark.parametrize("size", list(TextSize))
def test_the_year_box_is_as_wide_as_its_longest_year_in_a_narrow_window(
    qtbot: QtBot, window: MainWindow, settled: Settle, size: TextSize
) -> None:
    desk = window.desk
    desk.change(window, lambda: seal_year(desk.registry, builders.VILLAGE, 2017, by=builders.USER))
    use_text_size(size)
    window.resize(1066, 640)
    settled(desk)
    years = window.top.years
    qtbot.waitUntil(lambda: years.findText("2017 已封") >= 0, timeout=10_000)
    QApplication.sendPostedEvents()  # what was asked for has been laid out
    option = QStyleOptionComboBox()
    years.initStyleOption(option)
    room = years.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, years
    )

    assert 0 <= room.width() - years.fontMetrics().horizontalAdvance("2017 已封") <= em(2)


@pytest.mark.parametrize("size", list(TextSize))
def test_no_word_at_the_top_is_cut_in_a_narrow_window(window: MainWindow, settled: Settle, size: TextSize) -> None:
    back_up(window.desk.registry)
    window.top.lamp.look()
    use_text_size(size)
    window.resize(1024, 768)
    settled(window.desk)
    QApplication.sendPostedEvents()
    assert "今天" in window.top.lamp.text()
    for part in (window.top.village, window.top.years, window.top.lamp, window.top.user):
        assert part.width() >= part.sizeHint().width(), part


def test_year_and_village_in_view_are_chosen_at_the_top(qtbot: QtBot, window: MainWindow) -> None:
    assert window.top.village.text() == "甲子沟村"
    assert [window.top.years.itemText(n) for n in range(2)] == ["2018 年", "2017 年"]

    with qtbot.waitSignal(window.desk.year_changed) as changed:
        window.top.years.setCurrentIndex(1)
        window.top.years.activated.emit(1)

    assert changed.args == [2017]


def test_the_lamp_backs_up_and_then_says_when(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    assert "还没有备份" in window.top.lamp.accessibleName()

    with qtbot.waitSignal(window.desk.told) as told:
        window.top.lamp.click()
    settled(window.desk)

    assert "12 户" in told.args[0]
    assert "今天" in window.top.lamp.accessibleName()
    assert len(backups(window.desk.registry)) == 1


def test_a_window_that_is_closed_at_the_moment_in_which_its_pages_come_to_rest_does_close(
    qtbot: QtBot, window: MainWindow
) -> None:
    with qtbot.waitSignal(window.closed, timeout=10_000):
        window.desk.tasks.ask(window, lambda: None, lambda _none: QTimer.singleShot(0, window.close))


def closed(qtbot: QtBot, window: MainWindow) -> None:
    """Close as a person does, and wait until it is."""
    with qtbot.waitSignal(window.closed, timeout=10_000):
        window.close()


def test_closing_writes_a_backup_of_what_was_saved_and_lets_go_of_the_file(
    qtbot: QtBot, window: MainWindow, filled_folder: Path
) -> None:
    window.closed.connect(window.desk.registry.close)
    rename(window.desk, "临走改的")
    closed(qtbot, window)

    again = open_registry(filled_folder, builders.PASSPHRASE)
    kept = backups(again)
    assert again.record("household", builders.household_id(0)).address == "临走改的"
    again.close()
    assert len(kept) == 1


def test_closing_without_anything_new_writes_no_second_backup(
    qtbot: QtBot, window: MainWindow, registry: SqlRegistry
) -> None:
    registry.back_up()
    closed(qtbot, window)

    assert len(backups(registry)) == 1


def test_closing_keeps_what_is_half_typed(qtbot: QtBot, window: MainWindow, registry: SqlRegistry) -> None:
    kept: list[str] = []
    page = window.stack.page("settings")
    page.put_away = lambda: kept.append("kept")

    closed(qtbot, window)

    assert kept == ["kept"]


def test_a_backup_that_fails_keeps_the_window_open_once_and_says_why(
    qtbot: QtBot, window: MainWindow, filled_folder: Path
) -> None:
    (filled_folder / "backups").write_text("not a folder")
    rename(window.desk)

    with qtbot.waitSignal(window.desk.told, check_params_cb=lambda words: "没有关闭" in words):
        window.close()
    assert window.isVisible()
    for box in window.findChildren(QMessageBox):
        assert "备份" in box.text()
        box.close()
    closed(qtbot, window)


def test_the_main_window_stays_small() -> None:
    lines = Path(main_window.__file__).read_text("utf-8").count("\n")
    assert lines < 300


def test_a_wish_for_just_these_households_shows_just_these(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    wanted = {builders.household_id(9), builders.household_id(11)}
    window.desk.page_requested.emit("households", {"id": tuple(wanted)})
    settled(window.desk)

    assert set(window.stack.pages["households"].table.ids) == wanted
    assert window.rail.buttons["households"].isChecked()


def test_a_wish_for_a_paper_reaches_the_printing_page(qtbot: QtBot, window: MainWindow, settled: Settle) -> None:
    from fupin_desktop.services.print_papers import papers

    paper = next(one.name for one in papers() if one.per_household)
    window.desk.page_requested.emit("printing", {"paper": paper, "household_ids": (builders.household_id(0),)})
    settled(window.desk)

    assert window.stack.currentWidget() is window.stack.pages["printing"]
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]
