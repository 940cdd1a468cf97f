"""同步: the form of a computer that is not enrolled, exchanges over a line and by stick, what is said of them."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.services.exchange_parcels import write
from fupin_desktop.services.synchronise import synchronise
from fupin_desktop.sync.one_time_code import Code, shown
from fupin_desktop.sync.protocol import County
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.shell.lamp import Lamp
from fupin_desktop.ui.syncing.enrol_panel import plain_address
from fupin_desktop.ui.syncing.sync_page import SyncPage
from tests.sync.places import BadLine, Place, answering
from tests.ui import builders

pytestmark = pytest.mark.gui
Settle = Callable[[Desk], None]
HOME = builders.household_id(0)
CODE = shown(Code(b"123456", b"123456789"))


@pytest.fixture
def stranger(qtbot: QtBot, desk: Desk, settled: Settle) -> Iterator[SyncPage]:
    """The page of a computer that belongs to no county."""
    made = SyncPage(desk)
    qtbot.addWidget(made)
    made.resize(920, 700)
    made.show()
    settled(desk)
    yield made
    settled(desk)


def typed(page: SyncPage, qtbot: QtBot, text: str) -> None:
    page.enrolling.code.setFocus()
    qtbot.keyClicks(page.enrolling.code, text)


def exchange(page: SyncPage, qtbot: QtBot, desk: Desk) -> str:
    """Press 同步 and wait for what is said."""
    with qtbot.waitSignal(page.exchange.exchanging.ended, timeout=20_000):
        page.exchange.go.click()
    qtbot.waitUntil(desk.tasks.wait_idle, timeout=20_000)
    return page.exchange.outcome.sentence.text()


def test_who_is_not_enrolled_sees_the_form(stranger: SyncPage) -> None:
    assert stranger.enrolling.isVisible()
    assert not stranger.exchange.isVisible()


def test_a_code_is_put_into_groups_however_it_is_typed(stranger: SyncPage, qtbot: QtBot) -> None:
    typed(stranger, qtbot, CODE.lower().replace("-", " ").replace("1", "l"))
    assert stranger.enrolling.code.text() == CODE
    assert stranger.enrolling.code.property("role") == ""


def test_a_letter_put_in_the_middle_leaves_the_cursor_where_it_was(stranger: SyncPage, qtbot: QtBot) -> None:
    typed(stranger, qtbot, "ABCDEFGH")
    stranger.enrolling.code.setCursorPosition(2)
    qtbot.keyClicks(stranger.enrolling.code, "23")
    assert stranger.enrolling.code.text() == "AB23C-DEFGH"
    assert stranger.enrolling.code.cursorPosition() == 4


def test_a_mistyped_code_is_told_at_its_field_and_nothing_is_sent(stranger: SyncPage, qtbot: QtBot) -> None:
    wrong = CODE[:-1] + ("2" if CODE[-1] != "2" else "3")
    typed(stranger, qtbot, wrong)
    stranger.enrolling.address.setText("127.0.0.1:9")
    stranger.enrolling.go.click()
    assert "打错" in stranger.enrolling.code_hint.text()
    assert stranger.enrolling.go.isEnabled()


def test_an_address_is_understood_as_it_was_meant() -> None:
    assert plain_address(" １０.0.0.5：8443/ ") == "https://10.0.0.5:8443"
    assert plain_address("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert plain_address("  ") == ""


def test_a_county_that_cannot_be_reached_is_told_and_can_be_tried_again(
    stranger: SyncPage, qtbot: QtBot, desk: Desk, settled: Settle
) -> None:
    typed(stranger, qtbot, CODE)
    stranger.enrolling.address.setText("127.0.0.1:9")
    stranger.enrolling.go.click()
    assert not stranger.enrolling.go.isEnabled()
    settled(desk)
    assert "连不上" in stranger.enrolling.problem.text()
    assert stranger.enrolling.go.isEnabled()
    assert stranger.enrolling.code.text() == CODE


def test_what_will_be_sent_is_said_before_it_is_sent(
    page: SyncPage, qtbot: QtBot, laptop: Place, laptop_desk: Desk
) -> None:
    assert "没有要送的" in page.exchange.waiting_words.text()
    laptop.save(HOME, address="东沟6号院")
    page.look()
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert "1 处改动" in page.exchange.waiting_words.text()
    assert "还没有测过速度" in page.exchange.waiting_words.text()
    assert page.exchange.lamp_words.text() == "还没有和县里同步过 · 1 条未送"


def test_what_was_saved_here_is_at_the_county_afterwards(
    page: SyncPage, qtbot: QtBot, laptop: Place, county: Place, laptop_desk: Desk
) -> None:
    laptop.save(HOME, address="东沟6号院")
    said = exchange(page, qtbot, laptop_desk)
    assert "送出 1 处改动" in said
    assert county.shown("address", HOME) == "东沟6号院"
    assert "都已送到" in page.exchange.lamp_words.text()
    assert page.exchange.outcome.next.text() == "打印回执"
    assert "同步完成，送出 1 处，收到 0 处" in page.exchange.history.text()


def test_what_came_is_signalled_and_checked(
    page: SyncPage, qtbot: QtBot, colleague: Place, county: Place, laptop_desk: Desk, laptop: Place
) -> None:
    colleague.save(HOME, phone="19900009999")
    synchronise(colleague.registry, answering(county))
    with qtbot.waitSignal(laptop_desk.records_changed, timeout=20_000) as told:
        exchange(page, qtbot, laptop_desk)
    assert told.args == [frozenset({HOME})]
    assert laptop.shown("phone", HOME) == "19900009999"
    assert HOME not in laptop.registry.unchecked()


def test_a_conflict_is_the_next_thing_to_do(
    page: SyncPage, qtbot: QtBot, colleague: Place, county: Place, laptop: Place, laptop_desk: Desk
) -> None:
    colleague.save(HOME, address="西沟1号院")
    laptop.save(HOME, address="东沟6号院")
    synchronise(colleague.registry, answering(county))
    said = exchange(page, qtbot, laptop_desk)
    assert "1 处两个人填得不一样" in said
    page.exchange.outcome.next.click()
    assert page.conflicts.isVisible()
    qtbot.waitUntil(lambda: page.tabs.buttons[1].text() == "要核定的 1", timeout=20_000)


def test_a_line_that_breaks_is_told_and_the_next_time_goes_on(
    page: SyncPage, qtbot: QtBot, laptop: Place, county: Place, laptop_desk: Desk
) -> None:
    laptop.save(HOME, address="东沟6号院")
    page.exchange.exchanging.county = BadLine(answering(county), 500)
    said = exchange(page, qtbot, laptop_desk)
    assert "断了" in said
    box = page.findChild(QMessageBox)
    assert box is not None
    assert box.text() == said
    box.close()
    assert page.exchange.go.isEnabled()
    assert "没有同步完" in page.exchange.history.text()
    page.exchange.exchanging.county = answering(county)
    assert "同步完成" in exchange(page, qtbot, laptop_desk)
    assert county.shown("address", HOME) == "东沟6号院"


def test_people_save_while_it_runs_and_stop_it_when_they_want(
    page: SyncPage, qtbot: QtBot, laptop: Place, county: Place, laptop_desk: Desk
) -> None:
    laptop.save(HOME, address="东沟6号院")
    page.exchange.exchanging.county = Stopping(answering(county), page, laptop)
    said = exchange(page, qtbot, laptop_desk)
    assert "已停下" in said
    assert laptop.shown("phone", HOME) == "19900008888"  # saved in the middle of it
    assert "中途停下" in page.exchange.history.text()
    assert "1 条未送" not in page.exchange.lamp_words.text()  # two by now
    page.exchange.exchanging.county = answering(county)
    page.exchange.outcome.next.click()
    qtbot.waitUntil(lambda: "都已送到" in page.exchange.lamp_words.text(), timeout=20_000)
    assert county.shown("phone", HOME) == "19900008888"


@dataclass
class Stopping:
    """A line on which the person saves something and then presses the button, once the server has answered."""

    county: County
    page: SyncPage
    laptop: Place

    def hello(self, request: bytes) -> bytes:
        """While it answers somebody works on."""
        self.laptop.save(HOME, phone="19900008888")
        self.page.exchange.exchanging.stop()
        return self.county.hello(request)

    def compare(self, token: bytes, request: bytes) -> bytes:
        """As the county."""
        return self.county.compare(token, request)

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """As the county."""
        return self.county.push(token, pieces)

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """As the county."""
        return self.county.pull(token, request)


def test_a_parcel_is_written_and_waits_for_its_receipt(
    page: SyncPage, qtbot: QtBot, laptop: Place, laptop_desk: Desk, tmp_path: Path
) -> None:
    laptop.save(HOME, address="东沟6号院")
    file = tmp_path / "同步.fpkg"
    with qtbot.waitSignal(page.exchange.exchanging.ended, timeout=20_000):
        page.exchange.parcel.write_wanted.emit(file, True)
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert file.exists()
    assert "第 1 号数据包已写好" in page.exchange.outcome.sentence.text()
    assert "等第 1 号数据包的回执" in page.exchange.lamp_words.text()


def test_a_parcel_is_read_and_brings_what_the_colleague_wrote(
    page: SyncPage, qtbot: QtBot, laptop: Place, colleague: Place, county: Place, laptop_desk: Desk, tmp_path: Path
) -> None:
    for one in (laptop, colleague, laptop, colleague):  # they learn of one another at the county
        one.save(HOME, phone=f"1990000700{one.me.certificate.serial}")
        synchronise(one.registry, answering(county))
    colleague.save(HOME, address="西沟1号院")
    file = tmp_path / "来自同事.fpkg"
    write(colleague.registry, file, "village")
    with qtbot.waitSignal(page.exchange.exchanging.ended, timeout=20_000):
        page.exchange.parcel.read_wanted.emit(file)
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert "收到 2 处新改动" in page.exchange.outcome.sentence.text()
    assert laptop.shown("address", HOME) == "西沟1号院"


def test_a_file_that_is_no_parcel_is_refused_in_words(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "照片.fpkg"
    file.write_bytes(b"no parcel")
    with qtbot.waitSignal(page.exchange.exchanging.ended, timeout=20_000):
        page.exchange.parcel.read_wanted.emit(file)
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    assert "不是本程序的数据包" in page.exchange.outcome.sentence.text()
    page.findChild(QMessageBox).close()


def test_the_receipt_is_shown_and_saved_as_one_page(
    page: SyncPage, qtbot: QtBot, laptop: Place, laptop_desk: Desk, tmp_path: Path
) -> None:
    laptop.save(HOME, address="东沟6号院")
    assert not page.exchange.receipt.isVisible()
    exchange(page, qtbot, laptop_desk)
    digits = page.exchange.receipt.digits.text()
    assert digits.replace(" ", "").isdecimal()
    assert len(digits) == 9
    page.exchange.receipt.save_to(tmp_path / "回执.pdf")
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    text = read_pdf(tmp_path / "回执.pdf")
    for told in ("同步回执", "甲子沟村", laptop.me.certificate.name, "1 处改动", digits):
        assert told.replace(" ", "") in text.replace(" ", "")


def read_pdf(file: Path) -> str:
    from pypdf import PdfReader

    pages = PdfReader(file).pages
    assert len(pages) == 1
    return pages[0].extract_text()


def test_a_county_that_is_full_says_when_to_come_again(
    page: SyncPage, qtbot: QtBot, laptop_desk: Desk, laptop: Place
) -> None:
    laptop.save(HOME, address="东沟6号院")
    page.exchange.exchanging.run(busy)
    qtbot.waitUntil(lambda: "过 60 秒" in page.exchange.outcome.sentence.text(), timeout=20_000)
    page.findChild(QMessageBox).close()
    assert page.exchange.outcome.next.text() == "再试一次"


def busy() -> None:
    raise Unavailable("县里的服务器正忙，请过 60 秒再同步。资料都还在本机。")


def test_the_lamp_says_the_same_words_and_opens_the_page(
    qtbot: QtBot, laptop: Place, laptop_desk: Desk, county: Place
) -> None:
    laptop.clock.now = round(time.time() * 1000)
    laptop.registry.back_up()  # a registry without a fresh backup says that first
    lamp = Lamp(laptop_desk)
    qtbot.addWidget(lamp)
    qtbot.waitUntil(lambda: lamp.accessibleName() == "还没有和县里同步过 · 都已送到", timeout=20_000)
    laptop.save(HOME, address="东沟6号院")
    laptop_desk.records_changed.emit(frozenset({HOME}))
    qtbot.waitUntil(lambda: lamp.accessibleName().endswith("1 条未送"), timeout=20_000)
    with qtbot.waitSignal(laptop_desk.page_requested) as asked:
        lamp.click()
    assert asked.args[0] == "sync"
