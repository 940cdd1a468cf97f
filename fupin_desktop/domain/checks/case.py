"""A dossier as the checks see it: what several of them ask for is worked out once. It judges nothing."""

from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.domain.checks.context import CheckContext
from fupin_desktop.domain.checks.meanings import EXITED, STABLE, attribute_kinds
from fupin_desktop.domain.checks.register import Level, Remark
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.dossier import Dossier, HouseholdInYear
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.domain.income import computed, member_count
from fupin_desktop.domain.policy import Tree
from fupin_desktop.fields.days import year_of

# What the income per head can be had from; the data must carry one of them.
PER_HEAD_SOURCES = "|".join(
    f"household_income.{name}" for name in ("net_income_per_capita", "net_income", "wage_income")
)


class Case:
    """One household in its dossier's year."""

    __slots__ = (
        "attribute",
        "carried",
        "causes",
        "conditions",
        "context",
        "day",
        "dossier",
        "facts",
        "household",
        "income",
        "is_exited",
        "now",
        "per_head",
        "status",
        "subjects",
        "village_code",
        "year",
    )

    def __init__(self, dossier: Dossier, context: CheckContext) -> None:
        self.dossier, self.context = dossier, context
        self.household, self.year, self.day = dossier.household, dossier.year, dossier.day
        self.village_code = dossier.household.village_code or ""
        self.carried = context.carried_in(self.village_code, self.year)
        now = self.now = dossier.now
        self.facts, self.income, self.conditions = now.facts, now.income, now.conditions
        self.subjects = tuple(Subject(member, self.year, self.day) for member in dossier.members)
        self.status = self.facts.poverty_status if self.facts else None
        self.is_exited = self.status in (EXITED, STABLE)
        attribute = self.facts.household_attribute if self.facts else None
        self.attribute = attribute_kinds().get(attribute, "") if attribute else ""
        self.causes = ((self.facts.main_cause or ""), *(self.facts.other_causes or ())) if self.facts else ()
        self.per_head = per_head(now, self.dossier)

    @property
    def name(self) -> str:
        """The household as messages name it."""
        if self.dossier.head_name:
            return f"{self.dossier.head_name}户"
        code = self.household.household_code
        return f"户编号{code}" if code else "（户主未填）户"

    @property
    def size(self) -> int:
        """How many people live in it: those on the list, else the reported count."""
        return len(self.subjects) or (member_count(self.dossier) or 0)

    def per_head_of(self, year: int) -> Decimal | None:
        """Net income per head in another year that the dossier knows."""
        of_year = self.dossier.years.get(year)
        return per_head(of_year, self.dossier) if of_year else None

    def parameters(self, rule: str) -> Tree:
        """The thresholds of a rule in the dossier's year."""
        return self.context.parameters(rule, self.year)

    def carries(self, path: str) -> bool:
        """Whether the village's data of the year carry the field at all."""
        return self.carried is None or path in self.carried

    def measures_of_year(self) -> list[AssistanceMeasure]:
        """What was done for the household in the dossier's year."""
        return [m for m in self.dossier.measures if m.done_on and year_of(m.done_on) == self.year]

    def remark(self, path: str, message: str, level: Level | None = None) -> Remark:
        """A remark at a field of the household or of one of its yearly records."""
        record, _, field = path.partition(".")
        return Remark(f"{self.name}：{message}", record, self._record_id(record), field, level=level)

    def remark_on(self, record: str, record_id: str, field: str, message: str, level: Level | None = None) -> Remark:
        """A remark at a field of a record beside the household: a pairing, a helper, a measure."""
        return Remark(f"{self.name}：{message}", record, record_id, field, level=level)

    def _record_id(self, record: str) -> str:
        if record == "household":
            return self.household.id
        of_year: dict[str, Any] = {
            "household_year": self.facts,
            "household_income": self.income,
            "household_conditions": self.conditions,
        }
        if record not in of_year:  # one that is not there yet: a membership, a pairing, a measure
            return ""
        value = of_year[record]
        return value.id if value else yearly_id(record, self.household.id, self.year)


def per_head(now: HouseholdInYear, dossier: Dossier) -> Decimal | None:
    """Net income per head: as reported, else as computed, where every class of income is known."""
    income = now.income
    if income is None:
        return None
    if income.net_income_per_capita is not None:
        return income.net_income_per_capita
    counted = (now.facts.member_count if now.facts else None) or len(dossier.members)
    figures = computed(income, counted)
    if income.net_income is not None and counted:
        return income.net_income / counted
    classes = (income.wage_income, income.business_income, income.property_income, figures.transfer_income)
    return None if None in (*classes, income.business_expense) else figures.net_income_per_capita
