"""What the chips offer, and how many households stand behind each choice."""

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.services.check_registry import refresh
from fupin_desktop.ui.households import filter_choices
from fupin_desktop.ui.households.filter_choices import CHIPS, choices, worded

QUERY = HouseholdQuery(year=2018)


def counts(registry: SqlRegistry, name: str, query: HouseholdQuery = QUERY) -> dict[str, int | None]:
    return {one.label: one.count for one in choices(registry, name, query) if one.count}


def test_each_choice_says_how_many_households_it_would_show(registry: SqlRegistry) -> None:
    assert counts(registry, "poverty_status") == {
        "未脱贫": 6,
        "已脱贫（享受政策）": 3,
        "预脱贫": 1,
        "返贫": 1,
        "已脱贫（不再享受政策）": 1,
    }
    assert counts(registry, "helper_id") == {"李驻村": 3, "王演示": 4, "赵帮扶": 3}
    assert counts(registry, "villager_group") == {"第一小组": 4, "第二小组": 4, "第三小组": 4}


def test_every_count_is_what_the_list_then_shows(registry: SqlRegistry) -> None:
    refresh(registry)
    for chip in CHIPS:
        for choice in choices(registry, chip.name, QUERY):
            asked = HouseholdQuery(year=2018, filters={chip.name: (choice.value,)})
            assert len(registry.household_ids(asked)) == choice.count, f"{chip.name}={choice.label}"


def test_counts_obey_the_other_filters_but_not_their_own(registry: SqlRegistry) -> None:
    query = HouseholdQuery(year=2018, filters={"villager_group": ("第一小组",), "poverty_status": ("0",)})
    assert counts(registry, "poverty_status", query) == {"未脱贫": 2, "已脱贫（享受政策）": 2}


def test_blank_can_be_asked_for(registry: SqlRegistry) -> None:
    empty_year = HouseholdQuery(year=2016)
    assert counts(registry, "main_cause", empty_year) == {"（未填）": 12}


def test_a_county_is_counted_choice_by_choice_and_gives_the_same(
    registry: SqlRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(registry)
    few = {name: counts(registry, name) for name in ("poverty_status", "main_cause", "problem")}
    monkeypatch.setattr(filter_choices, "COUNTED", 5)
    assert {name: counts(registry, name) for name in few} == few
    assert choices(registry, "villager_group", QUERY) == []


def test_values_are_said_in_words(registry: SqlRegistry) -> None:
    helper = choices(registry, "helper_id", QUERY)[0].value
    assert worded(registry, "helper_id", [helper], 2018) == "李驻村"
    assert worded(registry, "poverty_status", ["0", "3"], 2018) == "未脱贫、返贫"
    assert worded(registry, "main_cause", [""], 2018) == "（未填）"
