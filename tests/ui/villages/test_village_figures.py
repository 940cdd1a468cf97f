"""What the registered households add up to, beside what the village form says."""

from dataclasses import replace

import pytest

from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.ui.villages.village_figures import Figure, counts, figures
from tests.ui import builders

FORM = VillageYear(id="y", village_id="v", year=2018, persons_total=612)


@pytest.fixture
def shown(registry: SqlRegistry) -> dict[str, Figure]:
    return said(registry, FORM)


def said(registry: SqlRegistry, form: VillageYear | None, year: int = 2018) -> dict[str, Figure]:
    counted = counts(registry, builders.VILLAGE, year)
    return {one.label: one for one in figures(counted, form, shipped_policy())}


def test_the_poor_are_counted_from_the_registry(shown: dict[str, Figure]) -> None:
    assert shown["贫困户数"].registered == "8 户"
    assert shown["贫困人口数"].registered == "19 人"
    assert shown["已脱贫"].registered == "4 户 12 人"


def test_the_poverty_rate_is_of_all_people_of_the_village(shown: dict[str, Figure]) -> None:
    assert shown["贫困发生率"].registered == "3.10%"
    assert shown["贫困发生率"].on_form == "出列要求低于 2%"


def test_without_the_number_of_people_there_is_no_rate(registry: SqlRegistry) -> None:
    rate = said(registry, replace(FORM, persons_total=None))["贫困发生率"]
    assert rate.registered == ""
    assert "先填“总人口数”" in rate.odd


def test_a_village_that_has_left_with_too_many_poor_is_odd(registry: SqlRegistry) -> None:
    assert "已出列" in said(registry, replace(FORM, is_exited=True))["贫困发生率"].odd
    assert said(registry, replace(FORM, is_exited=False))["贫困发生率"].odd == ""


def test_what_was_reported_of_the_poor_is_compared(registry: SqlRegistry) -> None:
    assert "上报的是 9，登记库是 8" in said(registry, replace(FORM, poor_households=9))["贫困户数"].odd
    assert said(registry, replace(FORM, poor_households=8))["贫困户数"].odd == ""


def test_households_cannot_have_more_land_than_their_village(registry: SqlRegistry) -> None:
    land = "耕地面积"
    assert said(registry, replace(FORM, cultivated_land=60))[land].odd != ""
    assert said(registry, replace(FORM, cultivated_land=600))[land].odd == ""
    assert said(registry, FORM)[land].registered == "各户合计 114 亩"


def test_the_village_has_at_least_as_many_as_its_registered_households(registry: SqlRegistry) -> None:
    assert "还少" in said(registry, replace(FORM, dangerous_house_households=1))["危房户数"].odd
    assert said(registry, replace(FORM, dangerous_house_households=0))["危房户数"].odd != ""
    assert said(registry, FORM)["危房户数"].odd == ""  # blank is not zero


def test_a_year_that_nobody_has_filled_is_not_told_as_nought(registry: SqlRegistry) -> None:
    found = said(registry, None, 2019)
    assert "贫困户数" not in found
    assert "还没有填" in found["登记户数"].odd
