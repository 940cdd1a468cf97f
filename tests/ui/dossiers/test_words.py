"""What the dossier says in words: how figures come about, how far away a promise is, what was changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.households.income_item import IncomeItem
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.ui.dossiers.attachments.expected_papers import missing_papers, missing_words
from fupin_desktop.ui.dossiers.completeness import marks, needed_fields
from fupin_desktop.ui.dossiers.history_words import change_words, entry_words
from fupin_desktop.ui.dossiers.income.income_words import against_line, explanation, reported_words
from fupin_desktop.ui.dossiers.income.worksheet import Sum, property_sum, sum_words, sums
from fupin_desktop.ui.dossiers.open_dossier import read_dossier
from fupin_desktop.ui.dossiers.places import place_of
from fupin_desktop.ui.dossiers.year_words import due_words, explain_count
from tests.ui import builders


def income(**values: int) -> HouseholdIncome:
    """An income of 2018."""
    given: dict[str, Any] = {name: Decimal(value) for name, value in values.items()}
    return HouseholdIncome(id="i", household_id="h", year=2018, **given)


def item(code: str, **values: Any) -> IncomeItem:
    """A worksheet line."""
    return IncomeItem(id=code, household_id="h", year=2018, item=code, **values)


def test_the_figure_per_head_is_explained_with_every_part() -> None:
    parts = {"wage_income": 8000, "business_income": 5000, "property_income": 0, "business_expense": 2000}
    words = explanation(income(**parts, minimum_living_payment=1200), 4)
    assert words == (
        "人均纯收入 =（工资性收入 8,000.00 + 生产经营性收入 5,000.00 + 财产性收入 0.00 + 转移性收入 1,200.00"
        " − 生产经营性支出 2,000.00）÷ 4 人 = 3,050.00 元。"
    )


def test_what_is_blank_is_named_and_not_counted_as_zero() -> None:
    assert "财产性收入、转移性收入没有填，没有计入" in explanation(income(wage_income=1, business_income=1), 1)
    assert explanation(income(), 4) == "各类收入都还没有填，算不出人均纯收入。"
    assert "还不知道人口数" in explanation(income(wage_income=100), None)


def test_the_line_of_the_year_is_compared_in_yuan() -> None:
    assert against_line(Decimal(3000), Decimal(3535)) == ("低于当年扶贫标准 3,535 元，还差 535.00 元。", "danger")
    assert against_line(Decimal(3600), Decimal(3535))[1] == "good"
    assert against_line(None, None)[0] == "这一年没有扶贫标准可比。"


def test_a_reported_figure_that_differs_is_said_with_the_difference() -> None:
    words, role = reported_words("net_income_per_capita", Decimal(3500), Decimal(3050))
    assert words == "上级报来的人均纯收入是 3,500.00 元，比这里算出的 3,050.00 元多 450.00 元。"
    assert role == "warn"
    assert reported_words("net_income", Decimal(5), Decimal(5))[1] == "good"
    assert reported_words("net_income", None, Decimal(5)) == ("", "hint")


def test_worksheet_lines_go_to_the_totals_of_the_years_form() -> None:
    lines = [
        item("b01", quantity=Decimal(1000), unit_price=Decimal("0.8")),
        item("b02", amount=Decimal(500)),
        item("c02", amount=Decimal(300)),
        item("e01"),
    ]
    found = sums(lines, 2018)
    assert found["business_income"] == Sum(Decimal("1300.00"), 2)
    assert found["other_property_income"] == Sum(Decimal(300), 1)
    assert found["business_expense"] == Sum(Decimal(0), 1, 1)
    assert sums(lines, 2016)["property_income"] == Sum(Decimal(300), 1)


def test_property_income_is_the_sum_of_its_parts_from_2018_on() -> None:
    parts = {"asset_dividend_income": Decimal(200), "other_property_income": None}
    assert property_sum(parts, 2018) == Sum(Decimal(200), 1)
    assert property_sum(parts, 2017) is None
    assert property_sum({}, 2018) is None


def test_whether_a_total_agrees_with_its_worksheet_is_said() -> None:
    assert sum_words(None, Decimal(3)) == ""
    assert sum_words(Sum(Decimal(300), 2), Decimal(300)) == "明细 2 项，合计 300.00 元，一致。"
    assert sum_words(Sum(Decimal(300), 2, 1), Decimal(200)).endswith("（有 1 项没填金额），与填的不同。")
    assert sum_words(Sum(Decimal(300), 2), None, of_parts=True) == "两项合计 300.00 元。"


@pytest.mark.parametrize(
    ("ends_on", "done_on", "words"),
    [
        ("2018-10", "2018-09-20", "已办结 2018-09-20"),
        ("2018-06-30", None, "逾期 3 天"),
        ("2018-07-03", None, "今天到期"),
        ("2018-07", None, "还有 28 天"),
        (None, None, "未定期限"),
    ],
)
def test_a_promise_says_how_far_away_its_day_is(ends_on: str | None, done_on: str | None, words: str) -> None:
    assert due_words(ends_on, done_on, date(2018, 7, 3))[0] == words


def test_the_number_of_people_is_compared_with_the_list(registry: SqlRegistry) -> None:
    dossier = read_dossier(registry, builders.household_id(5), 2018).dossier
    assert explain_count(dossier) == "按成员名单算，现有 5 人。"
    facts = dossier.now.facts
    assert isinstance(facts, HouseholdYear)
    years = {2018: replace(dossier.now, facts=replace(facts, member_count=6))}
    assert explain_count(replace(dossier, years=years)) == "上级报来 6 人，成员名单上是 5 人，请核对。"


def test_a_blank_section_asks_for_everything_that_the_years_form_carries(registry: SqlRegistry) -> None:
    shown = read_dossier(registry, builders.household_id(4), 2018)
    found = marks(shown)
    assert (found["income"].filled, found["income"].needed) == (0, len(needed_fields("household_income", 2018)))
    assert found["income"].words == f"0/{found['income'].needed}"
    assert "safe_water_solved" in needed_fields("household_conditions", 2018)
    assert "is_water_safe" not in needed_fields("household_conditions", 2018)


def test_a_change_reads_from_what_to_what_and_hides_what_is_not_open() -> None:
    entry = HistoryEntry(
        "household", "h", "phone", "19900000002", "19900000001", 1530598800000, "王演示", "甲机", "edit",
        "修改", "", "g", "c", is_current=True,
    )  # fmt: skip
    assert change_words(entry) == "户联系电话：199****0001 → 199****0002"
    assert entry_words(entry).splitlines()[0] == "199****0002（现在）"
    assert "2018年7月3日 14:20　王演示" in entry_words(entry)


def test_putting_away_is_said_as_such() -> None:
    entry = HistoryEntry("visit", "v", LIFE, False, True, 0, "", "", "edit", "", "", "g", "c", is_current=True)
    assert change_words(entry) == "走访记录：放入回收站"


def test_missing_papers_follow_what_is_registered(registry: SqlRegistry) -> None:
    poor = read_dossier(registry, builders.household_id(1), 2018).newest  # 低保贫困户
    plain = read_dossier(registry, builders.household_id(2), 2018).newest
    assert "低保证" in missing_papers(poor)
    assert "低保证" not in missing_papers(plain)
    assert missing_words([]) == "常用的材料都有了。"


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        ("", ("glance", "", "", "")),
        ("visits", ("visits", "", "", "")),
        ("person.name:p1", ("members", "person", "p1", "name")),
        ("household_income.wage_income", ("income", "household_income", "", "wage_income")),
        ("person:p1", ("members", "person", "p1", "")),
    ],
)
def test_a_wish_names_a_section_a_field_or_a_record(wish: str, place: tuple[str, ...]) -> None:
    assert place_of(wish) == place
