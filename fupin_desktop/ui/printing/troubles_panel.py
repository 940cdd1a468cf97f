"""Households that cannot be printed as they are written: which, why, the way to the field, the rest without them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.printing.order import PrintOrder
from fupin_desktop.ui.printing.sheets import Trouble, troubles
from fupin_desktop.ui.style.roles import button, label

MOST = 30
MOST_CHECKED = 500  # households whose letters are looked through before anybody prints


class TroublesPanel(Card):
    """Hidden while there is none.

    Signals:
        found: there is something that keeps households from being printed.
        rest_requested: print without these households (tuple of ids).
    """

    found = Signal()
    rest_requested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("有字打不出来", role="danger")
        self._desk = desk
        self._number = 0
        self._order: PrintOrder | None = None
        self.troubles: tuple[Trouble, ...] = ()
        self.links: list[QPushButton] = []
        self._rows: list[QWidget] = []
        self.rest = button("先打其余的户")
        self.body.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeft)
        self.rest.clicked.connect(lambda: self.rest_requested.emit(tuple(one.household_id for one in self.troubles)))
        self.show_troubles(())

    def check(self, order: PrintOrder) -> None:
        """Look through the households of an order before anybody prints it."""
        self._number += 1
        self._order = order
        self.show_troubles(())
        number, registry, few = self._number, self._desk.registry, order.only(order.household_ids[:MOST_CHECKED])

        def work() -> tuple[int, list[Trouble]]:
            return number, troubles(registry, few, lambda: number != self._number)

        self._desk.tasks.ask(self, work, self._on_checked)

    def add(self, found: Sequence[Trouble]) -> None:
        """What was found on another way, beside what is known."""
        if found:
            self.show_troubles([*self.troubles, *found])
            self.found.emit()

    def show_troubles(self, found: Sequence[Trouble]) -> None:
        """Replace what is shown; each household once."""
        self.troubles = tuple({one.message: one for one in found}.values())
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.links = [], []
        for one in self.troubles[:MOST]:
            self._add(one)
        more = len(self.troubles) - MOST
        if more > 0:
            self._put(label(f"……另有 {more:,} 户", "hint"))
        rest = (len(self._order.household_ids) if self._order else 0) - len(self.troubles)
        self.rest.setVisible(rest > 0)
        self.rest.setText(f"先打其余 {rest:,} 户")
        self.setVisible(bool(self.troubles))

    def _add(self, trouble: Trouble) -> None:
        link = button("打开这一户去改" if trouble.household_id else "到村情里改", "quiet")
        link.clicked.connect(lambda: self._open(trouble))
        self.links.append(link)
        self._put(label(trouble.message))
        self._put(link)

    def _put(self, row: QWidget) -> None:
        is_link = isinstance(row, QPushButton)
        side = Qt.AlignmentFlag.AlignLeft if is_link else Qt.AlignmentFlag(0)
        self.body.insertWidget(self.body.count() - 1, row, 0, side)
        self._rows.append(row)

    def _open(self, trouble: Trouble) -> None:
        if trouble.household_id:
            self._desk.dossier_requested.emit(trouble.household_id, trouble.place)
        else:
            self._desk.page_requested.emit("village", None)

    def _on_checked(self, answer: tuple[int, list[Trouble]]) -> None:
        number, found = answer
        if number == self._number:
            self.add(found)
