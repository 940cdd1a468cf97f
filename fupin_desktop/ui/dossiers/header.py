"""The head of a dossier: whose it is, what its state is, and which year is in view."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

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
        self.status, self.facts = label("", wrap=False), label("", "hint", wrap=False)
        self.side = button("问题和历史", "quiet")
        self.side.setCheckable(True)
        self.side.clicked.connect(self.side_requested)
        self.chips: list[QPushButton] = []
        self._findings, self._is_low = 0, False
        inner = QWidget()
        self._flow = FlowLayout(inner, gap=0.6)
        self._column = QVBoxLayout(self)
        self._column.addWidget(inner)
        for part in (self.name, self.status, self.side, self.facts):
            self._flow.addWidget(part)
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
        self._findings = number
        self._name_side()

    def _name_side(self) -> None:
        count = f"问题 {self._findings}" if self._findings else "问题"
        self.side.setText(count if self._is_low else f"{count} · 历史" if self._findings else "问题和历史")

    def _show_years(self, shown: OpenDossier) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for part in (self.side, self.facts):
            self._flow.removeWidget(part)
        self.chips = [self._chip(year, shown) for year in shown.years]
        following = max(shown.years) + 1
        more = button(f"＋ 开 {following} 年", "quiet")
        more.clicked.connect(lambda: self.new_year_requested.emit(following))
        self.chips.append(more)
        for part in (*self.chips, self.side, self.facts):  # what may stand on a line of its own comes last
            self._flow.addWidget(part)

    def set_low(self, is_low: bool) -> None:
        """In a low window only what is needed to know where one is."""
        self._is_low = is_low
        self.facts.setVisible(not is_low)
        self._name_side()

    def _chip(self, year: int, shown: OpenDossier) -> QPushButton:
        chip = button(f"{year} 年 已封" if year in shown.sealed else f"{year} 年", "chip")
        chip.setCheckable(True)
        chip.setChecked(year == shown.year)
        chip.clicked.connect(lambda: chip.setChecked(year == shown.year))  # until the year has come
        if year != shown.year:
            chip.clicked.connect(lambda: self.year_chosen.emit(year))
        return chip

    def _scale(self) -> None:
        self._column.setContentsMargins(em(1.2), em(0.5), em(1.2), em(0.5))
        for part in (self.name, self.status, self.facts):
            part.setMinimumHeight(em(2.2))
