"""Checks of measures against causes, members and income (docs/checks.md: C08, L09, N11, P01, P04, W07)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import (
    DISABLED,
    POOR,
    PRE_EXIT,
    RETURNED,
    UNABLE,
    VOCATIONAL,
    school_stages,
)
from fupin_desktop.domain.checks.measures import measure_category, measure_group
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import label, said
from fupin_desktop.domain.policy import Tree
from fupin_desktop.fields.days import year_of

MEASURE = "assistance_measure"
KIND = f"{MEASURE}.kind"
CATEGORY = f"{MEASURE}.category"
CONTENT = f"{MEASURE}.content"
CAUSE = "household_year.main_cause"
ATTRIBUTE = "household_year.household_attribute"
STATUS = "household_year.poverty_status"
ALLOWANCE, GUARANTEE, DISABILITY = "1001", "1006", "1007"  # C-22
PUBLIC_POST, SECURITY = "04", "10"  # groups of C-22


@check(
    "C08",
    level=Level.W,
    title="致贫原因没有对应的帮扶措施",
    source="GZ 3_11_003–008, 5_18_001–006",
    fields=(f"{KIND}|{CATEGORY}", CAUSE),
    reads=("household_conditions",),
)
def causes_have_measures(case: Case) -> Iterator[Remark]:
    """Measures of any year up to the dossier's count; one whose kind is not told may be anything.

    Where nothing at all was done, P04 says so.
    """
    done = [m for m in case.dossier.measures if m.done_on and year_of(m.done_on) <= case.year]
    answers = case.parameters("C08")["answer"]
    if not done or any(not (m.kind or m.category) for m in done):
        return
    for path, value in _needs(case):
        known = answers.get(value if path.endswith("cause") else path.partition(".")[2])
        if known and not any(_answers(m, known) for m in done):
            yield case.remark(
                path,
                f"{label(path)}是{said(path, _typed(path, value))}，但没有{known['words']}。"
                "请登记已做的措施，没有做的列入帮扶计划。",
            )


def _needs(case: Case) -> Iterator[tuple[str, str]]:
    """The main cause, and a house or water that is not safe: (field, its value)."""
    if case.facts and case.facts.main_cause:
        yield CAUSE, case.facts.main_cause
    conditions = case.conditions
    if conditions and conditions.is_dangerous_house:
        yield "household_conditions.is_dangerous_house", "1"
    if conditions and conditions.safe_water_solved is False:
        yield "household_conditions.safe_water_solved", "0"


def _typed(path: str, value: str) -> Any:
    return value if path == CAUSE else value == "1"


def _answers(measure: AssistanceMeasure, known: Tree) -> bool:
    """By kind or group where the kind is known, else by the handbook's category."""
    if measure.kind:
        return measure.kind in known.get("kinds", ()) or measure_group(measure) in known.get("groups", ())
    return measure.category in known.get("categories", ())


@check(
    "L09",
    level=Level.W,
    title="低保、特困、残疾人补贴措施与家庭情况不符",
    source="GZ 4_11_015–016, 5_16_003–008",
    fields=(KIND, ATTRIBUTE),
    reads=("person_year",),
)
def security_measures_fit_members(case: Case) -> Iterator[Remark]:
    """The measure without its person; and a household on 低保 or 五保 of whose measures none is 综合保障."""
    kinds = {ALLOWANCE: _on_allowance(case), GUARANTEE: _under_guarantee(case), DISABILITY: _has_disabled(case)}
    measures = case.measures_of_year()
    for measure in measures:
        if kinds.get(measure.kind or "") is False:
            yield _at(case, measure, "kind", f"有{said(KIND, measure.kind)}措施，但家里没有这样的人。请核对。")
    is_secured = case.attribute in ("minimum_living", "five_guarantee", "both")
    told = [measure_group(m) for m in measures if m.kind]
    if told and is_secured and SECURITY not in told:
        shown = said(ATTRIBUTE, case.facts.household_attribute if case.facts else None)
        yield case.remark(ATTRIBUTE, f"贫困户属性是{shown}，今年的措施里却没有综合保障。请补登低保或特困供养。")


def _on_allowance(case: Case) -> bool | None:
    answers = {one.now.gets_minimum_living for one in case.subjects if one.now}
    if True in answers or case.attribute in ("minimum_living", "both"):
        return True
    return False if case.attribute == "ordinary" or False in answers else None


def _under_guarantee(case: Case) -> bool | None:
    answers = {one.now.gets_five_guarantee for one in case.subjects if one.now}
    if True in answers or case.attribute in ("five_guarantee", "both"):
        return True
    return False if case.attribute else None


def _has_disabled(case: Case) -> bool | None:
    health = [one.health for one in case.subjects]
    if any(DISABLED in known for known in health if known):
        return True
    return None if None in health else False


@check(
    "N11",
    level=Level.W,
    title="有帮扶措施，没有相应的收入",
    source="GZ 5_11_013, 4_11_012–013",
    fields=(f"{KIND}|{CATEGORY}", "household_income.business_income|household_income.wage_income"),
)
def measures_bring_income(case: Case) -> Iterator[Remark]:
    """Industry and business income, jobs and wages, 低保 and transfers; income 0, not blank."""
    if case.income is None:
        return
    measures = case.measures_of_year()
    for known in case.parameters("N11")["brings"]:
        income: Decimal | None = getattr(case.income, known["income"])
        if income == 0 and any(_answers(measure, known) for measure in measures):
            path = f"household_income.{known['income']}"
            yield case.remark(path, f"今年有{known['words']}，{label(path)}却是0。请核对措施有没有做，或补上收入。")


@check(
    "P01",
    level=Level.W,
    title="有雨露计划，没有中职、高职在校生",
    source="GZ 5_15_011, 1111_2",
    fields=(f"{KIND}|{CATEGORY}", "person_year.school_status"),
)
def yulu_grant_has_its_student(case: Case) -> Iterator[Remark]:
    """Of the household's year; a student who finished in the summer is still known by the year before."""
    measure = next((m for m in case.measures_of_year() if measure_category(m) == "M1"), None)
    if measure and not any(_is_vocational(case, one) for one in case.subjects):
        yield _at(
            case,
            measure,
            "kind" if measure.kind else "category",
            "有雨露计划，但家里没有中职、高职在校生。请核对补助对象和在校生状况。",
        )


def _is_vocational(case: Case, one: Subject) -> bool:
    before = [row.school_status for row in one.member.years if row.year == case.year - 1]
    return one.stage in VOCATIONAL or any(school_stages().get(status or "") in VOCATIONAL for status in before)


@check(
    "P04",
    level=Level.M,
    title="本年没有登记帮扶措施",
    source="design",
    fields=(CONTENT, STATUS),
)
def the_poor_are_helped(case: Case) -> Iterator[Remark]:
    """Poor, returned and pre-exit households, where the village's measures of the year are registered at all."""
    if case.status in (POOR, RETURNED, PRE_EXIT) and not case.measures_of_year():
        yield case.remark(CONTENT, f"{case.year}年没有登记一项帮扶措施。请补登已做的措施。")


@check(
    "W07",
    level=Level.W,
    title="公益岗位的人选不合适",
    source="GZ 3_01_005–011, 5_01_003, 5_01_006, 5_15_006",
    fields=(KIND, f"{MEASURE}.person_id"),
    reads=("person_year",),
)
def public_posts_fit_their_holders(case: Case) -> Iterator[Remark]:
    """Under 16 or 70 and over; no ability to work; three posts or more at a time."""
    known = case.parameters("W07")
    posts = [m for m in case.measures_of_year() if measure_group(m) == PUBLIC_POST and m.person_id]
    for one in case.subjects:
        held = [m for m in posts if m.person_id == one.id]
        if not held:
            continue
        words = ""
        if one.age is not None and not known["age_from"] <= one.age < known["age_below"]:
            words = f"{one.age}周岁"
        elif one.labour in UNABLE:
            words = f"劳动技能是{said('person_year.labour_skill', one.labour)}"
        elif len(held) >= known["posts_below"]:
            words = f"一年登记了{len(held)}个岗位"
        if words:
            yield _at(case, held[-1], "person_id", f"{one.name}{words}，却安排了公益岗位。请核对人选。")


def _at(case: Case, measure: AssistanceMeasure, field: str, message: str) -> Remark:
    return case.remark_on(MEASURE, measure.id, field, message)
