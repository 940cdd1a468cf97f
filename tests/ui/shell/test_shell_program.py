"""One run of the program: which window comes, what is remembered, what a bug looks like."""

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.app import PASSPHRASE, Program, open_window
from fupin_desktop.db.registry import open_registry
from fupin_desktop.services.back_up import back_up
from fupin_desktop.ui.first_start.first_start_window import FirstStartWindow
from fupin_desktop.ui.first_start.journey import Step
from fupin_desktop.ui.main_window import MainWindow
from fupin_desktop.ui.shell.logbook import start_log
from fupin_desktop.ui.shell.preferences import Preferences, read_preferences, write_preferences
from fupin_desktop.ui.style.text_size import TextSize, text_size, use_text_size
from tests.ui import builders

pytestmark = pytest.mark.gui
LATE = ("reportlab", "openpyxl", "alembic", "pypinyin", "python_calamine", "xlsxwriter", "PIL", "typer")


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """A program with its own memory; whatever window it leaves open is closed."""
    hook, thread_hook = sys.excepthook, threading.excepthook
    made = Program(qapp, tmp_path / "settings" / "window.json")
    yield made
    if made.window is not None:
        close(qtbot, made.window)
    sys.excepthook, threading.excepthook = hook, thread_hook
    made.deleteLater()


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """The log files that a test began are closed, and the text is as it was."""
    before = list(logging.getLogger().handlers)
    yield
    for handler in [one for one in logging.getLogger().handlers if one not in before]:
        logging.getLogger().removeHandler(handler)
        handler.close()
    use_text_size(TextSize.STANDARD)


def close(qtbot: QtBot, window: MainWindow | FirstStartWindow) -> None:
    """Close as a person does."""
    if isinstance(window, MainWindow) and window.isVisible():
        with qtbot.waitSignal(window.closed, timeout=10_000):
            window.close()
    window.close()


def test_without_a_registry_the_first_start_begins(program: Program, tmp_path: Path) -> None:
    program.start(tmp_path / "none")

    assert isinstance(program.window, FirstStartWindow)
    assert program.window.journey.step is Step.WELCOME


def test_the_passphrase_leads_from_the_one_window_to_the_other(
    qtbot: QtBot, program: Program, filled_folder: Path
) -> None:
    program.start(filled_folder)
    asked = program.window
    assert isinstance(asked, FirstStartWindow)
    asked.page().secret.line.setText(builders.PASSPHRASE)
    asked.go_on()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)

    window = program.window
    assert isinstance(window, MainWindow)
    assert window.isVisible()
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert not any(isinstance(one, FirstStartWindow) for one in shown)
    assert (window.desk.year, window.desk.village_code) == (2018, builders.VILLAGE)


def test_a_wrong_passphrase_of_the_environment_is_said_where_it_can_be_typed(
    program: Program, filled_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "falsch")
    program.start(filled_folder)

    assert isinstance(program.window, FirstStartWindow)
    assert program.window.page().problem.text().startswith("口令不对")


def test_the_program_remembers_text_size_folder_and_place_of_the_window(
    qtbot: QtBot, program: Program, filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, builders.PASSPHRASE)
    program.start(filled_folder)
    assert isinstance(program.window, MainWindow)
    program.window.text_size_chosen.emit(TextSize.LARGE)
    close(qtbot, program.window)

    kept = read_preferences(tmp_path / "settings" / "window.json")
    assert (kept.text_size, kept.folder) == ("large", str(filled_folder))
    assert kept.geometry


def test_restoring_closes_the_registry_asks_for_the_passphrase_and_opens_what_was(
    qtbot: QtBot, program: Program, filled_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, builders.PASSPHRASE)
    program.start(filled_folder)
    first = program.window
    assert isinstance(first, MainWindow)
    backup = back_up(first.desk.registry).path
    first.show_place("settings")
    first.stack.pages["settings"].restore_requested.emit(backup)
    qtbot.waitUntil(lambda: isinstance(program.window, FirstStartWindow), timeout=10_000)

    asked = program.window
    assert isinstance(asked, FirstStartWindow)
    assert asked.journey.step is Step.BACKUP
    asked.page().secret.line.setText(builders.PASSPHRASE)
    asked.go_on()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=10_000)


def test_settings_that_cannot_be_read_or_written_trouble_nobody(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text("{broken")
    assert read_preferences(file) == Preferences()
    file.write_text('{"text_size": 7, "unknown": "x", "folder": "/a"}')
    assert read_preferences(file) == Preferences(folder="/a")

    (tmp_path / "file").write_text("")
    assert not write_preferences(tmp_path / "file" / "window.json", Preferences())


def test_a_bug_is_confessed_once_and_logged_without_what_it_quotes(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    handler = start_log(tmp_path / "log")
    assert handler is not None
    program.start(tmp_path / "none")
    try:
        raise KeyError("张来福 141199196304120017")
    except KeyError as bug:
        sys.excepthook(KeyError, bug, bug.__traceback__)
        sys.excepthook(KeyError, bug, bug.__traceback__)

    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]
    written = (tmp_path / "log" / "window.log").read_text("utf-8")
    assert len(boxes) == 1
    assert "程序出了错" in boxes[0].text()
    assert "KeyError" in written
    assert "test_shell_program.py" in written
    assert "张来福" not in written
    assert "141199" not in written
    boxes[0].close()


def test_a_window_opens_for_tests_and_screens_by_folder_and_passphrase(qtbot: QtBot, filled_folder: Path) -> None:
    window = open_window(filled_folder, builders.PASSPHRASE, user="李驻村")
    window.show()

    assert window.desk.registry.user == "李驻村"
    assert window.stack.currentWidget() is window.stack.pages["home"]
    close(qtbot, window)
    open_registry(filled_folder, builders.PASSPHRASE).close()


def test_the_text_size_of_last_time_is_there_from_the_first_window_on(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    write_preferences(tmp_path / "window.json", Preferences(text_size="extra"))
    hook, thread_hook = sys.excepthook, threading.excepthook
    made = Program(qapp, tmp_path / "window.json")
    sys.excepthook, threading.excepthook = hook, thread_hook

    assert text_size() is TextSize.EXTRA
    made.deleteLater()


def test_nothing_that_prints_imports_or_migrates_is_loaded_before_the_window_stands(filled_folder: Path) -> None:
    script = f"""
import sys
import threading
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from fupin_desktop.app import open_window
window = open_window(Path({str(filled_folder)!r}), {builders.PASSPHRASE!r})
window.show()
home = window.stack.pages["home"]
while not home.figures.isVisible():
    app.processEvents()
print([name for name in {LATE!r} if name in sys.modules], flush=True)
import os
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
