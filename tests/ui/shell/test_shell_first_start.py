"""The first start: the path of questions without windows, then the windows over real doors."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QScrollArea
from pytestqt.qtbot import QtBot

from fupin_desktop.app import StoreDoors
from fupin_desktop.db.registry import make_registry, open_registry
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.back_up import back_up
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.first_start.first_start_window import FirstStartWindow
from fupin_desktop.ui.first_start.journey import Answers, Journey, Step, Way, passphrase_advice, problem
from fupin_desktop.ui.first_start.recovery_sheet import RecoverySheet, save_sheet
from fupin_desktop.ui.first_start.village_search import counties, find_villages, short_name
from fupin_desktop.ui.style.text_size import TextSize, text_size, use_text_size
from fupin_desktop.ui.tasks import Tasks
from tests.ui import builders
from tests.ui.reading_pdf import words_in

# The path, without a window


def test_creating_asks_seven_questions_in_order() -> None:
    journey = Journey(Answers(Path("/nowhere")))
    journey.forward()
    journey.answers.way = Way.CREATE
    seen = [journey.step]
    while journey.step is not Step.RECOVERY:
        journey.forward()
        seen.append(journey.step)

    assert seen == [Step.CHOICE, Step.FOLDER, Step.VILLAGE, Step.NAME, Step.PASSPHRASE, Step.RECOVERY]
    assert journey.place == (7, 7)
    assert not journey.can_go_back, "the registry is made: there is no way back before it"


def test_going_back_from_the_recovery_code_leads_to_the_passphrase_again() -> None:
    journey = Journey(Answers(Path("/nowhere"), Way.OPEN), Step.UNLOCK)
    journey.take(Way.FORGOTTEN, Step.FORGOTTEN)
    journey.back()

    assert (journey.step, journey.answers.way) == (Step.UNLOCK, Way.OPEN)


def test_a_folder_with_a_registry_is_never_made_anew_and_one_without_is_never_opened() -> None:
    answers = Answers(Path("/nowhere"))

    assert "已经有登记库" in problem(Step.FOLDER, answers, has_registry=True)
    assert problem(Step.FOLDER, answers, has_registry=False) == ""
    assert "没有登记库" in problem(Step.FIND, answers, has_registry=False)


@pytest.mark.parametrize(
    ("code", "name", "words"),
    [
        ("", "", "12 位"),
        ("14112419920", "", "11 位"),
        ("1411２4199201", "甲子沟村", "12 位"),
        (builders.VILLAGE, "", "村名"),
        (builders.VILLAGE, "甲子沟村", ""),
    ],
)
def test_a_village_needs_twelve_digits_and_a_name(code: str, name: str, words: str) -> None:
    answers = Answers(Path("/nowhere"), village_code=code, village_name=name)
    said = problem(Step.VILLAGE, answers, has_registry=False)

    assert words in said
    assert bool(said) == bool(words)


def test_the_rules_of_a_passphrase_are_said_one_at_a_time() -> None:
    answers = Answers(Path("/nowhere"), passphrase="abc", again="abc")
    assert "至少 4 个字" in problem(Step.PASSPHRASE, answers, has_registry=False)
    answers.passphrase = "abcd"
    assert "不一样" in problem(Step.PASSPHRASE, answers, has_registry=False)
    answers.again = "abcd"
    assert problem(Step.PASSPHRASE, answers, has_registry=False) == ""
    assert passphrase_advice("1234")
    assert not passphrase_advice("Jia2018gou")


def test_nobody_goes_on_before_the_recovery_code_is_copied() -> None:
    answers = Answers(Path("/nowhere"))
    assert "已抄好" in problem(Step.RECOVERY, answers, has_registry=True)


def test_answers_never_print_a_passphrase() -> None:
    shown = repr(Answers(Path("/nowhere"), passphrase="geheim", again="geheim", recovery_code="12345"))
    assert "geheim" not in shown
    assert "12345" not in shown


def test_villages_are_found_by_name_by_township_and_by_the_beginning_of_a_code() -> None:
    known = find_villages("", "141124")[0]

    assert known.code in {one.code for one in find_villages(known.name[:2], "141124")}
    assert known.code in {one.code for one in find_villages(known.place.split()[1])}
    assert known.code in {one.code for one in find_villages(known.code[:9])}
    assert ("141124", "临县") in counties()
    assert find_villages("") == []


@pytest.mark.parametrize(
    ("whole", "short"),
    [("讲理村民委员会", "讲理村"), ("某村村委会", "某村"), ("东关社区居委会", "东关社区"), ("甲子沟村", "甲子沟村")],
)
def test_a_committee_is_called_as_its_village_is(whole: str, short: str) -> None:
    assert short_name(whole) == short


# The windows

pytestmark = pytest.mark.gui


@pytest.fixture
def opened() -> Iterator[list[Registry]]:
    """The registries that the windows open; closed afterwards."""
    found: list[Registry] = []
    yield found
    for one in found:
        one.close()
    use_text_size(TextSize.STANDARD)


def first_start(qtbot: QtBot, folder: Path, opened: list[Registry], backup: Path | None = None) -> FirstStartWindow:
    window = FirstStartWindow(StoreDoors(), Tasks(), folder, backup)
    qtbot.addWidget(window)
    window.opened.connect(opened.append)
    window.show()
    qtbot.waitExposed(window)
    return window


@contextmanager
def answering(words: str) -> Iterator[list[str]]:
    """Press this button of the next question that is asked; gives the questions."""
    asked: list[str] = []
    looking = QTimer(interval=5)

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            looking.stop()
            asked.append(box.text())
            next(one for one in box.buttons() if one.text() == words).click()

    looking.timeout.connect(press)
    looking.start()
    yield asked
    looking.stop()
    assert asked


def walk_to_passphrase(window: FirstStartWindow, code: str = builders.VILLAGE) -> None:
    window.go_on()
    window.page().ways[Way.CREATE].click()
    window.go_on()
    window.page().search.setText(code)
    if code == builders.VILLAGE:
        window.page().name.setText("甲子沟村")
    window.go_on()
    window.page().name.setText("王演示")
    window.go_on()
    for line in (window.page().lines.first, window.page().lines.second):
        line.line.setText("demo-9")


def test_a_registry_is_made_and_its_recovery_code_opens_it_when_the_passphrase_is_forgotten(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    folder = tmp_path / "新库"
    window = first_start(qtbot, folder, opened)
    walk_to_passphrase(window)
    window.go_on()
    qtbot.waitUntil(lambda: window.journey.step is Step.RECOVERY, timeout=10_000)
    code = window.journey.answers.recovery_code
    assert len(code.split("-")) == 8
    window.go_on()
    assert "已抄好" in window.page().problem.text()

    window.page().copied.setChecked(True)
    with qtbot.waitSignal(window.opened, timeout=10_000):
        window.go_on()
    registry = opened.pop()
    village = registry.records("village")[0]
    assert (village.village_code, village.name, registry.user) == (builders.VILLAGE, "甲子沟村", "王演示")
    assert registry.setting("region") == builders.VILLAGE
    registry.close()
    window.close()

    again = first_start(qtbot, folder, opened)
    assert again.journey.step is Step.UNLOCK, "a registry that is there is opened, not made"
    again.page().forgot.click()
    again.page().code.setText(code.replace("-", " "))
    for line in (again.page().lines.first, again.page().lines.second):
        line.line.setText("neu-7788")
    again.go_on()
    qtbot.waitUntil(lambda: bool(opened or again.page().problem.text()), timeout=10_000)
    assert again.page().problem.text() == ""
    assert opened[0].user == "王演示", "who used it last is signed in"


def test_a_code_that_stands_in_no_table_is_accepted_and_marked(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    window.go_on()
    window.page().ways[Way.CREATE].click()
    window.go_on()
    page = window.page()
    page.search.setText(builders.VILLAGE)

    assert "代码表里没有" in page.chosen.text()
    assert page.name.isVisible()


def test_a_village_of_the_table_is_chosen_by_keyboard_alone(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    window.go_on()
    window.page().ways[Way.CREATE].click()
    window.go_on()
    page = window.page()
    known = find_villages("", "141124")[0]
    page.search.setText(known.code)

    qtbot.keyClick(page.search, Qt.Key.Key_Return)

    assert window.journey.step is Step.NAME
    assert window.journey.answers.village_code == known.code
    assert window.journey.answers.village_name == known.name


def said(qtbot: QtBot, window: FirstStartWindow) -> str:
    """What the step says is wrong, once the work is done."""
    qtbot.waitUntil(lambda: bool(window.page().problem.text()) and window.next.isEnabled(), timeout=10_000)
    return window.page().problem.text()


def test_a_wrong_passphrase_is_one_sentence_and_marked_to_be_typed_anew(
    qtbot: QtBot, filled_folder: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, filled_folder, opened)
    window.page().secret.line.setText("falsch")
    window.go_on()

    assert said(qtbot, window).startswith("口令不对")
    assert window.page().secret.line.selectedText() == "falsch"


def test_a_second_window_on_one_file_is_told_to_close_the_first(
    qtbot: QtBot, filled_folder: Path, opened: list[Registry]
) -> None:
    opened.append(open_registry(filled_folder, builders.PASSPHRASE))
    window = first_start(qtbot, filled_folder, opened)
    window.page().secret.line.setText(builders.PASSPHRASE)
    window.go_on()

    assert "已在另一个窗口" in said(qtbot, window)


def test_a_damaged_file_says_to_restore_and_a_restored_backup_opens(
    qtbot: QtBot, filled_folder: Path, opened: list[Registry]
) -> None:
    registry = open_registry(filled_folder, builders.PASSPHRASE)
    backup = back_up(registry).path
    registry.close()
    (filled_folder / "registry.db").write_bytes(b"\x00" * 4096)
    window = first_start(qtbot, filled_folder, opened)
    window.page().secret.line.setText(builders.PASSPHRASE)
    window.go_on()
    assert "备份恢复" in said(qtbot, window)

    window.page().other.click()
    window.page().ways[Way.RESTORE].click()
    window.page().file.setText(str(backup))
    window.page().secret.line.setText(builders.PASSPHRASE)
    with qtbot.waitSignal(window.opened, timeout=10_000):
        window.go_on()

    assert len(opened[0].records("household")) == len(builders.HOUSEHOLDS)
    assert list(filled_folder.glob("恢复前/*/registry.db")), "what was there is kept"


def test_a_misheard_group_of_the_recovery_code_is_named(qtbot: QtBot, tmp_path: Path, opened: list[Registry]) -> None:
    code = make_registry(tmp_path / "r", "demo-1")
    groups = code.split("-")
    groups[2] = str((int(groups[2][0]) + 1) % 10) + groups[2][1:]
    window = first_start(qtbot, tmp_path / "r", opened)
    window.page().forgot.click()
    window.page().code.setText("-".join(groups))
    for line in (window.page().lines.first, window.page().lines.second):
        line.line.setText("neu-7788")
    window.go_on()

    assert "第 3 组" in said(qtbot, window)


def test_the_samples_of_the_welcome_change_the_text_size_of_everything(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    with qtbot.waitSignal(window.text_size_chosen) as chosen:
        window.page().samples[TextSize.EXTRA].click()

    assert chosen.args == [TextSize.EXTRA]
    assert text_size() is TextSize.EXTRA


def test_whoever_leaves_at_the_recovery_code_leaves_the_file_unlocked(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    walk_to_passphrase(window)
    window.go_on()
    qtbot.waitUntil(lambda: window.journey.step is Step.RECOVERY, timeout=10_000)
    with answering("返回") as asked:
        window.close()
    assert "以后再也看不到它" in asked[0]
    assert window.isVisible(), "whoever did not mean it is not robbed of the code"
    with answering("不要恢复码，关闭"):
        window.close()

    open_registry(tmp_path / "new", "demo-9").close()


def test_the_whole_row_that_lights_up_ticks_that_the_code_was_copied_and_enter_goes_on(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    walk_to_passphrase(window)
    window.go_on()
    qtbot.waitUntil(lambda: window.journey.step is Step.RECOVERY, timeout=10_000)
    row = window.page().copied
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 3, row.height() // 2))
    assert row.isChecked()
    with qtbot.waitSignal(window.opened, timeout=10_000):
        qtbot.keyClick(row, Qt.Key.Key_Return)


def test_the_first_steps_are_walked_with_arrows_and_enter_alone(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() in window.page().samples.values())
    with qtbot.waitSignal(window.text_size_chosen) as chosen:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert chosen.args == [TextSize.LARGE]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.journey.step is Step.CHOICE
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.journey.step is Step.FOLDER


def hidden_below(window: FirstStartWindow) -> int:
    """Pixels of the step that are out of sight, once everything that was asked for has been laid out."""
    QApplication.sendPostedEvents()
    return window.findChild(QScrollArea).verticalScrollBar().maximum()


@pytest.mark.parametrize("height", [768, 640])
@pytest.mark.parametrize("size", list(TextSize))
def test_no_step_scrolls_even_where_it_says_what_is_wrong(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry], size: TextSize, height: int
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    window.resize(1024, height)
    use_text_size(size)
    seen: dict[str, int] = {}

    def look(called: str) -> None:
        seen[called] = hidden_below(window)

    walk_to_passphrase(window)
    for _ in range(5):
        look(window.journey.step.value)
        window.back_button.click()
    look("welcome")
    walk_to_passphrase(window)
    window.page().lines.first.line.setText("1234")
    window.go_on()
    look("two passphrases that differ")
    window.page().lines.second.line.setText("1234")
    window.go_on()
    qtbot.waitUntil(lambda: window.journey.step is Step.RECOVERY, timeout=10_000)
    window.go_on()
    look("a code that was not copied")
    window.page().copied.setChecked(True)
    with qtbot.waitSignal(window.opened, timeout=10_000):
        window.go_on()
    opened.pop().close()
    window.close()
    again = first_start(qtbot, tmp_path / "new", opened)
    again.resize(1024, height)
    window = again
    look("unlock")
    again.page().forgot.click()
    again.go_on()
    look("forgotten without a code")
    again.back_button.click()
    again.page().other.click()
    again.page().ways[Way.RESTORE].click()
    again.go_on()
    look("restore without a file")

    assert {called: pixels for called, pixels in seen.items() if pixels} == {}
    assert len(seen) == 11


def test_what_is_wrong_is_brought_into_sight_where_a_step_must_scroll(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    window.resize(640, 320)
    use_text_size(TextSize.EXTRA)
    walk_to_passphrase(window)
    window.page().lines.first.line.setText("1234")
    window.go_on()

    assert hidden_below(window) > 0
    room = window.findChild(QScrollArea).viewport()
    fault = window.page().problem
    qtbot.waitUntil(lambda: room.rect().contains(fault.mapTo(room, fault.rect().center())))


def test_whoever_closes_while_the_registry_is_being_made_still_gets_its_recovery_code(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, tmp_path / "new", opened)
    walk_to_passphrase(window)
    window.go_on()
    window.close()
    assert window.isVisible()
    with answering("返回") as asked:
        qtbot.waitUntil(lambda: window.journey.step is Step.RECOVERY, timeout=10_000)
        qtbot.waitUntil(lambda: bool(asked), timeout=10_000)
    assert "以后再也看不到它" in asked[0]
    assert window.journey.answers.recovery_code
    assert [one.name for one in (tmp_path / "new").glob("*.part")] == []
    with answering("不要恢复码，关闭"):
        window.close()
    open_registry(tmp_path / "new", "demo-9").close()


def test_whoever_closes_while_the_file_is_being_opened_finds_it_free_afterwards(
    qtbot: QtBot, filled_folder: Path, opened: list[Registry]
) -> None:
    window = first_start(qtbot, filled_folder, opened)
    window.page().secret.line.setText(builders.PASSPHRASE)
    window.go_on()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert opened == []
    open_registry(filled_folder, builders.PASSPHRASE).close()


def test_a_registry_that_could_not_be_made_leaves_nothing_behind(
    qtbot: QtBot, tmp_path: Path, opened: list[Registry], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise Unavailable("磁盘满了。")

    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "家里的照片.jpg").touch()
    window = first_start(qtbot, tmp_path / "new", opened)
    walk_to_passphrase(window)
    with monkeypatch.context() as world:
        world.setattr("fupin_desktop.db.registry_file.make_tables", full)
        window.go_on()
        qtbot.waitUntil(lambda: "磁盘满了" in window.page().problem.text(), timeout=10_000)
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["家里的照片.jpg"]
    window.go_on()
    qtbot.waitUntil(lambda: window.journey.step is Step.RECOVERY, timeout=10_000)
    window.page().copied.setChecked(True)


# Keys and sheet


def test_a_new_recovery_code_makes_the_old_one_worthless(tmp_path: Path) -> None:
    folder, doors = tmp_path / "r", StoreDoors()
    old = make_registry(folder, "demo-1")
    new = doors.new_recovery_code(folder, "demo-1")

    with pytest.raises(Refused):
        doors.reset_passphrase(folder, old, "demo-2")
    doors.reset_passphrase(folder, new, "demo-2")
    open_registry(folder, "demo-2").close()
    with pytest.raises(Refused):
        open_registry(folder, "demo-1")


def test_changing_the_passphrase_wants_the_old_one_and_keeps_the_recovery_code(tmp_path: Path) -> None:
    folder, doors = tmp_path / "r", StoreDoors()
    code = make_registry(folder, "demo-1")
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(Refused):
        doors.change_passphrase(folder, "falsch", "demo-2")
    assert (folder / "keys.json").read_bytes() == before

    doors.change_passphrase(folder, "demo-1", "demo-2")
    doors.reset_passphrase(folder, code, "demo-3")
    open_registry(folder, "demo-3").close()
    assert set(json.loads((folder / "keys.json").read_text())["wraps"]) == {"passphrase", "recovery"}


def test_the_recovery_sheet_is_one_page_on_which_every_group_can_be_read(qapp: object, tmp_path: Path) -> None:
    code = "12345-67890-11111-22222-33333-44444-55555-66666"
    save_sheet(RecoverySheet(code, "甲子沟村", date(2018, 7, 3)), tmp_path / "恢复单.pdf")

    (page,) = words_in(tmp_path / "恢复单.pdf")
    text = unicodedata.normalize("NFKC", page)
    assert all(group in text for group in code.split("-"))
    assert "甲子沟村" in text
