"""What waits to be done for a household: aids not applied for, loans falling due, promises not kept. Pure rules.

Each matter is a title and one function over a dossier, seen on the dossier's day; the thresholds are policy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.entitlement import entitled
from fupin_desktop.domain.groups import classify
from fupin_desktop.domain.loans import OVERDUE, ends_on, owed
from fupin_desktop.domain.policy import Policy
from fupin_desktop.fields.days import last_day
from fupin_desktop.fields.plain import decimal_text


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that waits, in words, and the record it is about ("" for one that is yet to be made)."""

    words: str
    record: str
    record_id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of thing that waits; `short` names it on paper, `hint` says what to do about it."""

    key: str
    short: str
    title: str
    hint: str
    find: Callable[[Dossier, Policy], Iterator[Place]]


def waiting(dossier: Dossier, policy: Policy) -> Iterator[tuple[Matter, Place]]:
    """Everything that waits in a household that is on the register."""
    facts = dossier.now.facts
    if facts is not None and facts.is_valid is False:
        return
    for matter in MATTERS:
        for place in matter.find(dossier, policy):
            yield matter, place


def _entitled(dossier: Dossier, policy: Policy) -> Iterator[Place]:
    for one in entitled(dossier, policy):
        ask = f"。{one.ask}" if one.ask else ""
        yield Place(f"{one.member.person.name or '（姓名未填）'}：{one.reason}{ask}", "education_aid")


def _aids_under_way(dossier: Dossier, _policy: Policy) -> Iterator[Place]:
    for aid in dossier.education_aids:
        if aid.paid_on or aid.refused_reason:
            continue
        who = next((m.person.name for m in dossier.members if m.person.id == aid.person_id), None) or "学生"
        if not aid.applied_on:
            yield Place(f"{who} {aid.school_year} 学年：登记了，还没有申请", "education_aid", aid.id, "applied_on")
        elif not aid.approved_on:
            words = f"{who}：{aid.applied_on} 申请，还没有批"
            yield Place(words, "education_aid", aid.id, "approved_on")
        else:
            words = f"{who}：{aid.approved_on} 批了，钱还没有到"
            yield Place(words, "education_aid", aid.id, "paid_on")


def _overdue_loans(dossier: Dossier, _policy: Policy) -> Iterator[Place]:
    for loan in dossier.micro_loans:
        end = _end(ends_on(loan))
        if owed(loan) and (loan.status == OVERDUE or (end and end < dossier.day)):
            words = f"{ends_on(loan) or '到期日没填'} 到期，还欠 {decimal_text(owed(loan))} 元"
            yield Place(words, "micro_loan", loan.id, "status")


def _loans_falling_due(dossier: Dossier, policy: Policy) -> Iterator[Place]:
    latest = dossier.day + timedelta(days=policy.assistance["waiting"]["loan_due_days"])
    for loan in dossier.micro_loans:
        end = _end(ends_on(loan))
        if owed(loan) and loan.status != OVERDUE and end and dossier.day <= end <= latest:
            words = f"{ends_on(loan)} 到期，还有 {decimal_text(owed(loan))} 元"
            yield Place(words, "micro_loan", loan.id, "due_on")


def _moves_under_way(dossier: Dossier, _policy: Policy) -> Iterator[Place]:
    steps = (
        ("agreement_on", "签协议"),
        ("completed_on", "竣工"),
        ("accepted_on", "验收"),
        ("key_handed_on", "交钥匙"),
        ("moved_in_on", "入住"),
        ("old_house_demolished_on", "拆旧房"),
    )
    for move in dossier.relocations:
        left = [(name, words) for name, words in steps if not getattr(move, name)]
        if left:
            done = [words for name, words in steps if getattr(move, name)]
            so_far = f"已{done[-1]}，" if done else "还没有开始，"
            yield Place(f"{move.plan_year} 年计划：{so_far}下一步{left[0][1]}", "relocation", move.id, left[0][0])


def _plans_overdue(dossier: Dossier, _policy: Policy) -> Iterator[Place]:
    for plan in dossier.plans:
        end = _end(plan.ends_on)
        if not plan.done_on and end and end < dossier.day:
            words = f"{plan.content or '（内容没填）'}，答应 {plan.ends_on} 办结"
            yield Place(words, "assistance_plan", plan.id, "done_on")


def _nobody_helps(dossier: Dossier, _policy: Policy) -> Iterator[Place]:
    if not dossier.helpers_now:
        yield Place("现在没有帮扶责任人", "pairing")


def _not_visited(dossier: Dossier, policy: Policy) -> Iterator[Place]:
    days = policy.assistance["waiting"]["visit_days"]
    seen = [day for one in dossier.visits if one.visited_on and (day := _end(one.visited_on))]
    last = max(seen, default=None)
    if last is None:
        yield Place("还没有走访记录", "visit")
    elif (dossier.day - last).days > days:
        yield Place(f"上次走访是 {last.isoformat()}，已过 {(dossier.day - last).days} 天", "visit")


def _end(day: str | None) -> date | None:
    return last_day(day) if day else None


def _no_fitting_measure(dossier: Dossier, policy: Policy) -> Iterator[Place]:
    """Of a class by its cause or need, and no measure of the year fits; only while the household is poor."""
    facts = dossier.now.facts
    if facts is None or facts.poverty_status not in (None, "0", "2", "3"):  # C-03: not out of poverty
        return
    for one in classify(dossier, policy):
        if one.group.by in FELT and not one.measure_ids:
            yield Place(f"{one.group.title}（{one.facts[0]}），{dossier.year} 年还没有对路的措施", "assistance_measure")


FELT = ("致贫原因", "需求")  # what a class is sorted by, where a missing measure is felt

MATTERS = (
    Matter("no_helper", "结对", "没有帮扶责任人", "每个贫困户都要有帮扶责任人。点一户，给他结对。", _nobody_helps),
    Matter("plan_overdue", "计划", "到期没有办结的计划", "办了就填办结日期；没办的抓紧，或改期限。", _plans_overdue),
    Matter(
        "aid_entitled", "该享受", "该享受、还没有申请的教育资助", "点一条，登记申请；学校、账号从名册带出。", _entitled
    ),
    Matter(
        "aid_under_way", "资助", "教育资助没有走完", "跟一跟：申请、审批、发放走到哪一步就填哪一步。", _aids_under_way
    ),
    Matter("loan_overdue", "逾期", "逾期的小额信贷", "到户里问清原因，和信用社商量归还或展期。", _overdue_loans),
    Matter("loan_due", "还款", "快到期的小额信贷", "提前告诉户里准备还款，别影响信用。", _loans_falling_due),
    Matter("move_under_way", "搬迁", "没有走完的搬迁", "走完一步填一步的日期。", _moves_under_way),
    Matter(
        "no_fitting_measure",
        "分类",
        "还没有对路的措施",
        "按致贫原因和需求分的类，该有的措施还没有；点一户，登记措施。",
        _no_fitting_measure,
    ),
    Matter("not_visited", "走访", "好久没有走访", "入户看看，回来记一条走访。", _not_visited),
)
