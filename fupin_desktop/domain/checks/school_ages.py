"""Checks of the school that somebody goes to against the age (docs/checks.md, A05–A11)."""

from collections.abc import Collection, Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import HIGHER, PRESCHOOL_CHILD, SECONDARY, SENIOR_OR_ABOVE
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import said

AGE = "person.id_number|person.birth_date"
SCHOOL = "person_year.school_status"
EDUCATION = "person_year.education_level"
HEALTH = "person_year.health_status"
LOOK = "请核对出生日期和在校生状况。"


@check(
    "A05",
    level=Level.W,
    title="14周岁以下读高中及以上",
    source="R18",
    fields=(SCHOOL, AGE),
)
def too_young_for_senior_school(case: Case) -> Iterator[Remark]:
    """Up to 14 at senior secondary or above."""
    yield from _aged_out(case, "A05", SENIOR_OR_ABOVE, inside=True)


@check("A06", level=Level.W, title="20周岁以上还在读小学", source="R18", fields=(SCHOOL, AGE))
def too_old_for_primary_school(case: Case) -> Iterator[Remark]:
    """20 or more as a pupil of primary or nursery school."""
    yield from _aged_out(case, "A06", {"preschool", "primary"}, inside=True)


@check(
    "A07",
    level=Level.W,
    title="读小学的年龄不对",
    source="GZ 5_17_002",
    fields=(SCHOOL, AGE),
    same_as=("A06",),
)
def primary_age(case: Case) -> Iterator[Remark]:
    """Under 6 or over 14."""
    yield from _aged_out(case, "A07", {"primary"}, inside=False)


@check("A08", level=Level.W, title="读初中的年龄不对", source="GZ 5_17_003", fields=(SCHOOL, AGE))
def junior_age(case: Case) -> Iterator[Remark]:
    """Under 12 or over 17."""
    yield from _aged_out(case, "A08", {"junior"}, inside=False)


@check(
    "A09",
    level=Level.W,
    title="读高中、中职的年龄不对",
    source="GZ 5_17_004",
    fields=(SCHOOL, AGE),
    same_as=("A05",),
)
def senior_age(case: Case) -> Iterator[Remark]:
    """Under 15 or over 20."""
    yield from _aged_out(case, "A09", SECONDARY, inside=False)


@check(
    "A10",
    level=Level.W,
    title="读高职、大学的年龄不对",
    source="GZ 5_17_005–006",
    fields=(SCHOOL, AGE),
    same_as=("A05",),
)
def higher_age(case: Case) -> Iterator[Remark]:
    """Under 18; for a master's degree under 20."""
    known = case.parameters("A10")
    for one in case.subjects:
        least = known["postgraduate_age_from"] if one.stage == "postgraduate" else known["age_from"]
        if one.stage in HIGHER and one.age is not None and one.age < least:
            yield _at_age(one)


@check(
    "A11",
    level=Level.W,
    title="7周岁以上、健康，还是学龄前",
    source="GZ 5_17_001",
    fields=(f"{SCHOOL}|{EDUCATION}", HEALTH, AGE),
)
def too_old_for_nursery(case: Case) -> Iterator[Remark]:
    """By the school status or by the education level."""
    ages = case.parameters("A11")
    for one in case.subjects:
        if one.now and one.is_healthy and one.is_aged(ages):
            if one.stage == "preschool":
                yield one.remark(SCHOOL, f"{one.age}周岁、健康，在校生状况还是{_status(one)}。请核对。")
            elif one.now.education_level == PRESCHOOL_CHILD:
                yield one.remark(
                    EDUCATION,
                    f"{one.age}周岁，文化程度还是{said(EDUCATION, PRESCHOOL_CHILD)}。"
                    "已上学的请填在校生状况，没上学的请填文化程度。",
                )


def _aged_out(case: Case, rule: str, stages: Collection[str], *, inside: bool) -> Iterator[Remark]:
    """Those of the stages whose age lies inside the rule's limits, or outside them."""
    ages = case.parameters(rule)
    for one in case.subjects:
        if one.stage in stages and one.age is not None and one.is_aged(ages) is inside:
            yield _at_age(one)


def _at_age(one: Subject) -> Remark:
    return one.remark(SCHOOL, f"{one.age}周岁，在校生状况却是{_status(one)}，年龄对不上。{LOOK}")


def _status(one: Subject) -> str:
    return said(SCHOOL, one.now.school_status if one.now else None)
