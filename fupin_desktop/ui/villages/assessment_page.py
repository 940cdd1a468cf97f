"""考核: each indicator with its score and counting rule, and the households that it still lacks, a press away."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.domain.assessment import Indicator
from fupin_desktop.domain.targets import YearOfTargets
from fupin_desktop.services.assess import HOUSEHOLD, Assessed, assess, targets, write_sheet
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.kinds_and_places import Kind, KindsAndPlaces
from fupin_desktop.ui.tables.list_to_take import ask_where
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.two_tabs import TwoTabs

Found = tuple[Assessed | None, list[YearOfTargets], list[Kind]]
CHOOSE = "请在左上角选定一个村。"
COUNTING = "正在从登记库里算……"
NO_DATA = "没有数据"


class AssessmentPage(QWidget):
    """Counts when it comes into view and something has changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._is_stale, self._asked = desk, True, 0
        self.shown: Assessed | None = None
        self.title, self.score = label("考核", "title", wrap=False), label(COUNTING, "good")
        self.goals = label("", "hint")
        self.save, self.back = button("存成 Excel…"), button("返回村情", "quiet")
        self.notice, self.board = Notice(), KindsAndPlaces("指标", "还差哪些户")
        self.tabs = TwoTabs("按指标", "按户")
        self._arrange()
        self.tabs.turned.connect(self.look)
        self.board.chosen.connect(lambda home: desk.dossier_requested.emit(home, ""))
        self.save.clicked.connect(self._on_save)
        self.back.clicked.connect(lambda: desk.page_requested.emit("village", None))
        for changed in (desk.records_changed, desk.village_changed, desk.year_changed):
            changed.connect(self._on_changed)

    def look(self) -> None:
        """Count the village and year in view."""
        self._is_stale = False
        self._asked += 1
        asked, registry = self._asked, self._desk.registry
        code, year, is_by_indicator = self._desk.own_village(), self._desk.year, self.tabs.is_first

        def land(found: Found) -> None:
            if asked == self._asked:
                self._show(*found)

        self._desk.tasks.ask(self, lambda: _count(registry, code, year, is_by_indicator=is_by_indicator), land)

    def save_to(self, target: Path) -> None:
        """Write the sheet."""
        shown = self.shown
        if shown is None:
            return

        def landed(_count: int) -> None:
            self.notice.say(f"考核表已存成「{target.name}」，每项都写着怎么算的。")

        work = lambda _progress, _cancelled: write_sheet(shown, target)  # noqa: E731
        self._desk.tasks.long(self.window(), "正在写考核表……", work, landed, writes=False)

    def _show(self, found: Assessed | None, goals: list[YearOfTargets], kinds: list[Kind]) -> None:
        self.shown = found
        for part in (self.board, self.save, self.tabs):
            part.setVisible(found is not None)
        self.goals.setText("\n".join(_goal(one) for one in goals))
        if found is None:
            self.score.setText(CHOOSE)
            return
        told = f"{found.score} 分，{found.grade}，下年资金{found.next_year}" if found.score is not None else NO_DATA
        self.score.setText(f"{found.name} {found.year} 年：{told}")
        self.board.show_kinds(kinds)

    def _on_save(self) -> None:
        ask_where(self, f"考核表{self._desk.year}.xlsx", self.save_to)

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def _arrange(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        for part in (self.title, self.tabs, self.save, self.back):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        for part in (head, self.notice, self.score, self.goals):
            column.addWidget(part)
        column.addWidget(self.board, 1)
        column.addStretch(0)
        for part in (self.board, self.save, self.tabs):
            part.hide()
        scaled(self, lambda: column.setContentsMargins(em(1), em(0.7), em(1), em(0.7)))
        scaled(self, lambda: column.setSpacing(em(0.5)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _count(registry: Registry, code: str, year: int, *, is_by_indicator: bool) -> Found:
    found = next(iter(assess(registry, "village", code, year)), None) if code else None
    if found is None:
        return None, [], []
    if not is_by_indicator:
        homes = [_household(one) for one in reversed(assess(registry, HOUSEHOLD, code, year))]
        return found, targets(registry, code), [one for one in homes if one.places]
    lacking = {home for each in found.indicators for home in each.lacking}
    heads = {one.id: one.head_name or "未填户主" for one in registry.household_rows(sorted(lacking), year)}
    return found, targets(registry, code), [_kind(one, heads) for one in found.indicators]


def _household(one: Assessed) -> Kind:
    places = [(f"{each.title}：{each.rule}", one.region) for each in one.indicators if each.lacking]
    hint = f"{one.name} {one.score} 分。还差的列在下面，点一项就到档案。"
    return Kind(one.region, f"{one.name}　{one.score} 分　还差", hint, places)


def _kind(one: Indicator, heads: dict[str, str]) -> Kind:
    counted = f"{one.part:f}/{one.whole:f}，得 {one.score}/{one.weight} 分" if one.whole else f"{NO_DATA}，不计"
    places = [(f"{heads.get(home, '')}户", home) for home in one.lacking]
    return Kind(one.key, f"{one.title}　{counted}　还差", f"{one.group}：{one.rule}。目标 {one.target}%。", places)


def _goal(one: YearOfTargets) -> str:
    growth = f"增 {one.growth}%" if one.growth is not None else "增幅没有数据"
    city = f"，全市 {one.city_growth}%" if one.city_growth is not None else ""
    income = f"人均纯收入 {one.income} 元" if one.income is not None else "收入没有数据"
    return f"{one.year} 年　计划脱贫 {one.planned} 户，脱贫 {one.exited} 户　{income}（{growth}{city}）"
