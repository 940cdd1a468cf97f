"""Small loans: what is still owed, how long they run, and the interest that the budget pays by year. Pure figures."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.fields.days import first_day

SETTLED, OVERDUE = "05", "04"  # loan_status
FEN = Decimal("0.01")


def owed(loan: MicroLoan) -> Decimal:
    """The principal that is not repaid; nothing once the loan is settled."""
    if loan.status == SETTLED or loan.amount is None:
        return Decimal(0)
    return max(loan.amount - (loan.repaid_amount or 0), Decimal(0))


def owed_together(loans: Iterable[MicroLoan]) -> Decimal:
    """What a household owes on all its loans."""
    return sum((owed(one) for one in loans), Decimal(0))


def ends_on(loan: MicroLoan) -> str | None:
    """The day by which it must be repaid: the extended one where it was extended."""
    return loan.extended_to or loan.due_on


def months_of(loan: MicroLoan) -> int | None:
    """Full or begun months from the first day to the day agreed on; None where one is not known."""
    start = first_day(loan.started_on) if loan.started_on else None
    end = first_day(loan.due_on) if loan.due_on else None
    if start is None or end is None:
        return None
    begun = len(loan.due_on or "") == 10 and len(loan.started_on or "") == 10 and end.day > start.day
    return (end.year - start.year) * 12 + end.month - start.month + begun


def subsidy_by_year(loan: MicroLoan) -> dict[int, Decimal]:
    """The interest that the budget pays, yuan by calendar year, reckoned by days of 365 on the sum lent.

    Empty where sum, rate or days are not known. Repayments before the end are not taken into account: the bank's
    settlement counts.
    """
    start = first_day(loan.started_on) if loan.started_on else None
    end = first_day(loan.due_on) if loan.due_on else None
    if start is None or end is None or not loan.amount or not loan.subsidy_rate or end <= start:
        return {}
    found: dict[int, Decimal] = {}
    for year in range(start.year, end.year + 1):
        days = (min(end, date(year + 1, 1, 1)) - max(start, date(year, 1, 1))).days
        if days:
            found[year] = (loan.amount * loan.subsidy_rate * days / 36500).quantize(FEN)
    return found
