"""Checks of the mutual fund and of entities' loans (docs/checks.md: U01–U06)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import out_of_order
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import number, yuan
from fupin_desktop.domain.industry import led_by
from fupin_desktop.domain.mutual_fund import FUND, LOAN, MEMBER, accounts, is_due, owed
from fupin_desktop.fields.days import first_day, last_day

SOURCE = "国开办发〔2009〕103号；本村章程"
COMPANY_LOAN = "enterprise_loan"
DAYS_OF_MONTH = Decimal("30.44")


@check(
    "U01",
    level=Level.E,
    title="借款户不是会员",
    source=SOURCE,
    fields=(),
    reads=(LOAN, MEMBER),
    of_book=True,
    refuses=True,
)
def only_members_borrow(case: BookCase) -> Iterator[Remark]:
    """The household had joined and not left when it borrowed."""
    for one in case.book.rows(LOAN):
        if not any(_was_member(member, one) for member in case.book.rows(MEMBER)):
            yield case.remark(one, "household_id", "借款的户不是会员，或借款时还没有入会。请先登记会员。")


@check(
    "U02",
    level=Level.E,
    title="借款超过章程的上限",
    source=SOURCE,
    fields=(),
    reads=(LOAN, FUND),
    of_book=True,
    refuses=True,
)
def loans_keep_to_the_charter(case: BookCase) -> Iterator[Remark]:
    """The first loan of a household, and later ones."""
    for fund in case.book.rows(FUND)[:1]:
        for one in case.book.rows(LOAN):
            is_later = any(_is_before(other, one) for other in case.book.rows(LOAN))
            limit = fund.later_limit if is_later and fund.later_limit is not None else fund.first_limit
            if limit is not None and one.amount is not None and one.amount > limit:
                words = f"借{yuan(one.amount)}，章程{'' if is_later else '首次'}上限{yuan(limit)}。请减少金额。"
                yield case.remark(one, "amount", words)


@check(
    "U03",
    level=Level.E,
    title="借款期限超过章程，或日期颠倒",
    source=SOURCE,
    fields=(),
    reads=(LOAN, FUND),
    of_book=True,
    refuses=True,
)
def loans_come_back_in_time(case: BookCase) -> Iterator[Remark]:
    """So many months at most."""
    most = next((one.longest_months for one in case.book.rows(FUND) if one.longest_months is not None), None)
    for one in case.book.rows(LOAN):
        if list(out_of_order(one, ("started_on", "due_on"))):
            yield case.remark(one, "due_on", "到期日期比借款日期还早。请核对日期。")
        first, last = first_day(one.started_on or ""), last_day(one.due_on or "")
        if most is not None and first and last and (last - first).days > most * DAYS_OF_MONTH + 1:
            yield case.remark(one, "due_on", f"期限超过章程的{number(most)}个月。请改到期日期。")


@check(
    "U04",
    level=Level.E,
    title="借出的多于互助资金，或还的多于借的",
    source=SOURCE,
    fields=(),
    reads=(LOAN, FUND),
    of_book=True,
    refuses=True,
)
def nothing_is_lent_that_is_not_there(case: BookCase) -> Iterator[Remark]:
    """At each loan, so that the one being typed is among them."""
    found = accounts(case.book)
    for one in case.book.rows(LOAN):
        if owed(one) < 0:
            yield case.remark(one, "repaid_amount", "已还的多于借的。请核对金额。")
        elif found is not None and found.lent > found.capital and owed(one) > 0:
            words = f"借出合计{yuan(found.lent)}，互助资金共{yuan(found.capital)}。请核对，或先登记增加的资金。"
            yield case.remark(one, "amount", words)


@check("U05", level=Level.W, title="互助借款到期没有还", source=SOURCE, fields=(), reads=(LOAN,), of_book=True)
def loans_fall_due(case: BookCase) -> Iterator[Remark]:
    """On the day of the check."""
    for one in case.book.rows(LOAN):
        if is_due(one, case.day) and owed(one) > 0:
            whose = case.book.households.get(one.household_id or "", "")
            yield case.remark(
                one, "repaid_amount", f"{whose}户：{one.due_on} 到期，还欠{yuan(owed(one))}。请催还或登记还款。"
            )


@check(
    "U06",
    level=Level.W,
    title="贴息贷款的主体带动的户少于承诺",
    source="domain.md §6.3",
    fields=(),
    reads=(COMPANY_LOAN, "entity", "interest_link"),
    of_book=True,
)
def subsidised_entities_keep_their_promise(case: BookCase) -> Iterator[Remark]:
    """Households linked in the year of the check."""
    for one in case.book.rows(COMPANY_LOAN):
        entity = case.book.one("entity", one.entity_id)
        if entity is None or one.promised_households is None or one.repaid_on:
            continue
        led = len(led_by(case.book, entity, case.year).household_ids)
        if led < one.promised_households:
            words = f"{entity.name}：承诺带动{one.promised_households}户，登记的联结有{led}户。请补登联结，或督促兑现。"
            yield case.remark(one, "promised_households", words)


def _was_member(member: Any, loan: Any) -> bool:
    begun = (member.joined_on or "") <= (loan.started_on or "")
    return (
        member.household_id == loan.household_id
        and begun
        and not (member.left_on and member.left_on < (loan.started_on or ""))
    )


def _is_before(other: Any, loan: Any) -> bool:
    return (
        other.id != loan.id
        and other.household_id == loan.household_id
        and (other.started_on or "", other.id) < (loan.started_on or "", loan.id)
    )
