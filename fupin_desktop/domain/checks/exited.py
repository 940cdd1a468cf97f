"""Checks of households that have exited poverty while a guarantee is open (docs/checks.md), and of returns."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import PER_HEAD_SOURCES, Case
from fupin_desktop.domain.checks.income import line_of
from fupin_desktop.domain.checks.meanings import (
    BY_ILLNESS,
    DROPPED_BY_DISABILITY,
    DROPPED_BY_ILLNESS,
    RETURNED,
    is_dangerous_grade,
)
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.school import out_of_school
from fupin_desktop.domain.checks.wording import said, yuan
from fupin_desktop.fields.days import year_of

STATUS = "household_year.poverty_status"
EXIT_YEAR = "household_year.exit_year"
PER_HEAD = "household_income.net_income_per_capita"
DANGER = "household_conditions.is_dangerous_house"
GRADE = "household_conditions.house_grade"
SOLVED = "household_conditions.safe_water_solved"
SAFE = "household_conditions.is_water_safe"
DIFFICULT = "household_conditions.has_water_difficulty"
SCHOOL = "person_year.school_status"
MEDICAL = "person_year.in_rural_medical_insurance"
MAJOR = "person_year.in_major_illness_insurance"
FIRST = "household.first_identified"


@check(
    "X01",
    level=Level.E,
    title="已脱贫，住的还是危房",
    source="R18; GZ 1_02_001",
    fields=(STATUS, f"{DANGER}|{GRADE}"),
)
def exited_live_safely(case: Case) -> Iterator[Remark]:
    """The flag, or grade C or D."""
    conditions = case.conditions
    if case.is_exited and conditions:
        if conditions.house_grade is not None and is_dangerous_grade(conditions.house_grade):
            yield case.remark(
                GRADE,
                f"已脱贫，危房级别却是{said(GRADE, conditions.house_grade)}。"
                "请核实住房；已改造、搬迁的请改级别，没有的请上报。",
            )
        elif conditions.is_dangerous_house:
            yield case.remark(DANGER, "已脱贫，是否危房户却填“是”。请核实住房；已改造、搬迁的请改“否”，没有的请上报。")


@check(
    "X02",
    level=Level.E,
    title="已脱贫，饮水不安全",
    source="R18; GZ 1_02_002",
    fields=(STATUS, f"{SOLVED}|{SAFE}|{DIFFICULT}"),
)
def exited_drink_safely(case: Case) -> Iterator[Remark]:
    """One answer since 2018, two before; what stands on another year's form is not asked."""
    conditions = case.conditions
    if case.is_exited and conditions:
        if conditions.safe_water_solved is False:
            yield case.remark(SOLVED, "已脱贫，安全饮用水却没有解决。请核实饮水；已解决的请改“是”，没有的请上报。")
        elif conditions.is_water_safe is False:
            yield case.remark(SAFE, "已脱贫，饮水却不安全。请核实饮水；已解决的请改“是”，没有的请上报。")
        elif conditions.has_water_difficulty:
            yield case.remark(DIFFICULT, "已脱贫，饮水却有困难。请核实饮水；已解决的请改“否”，没有的请上报。")


@check(
    "X03",
    level=Level.E,
    title="已脱贫，义务教育年龄的孩子不在校",
    source="R18; GZ 1_02_005",
    fields=(STATUS, SCHOOL, "person.id_number|person.birth_date"),
)
def exited_children_are_at_school(case: Case) -> Iterator[Remark]:
    """Unless illness or disability keeps the child away: then teachers come to the house."""
    if case.is_exited:
        for one in case.subjects:
            reason = one.now.dropout_reason if one.now else None
            if reason not in (DROPPED_BY_ILLNESS, DROPPED_BY_DISABILITY) and out_of_school(case, one, "X03"):
                yield one.remark(
                    SCHOOL,
                    f"{one.age}周岁，这一户已脱贫，孩子却不在校。在校的请改在校生状况；失学的请劝返并上报。",
                )


@check(
    "X04",
    level=Level.E,
    title="已脱贫，有人没有参加医疗保险",
    source="GZ 1_02_003, 1_11_008",
    fields=(STATUS, MEDICAL),
)
def exited_are_insured(case: Case) -> Iterator[Remark]:
    """Answered no; soldiers are insured by the army."""
    if case.is_exited:
        for one in case.subjects:
            if one.now and one.now.in_rural_medical_insurance is False and not one.now.is_active_military:
                yield one.remark(
                    MEDICAL, "这一户已脱贫，本人却没有参加基本医疗保险。请核实；已参保的请改“是”，没有的请补办。"
                )


@check(
    "X05",
    level=Level.E,
    title="因病致贫户已脱贫，有人没有大病保险",
    source="R18",
    fields=(STATUS, "household_year.main_cause", MAJOR),
)
def exited_patients_are_insured(case: Case) -> Iterator[Remark]:
    """Where illness is the main cause."""
    if case.is_exited and case.facts and case.facts.main_cause == BY_ILLNESS:
        for one in case.subjects:
            if one.now and one.now.in_major_illness_insurance is False:
                yield one.remark(
                    MAJOR, "这一户因病致贫、已脱贫，本人却没有参加大病保险。请核实；已参保的请改“是”，没有的请补办。"
                )


@check(
    "X06",
    level=Level.E,
    title="已脱贫，人均纯收入低于扶贫标准",
    source="R18",
    fields=(PER_HEAD_SOURCES, STATUS),
    reads=("membership",),
)
def exited_have_the_income(case: Case) -> Iterator[Remark]:
    """The same line as N07."""
    line = line_of(case)
    if case.is_exited and case.per_head is not None and line is not None and case.per_head < line:
        yield case.remark(
            PER_HEAD,
            f"已脱贫，人均纯收入却只有{yuan(case.per_head)}，低于扶贫标准{yuan(line)}。"
            "请重新核算收入；确实低的请上报，看是否返贫。",
        )


@check(
    "X07",
    level=Level.E,
    title="脱贫年度没有填或不可能",
    source="design",
    fields=(STATUS, EXIT_YEAR),
    reads=("household",),
)
def exit_year_is_possible(case: Case) -> Iterator[Remark]:
    """Not before the first year of exits, nor before the household was identified, nor after the data."""
    exit_year = case.facts.exit_year if case.facts else None
    if not case.is_exited:
        return
    if exit_year is None:
        yield case.remark(EXIT_YEAR, "已脱贫，脱贫年度没有填。请补上。")
        return
    identified = case.household.first_identified
    if identified and exit_year < year_of(identified):
        yield case.remark(
            EXIT_YEAR, f"脱贫年度是{exit_year}年，首次识别却在{year_of(identified)}年。先识别才能脱贫，请核对。"
        )
    elif exit_year < case.parameters("X07")["exit_year_from"]:
        yield case.remark(EXIT_YEAR, f"脱贫年度是{exit_year}年，那时还没有建档立卡。请核对。")
    elif exit_year > case.year:
        yield case.remark(EXIT_YEAR, f"脱贫年度是{exit_year}年，晚于数据年度{case.year}年。请核对。")


@check(
    "X08",
    level=Level.M,
    title="返贫户没有返贫原因",
    source="P-lz",
    fields=(STATUS, "household_year.return_cause"),
)
def return_has_its_cause(case: Case) -> Iterator[Remark]:
    """Status 返贫."""
    if case.status == RETURNED and case.facts and case.facts.return_cause is None:
        yield case.remark("household_year.return_cause", "脱贫状态是“返贫”，返贫原因没有填。请选一项。")
