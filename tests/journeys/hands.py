"""The hands of whoever sits at the window: opens places, types into fields, presses buttons, waits."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from fupin_desktop.ui.forms.choices import answering
from fupin_desktop.ui.forms.code_editor import CodeEditor
from fupin_desktop.ui.forms.codes_editor import CodesEditor
from fupin_desktop.ui.forms.flag_editor import FlagEditor
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.ledgers.ledger_view import LedgerView
from fupin_desktop.ui.main_window import MainWindow
from fupin_desktop.ui.tables.small_window import SmallWindow
from tests.ui.forms.form_builders import type_chinese

W = TypeVar("W", bound=QWidget)


class Hands:
    """Only what a person can do: a button that is hidden or grey is not pressed, a locked field is not typed into."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self.window, self.desk = qtbot, window, window.desk
        self.said: list[str] = []
        self.desk.told.connect(self.said.append)

    def settle(self) -> None:
        """Wait until nothing runs."""
        dossier: Any = self.window.stack.pages.get("dossier")

        def rests() -> bool:
            return self.desk.tasks.wait_idle() and not (dossier is not None and dossier._soon.isActive())

        self._qtbot.waitUntil(rests, timeout=20_000)

    def go(self, place: str) -> Any:
        """Press a button of the rail."""
        self.press(self.window.rail.buttons[place])
        return self.window.stack.pages[place]

    def press(self, button: QAbstractButton) -> None:
        """Press with the mouse."""
        assert button.isVisible(), f"{button.text()} is not to be seen"
        assert button.isEnabled(), f"{button.text()} is grey"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def window_of(self, kind: type[W]) -> W:
        """The small window that has opened."""
        (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return found

    def fill(self, form: Form, **typed: str) -> None:
        """Type into fields, one after the other."""
        for name, text in typed.items():
            assert form.focus_field(name), f"{form.record_spec.name} has no {name}"
            editor = form.boxes[name].editor
            assert not editor.is_locked, f"{name} cannot be typed into"
            _type(editor, text)
        QTest.keyClick(editor.focusProxy() or editor, Qt.Key.Key_Tab)  # the last field is left too

    def write(self, window: SmallWindow, **typed: str) -> None:
        """Type into the entries of a small window."""
        entries: Any = window.entries  # type: ignore[attr-defined]
        for name, text in typed.items():
            line = entries.fields[name]
            line.setFocus()
            line.selectAll()
            type_chinese(line, text)

    def choose(self, choice: QComboBox, words: str) -> None:
        """Choose from a list by what it says."""
        at = next(n for n in range(choice.count()) if words in choice.itemText(n))
        choice.setCurrentIndex(at)

    def section(self, key: str) -> Any:
        """Choose a section of the dossier in view."""
        page: DossierPage = self.window.stack.pages["dossier"]  # type: ignore[assignment]
        page.list.setCurrentItem(page.list._items[key])
        self.settle()
        return page.section

    def save_dossier(self) -> None:
        """Press 保存 of the dossier; nothing may be refused."""
        page: DossierPage = self.window.stack.pages["dossier"]  # type: ignore[assignment]
        self.press(page.foot.save)
        assert page.section is not None
        wrong = [box.problem for form in page.section.forms for box in form.boxes.values() if box.problem]
        assert wrong == []

    def add_to_dossier(self, key: str, **typed: str) -> None:
        """A new line in a list of the dossier."""
        section = self.section(key)
        self.press(section.add)
        self.fill(section.form, **typed)
        self.save_dossier()

    def add_to_book(self, view: LedgerView, **typed: str) -> list[str]:
        """A new line in a list of the village; what was refused, in words."""
        self.press(view.add)
        self.fill(view.form, **typed)
        self.press(view.foot.save)
        return [box.problem for box in view.form.boxes.values() if box.problem]

    def answer(self, yes: str, press: Callable[[], None]) -> str:
        """Press something that asks first, and say yes; what was asked."""
        asked: list[str] = []
        watch = QTimer()

        def say_yes() -> None:
            boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]
            for box in boxes[:1]:
                watch.stop()
                asked.append(box.text())
                next(button for button in box.buttons() if button.text() == yes).click()

        watch.timeout.connect(say_yes)
        watch.start(10)
        press()
        self.settle()
        return asked[0]


def _type(editor: Any, text: str) -> None:
    match editor:
        case FlagEditor():
            QTest.keyClick(editor.focusProxy(), Qt.Key.Key_1 if text == "是" else Qt.Key.Key_0)
        case CodesEditor():
            raise AssertionError("a field of several choices is filled in its own way")
        case CodeEditor():
            assert answering(editor._choices(), text), f"「{text}」 is not on offer"
            editor.line.selectAll()
            type_chinese(editor.line, text)
            QTest.keyClick(editor.line, Qt.Key.Key_Return)
        case _:
            line = editor.focusProxy()
            line.selectAll()
            type_chinese(line, text)
