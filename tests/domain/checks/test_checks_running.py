"""Which rules are asked: by the columns carried, by what a save touched, by the day and the year, by validity."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from fupin_desktop.domain.checks import (
    ALL_CHECKS,
    CheckContext,
    Level,
    context_of,
    folded,
    rules_reading,
    run,
    run_all,
    unchecked,
    village_land,
)
from fupin_desktop.domain.checks.carried import LASTING, carried_from, fields_needed
from fupin_desktop.domain.checks.index import PersonRow, PhoneRow, seen_from
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.policy import read_policy
from tests.domain.checks.check_builders import (
    VILLAGE_CODE,
    YEAR,
    a_dossier,
    a_family,
    a_helping,
    a_member,
    a_neighbour,
    a_number,
    a_pupil,
    a_village,
    before,
    context_for,
)
from tests.domain.checks.check_cases import CASES, family


def rules(dossier: Dossier, context: CheckContext | None = None) -> set[str]:
    return {one.rule for one in run(dossier, context or context_for(dossier))}


def test_a_blank_in_a_column_that_the_village_carries_is_missing():
    blank = a_dossier(household={"phone": None})
    assert "M08" in rules(blank, context_for(blank, a_neighbour(), every_column=False))


def test_a_blank_in_a_column_that_nobody_carries_is_not_asked_for():
    blank = a_dossier(household={"phone": None})
    alone = context_for(blank, a_neighbour(household={"phone": None}), every_column=False)
    assert "M08" not in rules(blank, alone)


def test_what_could_not_be_checked_is_said_once_with_the_label():
    blank = a_dossier(household={"phone": None})
    outcome = run_all([blank, blank], context_for(blank, every_column=False))
    said = [one.message for one in outcome.unchecked if one.rule == "M08"]
    assert said == ["“户联系电话没有填或不对”没有查：2018年的数据里没有“户联系电话”。"]


def test_columns_of_another_village_or_year_do_not_count():
    carried = carried_from([("999999999999", LASTING, "household.phone"), (VILLAGE_CODE, 2017, "household.phone")])
    context = CheckContext(date(YEAR, 12, 31), carried=carried)
    assert "M08" in {one.rule for one in unchecked(context, VILLAGE_CODE, YEAR)}


def test_one_blank_column_of_a_rule_about_many_is_let_pass():
    homes = [a_dossier(conditions={"water_surface": None}), a_neighbour(conditions={"water_surface": None})]
    assert "M07" not in rules(homes[0], context_for(*homes, every_column=False))


def test_a_household_without_members_is_no_error_where_no_persons_were_imported():
    homes = [a_dossier(members=[]), a_neighbour(members=[])]
    assert not {"S01", "S03", "S04"} & rules(homes[0], context_for(*homes, every_column=False))


def test_a_death_and_a_birth_registered_here_explain_the_count_that_the_county_reported():
    *left, grandmother, child = a_family()
    gone = replace(grandmother, membership=replace(grandmother.membership, left_on="2018-05-03", leave_reason="01"))
    home = replace(a_dossier(members=(*left, child), facts={"member_count": 4}), former_members=(gone,))
    assert "S03" not in rules(home)
    assert "S03" in rules(replace(home, former_members=()))
    born = replace(child, membership=replace(child.membership, joined_on="2018-09"))
    assert "S03" not in rules(a_dossier(members=(*left, born), facts={"member_count": 2}))
    assert "S03" in rules(a_dossier(members=(*left, child), facts={"member_count": 2}))


def test_ages_are_those_of_the_day_asked_for():
    child = a_pupil("张二演", born="2002-12-31", now={"school_status": "06", "labour_skill": "01"})
    the_day_before = a_dossier(members=(*a_family(), child), day=date(2018, 12, 30))
    on_the_day = a_dossier(members=(*a_family(), child), day=date(2018, 12, 31))
    assert "A01" in rules(the_day_before)
    assert "A01" not in rules(on_the_day)


def test_thresholds_are_those_of_the_data_year():
    poor = {"net_income_per_capita": 6800}
    assert "N08" not in rules(a_dossier(income=poor))  # twice 3535
    people = [replace(one, now=replace(one.now, year=2015), years=()) for one in a_family()]
    assert "N08" in rules(a_dossier(income=poor, year=2015, members=people))  # twice 2968


def test_the_county_can_change_a_threshold(tmp_path: Any):
    (tmp_path / "checks.toml").write_text("[V04]\nsuspicious_km = 8\n", "utf-8")
    far = a_dossier(conditions={"road_distance_km": 7})
    context = context_of([far], far.day, policy=read_policy(tmp_path))
    assert "V04" in rules(far)
    assert "V04" not in rules(far, context)


def test_a_road_of_fifty_one_kilometres_is_impossible_and_one_of_six_suspicious():
    levels = [
        [one.level for one in run(home, context_for(home)) if one.rule == "V04"]
        for home in (a_dossier(conditions={"road_distance_km": 6}), a_dossier(conditions={"road_distance_km": 51}))
    ]
    assert levels == [[Level.W], [Level.E]]


def test_a_removed_household_is_no_longer_checked():
    assert rules(a_dossier(facts={"is_valid": False, "member_count": 9})) == set()
    assert rules(a_dossier(facts={"is_valid": True, "member_count": 9})) == {"S03"}


def test_an_empty_dossier_breaks_no_rule():
    empty = Dossier(household=a_dossier().household, year=YEAR, day=date(YEAR, 12, 31))
    assert {"S04", "M05", "M06", "M10"} <= rules(empty)


def test_a_member_of_whom_nothing_is_known_breaks_no_rule():
    bare = replace(a_member(relation=None), years=(), now=None)
    bare = replace(bare, person=type(bare.person)(id="p-bare"))
    assert {"S11", "I01", "M01", "M02"} <= rules(a_dossier(members=[bare]))


@pytest.mark.parametrize("rule", [rule for rule, one in ALL_CHECKS.items() if not one.of_village])
def test_after_a_save_a_rule_is_asked_again_when_a_record_it_reads_was_touched(rule: str):
    scene = CASES[rule].fires()
    dossiers = (scene,) if isinstance(scene, Dossier) else scene
    context = context_for(*dossiers)
    for record in ALL_CHECKS[rule].reads:
        assert rule in {one.rule for one in run(dossiers[0], context, touched={record})}
    assert run(dossiers[0], context, touched={"visit", "attachment"}) == []


BLANKED: dict[str, Callable[[Dossier], Dossier]] = {
    "household_year": lambda d: _without(d, "facts"),
    "household_income": lambda d: _without(d, "income"),
    "household_conditions": lambda d: _without(d, "conditions"),
    "person_year": lambda d: replace(d, members=tuple(replace(m, now=None, years=()) for m in d.members)),
    "person": lambda d: replace(d, members=tuple(replace(m, person=type(m.person)(id=m.person.id)) for m in d.members)),
    "pairing": lambda d: replace(d, helpings=()),
    "assistance_measure": lambda d: replace(d, measures=()),
}


def _without(dossier: Dossier, part: str) -> Dossier:
    return replace(dossier, years={year: replace(one, **{part: None}) for year, one in dossier.years.items()})


@pytest.mark.parametrize("record", BLANKED)
def test_no_rule_changes_its_mind_about_a_record_that_it_does_not_say_it_reads(record: str):
    """Blank a whole record of every case: only rules that read it may then find less or more."""
    unmoved = set(ALL_CHECKS) - rules_reading({record})
    for rule, pair in CASES.items():
        scene = pair.fires()
        dossiers = (scene,) if isinstance(scene, Dossier) else scene
        if ALL_CHECKS[rule].of_village:
            continue
        context = context_for(*dossiers)
        had = rules(dossiers[0], context) & unmoved
        assert rules(BLANKED[record](dossiers[0]), context) & unmoved == had, (rule, record)


def test_the_fields_of_a_rule_exist_and_are_probed():
    needed = fields_needed()
    for one in ALL_CHECKS.values():
        for record, _, field in (path.partition(".") for group in one.needs for path in group):
            assert field in needed[record]
            assert one.of_village or record in one.reads


def test_one_fact_that_two_rules_tell_is_shown_once():
    low = CASES["X06"].fires()
    found = run(low, context_for(low))
    assert {one.rule for one in found} >= {"X06", "N07"}
    assert "N07" not in {one.rule for one in folded(found)}
    assert "X06" in {one.rule for one in folded(found)}


def test_a_repeated_rule_stands_where_the_weightier_one_is_silent():
    for one in ALL_CHECKS.values():
        assert one.id not in one.same_as
        assert all(rule in ALL_CHECKS for rule in one.same_as)
    scene = CASES["S07"].fires()
    assert "S07" in {one.rule for one in folded(run(scene[0], context_for(*scene)))}


def test_persons_without_a_household_are_found_among_the_rows():
    seen = seen_from([PersonRow("p9", "周演示", a_number(), "", "", "")])
    outcome = run_all([], CheckContext(date(YEAR, 12, 31), seen))
    assert [(one.rule, one.person_id, one.household_id) for one in outcome.findings] == [("S05", "p9", "")]


def test_rows_of_a_store_serve_as_well_as_dossiers():
    home = a_dossier(household={"phone": "19900000009"})
    number = home.members[0].person.id_number or ""
    seen = seen_from(
        [PersonRow("p-other", "吴演示", number, "h9", "81411990000009", "吴演示")],
        [PhoneRow("19900000009", "吴演示", "h9", "81411990000009", "吴演示")],
    )
    found = {one.rule: one.message for one in run(home, CheckContext(home.day, seen))}
    assert {"S07", "W10"} <= set(found)
    assert "吴演示户（户编号81411990000009）" in found["S07"]
    assert number not in found["S07"]


def test_a_number_is_a_double_even_when_its_check_character_is_wrong():
    number = a_number("1980-01-01")[:17] + "0"
    homes = (family(person={"id_number": number}), a_neighbour(head={"id_number": number}))
    assert "S07" in rules(homes[0], context_for(*homes))


def test_one_person_in_two_households_is_a_double():
    (head, *_) = a_family()
    homes = (a_dossier(), a_neighbour(members=[head]))
    homes = (a_dossier(members=(head, *homes[0].members[1:])), homes[1])
    assert all("S07" in rules(home, context_for(*homes)) for home in homes)


def test_a_child_born_after_the_year_is_no_error_but_one_of_next_summer_is():
    for born, expected in (("2019-01-12", False), ("2019-07-01", True)):
        newborn = a_pupil("张小小", born=born, now={"school_status": None, "education_level": "06"})
        assert ("I05" in rules(a_dossier(members=(*a_family(), newborn)))) is expected


def test_an_old_number_of_fifteen_digits_has_its_birth_day():
    home = family(person={"id_number": "141199750312001"})
    assert rules(home) == {"I12"}


def test_looking_back_does_not_turn_later_children_into_errors():
    newborn = a_pupil("张小小", born="2018-05-01", now={"school_status": None, "education_level": "06"})
    home = a_dossier(members=(*a_family(), newborn), day=date(2016, 12, 31))
    assert "I05" not in rules(home, context_for(home))


def test_income_that_is_not_wholly_known_is_not_called_too_low():
    facts = {"poverty_status": "1", "exit_year": 2018}
    unknown = a_dossier(facts=facts, income={"business_income": None})
    known = a_dossier(facts=facts)
    assert not {"X06", "N07"} & rules(unknown)
    assert {"X06", "N07"} <= rules(known)


def test_one_slip_in_a_sum_is_told_once_at_its_field():
    sums = {"transfer_income": 1200, "gross_income": 13200, "net_income": 11200, "net_income_per_capita": 2800}
    for field, right in sums.items():
        home = a_dossier(income={**sums, field: right + 90})
        found = [one.field for one in run(home, context_for(home)) if one.rule == "N01"]
        assert found == [field]


def test_a_sum_is_not_doubted_because_a_part_of_it_is_blank():
    assert "N01" not in rules(a_dossier(income={"other_transfer": None, "transfer_income": 1500}))
    assert "N01" in rules(a_dossier(income={"other_transfer": None, "transfer_income": 1100}))


def test_a_change_of_helper_leaves_nobody_without_help_on_the_day():
    old = {"started_on": "2015-04", "ended_on": "2018-06"}
    homes = a_dossier(helpings=[a_helping(old), a_helping({"started_on": "2018-06"})])
    assert not {"H01", "M10", "H03"} & rules(homes)


def test_the_helper_who_is_poor_himself_is_known_by_number():
    neighbour = a_neighbour()
    number = neighbour.members[0].person.id_number
    home = a_dossier(helpings=[a_helping(helper={"id_number": number})])
    assert "H02" in rules(home, context_for(home, neighbour))


def test_the_forms_before_2018_filled_both_education_and_school_status():
    people = [
        a_member(now={"school_status": "01", "health_status": ("02",)}, year=2015),
        a_pupil(now={"education_level": "02"}, year=2015),
    ]
    conditions = {"is_water_safe": True, "has_water_difficulty": False, "safe_water_solved": None}
    assert not {"A15", "A04", "M04", "M06"} & rules(a_dossier(members=people, year=2015, conditions=conditions))


def test_who_has_finished_compulsory_school_at_fifteen_is_through():
    finished = a_member("张三演", "03", born="2003-03-01", now={"labour_skill": "04"})
    left_early = a_member("张三演", "03", born="2004-03-01", now={"labour_skill": "04"})
    assert "A12" not in rules(a_dossier(members=(*a_family(), finished)))
    assert "A12" in rules(a_dossier(members=(*a_family(), left_early)))


def test_a_working_child_is_shown_once():
    child = a_pupil("张二演", born="2005-06-01", now={"school_status": "05", "work_months": 3})
    home = a_dossier(members=(*a_family(), child))
    found = run(home, context_for(home))
    assert {"W03", "W04", "W08"} <= {one.rule for one in found}
    assert [one.rule for one in folded(found) if one.field == "work_months"] == ["W04"]


def test_a_steady_income_is_not_suspected():
    assert "N12" not in rules(a_dossier(before=before("2800")))
    assert "N12" in rules(a_dossier(before=before("9000")))


def test_the_villages_land_is_held_against_what_its_households_have():
    homes = [a_dossier(), a_neighbour()]
    land = village_land(homes)
    assert land["cultivated_land"] == 20
    small = replace(a_village(cultivated_land=15), household_land=land)
    outcome = run_all(homes, context_for(*homes), villages=[small])
    assert [one.rule for one in outcome.findings] == ["B02"]


def test_progress_is_told_after_each_household():
    done: list[int] = []
    run_all([a_dossier(), a_neighbour()], context_for(a_dossier()), progress=done.append)
    assert done == [1, 2]


def test_every_finding_is_whole():
    home = CASES["A12"].fires()
    (found,) = [one for one in run(home, context_for(home)) if one.rule == "A12"]
    assert all(getattr(found, field.name) for field in fields(found) if field.name != "title")  # a county rule's
