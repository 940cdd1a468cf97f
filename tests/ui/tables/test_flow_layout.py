"""Chips break into lines instead of being cut off."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.tables.flow_layout import FlowLayout

pytestmark = pytest.mark.gui


def test_what_does_not_fit_goes_to_the_next_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    buttons = [QPushButton("脱贫状态") for _ in range(6)]
    for button in buttons:
        flow.addWidget(button)
    page.resize(buttons[0].sizeHint().width() * 3, 400)
    page.show()
    assert all(page.rect().contains(button.geometry()) for button in buttons)
    assert buttons[0].y() < buttons[-1].y()
    assert flow.heightForWidth(100_000) < flow.heightForWidth(page.width())


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page)
    first, second = QPushButton("一"), QPushButton("二")
    flow.addWidget(first)
    flow.addWidget(second)
    page.resize(400, 100)
    page.show()
    place = second.x()
    first.hide()
    page.layout().activate()
    assert second.x() < place
