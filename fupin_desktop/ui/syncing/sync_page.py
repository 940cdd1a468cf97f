"""同步: exchanging with the county, and deciding what two computers wrote differently."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.services.county_link import is_enrolled
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import CardColumn
from fupin_desktop.ui.shell.lamp import COUNTY
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.syncing.conflicts_panel import ConflictsPanel
from fupin_desktop.ui.syncing.enrol_panel import EnrolPanel
from fupin_desktop.ui.syncing.exchange_panel import ExchangePanel
from fupin_desktop.ui.tables.two_tabs import TwoTabs

PAUSE = 300  # milliseconds: several saves in a row are read once


class SyncPage(QWidget):
    """A wish: {"section": "conflicts"}, with {"household": id} to begin there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_stale = True
        self._enrolled = False  # as far as was read
        self.tabs = TwoTabs("同步", "要核定的")
        self.enrolling, self.exchange, self.conflicts = EnrolPanel(desk), ExchangePanel(desk), ConflictsPanel(desk)
        self._enrol_column = CardColumn(self.enrolling)
        self._stack = QStackedWidget()
        for widget in (self._enrol_column, self.exchange, self.conflicts):
            self._stack.addWidget(widget)
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(label("同步", "title", wrap=False), 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.tabs, 1)
        self._column.addLayout(head)
        self._column.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)
        self.tabs.turned.connect(self._turn)
        self.enrolling.enrolled.connect(self._on_enrolled)
        self.exchange.conflicts_wanted.connect(lambda: self.tabs.show_first(is_first=False))
        self.conflicts.counted.connect(self._on_counted)
        desk.records_changed.connect(self._on_changed)
        scaled(self, self._measure)

    @Slot()
    def look(self) -> None:
        """Read everything anew."""
        self._is_stale = False
        registry = self._desk.registry
        self._desk.tasks.ask(self, lambda: is_enrolled(registry), self._on_known)
        self.conflicts.look()

    def receive(self, wish: Mapping[str, Any]) -> None:
        """Open what is wanted."""
        self.tabs.show_first(is_first=wish.get("section") != "conflicts")
        if wish.get("household"):
            self.conflicts.show_household(str(wish["household"]))

    def put_away(self) -> None:
        """The window wants to close: what runs ends at the next piece."""
        self.exchange.put_away()

    def _on_known(self, enrolled: bool) -> None:
        self._enrolled = enrolled
        if enrolled:
            self.exchange.look()
        self._turn()

    @Slot()
    def _turn(self) -> None:
        first = self.exchange if self._enrolled else self._enrol_column
        self._stack.setCurrentWidget(first if self.tabs.is_first else self.conflicts)

    @Slot(object)
    def _on_enrolled(self, _regions: object) -> None:
        self._desk.told.emit("已接入县里的服务器。现在可以同步了。")
        self._desk.records_changed.emit(frozenset((COUNTY,)))  # no record: the lamp says something else now
        self.look()

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        self.tabs.buttons[1].setText(f"要核定的 {count:,}" if count else "要核定的")

    @Slot(object)
    def _on_changed(self, _touched: object) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def _measure(self) -> None:
        self._column.setContentsMargins(em(1.6), em(1), em(1.2), em(1))
        self._column.setSpacing(em(0.8))

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first seen, and again if anything changed behind its back."""
        super().showEvent(event)
        if self._is_stale:
            self.look()
