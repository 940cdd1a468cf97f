"""Checks of income and expenditure (docs/checks.md); the sums, N01, stand apart, N11 with the measures."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.domain.checks.case import PER_HEAD_SOURCES, Case
from fupin_desktop.domain.checks.meanings import POOR, RETURNED
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, yuan

PER_HEAD = "household_income.net_income_per_capita"
WAGE = "household_income.wage_income"
BUSINESS = "household_income.business_income"
EXPENSE = "household_income.business_expense"
ECOLOGICAL = "household_income.ecological_compensation"
PENSION = "household_income.pension_payment"
FOREST = "household_conditions.returned_forest_land"
MONTHS = "person_year.work_months"
STATUS = "household_year.poverty_status"
PAYMENTS = {  # N05's threshold -> the payment that it limits
    "minimum_living_from": "minimum_living_payment",
    "family_planning_from": "family_planning_payment",
    "pension_from": "pension_payment",
    "five_guarantee_from": "five_guarantee_payment",
}


@check(
    "N02", level=Level.W, title="人均纯收入不合常理", source="R18", fields=(PER_HEAD_SOURCES,), reads=("membership",)
)
def per_head_is_likely(case: Case) -> Iterator[Remark]:
    """Zero or less, or above 100 000."""
    known = case.parameters("N02")
    value = case.per_head
    if value is not None and value <= known["per_head_above"]:
        yield case.remark(PER_HEAD, f"人均纯收入是{yuan(value)}，不大于零。请核对收入和生产经营性支出。")
    elif value is not None and value > known["per_head_to"]:
        yield case.remark(PER_HEAD, f"人均纯收入是{yuan(value)}，高得不合常理。请核对单位是元还是多填了零。")


@check("N03", level=Level.W, title="有生产经营性收入，没有支出", source="R18", fields=(BUSINESS, EXPENSE))
def business_costs_something(case: Case) -> Iterator[Remark]:
    """Expense 0, not blank."""
    income = case.income
    if income and income.business_income and income.business_expense == 0:
        yield case.remark(
            EXPENSE,
            f"生产经营性收入有{yuan(income.business_income)}，支出却是0。请补上种子、化肥、饲料等支出。",
        )


@check("N04", level=Level.W, title="工资性收入过低或过高", source="CHK", fields=(WAGE,))
def wage_is_likely(case: Case) -> Iterator[Remark]:
    """Above zero and below 300, or above 300 000."""
    known = case.parameters("N04")
    wage = case.income.wage_income if case.income else None
    if wage and wage < known["wage_from"]:
        yield case.remark(WAGE, f"工资性收入全年只有{yuan(wage)}，偏低。请核对是不是只填了一个月的。")
    elif wage and wage > known["wage_to"]:
        yield case.remark(WAGE, f"工资性收入全年有{yuan(wage)}，偏高。请核对单位是元，有没有多填了零。")


@check(
    "N05",
    level=Level.W,
    title="低保金、计划生育金、养老保险金、五保金低于最低标准",
    source="CHK",
    fields=("|".join(f"household_income.{name}" for name in PAYMENTS.values()),),
)
def payments_are_likely(case: Case) -> Iterator[Remark]:
    """Above zero and below the least that is ever paid for a year."""
    if case.income is None:
        return
    known = case.parameters("N05")
    for threshold, name in PAYMENTS.items():
        paid: Decimal | None = getattr(case.income, name)
        if paid and threshold in known and paid < known[threshold]:
            path = f"household_income.{name}"
            yield case.remark(
                path, f"{label(path)}全年只有{yuan(paid)}，少于{yuan(known[threshold])}。请核对是不是只填了一个月的。"
            )


@check("N06", level=Level.W, title="有生态补偿金，没有退耕还林地", source="CHK", fields=(ECOLOGICAL, FOREST))
def compensation_has_its_land(case: Case) -> Iterator[Remark]:
    """Area 0, not blank."""
    paid = case.income.ecological_compensation if case.income else None
    if paid and case.conditions and case.conditions.returned_forest_land == 0:
        yield case.remark(
            ECOLOGICAL, f"有生态补偿金{yuan(paid)}，退耕还林面积却是0。请补上面积；是公益林补偿的，请说明。"
        )


@check(
    "N07",
    level=Level.W,
    title="已脱贫户人均纯收入低于扶贫标准",
    source="R18; CHK",
    fields=(PER_HEAD_SOURCES, STATUS),
    reads=("membership",),
    same_as=("X06",),
)
def exited_are_above_the_line(case: Case) -> Iterator[Remark]:
    """Exits of 2014–2017 against the line that was used for them, others against the line of the year."""
    line = line_of(case)
    if case.is_exited and case.per_head is not None and line is not None and case.per_head < line:
        yield case.remark(
            PER_HEAD, f"人均纯收入{yuan(case.per_head)}，低于扶贫标准{yuan(line)}，却已脱贫。请核对收入。"
        )


def line_of(case: Case) -> Decimal | None:
    """The line for an exited household's income in the dossier's year."""
    exit_year = (case.facts.exit_year if case.facts else None) or 0
    return case.context.policy.exit_line(exit_year, case.year)


@check(
    "N08",
    level=Level.W,
    title="未脱贫户收入远高于扶贫标准",
    source="design",
    fields=(PER_HEAD_SOURCES, STATUS),
    reads=("membership",),
)
def poor_are_near_the_line(case: Case) -> Iterator[Remark]:
    """More than twice the line of the year."""
    line = case.context.policy.poverty_line(case.year)
    if case.status in (POOR, RETURNED) and case.per_head is not None and line is not None:
        times = Decimal(case.parameters("N08")["times_line"])
        if case.per_head > times * line:
            yield case.remark(
                PER_HEAD,
                f"还没有脱贫，人均纯收入却有{yuan(case.per_head)}，超过扶贫标准{yuan(line)}的{times}倍。"
                "请核对收入，或看看是否该脱贫。",
            )


@check(
    "N09",
    level=Level.W,
    title="有工资没有务工的人，或有务工的人没有工资",
    source="R18",
    fields=(WAGE, MONTHS),
)
def wages_have_their_workers(case: Case) -> Iterator[Remark]:
    """Wage 0 or given; months blank for everybody says nothing."""
    wage = case.income.wage_income if case.income else None
    if wage is None:
        return
    workers = [one for one in case.subjects if one.works]
    if wage and not workers and any(one.months is not None for one in case.subjects):
        yield case.remark(WAGE, f"工资性收入有{yuan(wage)}，但没有一个人登记务工时间。请补登是谁务工、几个月。")
    elif wage == 0 and workers:
        names = "、".join(one.name for one in workers)
        yield case.remark(WAGE, f"{names}登记了务工，工资性收入却是0。请补上工资，或改正务工时间。")


@check(
    "N10",
    level=Level.W,
    title="60周岁以上参加养老保险，没有养老保险金",
    source="design",
    fields=(PENSION, "person_year.in_resident_pension"),
)
def the_old_draw_their_pension(case: Case) -> Iterator[Remark]:
    """Payment 0, not blank; one person is named, the sum is the household's."""
    if case.income is None or case.income.pension_payment != 0:
        return
    ages = case.parameters("N10")
    for one in case.subjects:
        if one.now and one.now.in_resident_pension and one.is_aged(ages):
            yield case.remark(
                PENSION, f"{one.name}{one.age}周岁，参加了养老保险，养老保险金却是0。请核对是否已领，补上金额。"
            )
            return


@check(
    "N12",
    level=Level.W,
    title="人均纯收入比上年变化过大",
    source="design",
    fields=(PER_HEAD_SOURCES,),
    reads=("membership",),
)
def income_changes_slowly(case: Case) -> Iterator[Remark]:
    """Against the figure reported or computed for the year before."""
    before = case.per_head_of(case.year - 1)
    now = case.per_head
    if now is None or before is None or before <= 0:
        return
    change = (now - before) / before
    if abs(change) > Decimal(case.parameters("N12")["change_over"]):
        way = "增加" if change > 0 else "减少"
        yield case.remark(
            PER_HEAD,
            f"人均纯收入由上年{yuan(before)}变为{yuan(now)}，{way}了{abs(change) * 100:.0f}%。"
            "请核对两年的收入；属实的，请留好依据。",
        )
