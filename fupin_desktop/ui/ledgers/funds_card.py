"""The money of the village in view on one line: approved, arrived, paid, what remains."""

from decimal import Decimal
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel

from fupin_desktop.domain.funds import Money
from fupin_desktop.services.fund_ledger import fund_report
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.roles import set_role

FIGURES = {"批复": "approved", "下达": "allocated", "到位": "arrived", "已付": "paid", "结余": "in_hand"}


class FundsCard(QLabel):
    """Empty where no village is in view or it has no projects."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._is_stale, self._asked = desk, True, 0
        self.setWordWrap(True)
        set_role(self, "good")
        for changed in (desk.records_changed, desk.village_changed):
            changed.connect(self._on_changed)

    def look(self) -> None:
        """Read the sums of the village in view."""
        self._is_stale = False
        self._asked += 1
        asked, registry, code = self._asked, self._desk.registry, self._desk.own_village()
        known = bool(code) and bool(registry.records("village", "village_code", [code]))

        def land(found: Money | None) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.ask(self, lambda: fund_report(registry, code).whole if known else None, land)

    def _show(self, found: Money | None) -> None:
        if found is None or not any(found.ids.values()):
            self.setText("")
            return
        told = [f"{name} {_in_wan(getattr(found, figure))}" for name, figure in FIGURES.items()]
        rates = (("到位率", found.arrival_rate), ("支付率", found.payment_rate))
        told += [f"{word} {rate}%" for word, rate in rates if rate is not None]
        self.setText("　".join(told))

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _in_wan(value: Decimal | None) -> str:
    """「128 万元」; whole sums below ten thousand in yuan."""
    if value is None:
        return "没有数据"
    return f"{(value / 10000).normalize():f} 万元" if abs(value) >= 10000 else f"{value.normalize():f} 元"
