"""The page over the filled village, shown and settled."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.printing_page import PrintingPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None]) -> PrintingPage:
    """打印 with everybody of the village as its households."""
    made = PrintingPage(desk)
    qtbot.addWidget(made)
    made.resize(934, 690)
    made.show()
    settled(desk)
    return made
