"""The assessment counted by hand on a few households; what has no data is left out and is not nought."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.projects.fund_allocation import FundAllocation
from fupin_desktop.catalogue.projects.fund_payment import FundPayment
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.assessment import Indicator, Tally, grade, total
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.domain.targets import by_year

DAY = date(2018, 12, 31)


def home(called: str, status: str = "0", **more: Any) -> Dossier:
    facts = HouseholdYear(
        id=f"{called}y",
        household_id=called,
        year=2018,
        poverty_status=status,
        exit_year=2018 if status == "1" else None,
        planned_exit_year=more.pop("planned", None),
        is_valid=more.pop("is_valid", None),
    )
    now = HouseholdInYear(year=2018, facts=facts)
    return Dossier(household=Household(id=called), year=2018, day=DAY, years={2018: now}, **more)


def indicators(*homes: Dossier, levels: dict[str, frozenset[str]] | None = None, book: Book | None = None) -> Any:
    tally = Tally(2018, shipped_policy(), levels or {})
    for one in homes:
        tally.add(one)
    if book:
        tally.add_book(book)
    return {one.key: one for one in tally.indicators()}


def counted(one: Indicator) -> tuple[Decimal, Decimal, tuple[str, ...]]:
    return one.part, one.whole, one.lacking


def test_exits_count_against_the_plan_of_the_year() -> None:
    found = indicators(
        home("a", "1", planned=2018), home("b", "0", planned=2018), home("c", "1"), home("d", "0", planned=2019)
    )
    assert counted(found["exits"]) == (1, 2, ("b",))
    assert found["exits"].score == Decimal("15.0")  # 30 × 50 % ÷ 100 %


def test_a_removed_household_is_not_counted() -> None:
    found = indicators(home("a"), home("b", is_valid=False))
    assert found["accurate"].whole == 1


def test_errors_gaps_helpers_measures_and_visits_are_counted_by_household() -> None:
    helped = home(
        "a",
        helpings=(Helping(pairing=Pairing(id="p", started_on="2018-01-01")),),
        measures=(AssistanceMeasure(id="m", done_on="2018-05-01"),),
        visits=(Visit(id="v", visited_on="2018-05-01"),),
    )
    last_year = home("b", measures=(AssistanceMeasure(id="n", done_on="2017-05-01"),))
    found = indicators(helped, last_year, home("c", "1"), levels={"b": frozenset("E"), "c": frozenset("M")})
    assert counted(found["accurate"]) == (2, 3, ("b",))
    assert counted(found["complete"]) == (2, 3, ("c",))
    assert counted(found["paired"]) == (1, 3, ("b", "c"))
    assert counted(found["helped"]) == (1, 2, ("b",))  # c is out of poverty
    assert counted(found["visited"]) == (1, 3, ("b", "c"))


def test_plans_are_counted_one_by_one_with_the_households_behind_them() -> None:
    kept = AssistancePlan(id="k", ends_on="2018-06-30", done_on="2018-06-01")
    missed, later = AssistancePlan(id="m", ends_on="2018-07-31"), AssistancePlan(id="l", ends_on="2019-01-31")
    found = indicators(home("a", plans=(kept, missed, later)), home("b", plans=(replace(kept, id="k2"),)))
    assert counted(found["plans"]) == (2, 3, ("a",))


def test_money_is_paid_of_what_has_arrived() -> None:
    project = SectorProject(id="p", funds_approved=Decimal(1000))
    arrived = FundAllocation(id="a", project_id="p", amount=Decimal(1000), arrived_amount=Decimal(800))
    paid = FundPayment(id="x", project_id="p", paid_on="2018-05-01", amount=Decimal(360))
    lists = {"sector_project": [project], "fund_allocation": [arrived], "fund_payment": [paid]}
    found = indicators(home("a"), book=Book(Village(id="v"), DAY, lists))
    assert (found["funds"].actual, found["funds"].score) == (Decimal("45.0"), Decimal("5.0"))  # 10 × 45 ÷ 90


def test_what_has_no_data_is_left_out_of_the_score() -> None:
    found = indicators(home("a", "1"))
    assert found["exits"].score is None
    assert found["funds"].score is None
    # without data: exits 30, helped 5, plans 10, funds 10. Counted: accurate 15, complete 10, paired 0 of 10,
    # visited 0 of 5, aids 5 of 5: 30 of 45
    assert total(found.values()) == Decimal("66.7")
    assert grade(Decimal("66.7"), shipped_policy())[0] == "一般"
    assert total(indicators().values()) is None
    assert grade(None, shipped_policy()) == ("", "")


def test_the_goals_by_year_show_plan_exits_and_growth() -> None:
    def year(number: int, net: int, status: str, planned: int | None) -> HouseholdInYear:
        facts = HouseholdYear(
            id=f"y{number}",
            household_id="a",
            year=number,
            poverty_status=status,
            exit_year=number if status == "1" else None,
            planned_exit_year=planned,
        )
        income = HouseholdIncome(id=f"i{number}", household_id="a", year=number, net_income_per_capita=Decimal(net))
        return HouseholdInYear(year=number, facts=facts, income=income)

    years = {2016: year(2016, 2000, "0", 2018), 2017: year(2017, 2500, "0", 2018), 2018: year(2018, 3000, "1", 2018)}
    found = by_year([Dossier(household=Household(id="a"), year=2018, day=DAY, years=years)], shipped_policy())
    assert [(one.year, one.planned, one.exited) for one in found] == [(2016, 0, 0), (2017, 0, 0), (2018, 1, 1)]
    assert [one.growth for one in found] == [None, Decimal("25.0"), Decimal("20.0")]
    assert [one.city_growth for one in found] == [None, None, None]
