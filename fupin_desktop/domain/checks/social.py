"""Checks of needs, offers and what came of them (docs/checks.md: G01–G06)."""

from collections.abc import Iterator

from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import is_before, out_of_order
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import number, yuan
from fupin_desktop.domain.matching import MATCH, MONEY, NEED, OFFER, left_of_offer, names_somebody, quantity_left

STEPS = ("agreed_on", "delivered_on", "confirmed_on")


@check(
    "G01",
    level=Level.E,
    title="对接的日期颠倒，或没有送达就确认",
    source="domain.md §6.7",
    fields=(),
    reads=(MATCH,),
    of_book=True,
    refuses=True,
)
def help_is_agreed_delivered_confirmed(case: BookCase) -> Iterator[Remark]:
    """In this order."""
    for one in case.book.rows(MATCH):
        for later, _earlier in out_of_order(one, STEPS):
            yield case.remark(one, later, "对接、送达、确认的日期颠倒了。请核对日期。")
        if (one.confirmed_on or one.is_confirmed) and not one.delivered_on:
            yield case.remark(one, "delivered_on", "受助方已确认，送达日期没有填。请先填送达日期。")


@check(
    "G02",
    level=Level.E,
    title="对接超过帮扶方愿意提供的",
    source="domain.md §6.7",
    fields=(),
    reads=(MATCH, OFFER),
    of_book=True,
    refuses=True,
)
def nobody_is_promised_more_than_is_offered(case: BookCase) -> Iterator[Remark]:
    """At each match of the offer, so that the one being typed is among them."""
    for offer in case.book.rows(OFFER):
        left = left_of_offer(case.book, offer)
        if left is not None and left < 0:
            words = f"{offer.donor}：愿意提供{yuan(offer.amount)}，对接合计多了{yuan(-left)}。请减少，或请对方追加。"
            for one in case.book.rows(MATCH):
                if one.offer_id == offer.id:
                    yield case.remark(one, "value", words)
        more = quantity_left(case.book, offer)
        if more is not None and more < 0:
            offered = f"{number(offer.quantity)}{offer.quantity_unit or ''}"
            words = f"{offer.donor}：愿意提供{offered}，对接合计多了{number(-more)}。"
            for one in case.book.rows(MATCH):
                if one.offer_id == offer.id:
                    yield case.remark(one, "quantity", words)


@check(
    "G03",
    level=Level.W,
    title="对接的类别不同",
    source="design",
    fields=(),
    reads=(MATCH, NEED, OFFER),
    of_book=True,
)
def like_meets_like(case: BookCase) -> Iterator[Remark]:
    """Money may be given for anything."""
    for one in case.book.rows(MATCH):
        need, offer = case.book.one(NEED, one.need_id), case.book.one(OFFER, one.offer_id)
        if need and offer and offer.kind not in (need.kind, MONEY):
            yield case.remark(one, "offer_id", f"需求是「{need.title}」，对方提供的是另一类。请核对。")


@check(
    "G04",
    level=Level.W,
    title="公开需求没有农户同意的日期",
    source="domain.md §12",
    fields=(),
    reads=(NEED,),
    of_book=True,
)
def consent_has_its_day(case: BookCase) -> Iterator[Remark]:
    """A household that agreed did so on a day."""
    for one in case.book.rows(NEED):
        if one.household_id and one.has_consent and not one.consent_on:
            yield case.remark(one, "consent_on", "农户同意公开需求，同意日期没有填。请补填。")


@check(
    "G05",
    level=Level.E,
    title="需求内容里有姓名、病名或号码",
    source="domain.md §12：给帮扶方的清单看不出是谁",
    fields=(),
    reads=(NEED,),
    of_book=True,
    refuses=True,
)
def what_donors_read_names_nobody(case: BookCase) -> Iterator[Remark]:
    """The members' names and illnesses of the household in need, and any long number."""
    for one in case.book.rows(NEED):
        if names_somebody(case.book, one):
            words = "需求内容会给帮扶方看，里面不要写姓名、病名、电话和证件号码。请改写。"
            yield case.remark(one, "title", words)


@check(
    "G06",
    level=Level.E,
    title="对接的需求或意向不是本村的，或意向已过期",
    source="domain.md §6.7",
    fields=(),
    reads=(MATCH, NEED, OFFER),
    of_book=True,
    refuses=True,
)
def matches_are_of_this_village_and_in_time(case: BookCase) -> Iterator[Remark]:
    """Another village's offer is counted in its own book; what is over can be promised no more."""
    for one in case.book.rows(MATCH):
        need, offer = case.book.one(NEED, one.need_id), case.book.one(OFFER, one.offer_id)
        if need is None:
            yield case.remark(one, "need_id", "这条需求不在本村的台账里。请选本村的需求。")
        if offer is None:
            yield case.remark(one, "offer_id", "这条意向不在本村的台账里。请选本村的意向，或请对方在本村登记。")
        elif offer.valid_until and is_before(offer.valid_until, one.agreed_on or ""):
            yield case.remark(
                one, "agreed_on", f"{offer.donor}的意向 {offer.valid_until} 到期。请和对方确认后改有效期。"
            )
