"""Checks of labour skill against age, health and certificate (docs/checks.md, A01–A04)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import NO_LABOUR, UNABLE, WEAK
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import named, said

AGE = "person.id_number|person.birth_date"
SKILL = "person_year.labour_skill"
SCHOOL = "person_year.school_status"


@check("A01", level=Level.W, title="未满16周岁应为无劳动力", source="GZ 2_12_014", fields=(SKILL, AGE))
def child_is_no_labour(case: Case) -> Iterator[Remark]:
    """Under 16."""
    grown = case.parameters("A01")["age_below"]
    for one in case.subjects:
        if one.age is not None and one.age < grown and one.labour not in (None, NO_LABOUR):
            yield one.remark(
                SKILL,
                f"{one.age}周岁，劳动技能填的是{said(SKILL, one.labour)}。"
                f"未满{grown}周岁应填“{named('labour_skill', NO_LABOUR)}”，请改正。",
            )


@check(
    "A02",
    level=Level.W,
    title="16—60周岁、健康、不在校，却不是劳动力",
    source="R18; GZ 2_01_005, 2_01_010, 1111_14",
    fields=(SKILL, "person_year.health_status", AGE),
)
def healthy_adult_is_labour(case: Case) -> Iterator[Remark]:
    """Lost, none or weak."""
    ages = case.parameters("A02")
    for one in case.subjects:
        is_none = one.labour in UNABLE or one.labour == WEAK
        if is_none and one.is_healthy and not one.is_at_school and one.is_aged(ages):
            yield one.remark(
                SKILL,
                f"{one.age}周岁、健康、不在校，劳动技能却是{said(SKILL, one.labour)}。"
                "有病有残的请改健康状况，能劳动的请改劳动技能。",
            )


@check(
    "A03",
    level=Level.W,
    title="重度肢体残疾却是劳动力",
    source="GZ 4_01_007–008",
    fields=(SKILL, "person.id_number"),
)
def heavily_disabled_is_no_labour(case: Case) -> Iterator[Remark]:
    """By the ending of the certificate: 肢体 (4) of grade 1 or 2."""
    endings = case.parameters("A03")["certificate_endings"]
    for one in case.subjects:
        if len(one.number) in (20, 22) and one.number[18:20] in endings and one.is_able:
            yield one.remark(
                SKILL,
                f"残疾人证是肢体残疾{one.number[19]}级，劳动技能却是{said(SKILL, one.labour)}。"
                "请核对残疾人证和劳动技能。",
            )


@check(
    "A04",
    level=Level.W,
    title="在校生应为无劳动力",
    source="GZ 1111_07",
    fields=(SKILL, SCHOOL),
    same_as=("A01",),
)
def student_is_no_labour(case: Case) -> Iterator[Remark]:
    """Whoever is at school."""
    for one in case.subjects:
        if one.is_at_school and one.labour not in (None, NO_LABOUR) and one.now:
            yield one.remark(
                SKILL,
                f"在校生状况是{said(SCHOOL, one.now.school_status)}，劳动技能却是{said(SKILL, one.labour)}。"
                f"在校生应填“{named('labour_skill', NO_LABOUR)}”；已毕业的请改在校生状况。",
            )
