"""哪一年: what holds now, a year's facts, or everything as it was registered on a day."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.style.roles import label

NOW, DAY = "now", "day"
NOT_NOTED = "只是再看、再打一份旧的，不算发给户里的新纸。"


class MomentChoice(Card):
    """A list, and a date when the day is asked for.

    Signals:
        changed: another moment is chosen.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("哪个时候的资料")
        self._desk = desk
        self.list, self.date = QComboBox(), QDateEdit()
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(8)
        self.list.setAccessibleName("哪一年的资料")
        self.date.setAccessibleName("哪一天")
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setCalendarPopup(True)
        self.words = label(NOT_NOTED, "hint")
        today = desk.registry.today()
        self.date.setMaximumDate(QDate(today.year, today.month, today.day))
        self.date.setDate(self.date.maximumDate())
        for widget in (self.list, self.date, self.words):
            self.body.addWidget(widget)
        self._fill([])
        self.list.currentIndexChanged.connect(self._on_chosen)
        self.date.editingFinished.connect(self._on_day_chosen)
        self.date.calendarWidget().clicked.connect(self._on_day_chosen)
        self._day = self.date.date()
        self._show()

    @property
    def year(self) -> int | None:
        """The year asked for."""
        chosen = self.list.currentData()
        return chosen if isinstance(chosen, int) else None

    @property
    def on(self) -> date | None:
        """The day asked for."""
        day = self.date.date()
        return date(day.year(), day.month(), day.day()) if self.list.currentData() == DAY else None

    def look(self) -> None:
        """Read which years there are."""
        registry, village = self._desk.registry, self._desk.village_code
        self._desk.tasks.ask(self, lambda: registry.years(village or None), self._fill)

    def choose_now(self) -> None:
        """Back to what holds now."""
        self.list.blockSignals(True)
        self.list.setCurrentIndex(0)
        self.list.blockSignals(False)
        self._show()

    def _fill(self, years: list[int]) -> None:
        kept = self.list.currentData()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem("现在的（最新一年）", NOW)
        for year in sorted(years, reverse=True):
            self.list.addItem(f"{year} 年的资料", year)
        self.list.addItem("某一天登记的样子……", DAY)
        self.list.setCurrentIndex(max(0, self.list.findData(kept)))
        self.list.blockSignals(False)

    def _show(self) -> None:
        self.date.setVisible(self.list.currentData() == DAY)
        self.words.setVisible(self.list.currentData() != NOW)

    def _on_chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _on_day_chosen(self) -> None:
        if self.date.date() != self._day:
            self._day = self.date.date()
            self.changed.emit()
