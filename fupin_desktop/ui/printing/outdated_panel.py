"""已过时的纸: what lies in houses and no longer tells what is registered; one button prints just it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.print_papers import OutdatedPaper, outdated_papers
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.printing.order import PROFILE_WORDS, WALL
from fupin_desktop.ui.style.roles import button, label

MOST_NAMES = 6


class OutdatedPanel(Card):
    """Hidden while every paper is right.

    Signals:
        reprint_requested: paper, profile and the household ids (tuple).
    """

    reprint_requested = Signal(str, str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("已过时的纸", role="warn")
        self._desk = desk
        self.outdated: Sequence[OutdatedPaper] = ()
        self._rows: list[QWidget] = []
        self._number = 0
        self.hide()

    def look(self) -> None:
        """Read which papers are out of date."""
        self._number += 1
        number, registry = self._number, self._desk.registry

        def work() -> tuple[int, Sequence[OutdatedPaper]]:
            is_overtaken = number != self._number
            return number, () if is_overtaken else outdated_papers(registry)

        self._desk.tasks.ask(self, work, self._on_read)

    def _on_read(self, answer: tuple[int, Sequence[OutdatedPaper]]) -> None:
        number, found = answer
        if number != self._number:
            return
        self.outdated = found
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        groups: dict[tuple[str, str], list[OutdatedPaper]] = {}
        for one in found:
            groups.setdefault((one.paper, one.profile), []).append(one)
        for several in groups.values():
            self._add(several)
        self.setVisible(bool(found))

    def _add(self, several: list[OutdatedPaper]) -> None:
        first = several[0]
        words, again = label(in_words(several)), button("只重打这些")
        again.setAccessibleName(f"只重打这些：{first.title}")
        ids = tuple(one.household_id for one in several)
        again.clicked.connect(lambda: self.reprint_requested.emit(first.paper, first.profile, ids))
        for widget in (words, again):
            self._rows.append(widget)
            self.body.addWidget(widget)


def in_words(several: Sequence[OutdatedPaper]) -> str:
    """《帮扶联系卡》2 份：张来福、解玉梅（7月3日打的，后来资料改过）."""
    first = several[0]
    names = "、".join(one.head_name or "未登记户主" for one in several[:MOST_NAMES])
    more = f" 等 {len(several)} 户" if len(several) > MOST_NAMES else ""
    place = f"（{PROFILE_WORDS[WALL]}）" if first.profile == WALL else ""
    at = datetime.fromtimestamp(min(one.printed_at_ms for one in several) / 1000, CHINA)
    when = f"{at.month}月{at.day}日" if at.year == datetime.now(CHINA).year else f"{at:%Y-%m-%d}"
    return f"《{first.title}》{place}{len(several)} 份：{names}{more}（{when}打的，后来资料改过）"
