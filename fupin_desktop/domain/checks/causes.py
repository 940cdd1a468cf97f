"""Checks of the causes of poverty against the facts (docs/checks.md); C08 stands with the measures."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import (
    BY_DISABILITY,
    BY_ILLNESS,
    BY_SCHOOLING,
    DISABLED,
    LACK_OF_LABOUR,
    OTHER_CAUSE,
)
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import said

MAIN = "household_year.main_cause"
OTHERS = "household_year.other_causes"
NOTE = "household_year.cause_note"
HEALTH = "person_year.health_status"
SCHOOL = "person_year.school_status"
SKILL = "person_year.labour_skill"


@check("C01", level=Level.W, title="因病致贫，但全家健康", source="R18", fields=(MAIN, HEALTH))
def illness_has_its_patient(case: Case) -> Iterator[Remark]:
    """Where anybody's health is blank, nothing is said."""
    if BY_ILLNESS in case.causes and case.subjects and all(one.is_healthy for one in case.subjects):
        yield _at_cause(case, BY_ILLNESS, "全家人的健康状况都是“健康”。请核对谁患病；病已治好的，请改选现在的原因。")


@check(
    "C02",
    level=Level.W,
    title="因残致贫，但没有残疾成员",
    source="R18; GZ 2_11_001",
    fields=(MAIN, HEALTH),
)
def disability_has_its_person(case: Case) -> Iterator[Remark]:
    """Where anybody's health is blank, nothing is said."""
    if BY_DISABILITY in case.causes and case.subjects:
        health = [one.health for one in case.subjects]
        if all(known and DISABLED not in known for known in health):
            yield _at_cause(case, BY_DISABILITY, "没有一个人的健康状况有“残疾”。请核对谁有残疾，或改选致贫原因。")


@check("C03", level=Level.W, title="因学致贫，但没有在校生", source="R18", fields=(MAIN, SCHOOL))
def schooling_has_its_pupil(case: Case) -> Iterator[Remark]:
    """A child at nursery school counts: it costs too."""
    if BY_SCHOOLING in case.causes and case.subjects and not any(one.is_at_school for one in case.subjects):
        yield _at_cause(case, BY_SCHOOLING, "家里没有在校生。请核对谁在上学；已毕业的，请改选现在的原因。")


@check("C04", level=Level.W, title="次要致贫原因与主要的重复", source="R18", fields=(MAIN, OTHERS))
def causes_differ(case: Case) -> Iterator[Remark]:
    """One cause is named once."""
    facts = case.facts
    if facts and facts.main_cause and facts.main_cause in (facts.other_causes or ()):
        yield case.remark(OTHERS, f"主要和其他致贫原因都有{said(MAIN, facts.main_cause)}。请去掉重复的一项。")


@check(
    "C05",
    level=Level.W,
    title="缺劳力致贫，但劳动力不少",
    source="GZ 5_11_029, 5_18_008",
    fields=(MAIN, SKILL),
)
def labour_is_lacking(case: Case) -> Iterator[Remark]:
    """Ordinary and skilled labour count; where anybody's skill is blank, he counts as none."""
    known = case.parameters("C05")
    size = len(case.subjects)
    if LACK_OF_LABOUR in case.causes and size >= known["members_from"]:
        able = sum(one.is_able for one in case.subjects)
        if able > known["share_over"] * size:
            yield _at_cause(
                case,
                LACK_OF_LABOUR,
                f"{size}口人里有{able}人是普通或技能劳动力。请核对劳动技能，或改选致贫原因。",
            )


@check(
    "C06",
    level=Level.W,
    title="致贫原因选其他，没有写明",
    source="GZ 2_11_004",
    fields=(MAIN, NOTE),
)
def other_cause_is_explained(case: Case) -> Iterator[Remark]:
    """Needs the text."""
    if OTHER_CAUSE in case.causes and case.facts and not (case.facts.cause_note or "").strip():
        yield case.remark(NOTE, f"致贫原因选了{said(MAIN, OTHER_CAUSE)}，没有写明是什么。请写一句说明。")


def _at_cause(case: Case, cause: str, message: str) -> Remark:
    """At the main cause, or at the others where it is one of them."""
    facts = case.facts
    is_main = bool(facts and facts.main_cause == cause)
    kind = "主要" if is_main else "其他"
    return case.remark(MAIN if is_main else OTHERS, f"{kind}致贫原因有{said(MAIN, cause)}，但{message}")
