"""Which village a household belongs to: known names, public codes, the only village; otherwise somebody must say."""

import pytest

from fupin_desktop.catalogue.regions import region_path, villages
from fupin_desktop.domain.identity import village_id
from fupin_desktop.domain.staging.batch import State
from tests.domain.staging.sheets import household, person, sheet
from tests.domain.staging.small_registry import VILLAGE, SmallRegistry

OTHER = "141124199202"


def named(registry: SmallRegistry, code: str, name: str) -> None:
    registry.records["village"][village_id(code)] |= {"name": name, "township_name": "样板乡", "county_name": "临县"}


def test_the_only_village_takes_on_the_names_of_the_file():
    registry = SmallRegistry()
    registry.apply(registry.stage([sheet("households", household(1))]))
    assert registry.find("village") == {
        "id": village_id(VILLAGE),
        "village_code": VILLAGE,
        "name": "甲子沟村",
        "township_name": "样板乡",
        "county_name": "临县",
    }
    assert registry.find("household")["village_code"] == VILLAGE


def test_a_row_that_names_another_village_than_the_only_one_waits_with_its_row_and_both_ways_out():
    registry = SmallRegistry()
    named(registry, VILLAGE, "乙丑沟村")
    rows = [household(1, region__village="乙丑沟村"), household(2)]
    batch = registry.stage([sheet("households", *rows), sheet("persons", person(2, 0))])
    assert batch.counts("household") == {"new": 1, "changed": 0, "same": 0, "doubtful": 1}
    (row,) = [one for one in batch.rows if one.kind == "household" and one.state is State.DOUBTFUL]
    assert row.sources[0].row == 5
    assert row.reasons == ("文件里写的村是「样板乡甲子沟村」，本登记库是样板乡乙丑沟村",)
    ours, theirs = row.proposals
    assert ours.key == VILLAGE
    assert "村编号暂定" in theirs.title
    registry.apply(batch, decisions={row.key: theirs.key})
    assert registry.find("household", head_name="赵演2")["village_code"] == theirs.key
    assert registry.find("village", village_code=theirs.key)["name"] == "甲子沟村"
    assert registry.count("person") == 1


def test_the_new_village_of_an_undecided_row_is_not_made():
    registry = SmallRegistry()
    named(registry, VILLAGE, "乙丑沟村")
    batch = registry.stage([sheet("households", household(2))])
    registry.apply(batch)
    assert registry.count("village") == 1


FAR = {"region__county": "石楼县", "region__township": "演示镇", "region__village": "别处村"}


def test_a_village_of_another_county_is_foreign_however_many_of_them_the_file_names():
    registry = SmallRegistry()
    named(registry, VILLAGE, "甲子沟村")
    far = [household(2, **FAR), household(3, **FAR | {"region__village": "更远村"})]
    batch = registry.stage([sheet("households", household(1), *far)])
    assert batch.counts("household") == {"new": 1, "changed": 0, "same": 0, "doubtful": 2}
    assert all("不在本登记库的乡镇" in row.reasons[0] for row in batch.rows if row.state is State.DOUBTFUL)
    assert batch.counts("village")["new"] == 0


def test_a_known_household_does_not_move_to_a_village_that_nobody_knows():
    registry = SmallRegistry()
    registry.apply(registry.stage([sheet("households", household(1), household(2))]))
    batch = registry.stage([sheet("households", household(1), household(2, **FAR))])
    assert batch.counts("household") == {"new": 0, "changed": 0, "same": 2, "doubtful": 0}
    (problem,) = batch.problems
    assert (problem.row, problem.column, problem.value) == (5, "region.village", "演示镇别处村")
    assert "这一户在「样板乡甲子沟村」，没有改动" in problem.reason


@pytest.mark.parametrize("code", ["141126100201", "12", "999999999999"])
def test_a_village_code_of_nowhere_moves_no_household_and_makes_a_new_one_wait(code: str):
    registry = SmallRegistry()
    registry.apply(registry.stage([sheet("households", household(1))]))
    batch = registry.stage([sheet("households", *(household(one, household__village_code=code) for one in (1, 2)))])
    assert batch.counts("household") == {"new": 0, "changed": 0, "same": 1, "doubtful": 1}
    assert [(one.row, one.value) for one in batch.problems] == [(4, f"村编号 {code}")]
    registry.apply(batch)
    assert {one["village_code"] for one in registry.records["household"].values()} == {VILLAGE}


def test_a_village_code_of_the_same_township_is_a_new_village_with_a_record_of_its_own():
    registry = SmallRegistry()
    row = household(1, household__village_code=OTHER, region__village="乙丑沟村")
    registry.apply(registry.stage([sheet("households", row)]))
    assert registry.find("household")["village_code"] == OTHER
    assert registry.find("village", village_code=OTHER)["name"] == "乙丑沟村"


def test_another_sheet_or_another_row_that_names_another_village_goes_back():
    registry = SmallRegistry(VILLAGE, OTHER)
    named(registry, VILLAGE, "甲子沟村")
    named(registry, OTHER, "乙丑沟村")
    persons = sheet("persons", person(1, 0), person(1, 1, region__village="乙丑沟村"))
    batch = registry.stage([sheet("households", household(1)), persons])
    assert [(one.file, one.row) for one in batch.problems] == [("persons.xlsx", 5)]
    assert "这一户在「样板乡甲子沟村」" in batch.problems[0].reason
    assert batch.counts("household")["new"] == 1


def test_several_villages_without_that_name_make_the_rows_doubtful_until_one_is_chosen():
    registry = SmallRegistry(VILLAGE, OTHER)
    named(registry, VILLAGE, "乙丑沟村")
    named(registry, OTHER, "丙寅沟村")
    batch = registry.stage([sheet("households", household(1)), sheet("persons", person(1, 0))])
    (staged,) = [row for row in batch.rows if row.kind == "household"]
    assert staged.state is State.DOUBTFUL
    assert [way.key for way in staged.proposals][:2] == [VILLAGE, OTHER]
    assert "另立新村 样板乡甲子沟村（村编号暂定" in staged.proposals[2].title
    assert "没有「样板乡甲子沟村」" in batch.notes[0]
    groups = registry.apply(batch, decisions={staged.key: OTHER})
    assert registry.find("household")["village_code"] == OTHER
    assert registry.count("person") == 1
    assert {group.village_code for group in groups} == {OTHER}


def test_a_registry_with_one_village_grows_by_the_villages_of_an_export_and_knows_them_again():
    names = ("甲子沟村", "甲子沟村", "乙丑沟村", "丙寅沟村")
    files = [sheet("households", *(household(order, region__village=name) for order, name in enumerate(names)))]
    registry = SmallRegistry()
    batch = registry.stage(files)
    assert batch.counts("household")["new"] == 4
    assert len([note for note in batch.notes if "村编号暂定" in note]) == 2
    assert sorted(row.title for row in batch.rows if row.kind == "village" and not row.is_known) == [
        "丙寅沟村（编号暂定）",
        "乙丑沟村（编号暂定）",
    ]
    registry.apply(batch)
    assert registry.find("village", name="甲子沟村")["village_code"] == VILLAGE
    codes = [one["village_code"] for one in registry.records["village"].values()]
    assert len(set(codes)) == 3
    assert all(code.startswith(VILLAGE[:9]) for code in codes)
    assert registry.stage(files).counts("household")["same"] == 4


@pytest.mark.parametrize("written", ["甲子沟村", "甲子沟", "甲子沟村委会", "甲子沟行政村"])
def test_a_known_village_is_found_however_its_name_ends(written: str):
    registry = SmallRegistry(VILLAGE, OTHER)
    named(registry, VILLAGE, "乙丑沟村")
    named(registry, OTHER, "甲子沟村")
    registry.apply(registry.stage([sheet("households", household(1, region__village=written))]))
    assert registry.find("household")["village_code"] == OTHER


def test_a_village_of_the_public_codes_is_added_with_its_own_code():
    public = villages("141124")[0]
    path = region_path(public.code)
    row = household(1, region__county=path.county, region__township=path.township, region__village=path.village)
    neighbour = f"{public.code[:9]}998"
    registry = SmallRegistry(neighbour)
    registry.records["village"][village_id(neighbour)] |= {"name": "乙丑沟村", "township_name": path.township}
    batch = registry.stage([sheet("households", row)])
    registry.apply(batch)
    assert registry.find("household")["village_code"] == public.code
    assert registry.find("village", village_code=public.code)["name"] == path.village
    assert "记入后将新增这个村" in batch.notes[0]


def test_a_sheet_without_village_columns_means_the_only_village():
    row = {path: value for path, value in household(1).items() if not path.startswith("region.")}
    registry = SmallRegistry()
    registry.apply(registry.stage([sheet("exits", row)]))
    assert registry.find("household")["village_code"] == VILLAGE


def test_the_office_phone_is_the_villages_and_changes_no_household():
    registry = SmallRegistry()
    rows = [household(order, village__office_phone="0358-0000000") for order in (1, 2)]
    registry.apply(registry.stage([sheet("households", *rows)]))
    assert registry.find("village")["office_phone"] == "0358-0000000"
    changed = registry.stage([sheet("households", *(row | {"village.office_phone": "0358-1111111"} for row in rows))])
    assert changed.counts("household") == {"new": 0, "changed": 0, "same": 2, "doubtful": 0}
    assert changed.counts("village")["changed"] == 1


def test_a_village_sheet_is_matched_by_code_or_by_name():
    registry = SmallRegistry(VILLAGE, OTHER)
    named(registry, VILLAGE, "甲子沟村")
    by_name = {"village.name": "甲子沟村", "village.township_name": "样板乡", "village_year.households_total": 321}
    by_code = {"village.village_code": OTHER, "village.name": "乙丑沟村", "village_year.households_total": 99}
    registry.apply(registry.stage([sheet("villages", by_name, by_code)]))
    assert registry.find("village_year", village_id=village_id(VILLAGE))["households_total"] == 321
    assert registry.find("village", village_code=OTHER)["name"] == "乙丑沟村"


def test_a_village_of_the_public_codes_in_another_township_waits():
    public = villages("141126")[0]
    path = region_path(public.code)
    row = household(1, region__county=path.county, region__township=path.township, region__village=path.village)
    registry = SmallRegistry()
    batch = registry.stage([sheet("households", row)])
    (staged,) = [one for one in batch.rows if one.kind == "household"]
    assert staged.state is State.DOUBTFUL
    assert staged.proposals[-1].key == public.code
    assert "暂定" not in staged.proposals[-1].title
    registry.apply(batch)
    assert registry.count("household") == 0


def test_households_go_into_the_village_that_a_village_sheet_beside_them_names():
    registry = SmallRegistry()
    named(registry, VILLAGE, "甲子沟村")
    village = {"village.village_code": OTHER, "village.name": "乙丑沟村", "village_year.households_total": 9}
    rows = [household(1), household(2, region__village="乙丑沟村")]
    batch = registry.stage([sheet("households", *rows), sheet("villages", village)])
    registry.apply(batch)
    assert registry.find("household", head_name="赵演2")["village_code"] == OTHER


def test_a_village_sheet_about_another_county_waits():
    registry = SmallRegistry()
    far = {"village.village_code": "141126100201", "village.name": "别处村", "village_year.households_total": 9}
    batch = registry.stage([sheet("villages", far)])
    assert batch.counts("village") == {"new": 0, "changed": 0, "same": 0, "doubtful": 1}


def test_a_village_sheet_about_a_stranger_without_code_goes_back():
    registry = SmallRegistry(VILLAGE, OTHER)
    batch = registry.stage([sheet("villages", {"village.name": "戊辰沟村", "village_year.households_total": 1})])
    assert "没有村编号" in batch.problems[0].reason
