"""收入支出: the sheet of the year, the worksheet behind it, and the figure per head explained as one types."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.domain.income import REPORTED, Figures, computed, member_count
from fupin_desktop.domain.policy import poverty_line
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.form_section import want_of
from fupin_desktop.ui.dossiers.glance.income_bar import IncomeBar
from fupin_desktop.ui.dossiers.income.income_body import IncomeBody
from fupin_desktop.ui.dossiers.income.income_words import against_line, explanation, money, per_head, reported_words
from fupin_desktop.ui.dossiers.income.items_panel import ItemsPanel
from fupin_desktop.ui.dossiers.income.worksheet import PROPERTY, Sum, property_sum, sum_words, sums
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role

RECORD = "household_income"
SHEET = 36.0  # wider, and the eye loses the line between a label and its figure


class IncomeSection(Section):
    """Nothing is filled in silence: a sum goes into a total only when it is asked for."""

    key = places.INCOME

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.body = IncomeBody()
        self.form = self.adopt(Form(desk, RECORD, body=self.body))
        self.items = ItemsPanel(desk, self)
        self.adopt(self.items.form)
        self.result = set_role(QFrame(), "card")
        self.figure, self.formula = label("", "number"), label("")
        self.against, self.differs = label(""), label("", "warn")
        self.bar = IncomeBar()
        self._sums: dict[str, Sum] = {}
        self._arrange()
        self.chain(self.form)
        self.form.changed.connect(self._reckon)
        self.items.form.changed.connect(self._reckon)
        self.body.fill_requested.connect(self._on_fill)

    @property
    def open_forms(self) -> list[Form]:
        return [self.form, *([self.items.form] if self.items.is_open else [])]

    def begin(self) -> None:
        self.items.begin()

    def refresh(self) -> None:
        shown = self.shown
        if shown is None:
            return
        self.items.show_items(shown)
        wants = [want_of(RECORD, shown), *self.items.wants()]
        self.open_records(wants, self._on_opened)

    def edits(self) -> list[Edit]:
        return [edit for form in self.open_forms if form.is_dirty for edit in form.edits()]

    def go_to(self, record: str, record_id: str, field: str) -> None:
        if record == "income_item" and record_id:
            self.items.choose(record_id)
        super().go_to(record, record_id, field)

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        if draft["record"] == "income_item":
            self.items.bring(draft)
        super().restore(key, draft)

    def give_up(self) -> None:
        super().give_up()
        self.items.give_up()

    def _on_opened(self, opened: list[OpenedRecord]) -> None:
        shown = self.shown
        if shown is None:
            return
        self.show_in(self.form, opened[0])
        self.items.show_opened(opened[1:], shown)
        earlier = max((year for year in shown.dossier.years if year < shown.year), default=None)
        before = shown.dossier.years[earlier].income if earlier is not None else None
        self.body.show_last_year(before, earlier)
        self._reckon()

    def _reckon(self) -> None:
        """Reckon anew, from what stands in the form."""
        shown, income = self.shown, self._income()
        if shown is None or income is None:
            return
        count = member_count(shown.dossier)
        ours = computed(income, count)
        reported = self.form.opened.baseline
        self._show_totals(ours, reported)
        self._show_sums(income)
        per_person = ours.net_income_per_capita
        self.figure.setText(f"人均 {money(per_person)} 元" if per_person is not None else "人均纯收入还算不出来")
        self.formula.setText(explanation(income, count))
        words, role = against_line(ours.net_income_per_capita, poverty_line(shown.year))
        self.against.setText(words)
        set_role(self.against, role)
        gaps = [
            said
            for name in REPORTED
            for said, role in [reported_words(name, getattr(reported, name), getattr(ours, name))]
            if role == "warn"
        ]
        self.differs.setText("\n".join(gaps))
        self.differs.setVisible(bool(gaps))
        self._show_bar(ours.net_income_per_capita)

    def _show_totals(self, ours: Figures, reported: Any) -> None:
        for name in REPORTED:
            box = self.body.boxes[name]
            value: Decimal | None = getattr(ours, name)
            box.editor.set_value(value)
            box.explain(reported_words(name, getattr(reported, name), value)[0])

    def _show_sums(self, income: Any) -> None:
        shown = self.shown
        if shown is None:
            return
        self._sums = sums(self.items.rows(), shown.year)
        parts = property_sum({name: getattr(income, name) for name in self.body.boxes}, shown.year)
        if parts is not None:
            self._sums[PROPERTY] = parts
        for name in self.body.boxes:
            found, value = self._sums.get(name), getattr(income, name)
            words = sum_words(found, value, of_parts=name == PROPERTY and parts is not None)
            can_fill = found is not None and value != found.amount and not self.body.boxes[name].spec.derived
            self.body.show_sum(name, found, words, can_fill=can_fill)

    def _show_bar(self, value: Decimal | None) -> None:
        shown = self.shown
        if shown is None:
            return
        bars = [(f"{shown.year} 年", value)]
        earlier = max((year for year in shown.dossier.years if year < shown.year), default=None)
        if earlier is not None:
            bars.append((f"{earlier} 年", per_head(shown.dossier, earlier)))
        self.bar.show_bars(bars, poverty_line(shown.year))

    def _income(self) -> Any | None:
        """The income as it stands in the form; what cannot be read counts as kept."""
        if not self.form.opened.id:
            return None
        values: dict[str, Any] = {}
        for name, box in self.body.boxes.items():
            if not box.spec.derived:
                try:
                    values[name] = box.editor.value()
                except NotUnderstood:
                    continue
        return replace(self.form.opened.baseline, **values)

    def _on_fill(self, name: str) -> None:
        if name in self._sums:
            self.body.boxes[name].editor.change_to(self._sums[name].amount)

    def _arrange(self) -> None:
        inside = QVBoxLayout(self.result)
        for part in (self.figure, self.against, self.bar, self.formula, self.differs):
            inside.addWidget(part)
        scaled(
            self.result, lambda: (inside.setContentsMargins(em(1), em(0.8), em(1), em(0.8)), inside.setSpacing(em(0.5)))
        )
        scaled(self.form, lambda: self.form.setMaximumWidth(em(SHEET)))
        for part in (self.result, self.form, self.items):
            self.column.addWidget(part)
        self.column.addStretch(1)
