"""同步 of a computer that belongs to a county: lamp, what waits, the button, what came of it, stick, receipt."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services import exchange_parcels
from fupin_desktop.services.exchange_history import Exchange, exchanges
from fupin_desktop.services.exchange_parcels import Read, Written
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.print_receipt import place_of
from fupin_desktop.services.sync_state import SyncState, Waiting, sync_state, waiting
from fupin_desktop.services.synchronise import Stopped, Synced
from fupin_desktop.ui import messages
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card, CardColumn
from fupin_desktop.ui.printing.outcome import Outcome
from fupin_desktop.ui.shell.lamp import COLOURS
from fupin_desktop.ui.style.icons import picture
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.syncing import sync_words as words
from fupin_desktop.ui.syncing.exchanging import Exchanging
from fupin_desktop.ui.syncing.parcel_card import ParcelCard
from fupin_desktop.ui.syncing.photo_card import PhotoCard
from fupin_desktop.ui.syncing.receipt_card import ReceiptCard

LISTED = 8
Seen = tuple[SyncState, str, Sequence[Exchange]]


class ExchangePanel(CardColumn):
    """Signals:
    conflicts_wanted: what is to be decided is to be shown.
    """

    conflicts_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.lamp, self.lamp_words = label("", wrap=False), label("", "subtitle")
        self.county_words = label("", "hint")
        self.waiting_words = label("正在看有什么要送……")
        self.go, self.stop = button("同步", "primary"), button("停下，下次接着来")
        self.bar, self.step = QProgressBar(), label("", "hint")
        self.outcome = Outcome()
        self.photos, self.parcel, self.receipt = PhotoCard(desk), ParcelCard(desk), ReceiptCard(desk)
        self.history = label("")
        self._light = "good"
        self._to_send = 0
        super().__init__(self._state_card(), self.outcome, self.photos, self.parcel, self.receipt, self._history_card())
        self.exchanging = Exchanging(desk, self)
        self._connect()
        self._show_running(is_running=False)

    def look(self) -> None:
        """Read how far the county and this computer are apart."""
        registry = self._desk.registry
        self._desk.tasks.ask(self, lambda: _seen(registry), self._on_seen)
        if not self.exchanging.is_running:
            self._desk.tasks.ask(self, lambda: _waiting(registry), self._on_waiting)
        self.receipt.look()

    def put_away(self) -> None:
        """The window wants to close."""
        self.exchanging.stop()

    def _state_card(self) -> Card:
        card = Card("")
        line = QHBoxLayout()
        line.addWidget(self.lamp)
        line.addWidget(self.lamp_words, 1)
        card.body.addLayout(line)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("同步进度")
        for widget in (self.county_words, self.waiting_words, self.bar, self.step):
            card.body.addWidget(widget)
        buttons = QHBoxLayout()
        for one in (self.go, self.stop):
            buttons.addWidget(one)
        buttons.addStretch()
        card.body.addLayout(buttons)
        scaled(card, self._show_lamp)
        return card

    def _history_card(self) -> Card:
        card = Card("最近的同步")
        card.body.addWidget(self.history)
        return card

    def _connect(self) -> None:
        self.go.clicked.connect(self._on_go)
        self.stop.clicked.connect(self._on_stop)
        self.parcel.write_wanted.connect(self.write_parcel)
        self.parcel.read_wanted.connect(self.read_parcel)
        self.photos.wanted.connect(self.carry_photos)
        self.photos.enough.connect(self.exchanging.stop)
        self.exchanging.carried.connect(self.photos.show_moved)
        self.exchanging.moved.connect(self._on_moved)
        self.exchanging.ended.connect(self._on_ended)

    # What people do

    @Slot()
    def _on_go(self) -> None:
        self._begin("正在连接县里的服务器……")
        self.exchanging.synchronise(self._to_send)

    @Slot()
    def _on_stop(self) -> None:
        self.exchanging.stop()
        self.stop.setEnabled(False)
        self.step.setText("正在停下……")

    @Slot(object, bool)
    def write_parcel(self, file: Path, to_county: bool) -> None:
        """Write what the county, or the village's other computers, lack."""
        registry, whom = self._desk.registry, "county" if to_county else "village"
        self._begin("正在写数据包……", can_stop=False)
        self.exchanging.run(lambda: exchange_parcels.write(registry, file, whom))

    @Slot(object)
    def read_parcel(self, file: Path) -> None:
        """Take in what a parcel brings."""
        registry = self._desk.registry
        self._begin("正在读数据包……", can_stop=False)
        self.exchanging.run(lambda: exchange_parcels.read(registry, file))

    @Slot()
    def carry_photos(self) -> None:
        """Let photos travel: the text is through, and the window may be left at any moment."""
        self.photos.begin()
        self._show_busy(is_busy=True)
        self.exchanging.carry()

    def _begin(self, step: str, *, can_stop: bool = True) -> None:
        self.outcome.hide()
        self.bar.setRange(0, 0)
        self.step.setText(step)
        self._show_running(is_running=True, can_stop=can_stop)

    def _show_running(self, *, is_running: bool, can_stop: bool = True) -> None:
        for one in (self.bar, self.step):
            one.setVisible(is_running)
        self.stop.setVisible(is_running and can_stop)
        self.stop.setEnabled(True)
        self._show_busy(is_busy=is_running)

    def _show_busy(self, *, is_busy: bool) -> None:
        self.go.setEnabled(not is_busy)
        for card in (self.parcel, self.photos):
            card.set_busy(is_busy)

    # What comes of it

    @Slot(str, int, int)
    def _on_moved(self, step: str, done: int, of: int) -> None:
        if self.exchanging.is_running and self.stop.isEnabled():
            self.bar.setRange(0, of)
            self.bar.setValue(done)
            self.step.setText(step)

    @Slot(object)
    def _on_ended(self, result: Any) -> None:
        self._show_running(is_running=False)
        if self.photos.is_running:
            self.photos.end(result)
            self.look()
            return
        match result:
            case Synced():
                self._tell(words.synced_words(result), result.conflicts, self._print_step())
                self._refresh(result.records)
                if self.photos.follows_text:
                    self.carry_photos()
            case Read():
                self._tell(words.read_words(result), result.conflicts, self._print_step() if result.receipt else None)
                self._refresh(result.records)
            case Written():
                self.outcome.say(words.written_words(result), "good")
            case Stopped():
                self.outcome.say("已停下。送到的、收到的都保留着，下次同步接着来。", "warn", "接着同步", self.go.click)
            case Refused():
                self.outcome.say(str(result), "danger")
                messages.explain(self, result)
            case Unavailable():
                self.outcome.say(str(result), "warn", "再试一次", self.go.click)
                messages.explain(self, result)
            case _:
                pass
        self.look()
        self.ensureVisible(0, 0)

    def _print_step(self) -> tuple[str, Any]:
        return "打印回执", self.receipt.print.click

    def _tell(self, sentence: str, conflicts: int, step: tuple[str, Any] | None) -> None:
        """One thing to do next: decide what disagrees, else print the receipt."""
        if conflicts:
            self.outcome.say(sentence + words.to_decide_words(conflicts), "warn", "去核定", self.conflicts_wanted.emit)
        elif step:
            self.outcome.say(sentence, "good", *step)
        else:
            self.outcome.say(sentence, "good")
        self._desk.told.emit(sentence)

    def _refresh(self, records: frozenset[str]) -> None:
        """What came touches other pages, and is checked like what was typed here."""
        if not records:
            return
        from fupin_desktop.services.check_registry import refresh

        registry = self._desk.registry
        self._desk.records_changed.emit(records)
        self._desk.tasks.ask(self, lambda: refresh(registry), self._on_checked)

    def _on_checked(self, checked: int) -> None:
        if checked:
            self._desk.told.emit(f"收到的改动已经体检：重新核对了 {checked:,} 户。")

    # Showing

    def _on_seen(self, seen: Seen) -> None:
        state, place, last = seen
        now = datetime.now(CHINA)
        light = words.light_of_sync(state, now)
        self._light = light.colour
        self._show_lamp()
        self.lamp_words.setText(light.words)
        self.county_words.setText(f"{state.server} · 同步范围：{place} · 本机：{state.device}")
        lines = [words.exchange_words(one, now) for one in last[:LISTED]]
        self.history.setText("\n".join(lines) or "还没有同步过。")

    def _show_lamp(self) -> None:
        drawn = picture("lamp", COLOURS[self._light])
        self.lamp.setPixmap(drawn.scaled(QSize(em(1.5), em(1.5))))

    def _on_waiting(self, found: Waiting | Refused | Unavailable) -> None:
        if isinstance(found, Refused | Unavailable):
            self.waiting_words.setText(str(found))
            return
        self._to_send = found.size
        self.waiting_words.setText(words.waiting_words(found))
        self.photos.show_waiting(found.photos)


def _seen(registry: Registry) -> Seen:
    return sync_state(registry), place_of(registry), exchanges(registry, LISTED)


def _waiting(registry: Registry) -> Waiting | Refused | Unavailable:
    try:
        return waiting(registry)
    except (Refused, Unavailable) as error:
        return error
