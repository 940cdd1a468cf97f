"""产业和项目: what the village's lists say of this household, each line a press away from its list."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QMenu

from fupin_desktop.services.household_in_book import BookLine, lines_about, lists_about_households
from fupin_desktop.services.ledgers import Ledger
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.ledgers.pages import place_of
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

WORDS = "利益联结、危房改造、互助资金、支付给这一户的钱、走过的程序：都记在村的台账里，这里只看。点一条就到那一条。"
EMPTY = "村的台账里还没有这一户：没有利益联结、危房改造、互助借款，也没有付给这一户的钱。"
LEAST = 24.0
CARRIED = Qt.ItemDataRole.UserRole


class BookSection(Section):
    """It changes nothing: a line is kept in its list, in one place only."""

    key = places.BOOK

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.words, self.empty = label(WORDS, "hint"), label(EMPTY, "hint")
        self.list = wrapped_list("村台账里的这一户")
        self.add, self.kinds = button("＋ 在台账里登记"), QMenu(self)
        for one in lists_about_households(adds=True):
            self.kinds.addAction(one.spec.title, partial(self._begin, one))
        self.add.setMenu(self.kinds)
        top = QHBoxLayout()
        top.addWidget(self.add)
        top.addStretch(1)
        self.column.addLayout(top)
        for part in (self.words, self.empty, self.list):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.column.setStretchFactor(self.list, 100)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        desk.records_changed.connect(self._on_changed)
        scaled(self.list, lambda: self.list.setMinimumHeight(em(LEAST)))

    def refresh(self) -> None:
        shown, registry = self.shown, self.desk.registry
        if shown is not None:
            self.desk.tasks.ask(self, lambda: (shown.id, lines_about(registry, shown.id)), self._on_read)

    def _on_read(self, answer: tuple[str, Sequence[BookLine]]) -> None:
        own, lines = answer
        if self.shown is None or self.shown.id != own:
            return
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.title}\n{line.words}")
            item.setData(CARRIED, line)
            self.list.addItem(item)
        for part in (self.list, self.words):
            part.setVisible(bool(lines))
        self.empty.setVisible(not lines)

    def _go(self, item: QListWidgetItem) -> None:
        line: BookLine = item.data(CARRIED)
        self.desk.page_requested.emit(place_of(line.record), f"{line.record}.:{line.id}")

    def _begin(self, ledger: Ledger) -> None:
        if self.shown is not None:
            wish = {"record": ledger.record, "values": {"household_id": self.shown.id}}
            self.desk.page_requested.emit(place_of(ledger.record), wish)

    def _on_changed(self, _touched: object) -> None:
        if self.isVisible():
            self.refresh()
