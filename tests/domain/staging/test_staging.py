"""The waiting room: old beside new, blanks that erase nothing, doubts that wait, and what the files do not mention."""

from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.staging.batch import Batch, StagedRow, State
from fupin_desktop.domain.staging.reading import YearBasis
from tests.domain.staging.sheets import household, number, pairing, person, sheet
from tests.domain.staging.small_registry import VILLAGE, SmallRegistry


@pytest.fixture
def registry() -> SmallRegistry:
    """Two households of two, each with a helper."""
    made = SmallRegistry()
    members = [person(family, order) for family in (1, 2) for order in (0, 1)]
    families = [
        household(order, household__phone="19900000001", household_income__wage_income=Decimal("7.5"))
        for order in (1, 2)
    ]
    files = [sheet("households", *families), sheet("persons", *members), sheet("helpers", pairing(1, 1), pairing(2, 1))]
    made.apply(made.stage(files))
    return made


def one(batch: Batch, kind: str) -> StagedRow:
    (row,) = [row for row in batch.rows if row.kind == kind]
    return row


def told(row: StagedRow) -> dict[str, tuple[Any, Any]]:
    return {difference.field: (difference.old, difference.new) for difference in row.differences}


def test_a_difference_shows_old_beside_new(registry: SmallRegistry):
    changed = household(1, household__phone="19900000009", household_income__wage_income=Decimal(8))
    staged = one(registry.stage([sheet("households", changed)]), "household")
    assert told(staged) == {"phone": ("19900000001", "19900000009"), "wage_income": (Decimal("7.5"), Decimal(8))}
    assert staged.sources[0].row == 4


def test_a_blank_never_erases(registry: SmallRegistry):
    blank = household(1, household__head_name=None, household__phone=None, household_income__wage_income=None)
    before = {name: dict(values) for name, values in registry.records["household"].items()}
    batch = registry.stage([sheet("households", blank)])
    assert one(batch, "household").state is State.SAME
    registry.apply(batch)
    assert registry.records["household"] == before


@pytest.mark.parametrize(
    "again",
    [
        {"household__head_name": "赵 演1　"},
        {"household__phone": "199-0000-0001"},
        {"household_income__wage_income": Decimal("7.50")},
        {"household__first_identified": "2013"},
    ],
)
def test_a_difference_of_writing_is_no_difference(registry: SmallRegistry, again: dict[str, Any]):
    record = next(iter(registry.records["household"].values()))
    record["first_identified"] = "2013-12"
    assert one(registry.stage([sheet("households", household(1, **again))]), "household").state is State.SAME


def test_the_order_of_several_causes_is_no_difference(registry: SmallRegistry):
    registry.apply(registry.stage([sheet("households", household(1, household_year__other_causes=("07", "09")))]))
    turned = household(1, household_year__other_causes=("09", "07"))
    assert one(registry.stage([sheet("households", turned)]), "household").state is State.SAME


def test_a_date_that_knows_more_is_a_difference(registry: SmallRegistry):
    next(iter(registry.records["household"].values()))["first_identified"] = "2013"
    staged = one(
        registry.stage([sheet("households", household(1, household__first_identified="2013-12"))]), "household"
    )
    assert told(staged) == {"first_identified": ("2013", "2013-12")}


def test_one_household_in_several_files_is_one_row():
    files = [
        sheet("households", household(1)),
        sheet("exits", household(1, household_year__poverty_status="1", household_year__exit_year=2017)),
        sheet("persons", person(1, 0, household_year__poverty_status="1")),
        sheet("helpers", pairing(1, 1)),
    ]
    batch = SmallRegistry().stage(files)
    staged = one(batch, "household")
    assert {source.file for source in staged.sources} == {"households.xlsx", "exits.xlsx", "persons.xlsx"}
    assert told(staged)["exit_year"] == (None, 2017)


def test_files_may_be_given_in_any_order():
    files = [sheet("helpers", pairing(1, 1)), sheet("persons", person(1, 0)), sheet("households", household(1))]
    batch = SmallRegistry().stage(files)
    assert [batch.counts(kind)["new"] for kind in ("household", "person", "helper")] == [1, 1, 1]
    assert batch.problems == []


def test_what_another_sheet_contradicts_goes_back_and_the_home_of_the_fact_prevails():
    files = [
        sheet("households", household(1, household_year__member_count=6)),
        sheet("exits", household(1, household_year__member_count=7)),
    ]
    batch = SmallRegistry().stage(files)
    assert told(one(batch, "household"))["member_count"] == (None, 6)
    (problem,) = batch.problems
    assert (problem.file, problem.row, problem.value) == ("exits.xlsx", 4, "7")
    assert problem.reason == "这批文件的另一张表里是「6」，以那里为准，请核实"


def test_rows_of_one_family_that_disagree_about_the_household_go_back():
    members = [person(1, 0, household_year__poverty_status="0"), person(1, 1, household_year__poverty_status="1")]
    batch = SmallRegistry().stage([sheet("persons", *members)])
    assert told(one(batch, "household"))["poverty_status"] == (None, "0")
    assert [(one.row, one.value, one.reason) for one in batch.problems] == [
        (5, "已脱贫（享受政策）", "同一户各行不一致，以第4行为准")
    ]


def test_the_heads_row_speaks_for_the_household_wherever_it_stands():
    members = [person(1, 1, household_year__poverty_status="1"), person(1, 0, household_year__poverty_status="0")]
    batch = SmallRegistry().stage([sheet("persons", *members)])
    assert told(one(batch, "household"))["poverty_status"] == (None, "0")
    assert [(one.row, one.reason) for one in batch.problems] == [(4, "同一户各行不一致，以第5行为准")]


def test_the_same_row_twice_is_one_and_a_different_one_is_doubtful_with_both_shown(registry: SmallRegistry):
    same = registry.stage([sheet("households", household(1), household(1))])
    assert one(same, "household").state is State.SAME
    twice = [household(1, household__phone="19900000007"), household(1, household__phone="19900000008")]
    staged = one(registry.stage([sheet("households", *twice)]), "household")
    assert staged.state is State.DOUBTFUL
    assert [way.title for way in staged.proposals] == ["按第4行", "按第5行"]
    assert [way.differences[0].new for way in staged.proposals] == ["19900000007", "19900000008"]
    assert staged.reasons == ("同一编号在文件里有几行，内容不同（第4行、第5行）",)


def test_a_decided_row_is_applied_as_decided(registry: SmallRegistry):
    twice = [household(1, household__phone="19900000007"), household(1, household__phone="19900000008")]
    batch = registry.stage([sheet("households", *twice)])
    staged = one(batch, "household")
    assert registry.apply(batch) == []
    registry.apply(batch, decisions={staged.key: staged.proposals[1].key})
    assert registry.find("household", head_name="赵演1")["phone"] == "19900000008"


def test_a_decision_that_was_not_offered_is_refused_with_the_choices(registry: SmallRegistry):
    twice = [household(1, household__phone="19900000007"), household(1, household__phone="19900000008")]
    batch = registry.stage([sheet("households", *twice)])
    with pytest.raises(Refused, match="没有「别的」这个选择"):
        registry.apply(batch, decisions={one(batch, "household").key: "别的"})


def test_only_what_was_accepted_is_applied_and_nothing_hangs_in_the_air():
    files = [
        sheet("households", household(1), household(2)),
        sheet("persons", person(1, 0), person(2, 0)),
        sheet("helpers", pairing(1, 1), pairing(2, 1)),
    ]
    registry = SmallRegistry()
    batch = registry.stage(files)
    refused = next(row for row in batch.rows if row.kind == "household" and row.code.endswith("2"))
    registry.apply(batch, accepted={row.key for row in batch.rows} - {refused.key})
    assert registry.count("household") == 1
    assert registry.count("person") == 1
    assert registry.count("pairing") == 1
    assert registry.count("helper") == 1


def test_edits_come_household_by_household_each_in_its_village(registry: SmallRegistry):
    batch = registry.stage(
        [sheet("households", household(3)), sheet("persons", person(3, 0)), sheet("helpers", pairing(3, 9))]
    )
    groups = registry.apply(batch)
    assert [(group.household_id is None, group.village_code) for group in groups] == [(True, None), (False, VILLAGE)]
    assert {edit.record for edit in groups[0].edits} == {"helper"}
    assert {edit.record for edit in groups[1].edits} >= {
        "household",
        "household_year",
        "person",
        "membership",
        "pairing",
    }
    assert registry.find("household_year", household_id=groups[1].household_id)["year"] == 2018


def test_a_person_who_moves_to_another_household_is_doubtful_and_moves_by_decision(registry: SmallRegistry):
    batch = registry.stage(
        [sheet("persons", person(1, 1, household__household_code="81411990000002", membership__relation_to_head="99"))]
    )
    staged = one(batch, "person")
    assert staged.reasons == ("登记库里在另一户（户编号 81411990000001），文件里转到了这一户",)
    registry.apply(batch, decisions={staged.key: staged.id})
    home = registry.find("membership", person_id=staged.id)["household_id"]
    assert home == registry.find("household", head_name="赵演2")["id"]


def test_one_person_in_two_households_of_a_file_is_doubtful():
    batch = SmallRegistry().stage(
        [
            sheet(
                "persons",
                person(1, 0),
                person(2, 0),
                person(1, 1),
                person(1, 1, household__household_code="81411990000002"),
            )
        ]
    )
    staged = next(row for row in batch.rows if row.code == "71411990000011")
    assert staged.state is State.DOUBTFUL
    homes = [
        way.facts[-1].values.get("household_id") or way.facts[-2].values.get("household_id") for way in staged.proposals
    ]
    assert len(set(homes)) == 2


def test_somebody_who_has_left_and_is_in_the_file_again_is_doubtful(registry: SmallRegistry):
    who = registry.find("person", name="李演11")["id"]
    membership = next(values for values in registry.records["membership"].values() if values["person_id"] == who)
    membership |= {"left_on": "2018-05", "leave_reason": "01"}
    batch = registry.stage([sheet("persons", person(1, 0), person(1, 1))])
    staged = next(row for row in batch.rows if row.id == who)
    assert staged.reasons == ("登记库里已于 2018-05 减少，文件里又有这个人",)
    registry.apply(batch, decisions={staged.key: staged.id})
    assert membership["left_on"] is None
    assert registry.count("membership") == 4


def test_a_person_without_any_household_is_taken_in_and_reported_for_the_checks():
    registry = SmallRegistry()
    batch = registry.stage([sheet("persons", person(1, 0), person(1, 1, household__household_code=None))])
    registry.apply(batch)
    assert (registry.count("person"), registry.count("membership")) == (2, 1)
    assert [(one.row, one.is_taken) for one in batch.problems] == [(5, True)]
    assert "不知道属于哪一户" in batch.problems[0].reason


def test_a_list_of_names_that_says_nothing_of_families_is_doubtful(registry: SmallRegistry):
    said = {"person.person_code", "person.name", "person.id_number", "person_year.labour_skill"}
    known, stranger = ({path: row[path] for path in said} for row in (person(1, 1), person(5, 0)))
    batch = registry.stage([sheet("persons", known, stranger)])
    assert batch.counts("person") == {"new": 0, "changed": 0, "same": 1, "doubtful": 1}
    assert batch.problems == []


def test_a_household_that_only_the_roster_knows_is_taken_in_and_reported_beside_the_household_sheet():
    files = [sheet("households", household(1)), sheet("persons", person(1, 0), person(7, 0), person(7, 1))]
    batch = SmallRegistry().stage(files)
    assert batch.counts("household")["new"] == 2
    (problem,) = batch.problems
    assert (problem.row, problem.value, problem.is_taken) == (5, "81411990000007", True)
    assert "不在这批户信息里" in problem.reason
    assert SmallRegistry().stage([sheet("persons", person(1, 0))]).problems == []


def test_somebody_listed_twice_in_a_sheet_is_taken_once_and_reported():
    batch = SmallRegistry().stage([sheet("persons", person(1, 0), person(1, 1), person(1, 1))])
    assert batch.counts("person")["new"] == 2
    assert [(one.row, one.reason) for one in batch.problems] == [(6, "与第5行是同一个人，只收了一次")]
    again = SmallRegistry().stage([sheet("persons", person(1, 0)), sheet("persons", person(1, 0), file="b.xlsx")])
    assert again.problems == []


def test_deciding_on_a_household_settles_its_members_too(registry: SmallRegistry):
    code = {"household__household_code": "81411999999999"}
    newcomers = person(1, 5, **code), person(1, 6, **code)
    batch = registry.stage([sheet("households", household(1, **code)), sheet("persons", *newcomers)])
    doubtful = one(batch, "household")
    assert {row.reasons for row in batch.rows if row.kind == "person"} == {("所在户还没有确定",)}
    assert registry.apply(batch) == []
    registry.apply(batch, decisions={doubtful.key: "new"})
    assert registry.count("household") == 3
    assert registry.count("person") == 6


def test_members_follow_the_household_that_was_decided_on(registry: SmallRegistry):
    other_code = household(1, household__household_code="81411999999999")
    files = [
        sheet("households", other_code),
        sheet("persons", person(1, 5, household__household_code="81411999999999")),
    ]
    batch = registry.stage(files)
    doubtful = one(batch, "household")
    known = registry.find("household", head_name="赵演1")["id"]
    registry.apply(batch, decisions={doubtful.key: known})
    newcomer = registry.find("person", name="李演15")["id"]
    assert registry.find("membership", person_id=newcomer)["household_id"] == known
    assert registry.count("household") == 2


def test_persons_households_and_pairings_that_are_not_in_the_file_are_reported_and_stay(registry: SmallRegistry):
    batch = registry.stage(
        [sheet("households", household(1)), sheet("persons", person(1, 0)), sheet("helpers", pairing(1, 2))]
    )
    gone = {(one.kind, one.title) for one in batch.missing}
    assert gone == {("household", "赵演2"), ("person", "李演11"), ("pairing", "王演1")}
    registry.apply(batch)
    assert registry.count("person") == 4
    assert registry.count("pairing") == 3


def test_somebody_who_has_left_is_not_missed(registry: SmallRegistry):
    who = registry.find("person", name="李演11")["id"]
    membership = next(values for values in registry.records["membership"].values() if values["person_id"] == who)
    membership |= {"left_on": "2018-05", "leave_reason": "01"}
    assert registry.stage([sheet("persons", person(1, 0))]).missing == []


def test_households_of_which_the_file_says_nothing_are_not_searched_for_missing_members(registry: SmallRegistry):
    assert registry.stage([sheet("persons", person(1, 0), person(1, 1))]).missing == []


def test_an_older_year_adds_its_facts_and_only_fills_blanks_of_what_lasts(registry: SmallRegistry):
    old = household(1, household__phone="19900000005", household__address="东沟", household_year__member_count=3)
    staged = one(registry.stage([sheet("households", old, year=2016)]), "household")
    assert told(staged) == {"address": (None, "东沟"), "main_cause": (None, "01"), "member_count": (None, 3)}


def test_an_older_roster_brings_nobody_back(registry: SmallRegistry):
    who = registry.find("person", name="李演11")["id"]
    membership = next(values for values in registry.records["membership"].values() if values["person_id"] == who)
    membership |= {"left_on": "2018-05", "leave_reason": "01"}
    batch = registry.stage([sheet("persons", person(1, 0), person(1, 1), person(1, 4), year=2016)])
    gone = next(row for row in batch.rows if row.id == who)
    assert (gone.state, [one.field for one in gone.differences]) == (State.CHANGED, ["labour_skill"])
    assert registry.apply(batch)
    assert membership["left_on"] == "2018-05"
    stranger = next(row for row in batch.rows if row.title == "李演14")
    assert "登记库里更新的年度没有这个人" in stranger.reasons[0]
    assert batch.missing == []


def test_two_years_in_one_batch_are_two_years_of_one_household():
    registry = SmallRegistry()
    batch = registry.stage(
        [
            sheet(
                "households",
                household(1, household_year__member_count=4, household__phone="19900000001"),
                year=2017,
                file="旧.xlsx",
            ),
            sheet(
                "households",
                household(1, household_year__member_count=5, household__phone="19900000002"),
                year=2018,
                file="新.xlsx",
            ),
        ]
    )
    assert one(batch, "household").state is State.NEW
    registry.apply(batch)
    assert {(one["year"], one["member_count"]) for one in registry.records["household_year"].values()} == {
        (2017, 4),
        (2018, 5),
    }
    assert registry.find("household")["phone"] == "19900000002"


def test_two_years_in_one_sheet_are_two_years_and_the_newer_one_is_what_lasts():
    registry = SmallRegistry()
    old = household(1, household__phone="19900000001", household_year__member_count=4) | {"row.year": 2017}
    new = household(1, household__phone="19900000002", household_year__member_count=5) | {"row.year": 2018}
    registry.apply(registry.stage([sheet("households", old, new)]))
    counted = {one["year"]: one["member_count"] for one in registry.records["household_year"].values()}
    assert counted == {2017: 4, 2018: 5}
    assert registry.find("household")["phone"] == "19900000002"


def test_a_sheet_without_a_year_follows_the_one_beside_it():
    files = [
        sheet("households", household(1), year=2018, file="二次.xlsx"),
        sheet("persons", person(1, 0), year=2019, basis=YearBasis.EXPORT_DAY, file="二次.xlsx"),
    ]
    registry = SmallRegistry()
    registry.apply(registry.stage(files))
    assert [one["year"] for one in registry.records["person_year"].values()] == [2018]


def test_a_sheet_without_any_year_takes_the_registrys_newest_and_says_so(registry: SmallRegistry):
    batch = registry.stage([sheet("persons", person(1, 0), person(1, 1), year=None, basis=YearBasis.NONE)])
    assert batch.counts("person")["same"] == 2
    assert "按登记库最新的 2018 年收下" in batch.notes[0]


def test_in_an_empty_registry_yearly_facts_without_a_year_are_not_guessed():
    registry = SmallRegistry()
    batch = registry.stage([sheet("persons", person(1, 0), year=None, basis=YearBasis.NONE)])
    registry.apply(batch)
    assert registry.count("person") == 1
    assert registry.count("person_year") == 0
    assert "年度内容没有收下" in batch.notes[0]


def test_a_new_person_without_a_name_is_not_kept():
    batch = SmallRegistry().stage([sheet("persons", person(1, 0, person__name=None))])
    assert batch.counts("person")["new"] == 0
    assert "没有姓名" in batch.problems[0].reason


def test_members_keep_the_order_of_the_roster_and_it_does_not_change_later(registry: SmallRegistry):
    batch = registry.stage([sheet("persons", person(1, 0), person(1, 7), person(1, 1))])
    assert [row.state for row in batch.rows if row.kind == "person"] == [State.SAME, State.NEW, State.SAME]
    registry.apply(batch)
    newcomer = registry.find("person", name="李演17")["id"]
    assert registry.find("membership", person_id=newcomer)["position"] == 2


def test_two_heads_in_a_family_are_taken_in_for_the_checks():
    registry = SmallRegistry()
    registry.apply(registry.stage([sheet("persons", person(1, 0), person(1, 1, membership__relation_to_head="01"))]))
    assert [one["relation_to_head"] for one in registry.records["membership"].values()] == ["01", "01"]


def test_id_numbers_of_15_digits_do_not_replace_silently(registry: SmallRegistry):
    whole = number("19720202", 101)
    staged = one(registry.stage([sheet("persons", person(1, 1, person__id_number=whole[:6] + whole[8:17]))]), "person")
    assert told(staged) == {"id_number": (whole, whole[:6] + whole[8:17])}


def test_two_sheets_of_one_file_that_contradict_each_other_are_two_ways_with_names_of_their_own():
    first = sheet("households", household(1), file="两张.xlsx")
    second = sheet("households", household(1, household_year__main_cause="02"), file="两张.xlsx")
    second.sheet = "表2"
    registry = SmallRegistry()
    batch = registry.stage([first, second])
    (row,) = [one for one in batch.rows if one.kind == "household"]
    assert row.reasons == (
        "同一编号在文件里有几行，内容不同（《两张.xlsx》的「表」第4行、《两张.xlsx》的「表2」第4行）",
    )
    assert len({way.key for way in row.proposals}) == 2
    assert row.proposals[1].title == "按第4行（《两张.xlsx》的「表2」）"
    registry.apply(batch, decisions={row.key: row.proposals[1].key})
    assert registry.find("household_year")["main_cause"] == "02"
