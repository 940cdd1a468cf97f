"""帮扶: what waits to be done, by matter, a press away from the household, and the list to take along."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.services.list_waiting import OfMatter, Waiting, gather, print_waiting
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.places import SECTION_OF
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.kinds_and_places import Kind, KindsAndPlaces
from fupin_desktop.ui.tables.list_to_take import ask_where, write_list
from fupin_desktop.ui.tables.notice import Notice

MEANING = "名册、计划、资助、贷款、搬迁里等着办的事，程序算出来的。点一处，就到那一户。"
NOTHING = "眼下没有等着办的事。登记了计划、资助、贷款以后，快到期的会出现在这里。"
LOOKING = "正在看每一户……"


class AssistancePage(QWidget):
    """Looks through the village whenever it comes into view and something has changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.gathered: tuple[OfMatter, ...] = ()
        self._is_stale = True
        self._asked = 0
        self.title, self.counts = label("帮扶", "title", wrap=False), label(LOOKING, "hint")
        self.print = button("清单存成 PDF…")
        self.board = KindsAndPlaces("事项", "哪些户")
        self.notice = Notice()
        self._arrange()
        self.board.chosen.connect(self._on_place)
        self.print.clicked.connect(self._on_print)
        desk.records_changed.connect(self._on_changed)
        desk.village_changed.connect(self._on_changed)

    def look(self) -> None:
        """Look through the village, and show what waits."""
        self._is_stale = False
        self._asked += 1
        asked, registry, village = self._asked, self._desk.registry, self._desk.village_code

        def land(found: tuple[OfMatter, ...]) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.ask(self, lambda: gather(registry, village), land)

    def save_to(self, target: Path) -> None:
        """Write the list to take along."""
        registry, village = self._desk.registry, self._desk.village_code
        then = "打印出来带着入户，办一件记一件。"
        write_list(self._desk, self, self.notice, target, lambda to: print_waiting(registry, village, to), then)

    def _show(self, gathered: tuple[OfMatter, ...]) -> None:
        self.gathered = gathered
        self.board.show_kinds([_kind(each) for each in gathered])
        for part in (self.board, self.print):
            part.setVisible(bool(gathered))
        count = sum(len(each.found) for each in gathered)
        households = len({one.household_id for each in gathered for one in each.found})
        self.counts.setText(f"{count} 件事，在 {households} 户里。{MEANING}" if gathered else NOTHING)

    def _on_place(self, one: Waiting) -> None:
        """To the field; for a record that is yet to be made, to the section where it is made."""
        place = one.place
        wish = f"{place.record}.{place.field}:{place.record_id}" if place.record_id else SECTION_OF[place.record]
        self._desk.dossier_requested.emit(one.household_id, wish)

    def _on_print(self) -> None:
        ask_where(self, f"待办事项清单{self._desk.registry.today():%Y%m%d}.pdf", self.save_to)

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def _arrange(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        flow.addWidget(self.title)
        flow.addWidget(self.print)
        column = QVBoxLayout(self)
        for part in (head, self.notice, self.counts):
            column.addWidget(part)
        column.addWidget(self.board, 1)
        column.addStretch(0)
        for part in (self.board, self.print):
            part.hide()
        scaled(self, lambda: column.setContentsMargins(em(1), em(0.7), em(1), em(0.7)))
        scaled(self, lambda: column.setSpacing(em(0.6)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _kind(each: OfMatter) -> Kind:
    return Kind(each.matter.key, each.matter.title, each.matter.hint, [(_words(one), one) for one in each.found])


def _words(one: Waiting) -> str:
    whose = f"{one.household}户（{one.group}）" if one.group else f"{one.household}户"
    return f"{whose}　{one.place.words}"
