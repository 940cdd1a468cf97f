"""The money of a village's projects: approved, set down, arrived, paid, what remains; and what looks like paid twice.

Sums are in yuan; None where nothing is known, which is not nought. Reversals are negative payments (domain.md §6.8).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from fupin_desktop.catalogue.projects.fund_allocation import FundAllocation
from fupin_desktop.catalogue.projects.fund_payment import FundPayment
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.domain.book import Book

PROJECT, ALLOCATION, PAYMENT, NOTICE = "sector_project", "fund_allocation", "fund_payment", "fund_notice"
WHOLE_DAY = 10  # characters of a day that is known to the day


@dataclass(frozen=True, slots=True)
class Money:
    """What some projects come to; `ids` are the records behind each sum, by its name."""

    planned: Decimal | None
    approved: Decimal | None
    allocated: Decimal | None
    arrived: Decimal | None
    paid: Decimal | None
    ids: Mapping[str, tuple[str, ...]]

    @property
    def arrival_rate(self) -> Decimal | None:
        """Arrived of what was set down, in per cent with one decimal."""
        return _rate(self.arrived, self.allocated)

    @property
    def payment_rate(self) -> Decimal | None:
        """Paid of what has arrived."""
        return _rate(self.paid, self.arrived)

    @property
    def in_hand(self) -> Decimal | None:
        """Arrived and not paid."""
        return None if self.arrived is None else self.arrived - (self.paid or Decimal(0))


def money(book: Book, projects: Iterable[SectorProject] | None = None, *, year: int | None = None) -> Money:
    """The sums of these projects (absent: of all), of allocations and payments of one year if it is given."""
    chosen = list(book.rows(PROJECT) if projects is None else projects)
    own = {one.id for one in chosen}
    given = [one for one in book.rows(ALLOCATION) if one.project_id in own and year in (None, one.year)]
    paid = [one for one in book.rows(PAYMENT) if one.project_id in own and year in (None, _year(one))]
    planned = [one for one in chosen if year in (None, one.year)]
    return Money(
        *(_sum(one.funds_planned for one in planned), _sum(one.funds_approved for one in planned)),
        *(_sum(one.amount for one in given), _sum(one.arrived_amount for one in given)),
        _sum(one.amount for one in paid),
        {
            "planned": _ids(planned, "funds_planned"),
            "approved": _ids(planned, "funds_approved"),
            "allocated": _ids(given, "amount"),
            "arrived": _ids(given, "arrived_amount"),
            "paid": _ids(paid, "amount"),
        },
    )


def by_source(book: Book, *, year: int | None = None) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """(set down, arrived) by the level that gives."""
    found: dict[str, list[FundAllocation]] = {}
    for one in book.rows(ALLOCATION):
        if one.source and year in (None, one.year):
            found.setdefault(one.source, []).append(one)
    return {
        source: (_sum(one.amount for one in several), _sum(one.arrived_amount for one in several))
        for source, several in sorted(found.items())
    }


def reversed_by(book: Book, payment_id: str) -> list[FundPayment]:
    """The payments that take one back."""
    return [one for one in book.rows(PAYMENT) if one.reverses_id == payment_id]


def paid_twice(book: Book, days: int) -> Iterator[tuple[FundPayment, FundPayment]]:
    """Two payments of one project, payee and sum within so many days, neither taken back."""
    groups: dict[tuple[Any, ...], list[FundPayment]] = {}
    for one in book.rows(PAYMENT):
        stands = one.reverses_id is None and not reversed_by(book, one.id)
        if stands and one.amount and (one.household_id or one.payee) and len(one.paid_on or "") == WHOLE_DAY:
            groups.setdefault((one.project_id, one.household_id, one.payee, one.amount), []).append(one)
    for several in groups.values():
        for first, second in combinations(sorted(several, key=lambda one: (one.paid_on or "", one.id)), 2):
            if abs((_day(second) - _day(first)).days) <= days:
                yield first, second


def _day(payment: FundPayment) -> date:
    return date.fromisoformat(payment.paid_on or "")


def _year(payment: FundPayment) -> int | None:
    return int(payment.paid_on[:4]) if payment.paid_on else None


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if known else None


def _ids(rows: Iterable[Any], field: str) -> tuple[str, ...]:
    return tuple(one.id for one in rows if getattr(one, field) is not None)


def _rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else (part * 100 / whole).quantize(Decimal("0.1"))
