"""Lists and the search box: what a row shows is what the dossier says, in the order and with the filter asked for."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.domain.income import TRANSFERS, figures
from tests.db.registries import VILLAGE, edit

YEAR = 2018


def a_household(registry: SqlRegistry, name: str, income: dict[str, Any] | None = None, **facts: Any) -> str:
    """A household with its head, known in 2018."""
    number = f"8141199000{ord(name[0]) % 10_000:04d}"
    edit(registry, "household", name, village_code=VILLAGE, household_code=number, villager_group="第二小组")
    edit(registry, "person", f"p-{name}", name=f"{name}演示", id_number="141199197001010018")
    edit(registry, "membership", f"m-{name}", household_id=name, person_id=f"p-{name}", relation_to_head="01")
    for record, values in (("household_year", facts), ("household_income", income)):
        if values is not None:
            edit(registry, record, yearly_id(record, name, YEAR), household_id=name, year=YEAR, **values)
    return name


yuan = st.none() | st.decimals(0, 99_999, places=2)
PARTS = ("wage_income", "business_income", "property_income", "transfer_income", "business_expense", *TRANSFERS)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    income=st.fixed_dictionaries({}, optional=dict.fromkeys((*PARTS, "net_income_per_capita"), yuan)),
    count=st.none() | st.integers(0, 9),
)
def test_a_row_shows_the_income_that_the_dossier_and_the_papers_show(
    registry: SqlRegistry, income: dict[str, Any], count: int | None
) -> None:
    blank = dict.fromkeys((*PARTS, "net_income_per_capita"))
    a_household(registry, "张", blank | income, member_count=count)
    row = registry.household_rows(["张"], YEAR)[0]
    dossier = next(registry.dossiers(["张"], YEAR))
    shown = figures(dossier)
    assert row.net_income_per_capita == (shown.net_income_per_capita if shown else None)
    ordered = registry.household_ids(HouseholdQuery(year=YEAR, sort="net_income_per_capita"))
    assert ordered == ["张"]


def test_households_are_ordered_by_income_blank_ones_first(registry: SqlRegistry) -> None:
    a_household(registry, "丙", {"wage_income": Decimal(900), "business_expense": Decimal(100)})
    a_household(registry, "乙", {"wage_income": Decimal("85.5")})
    a_household(registry, "甲", {})
    a_household(registry, "丁")
    order = registry.household_ids(HouseholdQuery(year=YEAR, sort="net_income_per_capita"))
    assert order == ["丁", "甲", "乙", "丙"]
    turned = registry.household_ids(HouseholdQuery(year=YEAR, sort="net_income_per_capita", descending=True))
    assert turned[:2] == ["丙", "乙"]


def test_a_blank_income_sheet_is_blank_in_the_list_and_not_zero(registry: SqlRegistry) -> None:
    a_household(registry, "张", {"period_start": "2017-10-01"})
    assert registry.household_rows(["张"], YEAR)[0].net_income_per_capita is None


@pytest.mark.parametrize(
    ("name", "values", "found"),
    [
        ("main_cause", ("01",), ["甲"]),
        ("main_cause", ("01", "07"), ["乙", "甲"]),
        ("main_cause", ("",), ["丙"]),
        ("main_cause", ("07", ""), ["丙", "乙"]),
        ("villager_group", ("第二小组",), ["丙", "乙", "甲"]),
        ("helper_id", ("k",), ["甲"]),
        ("problem", ("E",), ["乙"]),
        ("problem", ("E-01",), ["乙"]),
        ("conflict", ("1",), ["丙"]),
    ],
)
def test_filters_find_what_they_say(
    registry: SqlRegistry, name: str, values: tuple[str, ...], found: list[str]
) -> None:
    a_household(registry, "甲", main_cause="01")
    a_household(registry, "乙", main_cause="07")
    a_household(registry, "丙")
    edit(registry, "pairing", "now", household_id="甲", helper_id="k")
    edit(registry, "pairing", "over", household_id="乙", helper_id="k", ended_on="2017-12")
    registry.put_findings(["乙"], [{"household_id": "乙", "rule": "E-01", "level": "E", "content": "{}"}])
    edit(registry, "household", "丙", address="东沟")
    edit(registry, "household", "丙", {}, address="西沟")
    ids = registry.household_ids(HouseholdQuery(filters={name: values}, year=YEAR))
    assert sorted(ids) == sorted(found)


def test_a_household_in_the_bin_is_in_no_list(registry: SqlRegistry) -> None:
    a_household(registry, "甲")
    edit(registry, "household", "甲", **{LIFE: False})
    assert registry.household_ids(HouseholdQuery()) == []
    assert registry.search("甲演示") == []


@pytest.mark.parametrize(
    "typed", ["甲演示", "演示", "jia", "jys", "jiayanshi", "141199197", "010018", "0018", "８１４１"]
)
def test_one_box_finds_by_name_pinyin_initials_number_and_tail(registry: SqlRegistry, typed: str) -> None:
    a_household(registry, "甲")
    assert {(found.household_id) for found in registry.search(typed)} == {"甲"}
    assert registry.household_ids(HouseholdQuery(text=typed)) == ["甲"]


def test_who_has_moved_is_found_once_where_he_lives_now(registry: SqlRegistry) -> None:
    a_household(registry, "甲")
    a_household(registry, "乙")
    edit(registry, "membership", "m-甲", left_on="2018-03")
    edit(registry, "membership", "again", household_id="乙", person_id="p-甲", relation_to_head="09")
    assert [(found.id, found.household_id) for found in registry.search("甲演示")] == [("p-甲", "乙")]


def test_whole_matches_stand_before_beginnings_and_no_more_are_given_than_wanted(registry: SqlRegistry) -> None:
    for name in ("甲", "甲乙", "甲乙丙"):
        a_household(registry, name)
        edit(registry, "person", f"p-{name}", name=name)
    edit(registry, "person", "of-no-household", name="甲")
    assert [found.title for found in registry.search("甲", 3)] == ["甲", "甲乙", "甲乙丙"]
    assert [found.title for found in registry.search("甲", 2)] == ["甲", "甲乙"]


@pytest.mark.parametrize("typed", ["", " ", "不在", "%", "_", "' OR 1=1 --", "\U0010ffff"])
def test_what_is_not_there_is_not_found(registry: SqlRegistry, typed: str) -> None:
    a_household(registry, "甲")
    assert registry.search(typed) == []


def test_helpers_problems_and_members_are_counted_in_the_row(registry: SqlRegistry) -> None:
    a_household(registry, "甲")
    edit(registry, "helper", "k", name="王演示")
    edit(registry, "pairing", "now", household_id="甲", helper_id="k")
    levels = ("E", "E", "W", "M")
    registry.put_findings(
        ["甲"], [{"household_id": "甲", "rule": "r", "level": one, "content": "{}"} for one in levels]
    )
    row = registry.household_rows(["甲"], YEAR)[0]
    assert (row.helpers, row.members, row.errors, row.warnings, row.missing) == ("王演示", 1, 2, 1, 1)
    assert row.head_name == "甲演示"


def test_years_are_those_of_which_something_is_recorded(registry: SqlRegistry) -> None:
    a_household(registry, "甲", main_cause="01")
    edit(registry, "household_income", "i", household_id="甲", year=2016, wage_income=Decimal(1))
    assert registry.years() == registry.years(VILLAGE) == [2018, 2016]
    assert registry.years("141124199299") == []
