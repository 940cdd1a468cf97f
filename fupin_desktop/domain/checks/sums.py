"""The check that the reported sums of the income sheet hold (docs/checks.md, N01). It corrects nothing."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, yuan
from fupin_desktop.domain.income import TRANSFERS, member_count, total

PROPERTY = ("asset_dividend_income", "other_property_income")


@check(
    "N01",
    level=Level.E,
    title="收入各项合计对不上",
    source="XT",
    fields=(
        "household_income.transfer_income|household_income.gross_income"
        "|household_income.net_income|household_income.net_income_per_capita|household_income.property_income",
    ),
    reads=("household_year", "membership"),
)
def sums_hold(case: Case) -> Iterator[Remark]:
    """What was reported against what its parts give, step by step, so that one slip is told once."""
    income = case.income
    if income is None:
        return
    tolerance = Decimal(case.parameters("N01")["tolerance"])
    for field, expected, how in _expected(income, member_count(case.dossier)):
        reported: Decimal | None = getattr(income, field)
        if reported is not None and expected and all(abs(reported - one) > tolerance for one in expected):
            path = f"household_income.{field}"
            yield case.remark(
                path,
                f"{label(path)}填的是{yuan(reported)}，按{how}算是{yuan(expected[0])}。请核对，改正其中一项。",
            )


def _expected(income: HouseholdIncome, members: int | None) -> Iterator[tuple[str, list[Decimal], str]]:
    """(field, values that it may have, how they come about); no value where a part is not known.

    A later sum may build on the earlier one as reported or as computed.
    """
    transfer = _sum_of(income, TRANSFERS, income.transfer_income)
    yield "property_income", _sum_of(income, PROPERTY, income.property_income), "分红和其他财产性收入相加"
    yield "transfer_income", transfer, "计划生育金、低保金、五保金、养老保险金、生态补偿金和其他转移性收入相加"
    wage, business, owned = income.wage_income, income.business_income, income.property_income
    gross: list[Decimal] = []
    if wage is not None and business is not None and owned is not None:
        gross = [wage + business + owned + part for part in _either(income.transfer_income, transfer)]
    yield "gross_income", gross, "工资性、生产经营性、财产性、转移性收入相加"
    expense = income.business_expense
    net = [] if expense is None else [one - expense for one in _either(income.gross_income, gross)]
    yield "net_income", net, "年收入减生产经营性支出"
    per_head = [one / members for one in _either(income.net_income, net)] if members else []
    yield "net_income_per_capita", [round(one, 2) for one in per_head], f"纯收入除以{members}口人"


def _sum_of(income: HouseholdIncome, names: tuple[str, ...], reported: Decimal | None) -> list[Decimal]:
    """The sum of the parts; with a blank among them it is only of use where the reported sum is too small."""
    parts: list[Decimal | None] = [getattr(income, name) for name in names]
    known = total(parts)
    is_whole = None not in parts or (reported is not None and known is not None and reported < known)
    return [known] if known is not None and is_whole else []


def _either(reported: Decimal | None, computed: list[Decimal]) -> list[Decimal]:
    return [reported, *computed] if reported is not None else computed
