"""The small plots of 首页, each in a card with its heading; a part opens the households behind it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from fupin_desktop.domain.targets import YearOfTargets
from fupin_desktop.services.overview import Overview, Share
from fupin_desktop.ui.home.tasks_of_today import exactly
from fupin_desktop.ui.home.tile_grid import TileGrid
from fupin_desktop.ui.plots.income_columns import IncomeColumns, range_in_words
from fupin_desktop.ui.plots.plot import Plot
from fupin_desktop.ui.plots.share_bars import ShareBars
from fupin_desktop.ui.plots.year_pairs import Pair, YearPairs
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role

MOST_CAUSES = 7


class PlotCards(TileGrid):
    """Causes, income against the line, exit against plan, growth of income against the city's.

    Signals:
        households_wanted: a wish for the list of households.
        goals_wanted: the years' goals are to be seen in full.
    """

    households_wanted = Signal(object)
    goals_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(least=21, most=3, fills=True)
        self.causes, self.income = ShareBars(), IncomeColumns()
        self.exits = YearPairs("计划脱贫", "已脱贫", " 户", "还没有填写计划脱贫年度")
        self.growth = YearPairs("全市增幅", "本地增幅", "%", "还没有连着两年的收入")
        self._seen: Overview | None = None
        self._note, self._goals = label("", "hint"), label("", "hint")
        self.show_tiles(
            [
                _card("主要致贫原因", self.causes),
                _card("人均纯收入与当年标准", self.income, self._note),
                _card("脱贫：计划与实际", self.exits),
                _card("贫困户收入增幅与全市", self.growth, self._goals),
            ]
        )
        self.causes.part_chosen.connect(self._on_cause_chosen)
        self.income.part_chosen.connect(self._on_band_chosen)
        self.exits.part_chosen.connect(self._on_exit_chosen)
        self.growth.part_chosen.connect(lambda _number: self.goals_wanted.emit())

    def show_overview(self, seen: Overview) -> None:
        """Draw it."""
        self._seen = seen
        self.causes.show_shares([(share.label, share.count) for share in self._causes(seen)])
        self.income.show_bands(seen.income.bands, seen.income.line, seen.year)
        counts = ((one.year, Decimal(len(one.planned)), Decimal(len(one.exited))) for one in seen.exits)
        self.exits.show_pairs([Pair(*of_year) for of_year in counts])
        self._note.setText(income_in_words(seen))

    def show_goals(self, goals: Sequence[YearOfTargets]) -> None:
        """Growth of the registered households' income beside the city's, by year."""
        known = [one for one in goals if one.growth is not None]
        self.growth.show_pairs([Pair(one.year, one.city_growth, one.growth) for one in known])
        lacks = known and all(one.city_growth is None for one in known)
        self._goals.setText("全市的增幅由市里公布，县里填上才能比。" if lacks else "")

    def _causes(self, seen: Overview) -> tuple[Share, ...]:
        """The most frequent ones, the rest as one bar."""
        if len(seen.by_cause) <= MOST_CAUSES:
            return seen.by_cause
        rest = seen.by_cause[MOST_CAUSES - 1 :]
        ids = tuple(one for share in rest for one in share.household_ids)
        return (*seen.by_cause[: MOST_CAUSES - 1], Share("rest", "其余原因", ids))

    def _on_cause_chosen(self, number: int) -> None:
        if self._seen is not None:
            share = self._causes(self._seen)[number]
            is_rest = share.code == "rest"
            self._open(exactly(share.household_ids, share.label) if is_rest else {"main_cause": (share.code,)})

    def _on_band_chosen(self, number: int) -> None:
        if self._seen is not None:
            band = self._seen.income.bands[number]
            self._open(exactly(band.household_ids, f"人均纯收入 {range_in_words(band)}"))

    def _on_exit_chosen(self, number: int) -> None:
        if self._seen is not None:
            year = self._seen.exits[number // 2]
            ids, words = (year.exited, "年脱贫") if number % 2 else (year.planned, "年计划脱贫")
            self._open(exactly(ids, f"{year.year} {words}"))

    def _open(self, wish: dict[str, Any]) -> None:
        self.households_wanted.emit(wish)


def income_in_words(seen: Overview) -> str:
    """The plot in one sentence."""
    income = seen.income
    if income.line is None:
        return f"没有 {seen.year} 年的标准。"
    parts = [f"低于标准 {len(income.below)} 户", f"达到标准 {len(income.above)} 户"]
    return "，".join([*parts, *([f"没有资料 {len(income.unknown)} 户"] if income.unknown else [])]) + "。"


def _card(title: str, plot: Plot, *below: Any) -> QFrame:
    card = set_role(QFrame(), "card")
    column = QVBoxLayout(card)
    column.addWidget(label(title, "subtitle"))
    column.addWidget(plot)
    for widget in below:
        column.addWidget(widget)
    column.addStretch()
    plot.setAccessibleName(title)
    scaled(card, lambda: (column.setContentsMargins(em(1), em(0.8), em(1), em(0.9)), column.setSpacing(em(0.6))))
    return card
