"""帮扶: what waits to be done, by matter, a press away from the household, and the list to take along."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.services.list_waiting import OfMatter, Waiting, gather, print_waiting
from fupin_desktop.ui.assistance.team_panel import TeamPanel
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.places import SECTION_OF
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.kinds_and_places import Kind, KindsAndPlaces
from fupin_desktop.ui.tables.list_to_take import ask_where, write_list
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.two_tabs import TwoTabs

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
        self.tabs, self.team = TwoTabs("等着办的事", "驻村队伍"), TeamPanel(desk)
        self._arrange()
        self.tabs.turned.connect(self._turn)
        QShortcut(QKeySequence("Ctrl+S"), self, self._on_save)
        self.board.chosen.connect(self._on_place)
        self.print.clicked.connect(self._on_print)
        desk.records_changed.connect(self._on_changed)
        desk.village_changed.connect(self._on_changed)

    def receive(self, wish: Any) -> None:
        """A line of the team's lists to go to (`LedgersPanel.go_to`)."""
        if wish:
            self.tabs.show_first(is_first=False)
            self.team.panel.go_to(wish)

    def put_away(self) -> None:
        """Keep what is half typed."""
        self.team.put_away()

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
        self.board.setVisible(bool(gathered))
        self.print.setVisible(bool(gathered) and self.tabs.is_first)
        count = sum(len(each.found) for each in gathered)
        households = len({one.household_id for each in gathered for one in each.found})
        self.counts.setText(f"{count} 件事，在 {households} 户里。{MEANING}" if gathered else NOTHING)

    def _on_place(self, one: Waiting) -> None:
        """To the field; for a record that is yet to be made, to the section where it is made."""
        place = one.place
        wish = f"{place.record}.{place.field}:{place.record_id}" if place.record_id else SECTION_OF[place.record]
        self._desk.dossier_requested.emit(one.household_id, wish)

    def _turn(self) -> None:
        self._waiting.setVisible(self.tabs.is_first)
        for part in (self.team, self.team.sign_in):
            part.setVisible(not self.tabs.is_first)
        self.print.setVisible(self.tabs.is_first and bool(self.gathered))

    def _on_save(self) -> None:
        view = self.team.panel.view
        if view is not None and not self.tabs.is_first:
            view.save()

    def _on_print(self) -> None:
        ask_where(self, f"待办事项清单{self._desk.registry.today():%Y%m%d}.pdf", self.save_to)

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def _arrange(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        for part in (self.title, self.tabs, self.team.sign_in, self.print):
            flow.addWidget(part)
        self._waiting = QWidget()
        waiting, column = QVBoxLayout(self._waiting), QVBoxLayout(self)
        waiting.setContentsMargins(0, 0, 0, 0)
        for part in (self.notice, self.counts):
            waiting.addWidget(part)
        waiting.addWidget(self.board, 1)
        waiting.addStretch(0)
        column.addWidget(head)
        for part in (self._waiting, self.team):
            column.addWidget(part, 1)
        for part in (self.team, self.team.sign_in):
            part.hide()
        for part in (self.board, self.print):
            part.hide()
        scaled(self, lambda: column.setContentsMargins(em(1), em(0.7), em(1), em(0.7)))
        scaled(self, lambda: (column.setSpacing(em(0.6)), waiting.setSpacing(em(0.6))))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _kind(each: OfMatter) -> Kind:
    return Kind(each.matter.key, each.matter.title, each.matter.hint, [(_words(one), one) for one in each.found])


def _words(one: Waiting) -> str:
    whose = f"{one.household}户（{one.group}）" if one.group else f"{one.household}户"
    return f"{whose}　{one.place.words}"
