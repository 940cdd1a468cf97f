"""The accounts of a village's mutual fund: its capital, what is lent, in hand, overdue, the fees (domain.md §6.3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.catalogue.projects.mutual_fund_loan import MutualFundLoan
from fupin_desktop.domain.book import Book
from fupin_desktop.fields.days import last_day

FUND, MEMBER, LOAN = "mutual_fund", "mutual_fund_member", "mutual_fund_loan"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Sums in yuan on the book's day; `overdue_ids` are the loans that are due and not repaid."""

    capital: Decimal
    lent: Decimal
    overdue: Decimal
    fees: Decimal
    members: int
    overdue_ids: tuple[str, ...]

    @property
    def in_hand(self) -> Decimal:
        """What is not lent."""
        return self.capital - self.lent


def accounts(book: Book) -> Accounts | None:
    """The accounts; None for a village without a fund."""
    funds = book.rows(FUND)
    if not funds:
        return None
    shares = (share for one in funds for share in (one.state_share, one.member_share, one.other_share))
    loans: list[MutualFundLoan] = list(book.rows(LOAN))
    late = [one for one in loans if owed(one) > 0 and is_due(one, book.day)]
    return Accounts(
        sum((share or NOTHING for share in shares), NOTHING),
        sum((owed(one) for one in loans), NOTHING),
        sum((owed(one) for one in late), NOTHING),
        sum((one.fee_paid or NOTHING for one in loans), NOTHING),
        sum(1 for one in book.rows(MEMBER) if not one.left_on),
        tuple(one.id for one in late),
    )


def owed(loan: MutualFundLoan) -> Decimal:
    """What is still owed of a loan."""
    return (loan.amount or NOTHING) - (loan.repaid_amount or NOTHING)


def is_due(loan: MutualFundLoan, day: date) -> bool:
    """Whether the day of repayment has passed."""
    end = last_day(loan.due_on or "")
    return end is not None and end < day
