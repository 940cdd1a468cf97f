"""Checks of 低保 and 五保 (特困) against members and payments (docs/checks.md); L09 stands with the measures."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import UNABLE
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import label, number, said, yuan

ATTRIBUTE = "household_year.household_attribute"
ON_ALLOWANCE = "person_year.gets_minimum_living"
ON_GUARANTEE = "person_year.gets_five_guarantee"
ALLOWANCE = "household_income.minimum_living_payment"
GUARANTEE = "household_income.five_guarantee_payment"
SKILL = "person_year.labour_skill"
MONTHS = "person_year.work_months"
LOW, FIVE, BOTH, ORDINARY = "minimum_living", "five_guarantee", "both", "ordinary"


@check("L01", level=Level.W, title="低保户没有人享受低保", source="R18", fields=(ATTRIBUTE, ON_ALLOWANCE))
def allowance_household_has_its_member(case: Case) -> Iterator[Remark]:
    """At least one member says no, and none says yes."""
    if case.attribute in (LOW, BOTH):
        answers = [one.now.gets_minimum_living for one in case.subjects if one.now]
        if False in answers and True not in answers:
            yield case.remark(
                ATTRIBUTE,
                f"贫困户属性是{_attribute(case)}，但没有一个人享受低保。请核对低保名单，改属性或成员的“是否享受低保”。",
            )


@check(
    "L02",
    level=Level.W,
    title="一般户有人享受低保、五保或领取低保金、五保金",
    source="R18",
    fields=(ATTRIBUTE, f"{ON_ALLOWANCE}|{ALLOWANCE}|{GUARANTEE}"),
)
def ordinary_household_gets_none(case: Case) -> Iterator[Remark]:
    """By the members and by the payments."""
    if case.attribute != ORDINARY:
        return
    shown = _attribute(case)
    for one in case.subjects:
        if one.now and one.now.gets_minimum_living:
            yield one.remark(ON_ALLOWANCE, f"享受低保，但贫困户属性是{shown}。请核对低保名单，改正其中一项。")
    for path in (ALLOWANCE, GUARANTEE):
        paid = _paid(case, path)
        if paid:
            yield case.remark(
                path, f"贫困户属性是{shown}，却有{label(path)}{yuan(paid)}。请核对发放名册，改正其中一项。"
            )


@check(
    "L03",
    level=Level.W,
    title="五保户有劳动力",
    source="R18",
    fields=(ATTRIBUTE, SKILL),
)
def guaranteed_household_has_no_labour(case: Case) -> Iterator[Remark]:
    """Somebody from 16 to 65 who is able to work."""
    ages = case.parameters("L03")
    if case.attribute == FIVE:
        for one in case.subjects:
            if one.is_able and one.is_aged(ages):
                yield one.remark(
                    SKILL,
                    f"{one.age}周岁，劳动技能是{said(SKILL, one.labour)}，但这一户是{_attribute(case)}。"
                    "请核对劳动技能和五保（特困）名单。",
                )


@check("L04", level=Level.W, title="同时有低保金和五保金", source="R18", fields=(ALLOWANCE, GUARANTEE))
def one_guarantee_at_a_time(case: Case) -> Iterator[Remark]:
    """A household of both kinds (C-02 07, 08) may have both."""
    allowance, guarantee = _paid(case, ALLOWANCE), _paid(case, GUARANTEE)
    if allowance and guarantee and case.attribute != BOTH:
        yield case.remark(
            GUARANTEE,
            f"既有低保金{yuan(allowance)}，又有五保金{yuan(guarantee)}。两样不能同时享受，请核对发放名册。",
        )


@check(
    "L05",
    level=Level.W,
    title="低保户没有低保金，五保户没有五保金",
    source="R18",
    fields=(ATTRIBUTE, f"{ALLOWANCE}|{GUARANTEE}"),
)
def guarantee_is_paid(case: Case) -> Iterator[Remark]:
    """0, not blank."""
    for kind, path in ((LOW, ALLOWANCE), (FIVE, GUARANTEE)):
        if case.attribute == kind and _paid(case, path) == 0:
            yield case.remark(
                path, f"贫困户属性是{_attribute(case)}，{label(path)}却是0。请核对发放记录，补上金额或改属性。"
            )


@check(
    "L06",
    level=Level.W,
    title="享受五保（特困供养）的人健康、在劳动年龄",
    source="GZ 5_15_018",
    fields=(f"{ON_GUARANTEE}|{ATTRIBUTE}", "person_year.health_status"),
)
def guaranteed_person_needs_it(case: Case) -> Iterator[Remark]:
    """From 18 to 60, healthy, not at school. Before 2021 the form did not say who of the household it is."""
    for one in _guaranteed(case):
        if one.is_healthy and not one.is_at_school and one.is_aged(case.parameters("L06")):
            yield one.remark(
                "person_year.health_status",
                f"享受五保（特困供养），却是{one.age}周岁、健康、不在校。请核对健康状况和供养名单。",
            )


@check(
    "L07",
    level=Level.W,
    title="全家没有劳动力，但没有人享受低保",
    source="GZ 5_19_003",
    fields=(SKILL, ON_ALLOWANCE),
    reads=("household_year",),
    same_as=("L01",),
)
def household_without_labour_is_secured(case: Case) -> Iterator[Remark]:
    """Where anybody's skill or allowance is blank, nothing is said."""
    if case.attribute in (FIVE, BOTH) or not case.subjects:
        return
    answers = [one.now.gets_minimum_living for one in case.subjects if one.now]
    if all(one.labour in UNABLE for one in case.subjects) and set(answers) == {False}:
        yield case.remark(
            ATTRIBUTE, "全家没有一个劳动力，也没有人享受低保、五保。请看看是否该纳入低保，或核对劳动技能。"
        )


@check(
    "L08",
    level=Level.W,
    title="享受五保（特困供养）的人在务工",
    source="GZ 5_01_004",
    fields=(f"{ON_GUARANTEE}|{ATTRIBUTE}", MONTHS),
)
def guaranteed_person_stays_home(case: Case) -> Iterator[Remark]:
    """Any months of work: who is able to work away is not without labour."""
    for one in _guaranteed(case):
        if one.months:
            yield one.remark(
                MONTHS, f"享受五保（特困供养），却登记务工{number(one.months)}个月。请核对务工时间和供养名单。"
            )


def _guaranteed(case: Case) -> list[Subject]:
    """Who is under the five guarantees: by the person's own answer, else who lives alone in such a household."""
    named = [one for one in case.subjects if one.now and one.now.gets_five_guarantee]
    if not named and case.attribute == FIVE and len(case.subjects) == 1:
        alone = case.subjects[0]
        return [alone] if alone.now and alone.now.gets_five_guarantee is None else []
    return named


def _attribute(case: Case) -> str:
    return said(ATTRIBUTE, case.facts.household_attribute if case.facts else None)


def _paid(case: Case, path: str) -> Decimal | None:
    return getattr(case.income, path.partition(".")[2], None)
