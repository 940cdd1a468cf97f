"""一页看全, arranged by hand as on the household's card: people, income, help, promises."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fupin_desktop.domain.checks.register import Level
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.income import member_count
from fupin_desktop.domain.policy import poverty_line
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.glance import glance_words
from fupin_desktop.ui.dossiers.glance.card import Card
from fupin_desktop.ui.dossiers.glance.facts import Facts
from fupin_desktop.ui.dossiers.glance.income_bar import IncomeBar
from fupin_desktop.ui.dossiers.glance.painted_rows import PaintedRows
from fupin_desktop.ui.dossiers.glance.photo import Photo, photo_of
from fupin_desktop.ui.dossiers.income.income_words import explanation, per_head
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label

TWO_COLUMNS = 40.0
MEMBER_HEADS = ("姓名", "关系", "性别", "年龄", "文化或在校", "劳动技能")


class GlanceSection(Section):
    """Two columns of cards, one where it is narrow."""

    key = places.GLANCE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.who = Card("这一户", places.BASICS, "修改")
        self.photo, self.facts = Photo(), Facts()
        self.people = Card("家庭成员", places.MEMBERS, "查看")
        self.members = PaintedRows((-1, 4.6, 2.6, 3.2, 5.8, 5.8), MEMBER_HEADS)
        self.money = Card("人均纯收入", places.INCOME, "查看")
        self.bar, self.formula = IncomeBar(), label("", "hint")
        self.trouble = Card("体检", "", "看第一处")
        self.findings = label("")
        self.help = Card("帮扶责任人", places.HELPERS, "查看")
        self.helpers = PaintedRows((5, -1, 7))
        self.promises = Card("帮扶计划", places.PLANS, "查看")
        self.plans = PaintedRows((-1, 9))
        self.calls = Card("最近走访", places.VISITS, "查看")
        self.visits = PaintedRows((6.5, 5, -1))
        self._cards = (self.who, self.people, self.money, self.trouble, self.help, self.promises, self.calls)
        self._row, self._columns = QHBoxLayout(), (QVBoxLayout(), QVBoxLayout())
        self._is_two: bool | None = None
        self._arrange()

    def refresh(self) -> None:
        shown = self.shown
        if shown is None:
            return
        dossier = shown.dossier
        self.facts.show_pairs(glance_words.household_facts(dossier))
        self.members.show_rows(glance_words.member_rows(dossier))
        self.people.say_empty("" if dossier.members else "成员名单还是空的，请先登记户主。")
        self._show_income(dossier)
        self.helpers.show_rows(glance_words.helper_rows(shown.newest))
        self.help.say_empty("" if shown.newest.helpers_now else "还没有帮扶责任人，请尽快结对。")
        plans = glance_words.plan_rows(shown.newest, shown.year, self.desk.registry.today)
        self.plans.show_rows([row for row, _ in plans], [role for _, role in plans])
        self.promises.say_empty("" if plans else "今年还没有计划。")
        self.visits.show_rows(glance_words.visit_rows(shown.newest))
        self.calls.say_empty("" if shown.newest.visits else "还没有走访记录。")
        self.show_findings()
        self._show_photo(shown.newest)

    def show_findings(self) -> None:
        findings = self.shown.findings if self.shown else ()
        counts = [(level.label, sum(one.level is level for one in findings)) for level in Level]
        words = "、".join(f"{name} {count} 处" for name, count in counts if count)
        self.findings.setText(words or "没有发现问题。")
        first = next((one for level in Level for one in findings if one.level is level), None)
        self.trouble.go.setVisible(first is not None)
        if first is not None:
            self.trouble.place = f"{first.record}.{first.field}:{first.record_id}"
            self.findings.setText(f"{words}。先看：{first.message}")

    def _show_income(self, dossier: Dossier) -> None:
        bars = [(f"{dossier.year} 年", per_head(dossier, dossier.year))]
        earlier = max((year for year in dossier.years if year < dossier.year), default=None)
        if earlier is not None:
            bars.append((f"{earlier} 年", per_head(dossier, earlier)))
        self.bar.show_bars(bars, poverty_line(dossier.year))
        income = dossier.now.income
        count = member_count(dossier)
        self.formula.setText(explanation(income, count) if income else f"{dossier.year} 年的收入还没有登记。")

    def _show_photo(self, dossier: Dossier) -> None:
        attachment = photo_of(dossier)
        self.photo.show_none()
        if attachment is None:
            return
        registry, own = self.desk.registry, dossier.household.id

        def work() -> tuple[str, bytes | None]:
            from fupin_desktop.domain.errors import Unavailable
            from fupin_desktop.services.attach_files import thumbnail

            try:
                return own, thumbnail(registry, attachment)
            except Unavailable:
                return own, None  # the picture is on another machine; the card does without

        self.desk.tasks.ask(self, work, self._on_photo)

    def _on_photo(self, answer: tuple[str, bytes | None]) -> None:
        own, content = answer
        picture = QPixmap()
        if self.shown and self.shown.id == own and content and picture.loadFromData(content):
            self.photo.show_picture(picture)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        right = QVBoxLayout()
        right.addWidget(self.facts)
        right.addStretch(1)
        top.addLayout(right, 1)
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        self.who.body.addLayout(top)
        for card, parts in (
            (self.people, (self.members,)),
            (self.money, (self.bar, self.formula)),
            (self.trouble, (self.findings,)),
            (self.help, (self.helpers,)),
            (self.promises, (self.plans,)),
            (self.calls, (self.visits,)),
        ):
            for part in parts:
                card.hold(part)
        for card in self._cards:
            card.opened.connect(self.place_requested)
        for column in self._columns:
            column.addStretch(1)
            self._row.addLayout(column)
        self.column.addLayout(self._row)
        self.column.addStretch(1)
        scaled(self, lambda: [layout.setSpacing(em(0.8)) for layout in (self._row, *self._columns)])
        self._place(is_two=False)

    def _place(self, *, is_two: bool) -> None:
        """All cards in one column, or in the order of the card in two."""
        if is_two == self._is_two:
            return
        self._is_two = is_two
        for card in self._cards:
            for column in self._columns:
                column.removeWidget(card)  # takeAt would leave Qt with the old item, and with its old height
        right = (self.trouble, self.money, self.help, self.calls) if is_two else ()
        for card in self._cards:
            column = self._columns[1 if card in right else 0]
            column.insertWidget(column.count() - 1, card)
        self._row.setStretch(0, 6)
        self._row.setStretch(1, 5 if is_two else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(is_two=self.width() >= em(TWO_COLUMNS))
