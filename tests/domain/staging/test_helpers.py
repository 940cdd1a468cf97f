"""Helpers, units and pairings: each helper once, pairings by household, and no household made by a pairing."""

from typing import Any

import pytest

from fupin_desktop.domain.staging.batch import Batch, StagedRow, State
from tests.domain.staging.sheets import household, number, pairing, sheet
from tests.domain.staging.small_registry import SmallRegistry


@pytest.fixture
def registry() -> SmallRegistry:
    made = SmallRegistry()
    made.apply(
        made.stage([sheet("households", household(1), household(2)), sheet("helpers", pairing(1, 1), pairing(2, 1))])
    )
    return made


def one(batch: Batch, kind: str) -> StagedRow:
    (row,) = [row for row in batch.rows if row.kind == kind]
    return row


def test_a_helper_of_many_households_is_one_row(registry: SmallRegistry):
    assert (registry.count("helper"), registry.count("unit"), registry.count("pairing")) == (1, 1, 2)
    helper = registry.find("helper")
    assert helper["unit_id"] == registry.find("unit")["id"]


@pytest.mark.parametrize(
    "without_code",
    [
        {"helper__helper_code": None},
        {"helper__helper_code": None, "helper__name": "王　演1"},
    ],
)
def test_without_a_code_name_and_phone_say_who_it_is(registry: SmallRegistry, without_code: dict[str, Any]):
    assert one(registry.stage([sheet("helpers", pairing(1, 1, **without_code))]), "helper").state is State.SAME


def test_the_id_number_goes_before_the_phone(registry: SmallRegistry):
    registry.records["helper"][registry.find("helper")["id"]]["id_number"] = number("19800101", 1)
    same = pairing(1, 1, helper__helper_code=None, helper__phone="19900019999", helper__id_number=number("19800101", 1))
    staged = one(registry.stage([sheet("helpers", same)]), "helper")
    assert [(d.field, d.new) for d in staged.differences] == [("phone", "19900019999")]


def test_another_code_with_the_same_phone_and_name_is_doubtful(registry: SmallRegistry):
    staged = one(registry.stage([sheet("helpers", pairing(1, 1, helper__helper_code="61411999999999"))]), "helper")
    assert staged.state is State.DOUBTFUL


def test_the_end_of_a_pairing_is_a_difference(registry: SmallRegistry):
    staged = one(registry.stage([sheet("helpers", pairing(1, 1, pairing__ended_on="2018-05"))]), "helper")
    assert [(d.record, d.field, d.new) for d in staged.differences] == [("pairing", "ended_on", "2018-05")]


def test_a_later_start_after_an_end_is_a_new_pairing_and_a_corrected_start_is_not(registry: SmallRegistry):
    later = [sheet("helpers", pairing(1, 1, pairing__started_on="2018-07"))]
    corrected = one(registry.stage(later), "helper")
    assert [(d.field, d.old, d.new) for d in corrected.differences] == [("started_on", "2016-09", "2018-07")]
    first = next(values for values in registry.records["pairing"].values())
    first["ended_on"] = "2018-06"
    again = one(registry.stage(later), "helper")
    assert {d.field for d in again.differences} == {"household_id", "helper_id", "started_on"}


def test_a_pairing_with_an_unknown_household_goes_back_and_makes_no_household():
    batch = SmallRegistry().stage([sheet("helpers", pairing(1, 1))])
    assert batch.counts("helper")["new"] == 1
    assert batch.counts("household")["new"] == 0
    assert "请先导入户信息" in batch.problems[0].reason


def test_a_pairing_finds_a_household_that_is_only_in_the_registry(registry: SmallRegistry):
    batch = registry.stage([sheet("helpers", pairing(2, 5))])
    groups = registry.apply(batch)
    home = registry.find("household", head_name="赵演2")
    assert [(group.household_id, group.village_code) for group in groups[1:]] == [(home["id"], home["village_code"])]


def test_a_helper_whose_rows_disagree_is_doubtful(registry: SmallRegistry):
    rows = [pairing(1, 1, helper__phone="19900017777"), pairing(2, 1, helper__phone="19900018888")]
    assert one(registry.stage([sheet("helpers", *rows)]), "helper").state is State.DOUBTFUL


def test_a_unit_is_found_by_code_then_by_name(registry: SmallRegistry):
    renamed = registry.stage([sheet("helpers", pairing(1, 1, unit__name="临县演示管理局"))])
    assert [(d.field, d.new) for d in one(renamed, "unit").differences] == [("name", "临县演示管理局")]
    by_name = registry.stage([sheet("helpers", pairing(1, 1, unit__unit_code=None))])
    assert one(by_name, "unit").state is State.SAME


def test_rows_with_and_without_the_units_code_mean_one_unit():
    registry = SmallRegistry()
    rows = [pairing(1, 1), pairing(2, 2, unit__unit_code=None)]
    registry.apply(registry.stage([sheet("households", household(1), household(2)), sheet("helpers", *rows)]))
    assert registry.count("unit") == 1


def test_a_row_without_a_helpers_name_goes_back(registry: SmallRegistry):
    batch = registry.stage([sheet("helpers", pairing(1, 1), pairing(2, 8, helper__name=None))])
    assert batch.counts("helper")["new"] == 0
    assert "没有帮扶责任人姓名" in batch.problems[0].reason
