"""Checks of the money of projects (docs/checks.md: F01–F08). A ledger is reversed, never rewritten (domain.md §6.8)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from fupin_desktop.catalogue.projects.fund_payment import FundPayment
from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import out_of_order
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import yuan
from fupin_desktop.domain.funds import ALLOCATION, NOTICE, PAYMENT, PROJECT, WHOLE_DAY, money, paid_twice

BEFORE, AFTER = "1", "2"  # fund_notice_kind


@check(
    "F01",
    level=Level.E,
    title="付款合计超过批复资金",
    source="domain.md §6.8",
    fields=(),
    reads=(PAYMENT, PROJECT),
    of_book=True,
    refuses=True,
)
def nothing_is_paid_beyond_what_was_approved(case: BookCase) -> Iterator[Remark]:
    """At every payment of the project, so that the one being typed is among them."""
    for project in case.book.rows(PROJECT):
        found = money(case.book, [project])
        if found.approved is not None and found.paid is not None and found.paid > found.approved:
            words = f"{project.name}：付款合计{yuan(found.paid)}，批复{yuan(found.approved)}。超出的不能付。"
            for one in _payments(case, project.id):
                if one.amount and one.amount > 0:
                    yield case.remark(one, "amount", words)


@check(
    "F02",
    level=Level.W,
    title="付款多于到位资金",
    source="design",
    fields=(),
    reads=(PAYMENT, ALLOCATION),
    of_book=True,
)
def nothing_is_paid_before_it_has_arrived(case: BookCase) -> Iterator[Remark]:
    """Told at the project; the arrival may only not be noted yet."""
    for project in case.book.rows(PROJECT):
        found = money(case.book, [project])
        if found.paid and found.paid > (found.arrived or Decimal(0)):
            words = f"付款{yuan(found.paid)}，到位{yuan(found.arrived or Decimal(0))}。请核对到位金额是否漏记。"
            yield case.remark(project, "funds_approved", f"{project.name}：{words}")


@check(
    "F03",
    level=Level.E,
    title="冲销记得不对",
    source="domain.md §6.8",
    fields=(),
    reads=(PAYMENT,),
    of_book=True,
    refuses=True,
)
def a_reversal_takes_back_one_payment(case: BookCase) -> Iterator[Remark]:
    """Negative, with a reason, of the same project, of no reversal, and of no more than was paid."""
    for one in case.book.rows(PAYMENT):
        complaint = _complaint_about_reversal(case, one)
        if complaint:
            yield case.remark(one, *complaint)


def _complaint_about_reversal(case: BookCase, one: FundPayment) -> tuple[str, str] | None:
    amount = one.amount or Decimal(0)
    if one.reverses_id is None:
        return ("amount", "金额是负的，却没有写冲销哪一笔。请选被冲销的那一笔。") if amount < 0 else None
    of = case.book.one(PAYMENT, one.reverses_id)
    if amount >= 0:
        return "amount", "冲销的一笔要写负数。"
    if not one.reason:
        return "reason", "冲销要写明原因。"
    if of is None or of.reverses_id is not None:
        return "reverses_id", "只能冲销一笔付款，不能冲销另一笔冲销。"
    if of.project_id != one.project_id:
        return "project_id", "和被冲销的那一笔不是同一个项目。"
    back = sum((each.amount or Decimal(0) for each in case.book.rows(PAYMENT) if each.reverses_id == of.id), Decimal(0))
    if -back > (of.amount or Decimal(0)):
        return "amount", f"那一笔是{yuan(of.amount or Decimal(0))}，冲销合计{yuan(-back)}，多了。"
    return None


@check(
    "F04",
    level=Level.W,
    title="可能付了两次",
    source="计划四；domain.md §6.8",
    fields=(),
    reads=(PAYMENT,),
    of_book=True,
)
def nothing_is_paid_twice(case: BookCase) -> Iterator[Remark]:
    """The same payee, project and sum within some days."""
    for first, second in paid_twice(case.book, int(case.parameters("F04")["days"])):
        words = f"和{first.paid_on}付的一笔收款人、项目、金额都一样（{yuan(second.amount or Decimal(0))}）。"
        yield case.remark(second, "amount", f"{words}请核对是不是付了两次；付重了请冲销。")


@check(
    "F05",
    level=Level.E,
    title="收款人没有写或写了两个",
    source="domain.md §6.8",
    fields=(),
    reads=(PAYMENT,),
    of_book=True,
    refuses=True,
)
def each_payment_has_one_payee(case: BookCase) -> Iterator[Remark]:
    """A household or an entity."""
    for one in case.book.rows(PAYMENT):
        if bool(one.household_id) == bool(one.payee):
            words = "收款户和收款单位只写一个。" if one.payee else "付给谁没有写：农户选户，单位写名称。"
            yield case.remark(one, "payee", words)


@check(
    "F06",
    level=Level.E,
    title="到位资金多于下达，或日期颠倒",
    source="domain.md §6.8",
    fields=(),
    reads=(ALLOCATION,),
    of_book=True,
    refuses=True,
)
def what_arrives_was_set_down_before(case: BookCase) -> Iterator[Remark]:
    """Sum and day."""
    for one in case.book.rows(ALLOCATION):
        if one.amount is not None and one.arrived_amount is not None and one.arrived_amount > one.amount:
            words = f"下达{yuan(one.amount)}，到位{yuan(one.arrived_amount)}。请核对。"
            yield case.remark(one, "arrived_amount", words)
        if list(out_of_order(one, ("issued_on", "arrived_on"))):
            yield case.remark(one, "arrived_on", "到位日期比下达日期还早。请核对日期。")


@check(
    "F07",
    level=Level.W,
    title="付过款的项目没有公示",
    source="国开办发〔2018〕11号（gk-u）；P-fundpub",
    fields=(),
    reads=(PAYMENT, PROJECT, NOTICE),
    of_book=True,
)
def money_is_published_before_and_after(case: BookCase) -> Iterator[Remark]:
    """Before the first payment, and after the acceptance."""
    for project in case.book.rows(PROJECT):
        kinds = {one.kind for one in case.book.rows(NOTICE) if one.project_id == project.id}
        if _payments(case, project.id) and BEFORE not in kinds:
            yield case.remark(project, "name", f"{project.name}：已付款，没有事前公示的记录。请补公示并登记。")
        if project.accepted_on and AFTER not in kinds:
            yield case.remark(project, "accepted_on", f"{project.name}：已验收，没有事后公告的记录。请张贴公告并登记。")


@check(
    "F08",
    level=Level.E,
    title="资金公示不够天数",
    source="P-fundpub：村里张贴不少于 7 至 10 天",
    fields=(),
    reads=(NOTICE,),
    of_book=True,
)
def a_notice_hangs_long_enough(case: BookCase) -> Iterator[Remark]:
    """It hung as long as it hung: reported, never refused."""
    least = int(case.parameters("F08")["days"])
    for one in case.book.rows(NOTICE):
        if len(one.posted_on or "") == len(one.taken_down_on or "") == WHOLE_DAY:
            days = (date.fromisoformat(one.taken_down_on) - date.fromisoformat(one.posted_on)).days
            if days < least:
                yield case.remark(one, "taken_down_on", f"只公示了{days}天，不少于{least}天。请核对，不够的重新公示。")


def _payments(case: BookCase, project_id: str) -> list[FundPayment]:
    return [one for one in case.book.rows(PAYMENT) if one.project_id == project_id]
