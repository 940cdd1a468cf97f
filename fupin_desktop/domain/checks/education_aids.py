"""Checks of education aids (docs/checks.md: J01–J04)."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.catalogue.assistance.education_aid import EducationAid
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.dates import out_of_order
from fupin_desktop.domain.checks.meanings import extras, school_stages
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, said, yuan

AID = "education_aid"
STEPS = ("applied_on", "approved_on", "paid_on")


@check(
    "J01",
    level=Level.E,
    title="资助类型和就读年级对不上",
    source="domain.md §6.2",
    fields=(),
    reads=(AID,),
    refuses=True,
)
def aids_fit_the_stage_of_school(case: Case) -> Iterator[Remark]:
    """雨露计划 is for 中职 and 高职, the one-time subsidy for university, and so on."""
    for aid in case.dossier.education_aids:
        stage = school_stages().get(aid.school_status or "", "")
        allowed = extras("education_aid_type", "stages").get(aid.aid_type or "", "")
        if stage and allowed and stage not in allowed.split("|"):
            kind, status = said(f"{AID}.aid_type", aid.aid_type), said(f"{AID}.school_status", aid.school_status)
            yield _at(case, aid, "aid_type", f"{kind}不发给就读年级是{status}的学生。请核对类型或年级。")


@check(
    "J02",
    level=Level.E,
    title="教育资助的申请、审批、发放日期颠倒",
    source="domain.md §6.2",
    fields=(),
    reads=(AID,),
    refuses=True,
)
def aids_are_applied_for_before_they_are_paid(case: Case) -> Iterator[Remark]:
    """Applied, approved, paid."""
    for aid in case.dossier.education_aids:
        for later, earlier in out_of_order(aid, STEPS):
            words = f"{label(f'{AID}.{later}')}比{label(f'{AID}.{earlier}')}还早。请核对日期。"
            yield _at(case, aid, later, words)


@check(
    "J03",
    level=Level.E,
    title="同一学生同一学年同一种资助登记了两次",
    source="domain.md §6.2",
    fields=(),
    reads=(AID,),
    refuses=True,
)
def no_aid_is_given_twice(case: Case) -> Iterator[Remark]:
    """Once a school year; the university subsidy once in a life. One that was not approved does not count."""
    once = extras("education_aid_type", "once")
    seen: set[tuple[str | None, str | None, int | None]] = set()
    for aid in case.dossier.education_aids:
        if aid.refused_reason or not (aid.person_id and aid.school_year) or aid.aid_type in (None, "99"):
            continue
        is_once = bool(once.get(aid.aid_type or ""))
        key = (aid.person_id, aid.aid_type, None if is_once else aid.school_year)
        if key in seen:
            kind = said(f"{AID}.aid_type", aid.aid_type)
            span = "一生只发一次" if is_once else f"{aid.school_year}学年已经登记过"
            yield _at(case, aid, "aid_type", f"{kind}{span}，这里又有一条。请核对是不是重复发放。")
        seen.add(key)


@check(
    "J04",
    level=Level.W,
    title="教育资助金额和标准不符",
    source="P-5000; domain.md §6.2",
    fields=(),
    reads=(AID,),
)
def aids_are_what_the_rate_says(case: Case) -> Iterator[Remark]:
    """The rates are the county's to change; what is within them is silent."""
    rates = case.parameters("J04").get("rate", {})
    for aid in case.dossier.education_aids:
        rate = rates.get(aid.aid_type or "")
        if rate is None or aid.amount is None:
            continue
        least, most = Decimal(rate["least"]), Decimal(rate["most"])
        if not least <= aid.amount <= most:
            span = yuan(least) if least == most else f"{yuan(least)}到{yuan(most)}"
            yield _at(case, aid, "amount", f"登记了{yuan(aid.amount)}，标准是{span}。请核对金额。")


def _at(case: Case, aid: EducationAid, field: str, message: str) -> Remark:
    return case.remark_on(AID, aid.id, field, message)
