"""How the income figures of a year come about (reference: domain.md §1.3): totals, net income, net income per head.

What a higher level reported is kept beside what we compute; `figures` chooses for papers and lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.income_item import IncomeItem
from fupin_desktop.domain.dossier import Dossier

TRANSFERS = (
    "family_planning_payment",
    "minimum_living_payment",
    "five_guarantee_payment",
    "pension_payment",
    "ecological_compensation",
    "other_transfer",
)
INCOMES = ("wage_income", "business_income", "property_income", "transfer_income")
REPORTED = ("transfer_income", "gross_income", "net_income", "net_income_per_capita")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """The computed figures of a year in yuan; None where a part is not known at all."""

    transfer_income: Decimal | None
    gross_income: Decimal | None
    net_income: Decimal | None
    net_income_per_capita: Decimal | None


def computed(income: HouseholdIncome, members: int | None) -> Figures:
    """The identities of the national form, with blanks left out of a sum that has any part."""
    transfer = total(getattr(income, name) for name in TRANSFERS)
    if transfer is None:
        transfer = income.transfer_income
    gross = total((income.wage_income, income.business_income, income.property_income, transfer))
    net = None if gross is None else gross - (income.business_expense or Decimal(0))
    per_head = None if net is None or not members else (net / members).quantize(CENT, ROUND_HALF_UP)
    return Figures(transfer, gross, net, per_head)


def total(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the known parts; None if none is known: blank is not zero."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None


def member_count(dossier: Dossier) -> int | None:
    """How many people share the year's income: the reported count, else the members on the list."""
    facts = dossier.now.facts
    reported = facts.member_count if facts else None
    return reported if reported is not None else (len(dossier.members) or None)


def figures(dossier: Dossier) -> Figures | None:
    """Reported figures where the county gave them, computed ones elsewhere; None without an income record."""
    income = dossier.now.income
    if income is None:
        return None
    ours = computed(income, member_count(dossier))
    chosen = (getattr(income, name) if getattr(income, name) is not None else getattr(ours, name) for name in REPORTED)
    return Figures(*chosen)


def item_amount(item: IncomeItem) -> Decimal | None:
    """The sum of one worksheet line: as entered, else quantity times price."""
    if item.amount is not None:
        return item.amount
    if item.quantity is None or item.unit_price is None:
        return None
    return (item.quantity * item.unit_price).quantize(CENT, ROUND_HALF_UP)
