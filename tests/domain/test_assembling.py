"""Putting a dossier together: which year is seen, who belongs to it on the day, what of later years is left out."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.catalogue.helpers.helper import Helper
from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.helpers.unit import Unit
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.households.income_item import IncomeItem
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.assembling import Parts, assemble
from fupin_desktop.domain.dossier import Dossier

TODAY = date(2019, 7, 1)


def a_member(person: str, relation: str, position: int | None = None, **traits: Any) -> Membership:
    return Membership(
        id=f"m-{person}", household_id="h", person_id=person, relation_to_head=relation, position=position, **traits
    )


def parts(**owned: list[Any]) -> Parts:
    members = owned.get("membership", [])
    return Parts(
        households={"h": Household(id="h", village_code="141124199201", head_name="张演示")},
        owned={name: {"h": records} for name, records in owned.items()},
        villages={"141124199201": Village(id="v", village_code="141124199201", name="甲子沟村")},
        persons={m.person_id: Person(id=m.person_id, name=f"演示{m.person_id}") for m in members},
        person_years={
            "father": [PersonYear(id=str(year), person_id="father", year=year) for year in (2017, 2018, 2019)]
        },
        helpers={"k": Helper(id="k", name="王演示", unit_id="u")},
        units={"u": Unit(id="u", name="临县演示局")},
    )


def years_of(*years: int) -> list[HouseholdYear]:
    return [HouseholdYear(id=str(year), household_id="h", year=year) for year in years]


def seen(found: Parts, year: int | None = None, day: date = TODAY) -> Dossier:
    return assemble("h", found, year, day)


def test_without_a_year_the_newest_with_data_is_seen() -> None:
    dossier = seen(parts(household_year=years_of(2017, 2018)))
    assert dossier.year == 2018
    assert dossier.now.facts is not None


def test_a_year_that_has_not_begun_is_not_seen_by_itself() -> None:
    assert seen(parts(household_year=years_of(2018, 2020))).year == 2018


def test_an_empty_dossier_is_seen_in_the_present_year() -> None:
    dossier = seen(parts())
    assert (dossier.year, dossier.members, dossier.now.facts) == (2019, (), None)


def test_an_earlier_year_is_seen_from_its_last_day_the_newest_from_today() -> None:
    found = parts(household_year=years_of(2017, 2018))
    assert seen(found, 2017).day == date(2017, 12, 31)
    assert seen(found, 2018).present == TODAY
    assert seen(found, 2017).present == date(2017, 12, 31)


def test_later_years_are_not_in_an_earlier_dossier() -> None:
    visits = [Visit(id=day, household_id="h", visited_on=day) for day in ("2019-01-01", "2018-05-01", "2018-01-01")]
    found = parts(
        household_year=years_of(2017, 2018, 2019),
        visit=[*visits, Visit(id="undated", household_id="h")],
        assistance_plan=[AssistancePlan(id=str(y), household_id="h", year=y) for y in (2019, 2018)],
        assistance_measure=[AssistanceMeasure(id="m", household_id="h", done_on="2019")],
    )
    dossier = seen(found, 2018)
    assert sorted(dossier.years) == [2017, 2018]
    assert [visit.id for visit in dossier.visits] == ["2018-01-01", "2018-05-01", "undated"]
    assert [plan.year for plan in dossier.plans] == [2018]
    assert dossier.measures == ()


def test_the_records_of_a_year_lie_together() -> None:
    found = parts(
        household_year=years_of(2018),
        household_income=[HouseholdIncome(id="i", household_id="h", year=2018)],
        income_item=[IncomeItem(id="l", household_id="h", year=2018), IncomeItem(id="k", household_id="h", year=2018)],
    )
    now = seen(found).now
    assert now.income is not None
    assert [item.id for item in now.items] == ["l", "k"]


def test_the_head_comes_first_then_the_others_by_position() -> None:
    members = [a_member("son", "03", 3), a_member("wife", "02", 2), a_member("father", "01", 4)]
    dossier = seen(parts(membership=members))
    assert [member.person.id for member in dossier.members] == ["father", "wife", "son"]
    assert dossier.head is not None
    assert dossier.head_name == "演示father"


def test_while_the_members_are_not_known_the_reported_head_is_named() -> None:
    assert seen(parts()).head_name == "张演示"


@pytest.mark.parametrize(
    ("left_on", "is_here"), [(None, True), ("2019-06-30", False), ("2019-07-02", True), ("2018", False)]
)
def test_who_has_left_is_a_former_member_from_that_day_on(left_on: str | None, *, is_here: bool) -> None:
    dossier = seen(parts(membership=[a_member("son", "03", left_on=left_on)]))
    assert bool(dossier.members) is is_here
    assert bool(dossier.former_members) is not is_here


def test_who_joined_later_is_not_in_an_earlier_year() -> None:
    found = parts(household_year=years_of(2017, 2018), membership=[a_member("wife", "02", joined_on="2018-03")])
    assert seen(found, 2017).members == seen(found, 2017).former_members == ()
    assert len(seen(found, 2018).members) == 1


def test_a_member_carries_his_years_up_to_the_dossiers() -> None:
    found = parts(household_year=years_of(2017, 2018, 2019), membership=[a_member("father", "01")])
    member = seen(found, 2018).members[0]
    assert [one.year for one in member.years] == [2017, 2018]
    assert member.now is not None
    assert member.now.year == 2018


def test_a_membership_whose_person_is_gone_is_passed_over() -> None:
    found = parts(membership=[a_member("son", "03")])
    found.persons.clear()
    assert seen(found).members == ()


def test_present_helpers_come_first_with_their_unit() -> None:
    pairings = [
        Pairing(id="old", household_id="h", helper_id="k", started_on="2018-01", ended_on="2018-12"),
        Pairing(id="now", household_id="h", helper_id="k", started_on="2016-01"),
        Pairing(id="lost", household_id="h", helper_id="nobody", started_on="2019-05"),
    ]
    dossier = seen(parts(pairing=pairings))
    assert [helping.pairing.id for helping in dossier.helpings] == ["lost", "now", "old"]
    assert [helping.pairing.id for helping in dossier.helpers_now] == ["lost", "now"]
    assert dossier.helpings[0].helper is None
    assert dossier.helpings[1].unit is not None


def test_the_village_is_found_by_its_code() -> None:
    village = seen(parts()).village
    assert village is not None
    assert village.name == "甲子沟村"
