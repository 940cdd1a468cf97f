"""首页: what is to be done today, the village in a few figures, small plots. It changes nothing."""

import threading
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.overview import Overview, overview
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.home.deeper import Deeper, look_deeper
from fupin_desktop.ui.home.figures import figures_of
from fupin_desktop.ui.home.plot_cards import PlotCards
from fupin_desktop.ui.home.start_card import StartCard
from fupin_desktop.ui.home.tasks_of_today import Card, cards_of
from fupin_desktop.ui.home.tile import Tile
from fupin_desktop.ui.home.tile_grid import TileGrid
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label

WEEKDAYS = "一二三四五六日"
PAUSE = 300  # milliseconds: several saves in a row are read once
BREATH = 1000  # milliseconds: the window comes first


class HomePage(QScrollArea):
    """What one sees first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._number = 0  # of the newest reading
        self._is_stale = True
        self._stop = threading.Event()
        self._seen: Overview | None = None
        self._deeper = Deeper(0)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading, self.today = label("", "title"), label("", "hint", wrap=False)
        self.start = StartCard()
        self.tasks_head, self.calm = label("今天要办", "section"), label("没有到期、要改、要重打的事。", "hint")
        self.tasks, self.figures = TileGrid(15, 4), TileGrid(9.5, 6)
        self.figures_head, self.plots = label("全村情况", "section"), PlotCards()
        self._arrange()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(BREATH)
        self._later.timeout.connect(self._look_deeper)

    @Slot()
    def look(self) -> None:
        """Read the village anew."""
        desk = self._desk
        self._is_stale = False
        self._stop.clear()
        self._number += 1
        number, village, year = self._number, desk.village_code, desk.year
        desk.tasks.ask(self, lambda: (number, overview(desk.registry, village, year)), self._on_read)

    def put_away(self) -> None:
        """The window wants to close: whatever still runs ends soon."""
        self._later.stop()
        self._stop.set()

    def _arrange(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        self._column = QVBoxLayout(page)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.today, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(head)
        for widget in (self.start, self.tasks_head, self.calm, self.tasks, self.figures_head, self.figures, self.plots):
            self._column.addWidget(widget)
            widget.hide()
        self._column.addStretch()
        self.setWidget(page)
        scaled(self, self._measure)

    def _connect(self) -> None:
        desk = self._desk
        for signal in (desk.records_changed, desk.papers_printed, desk.year_changed, desk.village_changed):
            signal.connect(self._on_changed)
        self.start.files_chosen.connect(partial(desk.page_requested.emit, "import"))
        self.start.household_wanted.connect(self._found_household)
        self.plots.households_wanted.connect(partial(desk.page_requested.emit, "households"))
        self.plots.goals_wanted.connect(partial(desk.page_requested.emit, "assessment", None))

    def _measure(self) -> None:
        self._column.setContentsMargins(em(1.6), em(1.2), em(1.6), em(1.6))
        self._column.setSpacing(em(0.8))

    @Slot()
    def _on_changed(self, *_what: Any) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def _on_read(self, answer: tuple[int, Overview]) -> None:
        number, seen = answer
        if number == self._number:
            self._seen = seen
            self._show()
            if not self._stop.is_set():
                self._later.start()

    @Slot()
    def _look_deeper(self) -> None:
        """What takes longer is read once the window stands: stale checks, printed papers that are out of date."""
        registry, stop, village = self._desk.registry, self._stop, self._desk.village_code
        count = len(self._seen.household_ids) if self._seen else 0
        self._desk.tasks.ask(self, lambda: look_deeper(registry, village, count, stop.is_set), self._on_deeper)

    def _on_deeper(self, found: Deeper) -> None:
        self._deeper = found
        if found.checked:
            self.look()
        else:
            self._show()

    def _show(self) -> None:
        now, seen = datetime.now(CHINA), self._seen
        if seen is None:
            return
        self.heading.setText(f"{seen.place or '全部村'}　{seen.year} 年")
        self.today.setText(f"今天是 {now.month}月{now.day}日 星期{WEEKDAYS[now.weekday()]}")
        is_empty = not seen.household_ids
        cards = cards_of(seen, self._deeper.outdated, now, self._deeper.notices)
        self.start.setVisible(is_empty)
        self.tasks_head.setVisible(bool(cards) or not is_empty)
        self.calm.setVisible(not cards and not is_empty)
        self.tasks.setVisible(bool(cards))
        for widget in (self.figures_head, self.figures, self.plots):
            widget.setVisible(not is_empty)
        self.tasks.show_tiles([self._card_tile(card) for card in cards])
        self.figures.show_tiles([self._figure_tile(one.number, one.words, one.wish) for one in figures_of(seen)])
        self.plots.show_overview(seen)
        self.plots.show_goals(self._deeper.goals)

    def _card_tile(self, card: Card) -> Tile:
        tile = Tile(card.number, card.words, card.detail, card.icon, card.mood)
        tile.clicked.connect(lambda: self._open(card))
        return tile

    def _open(self, card: Card) -> None:
        if card.page == "dossier":
            self._desk.dossier_requested.emit(*card.wish)
        else:
            self._desk.page_requested.emit(card.page, card.wish)

    def _found_household(self) -> None:
        from fupin_desktop.ui.households.new_household_window import NewHouseholdWindow

        window = NewHouseholdWindow(self._desk, self)
        window.founded.connect(self._on_founded)
        window.open()

    @Slot(str)
    def _on_founded(self, household_id: str) -> None:
        self._desk.dossier_requested.emit(household_id, "")

    def _figure_tile(self, number: str, words: str, wish: dict[str, Any]) -> Tile:
        tile = Tile(number, words)
        tile.clicked.connect(lambda: self._desk.page_requested.emit("households", wish))
        return tile

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first seen, and again if anything changed behind its back."""
        super().showEvent(event)
        if self._is_stale:
            self.look()
