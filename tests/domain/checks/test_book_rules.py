"""The rules over a village's lists: each speaks of what breaks it, at its field, and is silent when that is mended."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.checks import ALL_CHECKS, CheckContext, Finding, run_book
from tests.domain.checks.book_cases import BOOK_CASES, BookCase, Rows

DAY = date(2018, 12, 31)
VILLAGE = Village(id="v", village_code="141124199201", name="甲子沟村")


def book_of(rows: Rows) -> Book:
    lists: dict[str, list[Any]] = {}
    for named, values in rows.items():
        record, _, record_id = named.partition(":")
        lists.setdefault(record, []).append(RECORDS[record].cls(id=record_id, village_id="v", **values))
    return Book(VILLAGE, DAY, lists, {"h1": "张来福"})


def found(rule: str, rows: Rows) -> list[Finding]:
    return [one for one in run_book(book_of(rows), CheckContext(DAY)) if one.rule == rule]


def place(one: Finding) -> str:
    return f"{one.record}:{one.record_id}.{one.field}"


def mended(case: BookCase) -> Rows:
    kept = {name: values for name, values in case.rows.items() if case.mended.get(name, {}) is not None}
    changed = {name: {**case.rows.get(name, {}), **values} for name, values in case.mended.items() if values}
    return {**kept, **changed}


@pytest.mark.parametrize("case", BOOK_CASES, ids=lambda case: f"{case.rule}-{case.at}")
def test_what_breaks_a_rule_is_told_at_its_field_with_the_village(case: BookCase) -> None:
    told = found(case.rule, case.rows)
    assert case.at in [place(one) for one in told]
    words = next(one.message for one in told if place(one) == case.at)
    assert words.startswith("甲子沟村：")
    assert all(part in words for part in case.says)


@pytest.mark.parametrize("case", BOOK_CASES, ids=lambda case: f"{case.rule}-{case.at}")
def test_what_is_mended_is_not_told_any_more(case: BookCase) -> None:
    assert [one for one in found(case.rule, mended(case)) if place(one) == case.at] == []


def test_every_rule_over_a_book_has_its_case() -> None:
    assert {case.rule for case in BOOK_CASES} == {one.id for one in ALL_CHECKS.values() if one.of_book}


def test_an_empty_book_only_lacks_its_team_and_who_leads_its_industry() -> None:
    assert {(one.rule, one.level.value) for one in run_book(book_of({}), CheckContext(DAY))} == {
        ("T08", "M"),
        ("E01", "M"),
    }
