"""体检: the rules that found something at the left, where they found it at the right, and the list to take along."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.domain.checks import Finding, Level
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.explain_finding import finding_of
from fupin_desktop.services.list_findings import Explained, Found, OfRule, Sifted, print_findings, sift
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.explaining import ExplainWindow
from fupin_desktop.ui.ledgers.pages import place_of
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.kinds_and_places import CARRIED, Kind, KindsAndPlaces
from fupin_desktop.ui.tables.list_to_take import ask_where, write_list
from fupin_desktop.ui.tables.notice import Notice

COLOURS = {Level.E: colours.ERROR, Level.W: colours.WARN, Level.M: colours.MUTED}
MEANINGS = "错误：不可能，或者挡住退出，必须改。可疑：也许是真的，请核对。缺项：请问清补上。"
NOTHING = "没有发现问题。改过档案以后，这里会自己重新体检。"


class ChecksPage(QWidget):
    """Checks what has changed whenever it comes into view."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sifted = Sifted(())
        self._is_stale = True
        self.title, self.counts = label("体检", "title", wrap=False), label("")
        self.print, self.explain = button("清单存成 PDF…"), button("这是真的，写说明…")
        self.board = KindsAndPlaces("规则", "哪些户")
        self.nothing = label(NOTHING, "hint")
        self.notice = Notice()
        self._arrange()
        self.board.chosen.connect(self._on_place)
        self.board.places.currentItemChanged.connect(self._offer_explaining)
        self.explain.clicked.connect(self._on_explain)
        self.print.clicked.connect(self._on_print)
        desk.records_changed.connect(self._on_changed)
        desk.village_changed.connect(self._on_changed)

    def look(self) -> None:
        """Check what has changed, and show what is found."""
        self._is_stale = False
        registry, village = self._desk.registry, self._desk.village_code
        self._desk.tasks.ask(self, lambda: sift(registry, village), self._show)

    def save_to(self, target: Path) -> None:
        """Write the list to take along."""
        registry, village = self._desk.registry, self._desk.village_code
        then = "打印出来，入户时逐条核实。"
        write_list(self._desk, self, self.notice, target, lambda to: print_findings(registry, village, to), then)

    def _show(self, sifted: Sifted) -> None:
        self.sifted = sifted
        is_any = bool(sifted.rules)
        explained = [_explained(sifted.explained)] if sifted.explained else []
        self.board.show_kinds([*(_kind(each) for each in sifted.rules), *explained])
        counts = "，".join(f"{level.label} {sifted.count(level)} 处" for level in Level if sifted.count(level))
        self.counts.setText(f"{counts}，在 {sifted.households} 户里。{MEANINGS}" if is_any else "")
        for part in (self.counts, self.print):
            part.setVisible(is_any)
        self.board.setVisible(is_any or bool(explained))
        self.nothing.setVisible(not is_any)

    def _on_place(self, found: Found | Explained) -> None:
        finding = finding_of(found.explanation) if isinstance(found, Explained) else found.finding
        if finding.household_id:
            place = f"{finding.record}.{finding.field}:{finding.record_id}"
            self._desk.dossier_requested.emit(finding.household_id, place)
        else:
            wish = f"{finding.record}.{finding.field}:{finding.record_id}"
            self._desk.page_requested.emit(place_of(finding.record) or "village", wish)

    @property
    def _of_village(self) -> Finding | None:
        """The chosen place, if it is of the village itself and may be explained; of households the dossier explains."""
        item = self.board.places.currentItem()
        found = item.data(CARRIED) if item else None
        finding = found.finding if isinstance(found, Found) else None
        may = finding is not None and not finding.household_id and finding.level is Level.W
        return finding if may and self._desk.own_village() else None

    def _offer_explaining(self) -> None:
        self.explain.setVisible(self._of_village is not None)

    def _on_explain(self) -> None:
        finding = self._of_village
        if finding is not None:
            ExplainWindow(self._desk, self, finding, village_id(self._desk.own_village())).open()

    def _on_print(self) -> None:
        ask_where(self, f"体检问题清单{self._desk.registry.today():%Y%m%d}.pdf", self.save_to)

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def _arrange(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        flow.addWidget(self.title)
        flow.addWidget(self.print)
        flow.addWidget(self.explain)
        column = QVBoxLayout(self)
        for part in (head, self.notice, self.counts, self.nothing):
            column.addWidget(part)
        column.addWidget(self.board, 1)
        column.addStretch(0)
        self.nothing.hide()
        self.explain.hide()
        scaled(self, lambda: column.setContentsMargins(em(1), em(0.7), em(1), em(0.7)))
        scaled(self, lambda: column.setSpacing(em(0.6)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _kind(each: OfRule) -> Kind:
    return Kind(
        key=f"{each.level.value}/{each.rule}",
        words=f"{each.level.label}　{each.title}",
        hint=f"规则 {each.rule}。点一处，就打开档案里的那一栏。",
        places=[(_words(one), one) for one in each.found],
        colour=COLOURS[each.level],
    )


def _explained(several: Sequence[Explained]) -> Kind:
    hint = "核实过是真的、写了说明，不再提出。点一处，到那一栏，右边可以撤回说明。"
    places = [(f"{one.explanation.said}　说明：{one.explanation.text}", one) for one in several]
    return Kind("explained", "已说明，不算问题", hint, places, colours.GOOD)


def _words(one: Found) -> str:
    """The message, and whose household it is where it names only a member."""
    message, is_named = one.finding.message, one.household in one.finding.message
    if not one.finding.household_id:
        return f"{one.household}　{message}"
    whose = one.group if is_named else "　".join(filter(None, (one.group, f"{one.household}户")))
    return f"{message}（{whose}）" if whose else message
