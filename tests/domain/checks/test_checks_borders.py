"""The borders of single rules: the day before and the day after, this side and that of a threshold."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fupin_desktop.domain.checks import Finding, Level, run, run_village
from fupin_desktop.domain.dossier import Dossier
from tests.domain.checks.check_builders import (
    a_dossier,
    a_family,
    a_helping,
    a_measure,
    a_member,
    a_neighbour,
    a_number,
    a_pupil,
    a_village,
    context_for,
)
from tests.domain.checks.check_cases import child, family, family_and, guaranteed, on_allowance


def found(rule: str, *dossiers: Dossier) -> list[Finding]:
    return [one for one in run(dossiers[0], context_for(*dossiers)) if one.rule == rule]


def test_a_hundred_and_ten_is_old_but_possible():
    oldest = a_member("张老", "17", born="1908-06-01", now={"labour_skill": "04"})
    older = a_member("张老", "17", born="1907-12-31", now={"labour_skill": "04"})
    assert found("I07", family_and(oldest)) == []
    assert len(found("I07", family_and(older))) == 1


def test_on_the_sixteenth_birthday_one_may_work():
    for born, times in (("2002-12-31", 0), ("2003-01-01", 1)):
        worker = a_member("张大", "03", born=born, now={"work_months": 1})
        assert len(found("W04", family_and(worker))) == times


def test_working_age_ends_with_the_sixtieth_year():
    for born, times in (("1958-01-01", 1), ("1957-12-31", 0)):
        idle = a_member("张叔", "25", born=born, now={"labour_skill": "04"})
        assert len(found("A02", family_and(idle))) == times


def test_an_impossible_birth_day_and_one_to_come_are_told_apart():
    (never,) = found("I05", family(person={"id_number": a_number("1975-02-30")}))
    (later,) = found("I05", family(person={"id_number": a_number("2030-01-01")}))
    assert "没有这一天" in never.message
    assert "还没有到" in later.message


def test_two_records_with_one_number_are_one_person_listed_twice():
    number = a_number("1975-03-12")
    twins = [a_member(name, relation, person={"id_number": number}) for name, relation in (("甲", "01"), ("乙", "23"))]
    (finding,) = found("S06", a_dossier(members=twins))
    assert finding.person_name == "乙"
    assert number not in finding.message


def test_a_cause_among_the_others_is_told_at_the_others():
    healthy = [a_member(), a_pupil()]
    (other,) = found("C01", a_dossier(members=healthy, facts={"main_cause": "07", "other_causes": ("01",)}))
    (main,) = found("C01", a_dossier(members=healthy, facts={"main_cause": "01", "other_causes": ()}))
    assert (main.field, other.field) == ("main_cause", "other_causes")


def test_a_phone_shared_with_a_neighbour_is_told_once_although_the_head_has_it_too():
    home = family(person={"person_phone": "19900000002"}, household={"phone": "19900000002"})
    (finding,) = found("W10", home, a_neighbour())
    assert finding.record == "household"


@pytest.mark.parametrize(("kind", "words"), [("1001", "低保"), ("1006", "特困供养"), ("1007", "残疾人补贴")])
def test_a_security_measure_wants_its_person(kind: str, words: str):
    (finding,) = found("L09", a_dossier(measures=[a_measure(kind)]))
    assert words in finding.message


def test_a_security_measure_with_its_person_is_in_order():
    disabled = a_member("张残", "23", ending="44", now={"health_status": ("04",)})
    assert found("L09", family_and(disabled, measures=[a_measure("1007"), a_measure()])) == []
    assert found("L09", guaranteed()) == []
    assert found("L09", on_allowance()) == []


def test_a_household_on_allowance_without_a_security_measure_is_asked():
    home = replace(on_allowance(), measures=(a_measure("0101"),))
    assert [one.field for one in found("L09", home)] == ["household_attribute"]
    assert found("L09", replace(home, measures=(a_measure(None, category="M4"),))) == []


def test_who_finished_vocational_school_this_summer_still_had_the_grant():
    finished = a_pupil(
        "张三演",
        born="2000-03-01",
        now={"school_status": None, "education_level": "04"},
        before={2017: {"school_status": "12"}},
    )
    longer_ago = a_pupil(
        "张三演",
        born="2000-03-01",
        now={"school_status": None, "education_level": "04"},
        before={2016: {"school_status": "12"}},
    )
    grant = [a_measure("0502"), a_measure()]
    assert found("P01", family_and(finished, measures=grant)) == []
    assert len(found("P01", family_and(longer_ago, measures=grant))) == 1


def test_the_same_helper_twice_at_one_time_is_suspicious_and_one_after_the_other_is_not():
    def again(started_on: str, ended_on: str | None) -> Dossier:
        helping = a_helping({"ended_on": ended_on})
        pairing = replace(helping.pairing, id="again", started_on=started_on, ended_on=None)
        return a_dossier(helpings=[helping, replace(helping, pairing=pairing)])

    assert [one.level for one in found("H03", again("2017-01", None))] == [Level.W]
    assert [one.level for one in found("H03", again("2017-01", "2018-01"))] == [Level.W]
    assert found("H03", again("2018-01", "2018-01")) == []


def test_three_public_posts_for_one_person_are_too_many():
    people = a_family()
    posts = [a_measure(kind, person_id=people[0].person.id) for kind in ("0401", "0405", "0407")]
    assert found("W07", a_dossier(members=people, measures=[*posts[:2], a_measure()])) == []
    assert len(found("W07", a_dossier(members=people, measures=[*posts, a_measure()]))) == 1


def test_a_public_post_ends_before_seventy():
    for born, times in (("1949-01-01", 0), ("1948-12-31", 1)):
        holder = a_member("张叔", "25", born=born)
        home = family_and(holder, measures=[a_measure("0407", person_id=holder.person.id), a_measure()])
        assert len(found("W07", home)) == times


def test_a_sick_child_that_is_taught_at_home_does_not_undo_the_exit():
    facts = {"poverty_status": "1", "exit_year": 2018}
    income = {"wage_income": 20000}
    for reason, times in (("02", 0), ("03", 1)):
        home = child(
            "2009-06-01",
            "01",
            now={"dropout_reason": reason},
        )
        assert len(found("X03", _exited(home, facts, income))) == times


def _exited(home: Dossier, facts: dict[str, object], income: dict[str, object]) -> Dossier:
    return a_dossier(members=home.members, facts=facts, income=income)


def test_a_house_is_dangerous_by_its_grade_or_by_the_answer():
    facts = {"poverty_status": "4", "exit_year": 2016}
    income = {"wage_income": 20000}
    by_grade = a_dossier(facts=facts, income=income, conditions={"house_grade": "3", "is_dangerous_house": None})
    by_answer = a_dossier(facts=facts, income=income, conditions={"house_grade": None, "is_dangerous_house": True})
    assert [one.field for one in found("X01", by_grade)] == ["house_grade"]
    assert [one.field for one in found("X01", by_answer)] == ["is_dangerous_house"]


def test_water_before_2018_was_two_answers():
    people = [a_member(now={"health_status": ("02",)}, year=2016)]
    facts = {"poverty_status": "1", "exit_year": 2016}
    for answers, field in (
        ({"is_water_safe": False}, "is_water_safe"),
        ({"is_water_safe": True, "has_water_difficulty": True}, "has_water_difficulty"),
    ):
        conditions = {"safe_water_solved": None, **answers}
        home = a_dossier(members=people, year=2016, facts=facts, income={"wage_income": 20000}, conditions=conditions)
        assert [one.field for one in found("X02", home)] == [field]


EXITED = {"poverty_status": "1", "exit_year": 2018}
DISABLED = {"health_status": ("04",)}


def test_one_may_exit_in_the_year_of_identification():
    facts = {**EXITED, "exit_year": 2015}
    home = a_dossier(facts=facts, household={"first_identified": "2015-12"}, income={"wage_income": 20000})
    assert found("X07", home) == []


def test_an_income_on_the_line_is_not_below_it():
    for per_head, times in ((3535, 0), ("3534.99", 1)):
        home = a_dossier(facts=EXITED, income={"net_income_per_capita": Decimal(per_head)})
        assert (len(found("X06", home)), len(found("N07", home))) == (times, times)


def test_incomes_per_head_are_likely_above_zero_and_up_to_a_hundred_thousand():
    for per_head, times in ((0, 1), (1, 0), (100000, 0), (100001, 1)):
        assert len(found("N02", a_dossier(income={"net_income_per_capita": per_head}))) == times


def test_a_yuan_of_rounding_is_let_pass():
    for net, times in ((11201, 0), (11202, 1)):
        assert len(found("N01", a_dossier(income={"gross_income": 13200, "net_income": net}))) == times


def test_fifty_kilometres_are_suspicious_and_not_yet_impossible():
    assert [one.level for one in found("V04", a_dossier(conditions={"road_distance_km": 50}))] == [Level.W]


def test_a_pairing_may_end_on_the_day_it_began():
    for ended_on, times in (("2016-05-03", 0), ("2016-05-02", 1)):
        again = a_helping({"started_on": "2016-05-03", "ended_on": ended_on})
        assert len(found("H03", a_dossier(helpings=[a_helping(), again]))) == times


def test_a_helper_without_a_phone_is_not_told_that_it_is_wrong():
    assert found("H04", a_dossier(helpings=[a_helping(helper={"phone": None})])) == []


def test_where_the_type_is_not_told_the_length_of_the_number_says_what_it_is():
    card = a_member("甲", "23", now=DISABLED, person={"id_type": None})
    certificate = a_member("乙", "23", ending="44", now=DISABLED, person={"id_type": None})
    healthy = a_member("丙", "23", ending="44", person={"id_type": None})
    home = a_dossier(members=(*a_family(), card, certificate, healthy))
    assert [one.person_name for one in found("I10", home)] == ["甲"]
    assert [one.person_name for one in found("I11", home)] == ["丙"]


def test_before_several_answers_an_illness_could_hide_the_disability():
    def holder(health: str, year: int) -> Dossier:
        person = a_member("甲", ending="44", now={"health_status": (health,)}, year=year)
        return a_dossier(members=[person], year=year)

    assert found("I11", holder("02", 2016)) == []
    assert len(found("I11", holder("01", 2016))) == 1
    assert len(found("I11", holder("02", 2017))) == 1


def test_the_place_of_the_sex_in_a_number_is_named():
    (man,) = found("I06", family(person={"sex": "2"}))
    (woman,) = found("I06", family(person={"id_number": "141199750312002"}))
    assert "第17位是单数，应为“男”" in man.message
    assert "第15位是双数，应为“女”" in woman.message


def test_a_child_of_six_may_wait_for_the_autumn_and_one_of_seven_may_not():
    for born, times in (("2012-06-01", 0), ("2011-06-01", 1)):
        waiting = child(born, None, now={"education_level": "06"})
        assert len(found("A12", waiting)) == times


def test_before_2018_who_had_finished_school_said_so_in_the_status():
    finished = a_member("张三演", "03", born="2000-03-01", now={"school_status": "01"}, year=2015)
    assert found("A12", a_dossier(members=[finished], year=2015)) == []
    pupil = a_member("张三演", "03", born="2000-03-01", now={"school_status": "01", "education_level": "02"}, year=2015)
    assert len(found("A12", a_dossier(members=[pupil], year=2015))) == 1


def test_before_2018_both_education_and_status_were_asked():
    def fields(born: str, **now: object) -> list[str]:
        person = a_member("张三演", "03", born=born, now=now, year=2015)
        return [one.field for one in found("M04", a_dossier(members=[person], year=2015))]

    assert fields("1980-03-01", education_level=None, school_status="01") == ["education_level"]
    assert fields("2003-03-01", education_level=None, school_status="03") == []
    assert fields("2003-03-01", education_level="02", school_status=None) == ["school_status"]
    assert fields("1980-03-01", school_status=None) == []


def test_pension_insurance_is_asked_of_adults_who_are_not_at_school():
    student = {"school_status": "16", "education_level": None, "in_resident_pension": None}
    assert found("M09", child("1999-01-01", "16", now=student)) == []
    assert len(found("M09", family(head={"in_resident_pension": None}))) == 1
    assert found("M09", family(head={"in_resident_pension": None, "in_employee_pension": True})) == []


def test_a_blank_area_is_told_that_zero_is_an_answer_and_a_blank_fuel_is_not():
    (area,) = found("M07", a_dossier(conditions={"forest_land": None}))
    (fuel,) = found("M06", a_dossier(conditions={"main_fuel": None}))
    assert "没有的填0" in area.message
    assert "填0" not in fuel.message


def test_a_household_under_the_five_guarantees_needs_no_allowance():
    assert found("L07", guaranteed()) == []


def test_a_household_of_which_any_sheet_came_is_registered():
    assert found("S05", a_dossier(income={}), a_neighbour()) == []
    for kept in ("facts", "income", "conditions"):
        home = a_dossier()
        bare = replace(home.now, facts=None, income=None, conditions=None)
        only = replace(bare, **{kept: getattr(home.now, kept)})
        assert found("S05", replace(home, years={2018: only}), a_neighbour()) == []
        assert len(found("S05", replace(home, years={2018: bare}), a_neighbour())) == 1


def test_a_measure_of_the_handbook_answers_by_its_category():
    fits = [a_measure(None, category="M6")]
    misses = [a_measure(None, category="M4")]
    assert found("C08", a_dossier(measures=fits)) == []
    (finding,) = found("C08", a_dossier(measures=misses))
    assert "因病" in finding.message


def test_a_house_in_danger_wants_its_measure_besides_the_cause():
    danger = {"is_dangerous_house": True, "house_grade": "4"}
    (finding,) = found("C08", a_dossier(conditions=danger))
    assert (finding.record, finding.field) == ("household_conditions", "is_dangerous_house")
    assert "是“是”，但没有危房改造" in finding.message
    assert found("C08", a_dossier(conditions=danger, measures=[a_measure(), a_measure("0700")])) == []


def test_measures_are_asked_of_the_poor_only_where_the_village_has_any_that_year():
    home = a_dossier(measures=[])
    last_year = a_neighbour(measures=[a_measure(done_on="2017-05")])
    this_year = a_neighbour()
    for other, times in ((last_year, 0), (this_year, 1)):
        findings = run(home, context_for(home, other, every_column=False))
        assert len([one for one in findings if one.rule == "P04"]) == times


def test_a_village_that_does_not_count_unsafe_water_is_checked_by_its_houses():
    facts = a_village(dangerous_house_households=301, unsafe_water_households=None)
    assert [one.rule for one in run_village(facts, context_for(a_dossier()))] == ["B03"]


def test_land_per_head_is_counted_by_the_reported_number_where_the_list_is_not_known():
    home = a_dossier(members=[], facts={"member_count": 2}, conditions={"cultivated_land": 90})
    assert found("V02", home) == []
    assert len(found("V02", replace(home, members=(a_member(),)))) == 1
