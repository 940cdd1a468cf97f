"""Loans: what is owed, how long they run, and the interest that the budget pays, checked by hand."""

from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.domain.loans import months_of, owed, owed_together, subsidy_by_year


def a_loan(**traits: Any) -> MicroLoan:
    usual = {"amount": Decimal(50000), "started_on": "2017-07-01", "due_on": "2019-07-01", "subsidy_rate": Decimal(5)}
    return MicroLoan(id="loan", **{**usual, **traits})


def test_the_interest_is_paid_by_calendar_year_and_comes_to_the_whole() -> None:
    """50 000 at 5 %: 2 500 a year; 184 days of 2017, 365 of 2018, 181 of 2019."""
    years = subsidy_by_year(a_loan())
    assert years == {2017: Decimal("1260.27"), 2018: Decimal("2500.00"), 2019: Decimal("1239.73")}
    assert sum(years.values()) == 5000


@pytest.mark.parametrize("blank", ["amount", "started_on", "due_on", "subsidy_rate"])
def test_nothing_is_reckoned_from_what_is_not_known(blank: str) -> None:
    assert subsidy_by_year(a_loan(**{blank: None})) == {}


def test_a_settled_loan_owes_nothing_even_if_no_repayment_was_written() -> None:
    assert owed(a_loan(status="05")) == 0
    assert owed(a_loan(repaid_amount=Decimal(20000))) == 30000
    assert owed(a_loan(repaid_amount=Decimal(60000))) == 0
    assert owed_together([a_loan(), a_loan(repaid_amount=Decimal(1)), a_loan(status="05")]) == 99999


@pytest.mark.parametrize(
    ("start", "due", "months"),
    [
        ("2017-06-01", "2020-06-01", 36),
        ("2017-06-01", "2020-06-02", 37),
        ("2017-06", "2020-06-30", 36),
        ("2017-06-15", None, None),
    ],
)
def test_a_month_begun_counts_where_the_days_are_known(start: str, due: str | None, months: int | None) -> None:
    assert months_of(a_loan(started_on=start, due_on=due)) == months
