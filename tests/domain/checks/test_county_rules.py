"""Rules that a county adds: found where all holds, silent beside it, and told when they are not understood."""

from dataclasses import replace
from pathlib import Path

import pytest

from fupin_desktop.domain.checks import Finding, Level, folded, run
from fupin_desktop.domain.checks.county_rules import county_checks
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.domain.policy import read_policy
from tests.domain.checks.check_builders import a_dossier, context_for

WAGES = """
[Z01]
title = "有大额工资，却没有脱贫"
say = "工资性收入超过 5000 元，状态还是未脱贫。请核对收入。"
since = 2018
when = [
  { field = "household_year.poverty_status", is = ["0", "3"] },
  { field = "household_income.wage_income", over = 5000 },
]
"""
OLD = """
[Z02]
title = "老人没有参加居民养老保险"
level = "E"
say = "满 60 周岁，没有参加居民养老保险。请核实。"
at = "person_year.in_resident_pension"
when = [ { field = "age", at_least = 60 }, { field = "person_year.in_resident_pension", is = false } ]
"""


def of_county(folder: Path, rules: str, dossier: Dossier) -> list[Finding]:
    """What the county's rules find."""
    (folder / "county_checks.toml").write_text(rules, "utf-8")
    policy = read_policy(folder)
    context = replace(context_for(dossier), policy=policy, of_county=county_checks(policy))
    return [one for one in run(dossier, context) if one.rule.startswith("Z")]


def test_a_rule_of_the_household_stands_at_its_last_field(tmp_path: Path) -> None:
    (found,) = of_county(tmp_path, WAGES, a_dossier())
    assert (found.rule, found.level, found.title) == ("Z01", Level.W, "有大额工资，却没有脱贫")
    assert (found.record, found.record_id, found.field) == ("household_income", "hi1", "wage_income")
    assert found.message == "张演示户：工资性收入超过 5000 元，状态还是未脱贫。请核对收入。"
    assert folded([found]) == [found]


@pytest.mark.parametrize(
    "dossier",
    [
        a_dossier(income={"wage_income": 5000}),
        a_dossier(income={"wage_income": None}),
        a_dossier(facts={"poverty_status": "1"}),
        a_dossier(year=2017),
    ],
)
def test_it_is_silent_where_one_condition_fails_where_it_is_blank_and_in_other_years(
    tmp_path: Path, dossier: Dossier
) -> None:
    assert of_county(tmp_path, WAGES, dossier) == []


def test_a_rule_of_persons_is_asked_of_each(tmp_path: Path) -> None:
    assert of_county(tmp_path, OLD, a_dossier()) == []
    first, second, old, child = a_dossier().members
    without = replace(old, now=replace(old.now, in_resident_pension=False))  # type: ignore[type-var]
    home = replace(a_dossier(), members=(first, second, without, child))
    (found,) = of_county(tmp_path, OLD, home)
    assert (found.person_name, found.level, found.record_id) == ("王演示", Level.E, without.now.id)  # type: ignore[union-attr]


def test_blanks_are_found_only_where_the_rule_asks_for_them(tmp_path: Path) -> None:
    rule = """
[Z03]
title = "没有电话"
level = "M"
say = "电话没有填。"
when = [{ field = "household.phone", blank = true }]
"""
    assert of_county(tmp_path, rule, a_dossier()) == []
    assert len(of_county(tmp_path, rule, a_dossier(household={"phone": None}))) == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (WAGES.replace("wage_income", "wages"), "没有「household_income.wages」这个栏目"),
        (WAGES.replace("over =", "more ="), "条件要写"),
        (WAGES.replace("over = 5000", 'over = "五千"'), "不能和 五千 比大小"),
        (WAGES.replace("household_income.wage_income", "household.address"), "不能和 5000 比大小"),
        (WAGES.replace("Z01", "N01"), "编号要写成"),
        (WAGES.replace('title = "有大额工资，却没有脱贫"', ""), "缺项"),
        (WAGES.replace("since", 'level = "X"\nsince'), "缺项或写法有误"),
        (
            OLD.replace(
                '{ field = "age", at_least = 60 }, { field = "person_year.in_resident_pension", is = false }',
                '{ field = "household.phone", blank = true }',
            ),
            "条件里却没有成员",
        ),
    ],
)
def test_a_rule_that_cannot_be_understood_is_named_with_what_is_amiss(tmp_path: Path, wrong: str, why: str) -> None:
    with pytest.raises(Unavailable, match=why) as told:
        of_county(tmp_path, wrong, a_dossier())
    assert "county_checks.toml" in str(told.value)
