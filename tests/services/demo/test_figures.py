"""The demo's figures agree with one another: sums, worksheets, counts, the village form."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.domain.checks import CheckContext, VillageFacts, run_village
from fupin_desktop.domain.income import REPORTED, computed
from fupin_desktop.domain.policy import poverty_line
from tests.services.demo.thought_up import DAY, Demo, demo

YEARS = (2016, 2017, 2018)
WRONG_ON_PURPOSE = ("N01", "S03", "N09", "L01")  # defects that touch income or the count


def sound(made: Demo) -> set[str]:
    return {home.id for home in made.homes if home.defect not in WRONG_ON_PURPOSE}


def incomes(made: Demo) -> list[tuple[HouseholdIncome, int]]:
    """Each year's income of the sound households, with the number of members on the list."""
    good = sound(made)
    sizes = {(home.id, year): len(home.here(year)) for home in made.homes for year in home.years}
    found = made.records("household_income").values()
    return [(one, sizes[one.household_id, one.year]) for one in found if one.household_id in good]


@pytest.mark.parametrize("seed", [1, 2])
def test_reported_sums_are_what_their_parts_give_to_the_fen(seed: int) -> None:
    reported = 0
    for income, members in incomes(demo(2, 120, seed)):
        ours = computed(income, members)
        for name in REPORTED:
            value = getattr(income, name)
            reported += value is not None
            assert value in (None, getattr(ours, name)), (income.household_id, income.year, name)
    assert reported > 0.8 * 4 * len(incomes(demo(2, 120, seed)))


def test_property_is_dividends_and_the_rest_since_2018() -> None:
    for income, _ in incomes(demo()):
        if income.year == 2018:
            assert income.property_income == income.asset_dividend_income + income.other_property_income  # type: ignore[operator]
        else:
            assert income.asset_dividend_income is None


def test_the_lines_of_the_worksheet_add_up_to_the_totals() -> None:
    made = demo()
    total_of = {item.code: item.extra["total"] for item in code_table("income_item").items}
    sums: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in made.records("income_item").values():
        sums[line.household_id, line.year][total_of[line.item]] += line.amount
    for income, _ in incomes(made):
        parts = sums.get((income.household_id, income.year))
        if parts is None:
            assert income.year < 2018, "the last year's worksheet is kept for everybody"
            continue
        for name in ("wage_income", "business_income", "business_expense", *TRANSFERS):
            assert getattr(income, name) == parts.get(name, Decimal(0)), (income.household_id, income.year, name)
        owned = parts.get("asset_dividend_income", Decimal(0)) + parts.get("other_property_income", Decimal(0))
        assert income.property_income == owned


TRANSFERS = (
    "family_planning_payment",
    "minimum_living_payment",
    "five_guarantee_payment",
    "pension_payment",
    "ecological_compensation",
    "other_transfer",
)


def test_a_line_is_its_quantity_times_its_price() -> None:
    priced = [one for one in demo().records("income_item").values() if one.quantity is not None]
    assert len(priced) > 1000
    assert [one for one in priced if one.quantity * one.unit_price != one.amount] == []


def test_wages_on_the_worksheet_are_of_the_people_and_months_that_are_registered() -> None:
    made = demo()
    months = {(v["person_id"], v["year"]): v.get("work_months") for v in made.values("person_year")}
    touched = {home.id for home in made.homes if home.defect in ("N09", "W02", "I01")}
    wages = [one for one in made.records("income_item").values() if one.item.startswith("a")]
    assert len(wages) > 100
    for one in wages:
        if one.household_id not in touched:
            assert months[one.person_id, one.year] == one.quantity


def test_the_reported_count_is_the_list() -> None:
    made = demo()
    for home in made.homes:
        if home.defect != "S03":
            for year in home.years:
                (facts,) = [v for v in made.values("household_year", year) if v["household_id"] == home.id]
                assert facts["member_count"] in (None, len(home.here(year)))


def test_incomes_grow_and_cross_the_line_in_the_year_of_exit() -> None:
    crossed = 0
    for dossier in demo().dossiers():
        facts = dossier.now.facts
        if facts is None or facts.exit_year is None or facts.poverty_status == "3":
            continue
        for year in range(max(facts.exit_year, min(dossier.years)), 2019):
            assert _per_head(dossier, year) >= (poverty_line(year) or 0), (dossier.head_name, year)
        before = facts.exit_year - 1
        if before in dossier.years:
            crossed += 1
            assert _per_head(dossier, before) < _per_head(dossier, facts.exit_year)
    assert crossed > 30


def _per_head(dossier: Any, year: int) -> Decimal:
    income = dossier.years[year].income
    members = [m for m in (*dossier.members, *dossier.former_members) if _is_here(m.membership, year)]
    return computed(income, len(members)).net_income_per_capita or Decimal(0)


def _is_here(membership: Any, year: int) -> bool:
    end = f"{year}-12-31"
    return (membership.joined_on or "") <= end and not (membership.left_on and membership.left_on <= end)


def test_the_village_form_counts_the_poor_as_the_registry_does() -> None:
    made = demo()
    for village in made.records("village").values():
        homes = {k: h for k, h in made.records("household").items() if h.village_code == village.village_code}
        for form in (f for f in made.records("village_year").values() if f.village_id == village.id):
            poor = [
                v["household_id"]
                for v in made.values("household_year", form.year)
                if v["household_id"] in homes and v["poverty_status"] in ("0", "2", "3")
            ]
            persons = sum(len(home.here(form.year)) for home in made.homes if home.id in poor)
            assert (form.poor_households, form.poor_persons) == (len(poor), persons)


def test_the_village_has_at_least_what_its_registered_households_have() -> None:
    made = demo()
    for village in made.records("village").values():
        for form in (f for f in made.records("village_year").values() if f.village_id == village.id):
            ours = [h for h in made.homes if h.village.code == village.village_code and form.year in h.years]
            people = [m.who for home in ours for m in home.here(form.year)]
            low = [h for h in ours if h.kind in ("minimum_living", "both")]
            assert form.households_total > len(ours)
            assert form.persons_total > len(people)
            assert form.women >= sum(who.sex == "2" for who in people)
            assert form.disabled_persons >= sum(bool(who.certificate) for who in people)
            assert form.minimum_living_households >= len(low)
            assert form.dangerous_house_households >= sum(h.is_dangerous(form.year) for h in ours)
            assert form.medical_insured <= form.persons_total
            assert form.migrant_workers <= form.labour_persons <= form.persons_total
            assert form.powered_natural_villages <= form.groups_total


def test_the_village_forms_have_no_finding() -> None:
    made = demo()
    context = CheckContext(DAY)
    for form in made.records("village_year").values():
        village = made.records("village")[form.village_id]
        land = _land(made, village.village_code, form.year)
        assert run_village(VillageFacts(village, form, land), context) == []


def _land(made: Demo, village_code: str, year: int) -> dict[str, Decimal]:
    names = ("cultivated_land", "forest_land", "returned_forest_land", "orchard_land", "pasture_land")
    homes = {one.id for one in made.homes if one.village.code == village_code}
    rows = [v for v in made.values("household_conditions", year) if v["household_id"] in homes]
    return {name: sum((v[name] or Decimal(0) for v in rows), Decimal(0)) for name in names}


def test_a_village_that_has_left_poverty_has_fewer_than_two_in_a_hundred_poor() -> None:
    forms = [one for one in demo(2, 200).records("village_year").values() if one.is_exited]
    assert [form.exit_year for form in forms] == [2018]
    assert forms[0].poor_persons / forms[0].persons_total < 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_links_bring_is_in_the_household_s_own_income_and_land(seed: int) -> None:
    made = demo(2, 40, seed)
    links, income = made.records("interest_link"), made.records("household_income")
    land = made.records("household_conditions")
    brought: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for one in made.records("link_income").values():
        home = links[one.link_id].household_id
        property_ = [one.share_proceeds, one.land_proceeds, one.other_proceeds]
        parts = ([one.wage_proceeds], property_, [one.order_proceeds])
        brought[home] = [
            known + sum((part or Decimal(0) for part in several), Decimal(0))
            for known, several in zip(brought[home], parts, strict=True)
        ]
    assert brought
    for home, (wage, property_, sold) in brought.items():
        (own,) = [one for one in income.values() if one.household_id == home and one.year == YEARS[-1]]
        assert wage <= (own.wage_income or 0)
        assert property_ <= (own.property_income or 0)
        assert sold <= (own.business_income or 0)
    for home in {one.household_id for one in links.values()}:
        away = sum((one.land_area or Decimal(0) for one in links.values() if one.household_id == home), Decimal(0))
        (own,) = [one for one in land.values() if one.household_id == home and one.year == YEARS[-1]]
        assert away <= (own.cultivated_land or 0)
