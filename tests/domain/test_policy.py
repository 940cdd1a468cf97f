"""Policy data: what is shipped, and how a county's own files are laid over it."""

import tomllib
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.domain.policy import FILES as OTHERWISE_NAMED
from fupin_desktop.domain.policy import Policy, check_parameters, poverty_line, read_policy
from fupin_desktop.domain.procedures import FOLDER
from fupin_desktop.paths import resources

FILES = sorted((resources() / "policy").glob("*.toml"))


def county(folder: Path, name: str, text: str) -> Path:
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def sourced(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """Every table that carries a figure of its own."""
    here = [tree] if {"amount", "source"} & tree.keys() else []
    return here + [found for value in tree.values() if isinstance(value, dict) for found in sourced(value)]


def test_every_file_that_the_policy_reads_is_shipped_and_no_other() -> None:
    read = {OTHERWISE_NAMED.get(one.name, one.name) for one in fields(Policy) if one.name != FOLDER}
    assert {path.stem for path in FILES} == read


@pytest.mark.parametrize(
    ("year", "statistics", "exit_line"),
    [
        (2010, 2300, 2300),
        (2011, 2536, None),
        (2012, 2625, None),
        (2013, 2736, 2736),
        (2014, 2800, 2800),
        (2015, 2855, 2968),
        (2016, 2952, 3146),
        (2017, 2952, 3335),
        (2018, 2995, 3535),
        (2019, 3218, 3747),
        (2020, None, 4000),
        (2021, None, None),
    ],
)
def test_the_two_series_are_those_of_the_domain_reference(
    year: int, statistics: int | None, exit_line: int | None
) -> None:
    assert poverty_line(year, "A") == statistics
    assert poverty_line(year, "B") == exit_line


def test_series_b_holds_unless_another_is_named() -> None:
    assert poverty_line(2018) == Decimal(3535)
    assert isinstance(poverty_line(2018), Decimal)
    assert poverty_line(2018, "unheard of") is None


def test_every_amount_has_its_source_and_says_whether_it_is_verified() -> None:
    tree = tomllib.loads((resources() / "policy" / "poverty_line.toml").read_text("utf-8"))
    lines = sourced(tree)
    assert len(lines) == 19
    for line in lines:
        assert line["source"]
        assert line["verified"] is not line["source"].startswith("gk-u")


@pytest.mark.parametrize("name", ["checks", "exit_household", "exit_village"])
def test_every_threshold_and_criterion_has_a_source(name: str) -> None:
    tree = tomllib.loads((resources() / "policy" / f"{name}.toml").read_text("utf-8"))
    assert [key for key, table in tree.items() if not table.get("source")] == []


def test_thresholds_of_our_own_are_marked_unverified() -> None:
    tree = tomllib.loads((resources() / "policy" / "checks.toml").read_text("utf-8"))
    for rule, table in tree.items():
        assert (table["source"] == "design") == (table.get("verified") is False), rule


@pytest.mark.parametrize(
    ("rule", "name", "value"),
    [
        ("I07", "age_over", 110),
        ("L03", "age_to", 65),
        ("A07", "age_to", 14),
        ("A08", "age_from", 12),
        ("N02", "per_head_to", 100_000),
        ("N04", "wage_from", 300),
        ("N05", "pension_from", 88),
        ("W01", "months_to", 12),
        ("V01", "cultivated_land", 100),
        ("V01", "forest_land", 200),
        ("V02", "forest_land_per_head", 70),
        ("V04", "suspicious_km", 5),
        ("V08", "area_per_head", 25),
        ("P02", "amount_to", 50_000),
    ],
)
def test_thresholds_are_those_of_the_domain_reference(rule: str, name: str, value: int) -> None:
    assert check_parameters(rule, 2018)[name] == value


def test_a_rule_without_thresholds_has_no_parameters() -> None:
    assert check_parameters("S01", 2018) == {}


def test_a_threshold_may_change_with_the_year() -> None:
    assert check_parameters("C05", 2018)["share_over"] == Decimal("0.5")
    assert check_parameters("C05", 2021)["share_over"] == Decimal("0.25")
    assert "from" not in check_parameters("C05", 2021)


def test_asking_for_parameters_does_not_use_them_up() -> None:
    assert check_parameters("C05", 2021) == check_parameters("C05", 2021)


@pytest.mark.parametrize("exit_year", [2014, 2015, 2016, 2017])
def test_early_exits_are_held_to_the_line_of_the_checks_of_2018(exit_year: int) -> None:
    assert read_policy().exit_line(exit_year, 2018) == 2952


@pytest.mark.parametrize(("data_year", "line"), [(2018, 3535), (2019, 3747), (2020, 4000)])
def test_later_exits_are_held_to_the_line_of_the_data_year(data_year: int, line: int) -> None:
    assert read_policy().exit_line(2018, data_year) == line


def test_the_seven_guarantees_of_a_household_are_all_demanded() -> None:
    items = read_policy().exit_items("household")
    keys = "income_ok food_ok clothes_ok education_ok medical_ok housing_ok water_ok"
    assert [item.key for item in items] == keys.split()
    assert all(item.required for item in items)


def test_a_village_leaves_below_two_per_cent() -> None:
    items = {item.key: item for item in read_policy().exit_items("village")}
    assert items["poverty_rate"].target == Decimal(2)
    assert [item.key for item in items.values() if not item.required] == ["industry", "collective_income"]


def test_no_income_coefficients_are_used_unless_the_county_says_so(tmp_path: Path) -> None:
    assert read_policy().income_coefficients(2018) == {}
    policy = read_policy(county(tmp_path, "income", '[coefficients]\nuse = "example"\n'))
    assert policy.income_coefficients(2019)["小麦"] == Decimal("0.31")
    assert policy.income_coefficients(2017) == {}, "no set of that year or before"


def test_income_is_counted_by_calendar_year_unless_the_county_says_otherwise(tmp_path: Path) -> None:
    assert read_policy().income_period(2016) == (date(2016, 1, 1), date(2016, 12, 31))
    policy = read_policy(county(tmp_path, "income", '[period]\nuse = "autumn"\n'))
    assert policy.income_period(2016) == (date(2015, 10, 1), date(2016, 9, 30))


def test_a_county_changes_one_figure_and_keeps_the_rest(tmp_path: Path) -> None:
    policy = read_policy(county(tmp_path, "checks", '[V01]\ncultivated_land = 60\nsource = "县"\n'))
    assert policy.check_parameters("V01", 2018)["cultivated_land"] == 60
    assert policy.check_parameters("V01", 2018)["forest_land"] == 200
    assert policy.check_parameters("V02", 2018) == check_parameters("V02", 2018)
    assert check_parameters("V01", 2018)["cultivated_land"] == 100, "the shipped policy stays as it is"


def test_a_county_adds_a_series_and_makes_it_its_own(tmp_path: Path) -> None:
    text = 'default = "C"\n[series.C.year]\n2018 = { amount = 3600.5, source = "县文件" }\n'
    policy = read_policy(county(tmp_path, "poverty_line", text))
    assert policy.poverty_line(2018) == Decimal("3600.5")
    assert policy.poverty_line(2018, "B") == 3535
    assert poverty_line(2018, policy=policy) == Decimal("3600.5")


def test_a_county_replaces_the_lines_for_early_exits_as_a_whole(tmp_path: Path) -> None:
    text = "[[N07.line]]\nexit_years = [2016]\namount = 3000\n"
    policy = read_policy(county(tmp_path, "checks", text))
    assert policy.exit_line(2016, 2018) == 3000
    assert policy.exit_line(2014, 2018) == 3535


def test_a_folder_without_files_changes_nothing(tmp_path: Path) -> None:
    assert read_policy(tmp_path) == read_policy()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("checks", "[V01\n"),
        ("poverty_line", '[series.B.year]\n2021 = { source = "no amount" }\n'),
        ("exit_village", '[own]\nlabel = "本县项目"\n'),
        ("income", '[period]\nuse = "unheard of"\n'),
    ],
)
def test_a_countys_broken_file_is_named_and_not_half_used(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Unavailable, match="政策文件"):
        read_policy(county(tmp_path, name, text))
