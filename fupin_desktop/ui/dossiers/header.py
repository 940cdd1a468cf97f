"""The head of a dossier: whose it is, what its state is, and which year is in view."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.flow_layout import FlowLayout

STATUS_ROLES = {"red": "danger", "yellow": "warn", "blue": "good", "green": "good"}


class Header(QWidget):
    """Signals:
    year_chosen: another year is wanted.
    new_year_requested: open the next year from the last one.
    side_requested: show or hide the problems and the history.
    """

    year_chosen = Signal(int)
    new_year_requested = Signal(int)
    side_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = label("", "title", wrap=False)
        self.status = QLabel()
        self.facts = label("", "hint")
        self.side = button("问题和历史", "quiet")
        self.side.setCheckable(True)
        self.side.clicked.connect(self.side_requested)
        self._years = QWidget()
        self.years = FlowLayout(self._years)
        row = QHBoxLayout()
        row.addWidget(self.name)
        row.addWidget(self.status)
        row.addWidget(self.facts, 1)
        row.addWidget(self.side)
        self._row = row
        self._column = QVBoxLayout(self)
        self._column.addLayout(row)
        self._column.addWidget(self._years)
        scaled(self, self._scale)

    def show_dossier(self, shown: OpenDossier) -> None:
        """Show whose dossier it is, in which year."""
        household, facts = shown.newest.household, shown.dossier.now.facts
        self.name.setText(shown.head)
        status = facts.poverty_status if facts else None
        item = code_table("poverty_status").item(status, shown.year) if status else None
        self.status.setText(item.label if item else status or "状态未填")
        set_role(self.status, STATUS_ROLES.get(item.extra.get("colour", "") if item else "", "hint"))
        parts = [household.villager_group, household.address, household.household_code or "尚未编号"]
        self.facts.setText(" · ".join(part for part in parts if part))
        self._show_years(shown)

    def show_findings(self, number: int) -> None:
        """How many problems there are, on the button that shows them."""
        self.side.setText(f"问题 {number} · 历史" if number else "问题和历史")

    def _show_years(self, shown: OpenDossier) -> None:
        while item := self.years.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for year in shown.years:
            chip = button(f"{year} 年 已封" if year in shown.sealed else f"{year} 年", "chip")
            chip.setCheckable(True)
            chip.setChecked(year == shown.year)
            chip.clicked.connect(lambda _checked=False, wanted=year: self._choose(wanted, shown.year))
            self.years.addWidget(chip)
        following = max(shown.years) + 1
        more = button(f"＋ 开 {following} 年", "quiet")
        more.clicked.connect(lambda: self.new_year_requested.emit(following))
        self.years.addWidget(more)
        self._years.updateGeometry()

    def _choose(self, wanted: int, now: int) -> None:
        if wanted != now:
            self.year_chosen.emit(wanted)
        else:
            for place in range(self.years.count()):
                item = self.years.itemAt(place)
                chip = item.widget() if item else None
                if chip is not None and chip.property("role") == "chip":
                    chip.setChecked(chip.text().startswith(str(now)))  # type: ignore[attr-defined]

    def _scale(self) -> None:
        self._column.setContentsMargins(em(1.2), em(0.7), em(1.2), em(0.4))
        self._column.setSpacing(em(0.4))
        self._row.setSpacing(em(0.8))
