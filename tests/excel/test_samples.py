"""The sample exports against the truth that lies beside them: the messy set means what the clean one would say."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.batch import Batch, State
from fupin_desktop.domain.staging.reading import Reading
from fupin_desktop.excel.header import _understood
from fupin_desktop.excel.layout import layout, spec_of
from fupin_desktop.excel.parse import parser
from fupin_desktop.excel.parsed import Fault
from fupin_desktop.excel.read import read_workbook
from tests.domain.staging.small_registry import SmallRegistry

SAMPLES = Path(__file__).parent.parent / "samples"
MAIN = ("户信息", "户脱贫信息", "贫困人口信息", "帮扶责任人结对查询")
LAYOUTS = {"户信息": "households", "户脱贫信息": "exits", "贫困人口信息": "persons", "帮扶责任人结对查询": "helpers"}
MESSY = "county-export-messy"


@cache
def truth(sample: str) -> dict[str, Any]:
    return json.loads((SAMPLES / sample / "truth.json").read_text("utf-8"))


def main_files(sample: str) -> list[Reading]:
    return [one for name in MAIN for one in read_workbook(SAMPLES / sample / f"{name}_20181231.xlsx")]


def messy(name: str) -> list[Reading]:
    return read_workbook(SAMPLES / MESSY / name, 2018)


def counts(batch: Batch) -> dict[str, dict[str, int]]:
    return {
        kind: {state: number for state, number in batch.counts(kind).items() if number}
        for kind in ("household", "person", "helper")
    }


@pytest.fixture(params=["county-export", MESSY])
def sample(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def registry() -> SmallRegistry:
    """A registry that has taken in the messy set."""
    made = SmallRegistry()
    made.apply(made.stage(main_files(MESSY)))
    return made


def test_four_files_at_once_are_counted_as_households_persons_and_helpers(sample: str):
    told = truth(sample)
    registry = SmallRegistry()
    batch = registry.stage(main_files(sample))
    assert counts(batch) == {
        "household": {"new": told["households"]},
        "person": {"new": told["persons"]},
        "helper": {"new": told["helpers"]},
    }
    registry.apply(batch)
    assert registry.count("pairing") == told["pairings"]
    assert {group["village_code"] for group in registry.records["household"].values()} == {told["villages"][0]["code"]}
    (village,) = registry.records["village"].values()
    assert (village["name"], village["township_name"]) == (told["villages"][0]["name"], told["villages"][0]["township"])


def test_the_same_files_again_change_nothing(sample: str):
    registry = SmallRegistry()
    registry.apply(registry.stage(main_files(sample)))
    again = registry.stage(main_files(sample))
    assert all(row.state is State.SAME for row in again.rows)
    assert again.missing == []


def test_only_real_defects_are_complained_about():
    assert SmallRegistry().stage(main_files("county-export")).problems == []
    (problem,) = SmallRegistry().stage(main_files(MESSY)).problems
    assert (problem.column, problem.value, problem.is_taken) == ("务工时间(月)", "24", True)


def test_the_registry_holds_the_figures_of_the_truth(sample: str):
    registry = SmallRegistry()
    registry.apply(registry.stage(main_files(sample)))
    told = truth(sample)
    incomes = registry.records["household_income"].values()
    assert sum(one["net_income"] for one in incomes) == Decimal(told["sum_net_income"])
    names = {plain_name(one["name"]) for one in registry.records["person"].values()}
    assert names.issuperset(told["names_with_rare_characters"] + told["names_with_middle_dot"])


def test_every_quirk_of_the_messy_set_means_what_was_meant():
    quirks = [one for one in truth(MESSY)["quirks"] if "value" in one]
    assert len(quirks) > 1000
    for one in quirks:
        shape = layout(LAYOUTS[one["file"].partition("_")[0]])
        path = shape.alone.get(found := _understood(shape.vocabulary, (one["column"],))[0] or "", found)
        parse = parser(spec_of(path), year=2018, is_month=path in shape.months)
        meant, written = parse(one["value"]), parse(one["written"])
        assert not isinstance(written, Fault)
        if one["kind"] in ("trailing_spaces", "full_width_blank"):
            assert (plain_name(written), written) == (meant, one["written"])
        else:
            assert written == meant or set(written) == set(meant), one


def test_the_export_of_a_month_later_shows_exactly_what_changed(registry: SmallRegistry):
    told = truth(MESSY)["second_export"]
    batch = registry.stage(messy(told["file"]))
    shape = layout("households")
    paths = dict(shape.columns)
    shown = {
        (row.code, f"{one.record}.{one.field}", one.old, one.new)
        for row in batch.rows
        if row.kind == "household"
        for one in row.differences
    }
    expected = set()
    for cell in told["changed_cells"]:
        path = paths[cell["column"]]
        parse = parser(spec_of(path), year=2018)
        expected.add((cell["household_code"], path, parse(cell["old"]), parse(cell["new"])))
    assert shown == expected
    born = {row.code for row in batch.rows if row.kind == "person" and row.state is State.NEW}
    assert born == {one["person_code"] for one in told["persons_born"]}
    assert {row.code for row in batch.rows if row.kind == "person" and row.state is State.CHANGED} == set()


def test_persons_who_are_gone_are_reported_and_stay(registry: SmallRegistry):
    told = truth(MESSY)["second_export"]
    batch = registry.stage(messy(told["file"]))
    gone = {(one.kind, one.household_code, one.code, one.title) for one in batch.missing}
    assert gone == {("person", one["household_code"], one["person_code"], one["name"]) for one in told["persons_gone"]}
    before = registry.count("person")
    registry.apply(batch)
    assert registry.count("person") == before + len(told["persons_born"])


def test_damaged_numbers_are_complained_about_one_by_one_and_never_stored(registry: SmallRegistry):
    readings = messy("损坏的身份证.xlsx")
    edge = truth(MESSY)["edge"]["损坏的身份证.xlsx"]
    damaged = [one for one in readings[0].problems if one.column == "证件号码"]
    assert len(damaged) == edge["as_number"] + edge["as_1.41E+17_text"]
    assert not any(one.is_taken for one in damaged)
    assert counts(registry.stage(readings))["person"] == {"same": edge["rows"]}
    empty = SmallRegistry()
    empty.apply(empty.stage(readings))
    assert empty.count("person") == edge["rows"]
    assert sum(bool(one.get("id_number")) for one in empty.records["person"].values()) == edge["undamaged_or_blank"] - 1


def test_the_old_format_and_the_text_table_say_the_same_as_the_workbooks(registry: SmallRegistry):
    assert counts(registry.stage(messy("旧版.xls")))["household"] == {"same": 120}
    assert counts(registry.stage(messy("人口信息.csv")))["person"] == {"same": 463}


def test_without_the_household_code_the_head_says_which_household_it_is(registry: SmallRegistry):
    batch = registry.stage(messy("缺列.xlsx"))
    assert counts(batch)["household"] == {"same": 120}
    assert "缺少「户编号」一列" in batch.notes[0]


def test_a_code_that_comes_twice_with_different_values_is_doubtful_with_both_shown(registry: SmallRegistry):
    batch = registry.stage(messy("重复行.xlsx"))
    assert counts(batch)["household"] == {"doubtful": 120}
    for row in batch.rows:
        if row.kind == "household":
            first, second = row.proposals
            assert first.facts != second.facts
            assert "有几行，内容不同" in row.reasons[0]
    assert registry.apply(batch) == []
