"""Which offers suit a need, with the reasons; what remains of each after what was agreed (domain.md §6.7)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.catalogue.projects.matching import Matching
from fupin_desktop.catalogue.projects.need import Need
from fupin_desktop.catalogue.projects.offer import Offer
from fupin_desktop.domain.book import Book

NEED, OFFER, MATCH = "need", "offer", "matching"
URGENT, MONEY = "1", "01"  # need_urgency, need_kind
LONG_NUMBER = re.compile(r"\d{7,}")  # a phone, an account, an ID number


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer that suits a need; higher scores first, each point with its reason in words."""

    need: Need
    offer: Offer
    score: int
    reasons: tuple[str, ...]


def candidates(book: Book, need: Need) -> list[Candidate]:
    """The offers that suit a need, the most suitable first; none for a need that is met."""
    if need.closed_on or _is_met(book, need):
        return []
    found = [one for offer in book.rows(OFFER) if (one := _weighed(book, need, offer)) is not None]
    return sorted(found, key=lambda one: (-one.score, one.offer.offered_on or "", one.offer.id))


def left_of_offer(book: Book, offer: Offer) -> Decimal | None:
    """What an offer still holds, in yuan; None where its sum is not known."""
    return None if offer.amount is None else offer.amount - _agreed(book, lambda one: one.offer_id == offer.id)


def left_of_need(book: Book, need: Need) -> Decimal | None:
    """What a need still lacks, in yuan; None where its sum is not known."""
    return None if need.amount is None else need.amount - _agreed(book, lambda one: one.need_id == need.id)


def disclosable(needs: Iterable[Need]) -> list[Need]:
    """The open needs that donors may see: the village's own, and a household's with its consent."""
    return [one for one in needs if not one.closed_on and (not one.household_id or one.has_consent)]


def quantity_left(book: Book, offer: Offer) -> Decimal | None:
    """What an offer still holds in its own unit; None where its quantity is not known."""
    if offer.quantity is None:
        return None
    given = (one.quantity or Decimal(0) for one in book.rows(MATCH) if one.offer_id == offer.id)
    return offer.quantity - sum(given, Decimal(0))


def names_somebody(book: Book, need: Need) -> str:
    """What in a need's title says who it is: a member's name, an illness, a long number; "" for nothing (§12)."""
    title = need.title or ""
    number = LONG_NUMBER.search("".join(title.split()))
    if number:
        return number.group()
    known = (*book.secrets.get(need.household_id or "", ()), book.households.get(need.household_id or "", ""))
    return next((word for word in known if word and word in title), "")


def _weighed(book: Book, need: Need, offer: Offer) -> Candidate | None:
    today, left = book.day.isoformat(), left_of_offer(book, offer)
    is_over = bool(offer.valid_until) and (offer.valid_until or "") < today[: len(offer.valid_until or "")]
    if is_over or (left is not None and left <= 0):
        return None
    same, is_money = offer.kind == need.kind, offer.kind == MONEY
    if not same and not is_money:
        return None
    score, reasons = (5, ["类别相同"]) if same else (1, ["愿意捐资，可以折钱办"])
    lacking = left_of_need(book, need)
    if left is not None and lacking is not None:
        enough = left >= lacking
        score += 3 if enough else 1
        reasons.append("金额够" if enough else f"能解决一部分（{left.normalize():f}元）")
    if _is_same_quantity(need, offer):
        score += 1
        reasons.append("数量单位一致")
    if need.urgency == URGENT:
        score += 1
        reasons.append("急需")
    if offer.wish:
        reasons.append(f"对方要求：{offer.wish}")
    return Candidate(need, offer, score, tuple(reasons))


def _is_same_quantity(need: Need, offer: Offer) -> bool:
    return bool(need.quantity_unit) and need.quantity_unit == offer.quantity_unit


def _is_met(book: Book, need: Need) -> bool:
    lacking = left_of_need(book, need)
    return lacking is not None and lacking <= 0 and any(one.need_id == need.id for one in book.rows(MATCH))


def _agreed(book: Book, is_meant: Callable[[Matching], bool]) -> Decimal:
    return sum((one.value or Decimal(0) for one in book.rows(MATCH) if is_meant(one)), Decimal(0))
