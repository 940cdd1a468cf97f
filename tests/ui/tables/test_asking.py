"""Asking away from the window, as every list does it: nothing is left behind, and nothing can wait for itself."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.desk import Desk

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]


def test_asking_leaves_no_connection_on_the_window(desk: Desk, qtbot: QtBot, settled: Settle) -> None:
    """A connection to an object that dies on the working thread can freeze the program for good."""
    page = QWidget()
    qtbot.addWidget(page)

    def connections_after(asks: int) -> int:
        for _ in range(asks):
            desk.tasks.ask(page, lambda: 1, lambda _answer: None)
        settled(desk)
        return page.receivers(SIGNAL("destroyed(QObject*)"))

    assert connections_after(1) == connections_after(20)


def test_an_answer_for_a_window_that_is_gone_is_dropped(desk: Desk, settled: Settle) -> None:
    page, landed = QWidget(), []
    desk.tasks.ask(page, lambda: 1, landed.append)
    page.deleteLater()
    del page
    settled(desk)
    assert landed in ([], [1])  # before it went, or never; and nothing else happened


def test_long_work_can_be_cancelled(desk: Desk, qtbot: QtBot, settled: Settle) -> None:
    page, landed, seen = QWidget(), [], []
    qtbot.addWidget(page)
    page.show()
    turn = threading.Event()

    def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> int | None:
        progress(1, 100)
        turn.wait(10)
        seen.append(cancelled())
        return None

    desk.tasks.long(page, "正在做……", work, landed.append)
    dialog = page.findChild(QProgressDialog)
    qtbot.waitUntil(lambda: dialog.maximum() == 100)
    dialog.findChild(QPushButton).click()
    turn.set()
    settled(desk)
    assert (seen, landed) == ([True], [])
