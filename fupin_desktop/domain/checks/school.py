"""Checks of school status, education and dropping out (docs/checks.md, A12–A17)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import (
    DROPPED_BY_DISABILITY,
    DROPPED_BY_ILLNESS,
    ILLITERATE,
    PRESCHOOL_CHILD,
    PRIMARY,
)
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import said

AGE = "person.id_number|person.birth_date"
SCHOOL = "person_year.school_status"
EDUCATION = "person_year.education_level"
REASON = "person_year.dropout_reason"
HEALTH = "person_year.health_status"
UNGRADED = frozenset({"none", "preschool", "primary", "university", "postgraduate"})


@check(
    "A12",
    level=Level.W,
    title="义务教育年龄不在校，没有写原因",
    source="R18; GZ 5_15_016",
    fields=(SCHOOL, AGE),
    same_as=("X03",),
)
def child_is_at_school(case: Case) -> Iterator[Remark]:
    """From 6 to 15. Where nothing of school is filled, M04 says so."""
    for one in case.subjects:
        if out_of_school(case, one, "A12") and one.now and one.now.dropout_reason is None:
            yield one.remark(
                SCHOOL,
                f"{one.age}周岁，在义务教育年龄，却不在校，也没有写失学原因。"
                "在校的请填在校生状况；失学的请写明原因，尽快劝返。",
            )


@check(
    "A13",
    level=Level.W,
    title="因病因残失学，但本人健康",
    source="GZ 2_01_012",
    fields=(REASON, HEALTH),
)
def dropout_reason_fits_health(case: Case) -> Iterator[Remark]:
    """The reason says ill or disabled, the health says healthy."""
    for one in case.subjects:
        reason = one.now.dropout_reason if one.now else None
        if reason in (DROPPED_BY_ILLNESS, DROPPED_BY_DISABILITY) and one.is_healthy:
            yield one.remark(REASON, f"失学原因是{said(REASON, reason)}，健康状况却是“健康”。请核对，改正其中一项。")


@check(
    "A14",
    level=Level.W,
    title="16—22周岁不在校，文化程度只有小学或更低",
    source="GZ 5_17_007",
    fields=(EDUCATION, AGE),
)
def youth_has_finished_school(case: Case) -> Iterator[Remark]:
    """Compulsory school ends with junior secondary."""
    ages = case.parameters("A14")
    for one in case.subjects:
        level = one.now.education_level if one.now else None
        if level in (ILLITERATE, PRIMARY, PRESCHOOL_CHILD) and not one.is_at_school and one.is_aged(ages):
            yield one.remark(
                EDUCATION, f"{one.age}周岁，不在校，文化程度只填了{said(EDUCATION, level)}。请核对是否读完初中。"
            )


@check(
    "A15",
    level=Level.W,
    title="文化程度和在校生状况应只填一项",
    source="GZ 3_01_003",
    fields=(SCHOOL, EDUCATION),
    same_as=("M04",),
)
def one_of_education_and_status(case: Case) -> Iterator[Remark]:
    """Since 2018: who is at school has a status, who is not has a level, nobody both or neither."""
    for one in case.subjects:
        if not one.now:
            continue
        level, status = one.now.education_level, one.now.school_status
        if level is None and status is None:
            yield one.remark(EDUCATION, "文化程度和在校生状况都没有填。在校的填后一项，不在校的填前一项。")
        elif level is not None and status is not None:
            yield one.remark(
                SCHOOL,
                f"文化程度填了{said(EDUCATION, level)}，在校生状况又填了{_status(one)}。"
                "只填一项：在校的填在校生状况，不在校的填文化程度，另一项清空。",
            )


@check("A16", level=Level.W, title="连续三年读同一年级", source="R18", fields=(SCHOOL,))
def grades_go_up(case: Case) -> Iterator[Remark]:
    """Only of statuses that name a single grade: 小学 covers six, 大专及以上 several."""
    running = case.parameters("A16")["years_running"]
    for one in case.subjects:
        if one.now and one.stage and one.stage not in UNGRADED:
            statuses = {row.year: row.school_status for row in one.member.years}
            before = (statuses.get(case.year - back) for back in range(1, running))
            if all(status == one.now.school_status for status in before):
                yield one.remark(SCHOOL, f"已连续{running}年是{_status(one)}。升学的请改年级；休学、留级的请核实。")


@check(
    "A17",
    level=Level.W,
    title="学前儿童的文化程度高于学龄前",
    source="design",
    fields=(EDUCATION, SCHOOL),
)
def nursery_child_has_no_education(case: Case) -> Iterator[Remark]:
    """At nursery school with an education of 小学 or above."""
    for one in case.subjects:
        level = one.now.education_level if one.now else None
        if one.stage == "preschool" and level not in (None, ILLITERATE, PRESCHOOL_CHILD):
            yield one.remark(EDUCATION, f"在校生状况是{_status(one)}，文化程度却填了{said(EDUCATION, level)}。请改正。")


def out_of_school(case: Case, one: Subject, rule: str) -> bool:
    """Whether a child of compulsory age is registered as not at school; blank in both fields says nothing.

    A child of six may still wait for the autumn as 学龄前儿童; who has finished junior secondary is through.
    """
    ages = case.parameters(rule)
    if not one.now or one.age is None or one.is_at_school or not one.is_aged(ages):
        return False
    level, status = one.now.education_level, one.now.school_status
    if level is None:
        return status is not None
    if level == PRESCHOOL_CHILD:
        return one.age > ages["age_from"]
    finished = case.parameters("A12")
    has_finished = level not in (ILLITERATE, PRIMARY) and one.age >= finished["finished_age_from"]
    return not (has_finished and (status is None or not finished["finished_have_no_status"]))


def _status(one: Subject) -> str:
    return said(SCHOOL, one.now.school_status if one.now else None)
