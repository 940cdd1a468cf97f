"""照片和扫描件 on the page 同步: they follow the text, tell how long they take, and can be left at any moment."""

import random
from collections.abc import Iterable, Iterator
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.photos_waiting import budget_mb, photos_travel
from fupin_desktop.services.synchronise import synchronise
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.syncing.exchange_panel import ExchangePanel
from fupin_desktop.ui.syncing.sync_page import SyncPage
from tests.sync.places import Place
from tests.ui import builders

pytestmark = pytest.mark.gui
SIZE = 300_000


class Held:
    """A county whose line stands still after some chunks, until it may go on."""

    def __init__(self, own: Any) -> None:
        self._own = own
        self.reached, self.goes_on = Event(), Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def attachments_give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        return self._own.attachments_give(token, self._slowly(pieces))

    def _slowly(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for number, piece in enumerate(pieces):
            if number == 3:
                self.reached.set()
                assert self.goes_on.wait(20)
            yield piece


def attach(place: Place, number: int = 1) -> str:
    content = random.Random(number).randbytes(SIZE)
    values = {"household_id": builders.household_id(0), "title": "住房", "blob": place.registry.blobs.put(content)}
    edits = [Edit("attachment", f"a{number}", name, value) for name, value in (values | {"byte_count": SIZE}).items()]
    place.registry.write([(Deed(title="附件", region=builders.VILLAGE), edits)])
    return values["blob"]


def settle(page: SyncPage, qtbot: QtBot, desk: Desk) -> ExchangePanel:
    panel = page.exchange
    qtbot.waitUntil(lambda: not panel.exchanging.is_running and desk.tasks.wait_idle(), timeout=20_000)
    return panel


def test_photos_follow_the_text_and_the_page_says_so(
    page: SyncPage, laptop: Place, laptop_desk: Desk, qtbot: QtBot
) -> None:
    attach(laptop)
    page.look()
    panel = settle(page, qtbot, laptop_desk)
    assert "要送 1 份 300 KB" in panel.photos.words.text()
    panel.go.click()
    settle(page, qtbot, laptop_desk)
    assert "同步完成" in panel.outcome.sentence.text()
    assert "送出 1 份 300 KB" in panel.photos.done.text()
    assert not panel.photos.stop.isVisible()
    assert panel.go.isEnabled()


def test_who_leaves_the_lane_is_told_what_is_left_and_can_go_on(
    page: SyncPage, laptop: Place, laptop_desk: Desk, qtbot: QtBot
) -> None:
    attach(laptop)
    panel = settle(page, qtbot, laptop_desk)
    panel.photos.follows.click()
    panel.go.click()
    settle(page, qtbot, laptop_desk)
    assert panel.photos.done.isHidden()  # the text alone went
    panel.exchanging.county = held = Held(panel.exchanging.county)
    panel.photos.go.click()
    qtbot.waitUntil(held.reached.is_set, timeout=20_000)
    assert not panel.go.isEnabled()
    panel.photos.stop.click()
    held.goes_on.set()
    settle(page, qtbot, laptop_desk)
    assert "先到这里，还剩 1 份，下次从断开的地方接着传" in panel.photos.done.text()
    panel.photos.go.click()
    settle(page, qtbot, laptop_desk)
    assert "送出 1 份" in panel.photos.done.text()


def test_what_is_chosen_is_kept(page: SyncPage, laptop: Place, laptop_desk: Desk, qtbot: QtBot) -> None:
    photos = settle(page, qtbot, laptop_desk).photos
    photos.follows.click()
    photos.budget.setCurrentIndex(photos.budget.findData(5))
    photos.budget.activated.emit(photos.budget.currentIndex())
    assert not photos_travel(laptop.registry)
    assert budget_mb(laptop.registry) == 5


def test_a_colleagues_photo_is_told_to_be_still_with_him(
    page: SyncPage, laptop: Place, colleague: Place, laptop_desk: Desk, qtbot: QtBot
) -> None:
    attach(colleague)
    panel = settle(page, qtbot, laptop_desk)
    synchronise(colleague.registry, panel.exchanging.county)
    panel.go.click()
    settle(page, qtbot, laptop_desk)
    assert "1 份还在同事的电脑上" in panel.photos.words.text()
