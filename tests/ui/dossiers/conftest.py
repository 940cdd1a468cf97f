"""For tests of the dossier: a page over the village of builders.py, and the hands that work it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage

WIDE, HIGH = 1200, 800


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """Every sentence of the status line."""
    sentences: list[str] = []
    desk.told.connect(sentences.append)
    return sentences


@pytest.fixture
def pages() -> list[DossierPage]:
    """Every page that the test has opened."""
    return []


@pytest.fixture
def settled(qtbot: QtBot, pages: list[DossierPage]) -> Callable[[Desk], None]:
    """`settled(desk)`: wait until nothing runs and nothing is about to be read."""

    def wait(desk: Desk) -> None:
        qtbot.waitUntil(lambda: desk.tasks.wait_idle() and not any(page._soon.isActive() for page in pages))

    return wait


@pytest.fixture
def open_page(
    qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None], pages: list[DossierPage]
) -> Iterator[OpenPage]:
    """`open_page(place)`: the dossier of a household, open at a place."""

    def opened(place: str = "", household: int = FAMILY) -> DossierPage:
        page = DossierPage(desk)
        pages.append(page)
        qtbot.addWidget(page)
        page.resize(WIDE, HIGH)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.open(builders.household_id(household), place)
        qtbot.waitUntil(lambda: page.shown is not None)
        settled(desk)
        return page

    yield opened
    pages.clear()  # pytest-qt has closed them by now; what they handed over still has to be written
    settled(desk)


@pytest.fixture
def go(qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None]) -> Callable[[DossierPage, str], Any]:
    """`go(page, key)`: choose a section in the list; returns it."""

    def gone(page: DossierPage, key: str) -> Any:
        page.list.setCurrentItem(page.list._items[key])
        settled(desk)
        return page.section

    return gone


@pytest.fixture
def save(qtbot: QtBot, desk: Desk, settled: Callable[[Desk], None]) -> Callable[[DossierPage], None]:
    """`save(page)`: press 保存 and wait until it is done and shown."""

    def saved(page: DossierPage) -> None:
        page.foot.save.click()
        settled(desk)

    return saved
