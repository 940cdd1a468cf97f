"""打印: on the left what, for whom and how; on the right the very sheets. It edits nothing but layouts."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.empty_list import EmptyList
from fupin_desktop.ui.printing.card import CardColumn
from fupin_desktop.ui.printing.layout_panel import LayoutPanel
from fupin_desktop.ui.printing.moment_choice import MomentChoice
from fupin_desktop.ui.printing.order import PrintOrder
from fupin_desktop.ui.printing.outcome import Outcome
from fupin_desktop.ui.printing.outdated_panel import OutdatedPanel
from fupin_desktop.ui.printing.paper_choice import PaperChoice, ProfileChoice
from fupin_desktop.ui.printing.preview import Preview
from fupin_desktop.ui.printing.print_out import PrintOut
from fupin_desktop.ui.printing.sheets import Trouble
from fupin_desktop.ui.printing.troubles_panel import TroublesPanel
from fupin_desktop.ui.printing.whom_choice import WhomChoice
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

PAUSE = 300  # milliseconds: several saves in a row are drawn once
NO_PRINTER = "这台电脑上没有装打印机。可以先保存 PDF，拷到能打印的电脑上打。"


class PrintingPage(QWidget):
    """The page 打印."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_stale = True
        self.outdated, self.paper, self.whom = OutdatedPanel(desk), PaperChoice(), WhomChoice(desk)
        self.profile, self.moment, self.layout_panel = ProfileChoice(), MomentChoice(desk), LayoutPanel(desk)
        self.save_button, self.print_button = button("保存 PDF"), button("打印", "primary")
        self.preview, self.troubles, self.outcome = Preview(desk), TroublesPanel(desk), Outcome()
        self.out = PrintOut(desk, self)
        self.empty = EmptyList()
        self._arrange()
        self._connect()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.look)
        self._offer()

    def preset(self, paper: str, household_ids: Sequence[str], profile: str = "") -> None:
        """A paper for these households, as it holds now; "" keeps the paper, nobody means everybody in view."""
        self.paper.choose(paper)
        self.whom.choose(household_ids)
        self.moment.choose_now()
        self._offer(profile)
        self.area.verticalScrollBar().setValue(0)
        if not self._is_stale:
            self._show_order()

    def receive(self, wish: Any) -> None:
        """What another page wants: {"paper", "household_ids" or "households", "profile"}, none of them a must."""
        if isinstance(wish, Mapping):
            ids = wish.get("household_ids") or wish.get("households") or ()
            self.preset(wish.get("paper", ""), tuple(ids), wish.get("profile", ""))

    def order(self) -> PrintOrder:
        """What is asked for now."""
        paper, moment = self.paper.paper, self.moment
        ids, profile = self.whom.household_ids, self.profile.profile
        return PrintOrder(paper.name, paper.title, paper.per_household, ids, profile, moment.year, moment.on)

    def look(self) -> None:
        """Read everything anew."""
        self._is_stale = False
        self.whom.look()
        self.moment.look()
        self.outdated.look()

    def _arrange(self) -> None:
        choices = (self.paper, self.whom, self.profile, self.moment, self.layout_panel)
        self.area = CardColumn(label("打印", "title"), self.troubles, self.outdated, *choices)
        left, right, buttons = QWidget(), QWidget(), QWidget()
        foot = FlowLayout(buttons)
        foot.addWidget(self.print_button)
        foot.addWidget(self.save_button)
        self._left, self._right = QVBoxLayout(left), QVBoxLayout(right)
        self._left.addWidget(self.area, 1)
        self._left.addWidget(buttons)
        self._right.addWidget(self.outcome)
        self._right.addWidget(self.preview, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.empty)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._left.setContentsMargins(em(1.2), em(0.9), em(0.3), em(0.8))
        self._right.setContentsMargins(em(0.7), em(0.9), em(0.9), em(0.8))
        for column in (self._left, self._right):
            column.setSpacing(em(0.6))
        self._share()

    def _share(self) -> None:
        """The choices take what their words need, and never more than the sheets."""
        left = min(em(20), round(self.width() * 0.46))
        self.split.setSizes([left, max(1, self.width() - left)])

    def _connect(self) -> None:
        desk = self._desk
        self.paper.changed.connect(self._on_paper_chosen)
        for signal in (self.whom.changed, self.profile.changed, self.moment.changed):
            signal.connect(self._show_order)
        self.whom.read.connect(self._on_households_read)
        self.layout_panel.changed.connect(self.preview.redraw)
        self.outdated.reprint_requested.connect(lambda paper, profile, ids: self.preset(paper, ids, profile))
        self.preview.troubled.connect(self.troubles.add)
        self.troubles.found.connect(self._on_troubles_found)
        self.troubles.rest_requested.connect(self._on_rest_requested)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(lambda: self.out.print(self.order()))
        self.out.done.connect(self._on_done)
        self.out.refused.connect(self._on_refused)
        self.out.no_printer.connect(partial(self.outcome.say, NO_PRINTER, "warn", "保存 PDF", self.save))
        self.empty.requested.connect(self._on_empty_requested)
        desk.records_changed.connect(self._on_records_changed)
        desk.village_changed.connect(lambda _code: self._on_records_changed(frozenset()))
        for keys, one in (("Ctrl+P", self.print_button), ("Ctrl+S", self.save_button)):
            QShortcut(QKeySequence(keys), self, one.click, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def save(self) -> None:
        """Ask where, and save what is asked for as a PDF."""
        self.out.save(self.order(), self.whom.whose)

    def _offer(self, profile: str = "") -> None:
        paper = self.paper.paper
        self.profile.offer(paper, profile)
        self.layout_panel.show_paper(paper.name, paper.title)

    def _show_order(self) -> None:
        order = self.order()
        self.save_button.setEnabled(bool(order.household_ids))
        self.print_button.setEnabled(bool(order.household_ids))
        self.troubles.check(order)
        self.preview.show_order(order)

    def _on_paper_chosen(self) -> None:
        self._offer()
        self._show_order()

    def _on_households_read(self) -> None:
        is_empty = not self.whom.everyone and not self.whom.household_ids
        self.empty.explain(is_asked=False)
        self.stack.setCurrentWidget(self.empty if is_empty else self.split)
        self._show_order()

    def _on_done(self, sentence: str, target: Path | None) -> None:
        def open_file() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        self.outcome.say(sentence, "good", "打开看" if target else "", open_file)
        self.outdated.look()

    def _on_refused(self, sentence: str, found: list[Trouble]) -> None:
        self.troubles.add(found)
        self.outcome.say(sentence, "warn")

    def _on_troubles_found(self) -> None:
        QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(0))

    def _on_rest_requested(self, without: Sequence[str]) -> None:
        rest = [one for one in self.whom.household_ids if one not in without]
        self.preset(self.paper.paper.name, rest, self.profile.profile)

    def _on_empty_requested(self, what: str) -> None:
        self._desk.page_requested.emit("import" if what == "import" else "households", None)

    def _on_records_changed(self, _touched: object) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same shares in another width."""
        super().resizeEvent(event)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        """Read when first seen, and again if anything changed behind its back."""
        super().showEvent(event)
        if self._is_stale:
            self.look()
