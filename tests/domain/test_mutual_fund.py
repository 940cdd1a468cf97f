"""The mutual fund's accounts, counted by hand."""

from datetime import date
from decimal import Decimal

from fupin_desktop.catalogue.projects.mutual_fund import MutualFund
from fupin_desktop.catalogue.projects.mutual_fund_loan import MutualFundLoan
from fupin_desktop.catalogue.projects.mutual_fund_member import MutualFundMember
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.mutual_fund import accounts


def test_capital_lent_in_hand_overdue_and_fees() -> None:
    fund = MutualFund(id="f", state_share=Decimal(150000), member_share=Decimal(6000))
    members = [MutualFundMember(id="a"), MutualFundMember(id="b", left_on="2018-01-01")]
    repaid = MutualFundLoan(
        id="1", amount=Decimal(5000), due_on="2018-06-30", repaid_amount=Decimal(5000), fee_paid=Decimal(300)
    )
    late = MutualFundLoan(id="2", amount=Decimal(4000), due_on="2018-06-30", repaid_amount=Decimal(1000))
    running = MutualFundLoan(id="3", amount=Decimal(2000), due_on="2018-12")
    lists = {"mutual_fund": [fund], "mutual_fund_member": members, "mutual_fund_loan": [repaid, late, running]}
    found = accounts(Book(Village(id="v"), date(2018, 12, 31), lists))
    assert found is not None
    assert (found.capital, found.lent, found.in_hand) == (156000, 5000, 151000)
    assert (found.overdue, found.overdue_ids, found.fees, found.members) == (3000, ("2",), 300, 1)


def test_a_village_without_a_fund_has_no_accounts() -> None:
    assert accounts(Book(Village(id="v"), date(2018, 12, 31), {})) is None
