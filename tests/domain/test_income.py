"""Income figures of a year: sums of what is known, blank never taken for zero, reported figures kept beside ours."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.households.income_item import IncomeItem
from fupin_desktop.domain.dossier import Dossier, HouseholdInYear
from fupin_desktop.domain.income import INCOMES, TRANSFERS, computed, figures, item_amount, total

yuan = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
PARTS = ("wage_income", "business_income", "property_income", *TRANSFERS)


def an_income(**sums: Decimal | None) -> HouseholdIncome:
    return HouseholdIncome(id="i", household_id="h", year=2018, **sums)


def a_dossier(income: HouseholdIncome | None, member_count: int | None = None) -> Dossier:
    facts = HouseholdYear(id="y", household_id="h", year=2018, member_count=member_count)
    years = {2018: HouseholdInYear(year=2018, facts=facts, income=income)}
    return Dossier(household=Household(id="h"), year=2018, day=date(2018, 12, 31), years=years)


def test_net_income_is_what_came_in_less_what_it_cost() -> None:
    income = an_income(
        wage_income=Decimal(12000),
        business_income=Decimal(5000),
        minimum_living_payment=Decimal("2400.50"),
        business_expense=Decimal(1800),
    )
    found = computed(income, 3)
    assert found.transfer_income == Decimal("2400.50")
    assert found.gross_income == Decimal("19400.50")
    assert found.net_income == Decimal("17600.50")
    assert found.net_income_per_capita == Decimal("5866.83")


def test_half_a_cent_is_rounded_up_as_the_form_does() -> None:
    assert computed(an_income(wage_income=Decimal("0.05")), 2).net_income_per_capita == Decimal("0.03")


def test_a_sheet_with_nothing_on_it_has_no_income_rather_than_none() -> None:
    found = computed(an_income(), 3)
    assert (found.transfer_income, found.gross_income, found.net_income, found.net_income_per_capita) == (None,) * 4


def test_expense_alone_is_no_income() -> None:
    assert computed(an_income(business_expense=Decimal(100)), 3).net_income is None


def test_zero_that_was_written_is_zero() -> None:
    assert computed(an_income(wage_income=Decimal(0)), 3).net_income_per_capita == Decimal("0.00")


@pytest.mark.parametrize("members", [None, 0])
def test_without_people_there_is_no_income_per_head(members: int | None) -> None:
    assert computed(an_income(wage_income=Decimal(100)), members).net_income_per_capita is None


def test_a_reported_transfer_total_counts_while_its_parts_are_not_known() -> None:
    income = an_income(transfer_income=Decimal(500), wage_income=Decimal(100))
    assert computed(income, 1).gross_income == Decimal(600)
    assert computed(replace(income, minimum_living_payment=Decimal(300)), 1).gross_income == Decimal(400)


@given(st.fixed_dictionaries(dict.fromkeys((*PARTS, "business_expense"), yuan)), st.integers(1, 9))
def test_the_whole_is_the_sum_of_its_parts(sums: dict[str, Decimal | None], members: int) -> None:
    found = computed(an_income(**sums), members)
    known = [sums[name] for name in PARTS if sums[name] is not None]
    assert found.gross_income == (sum(known, Decimal(0)) if known else None)
    if found.gross_income is not None and found.net_income is not None:
        assert found.net_income == found.gross_income - (sums["business_expense"] or 0)


@given(st.fixed_dictionaries(dict.fromkeys(PARTS, yuan)), st.sampled_from(PARTS))
def test_another_yuan_never_makes_a_household_poorer(sums: dict[str, Decimal | None], name: str) -> None:
    more = sums | {name: (sums[name] or Decimal(0)) + 1}
    before, after = computed(an_income(**sums), 4).net_income, computed(an_income(**more), 4).net_income
    assert after is not None
    assert before is None or after == before + 1


def test_what_the_county_reported_is_shown_before_what_we_reckon() -> None:
    income = an_income(wage_income=Decimal(100), net_income=Decimal(90))
    found = figures(a_dossier(income, 2))
    assert found is not None
    assert (found.net_income, found.net_income_per_capita) == (Decimal(90), Decimal("50.00"))


def test_without_an_income_sheet_there_are_no_figures() -> None:
    assert figures(a_dossier(None)) is None


def test_the_four_incomes_are_the_forms_four() -> None:
    assert set(INCOMES) == {"wage_income", "business_income", "property_income", "transfer_income"}
    assert total([None, None]) is None


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        ({"quantity": Decimal(300), "unit_price": Decimal("0.85")}, Decimal("255.00")),
        ({"quantity": Decimal("0.5"), "unit_price": Decimal("0.01")}, Decimal("0.01")),
        ({"quantity": Decimal(300), "unit_price": Decimal(1), "amount": Decimal(280)}, Decimal(280)),
        ({"quantity": Decimal(300)}, None),
        ({}, None),
    ],
)
def test_a_line_of_the_worksheet_is_quantity_times_price(item: dict[str, Decimal], amount: Decimal | None) -> None:
    assert item_amount(IncomeItem(id="l", **item)) == amount
