"""Who helps, what was planned and done, what was seen: in its year, by the right people, in many words."""

from collections import Counter, defaultdict

from fupin_desktop.catalogue.codes import code_table
from tests.services.demo.thought_up import demo


def test_every_household_has_a_helper_now() -> None:
    made = demo()
    helped = {v["household_id"] for v in made.values("pairing") if v.get("ended_on") is None}
    assert helped == {home.id for home in made.homes}


def test_some_helpers_were_changed_without_a_day_between() -> None:
    made = demo()
    ended = [v for v in made.values("pairing") if v.get("ended_on")]
    assert len(ended) > 10
    for one in ended:
        starts = [v["started_on"] for v in made.values("pairing") if v["household_id"] == one["household_id"]]
        assert one["ended_on"] == "2017-03-31"
        assert "2017-04-01" in starts


def test_a_village_has_six_to_ten_helpers_one_of_them_first_secretary() -> None:
    for households in (5, 60, 200):
        helpers = list(demo(1, households).values("helper"))
        assert 6 <= len(helpers) <= 10
        assert Counter(v["is_first_secretary"] for v in helpers)[True] == 1
        assert Counter(v["is_team_leader"] for v in helpers)[True] == 1
        assert Counter(v["is_team_member"] for v in helpers)[True] >= 3


def test_the_units_are_of_every_kind_and_level() -> None:
    units = list(demo().values("unit"))
    assert {"10", "20", "40", "50", "63", "72", "80", "90"} <= {v["affiliation"] for v in units}
    assert {v["kind"] for v in units} == {item.code for item in code_table("unit_kind").items}
    known = demo().records("unit")
    assert {v["unit_id"] for v in demo().values("helper")} <= set(known)


def test_what_refers_to_another_record_finds_it() -> None:
    made = demo()
    targets = {
        "helper_id": "helper",
        "unit_id": "unit",
        "household_id": "household",
        "person_id": "person",
        "plan_id": "assistance_plan",
        "measure_id": "assistance_measure",
        "village_id": "village",
    }
    known = {field: set(made.records(record)) for field, record in targets.items()}
    lost = {
        (record, field)
        for record, _, values in made.rows
        for field, ids in known.items()
        if values.get(field) is not None and values[field] not in ids
    }
    assert lost == set()


def test_every_poor_household_has_a_plan_and_a_measure_each_year() -> None:
    made = demo()
    planned = {(v["household_id"], v["year"]) for v in made.values("assistance_plan")}
    helped = {(v["household_id"], int(v["done_on"][:4])) for v in made.values("assistance_measure")}
    for home in made.homes:
        for year in home.years:
            if home.exit_year is None or home.exit_year >= year:
                assert (home.id, year) in planned
                assert (home.id, year) in helped


def test_plans_are_done_late_or_open() -> None:
    plans = list(demo().values("assistance_plan"))
    done = [v for v in plans if v.get("done_on")]
    undone = [v for v in plans if not v.get("done_on")]
    assert [v for v in done if not v["starts_on"] <= v["done_on"] <= v["ends_on"]] == []
    late = [v for v in undone if v["ends_on"] < "2018-12-31"]
    still_open = [v for v in undone if v["ends_on"] > "2018-12-31"]
    assert len(done) > 4 * len(undone) / 2
    assert len(late) > 10
    assert len(still_open) > 10


def test_measures_are_of_most_groups_and_of_every_category() -> None:
    kinds = {item.code: item.extra["group"] for item in code_table("measure_kind").items}
    measures = list(demo().values("assistance_measure"))
    assert {v["category"] for v in measures} == {"M1", "M2", "M3", "M4", "M5", "M6"}
    groups = {kinds[v["kind"]] for v in measures}
    assert {f"{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14)} <= groups
    implied = {item.code: item.extra["category"] for item in code_table("measure_kind").items}
    assert [v for v in measures if implied[v["kind"]] not in ("", v["category"])] == []


def test_effects_come_after_their_measures_and_are_signed_when_noted() -> None:
    made = demo()
    measures = made.records("assistance_measure")
    effects = list(made.values("assistance_effect"))
    for one in effects:
        measure = measures[one["measure_id"]]
        assert measure.done_on <= one["noted_on"] <= f"{measure.done_on[:4]}-12-31"
        assert (one["signed_on"] is not None) == one["is_signed"]
    assert Counter(v["is_signed"] for v in effects)[False] > 5


def test_what_a_measure_brought_is_no_more_than_was_earned() -> None:
    made = demo()
    measures = made.records("assistance_measure")
    earned: dict[tuple[str, str], float] = defaultdict(float)
    for one in made.records("household_income").values():
        whole = one.wage_income + one.business_income + one.property_income + one.ecological_compensation
        earned[one.household_id, str(one.year)] = float(whole)
    gains = [v for v in made.values("assistance_effect") if v["income_gain"]]
    assert len(gains) > 100
    for one in gains:
        year = measures[one["measure_id"]].done_on[:4]
        assert one["income_gain"] <= earned[one["household_id"], year]


def test_visits_are_made_by_whoever_helped_on_the_day() -> None:
    made = demo()
    helpers = made.records("helper")
    pairings = defaultdict(list)
    for one in made.records("pairing").values():
        pairings[one.household_id].append(one)
    for visit in made.values("visit"):
        day, household = visit["visited_on"], visit["household_id"]
        known = [p for p in pairings[household] if p.started_on <= day]
        holding = {p.helper_id for p in known if p.ended_on is None or day <= p.ended_on}
        assert visit["helper_id"] in holding or not holding
        assert visit["visitor"] == helpers[visit["helper_id"]].name


def test_visits_run_through_the_year_are_of_many_kinds_and_seldom_told_alike() -> None:
    visits = list(demo().values("visit"))
    assert len({v["visited_on"][5:7] for v in visits}) >= 6
    assert len({v["kind"] for v in visits}) >= 6
    told = Counter(v["content"] for v in visits)
    assert len(told) > 0.97 * len(visits)
    assert [text for text in told if "{" in text or "}" in text] == []
    assert any(v["needs"] for v in visits)


def test_no_sentence_has_an_empty_place() -> None:
    texts = [
        str(v[name])
        for record, name in (
            ("assistance_measure", "content"),
            ("assistance_plan", "content"),
            ("assistance_effect", "description"),
        )
        for v in demo().values(record)
    ]
    assert [text for text in texts if "{" in text or "None" in text or "到务工" in text or text.startswith("，")] == []
    assert len(set(texts)) > 400


def test_nobody_is_helped_to_plant_more_than_his_land() -> None:
    made = demo()
    land = {home.id: home.land["cultivated_land"] + home.land["orchard_land"] for home in made.homes}
    planted = [v for v in made.values("assistance_measure") if v["quantity_unit"] == "亩"]
    assert len(planted) > 20
    assert [v for v in planted if v["quantity"] * 10 > max(land[v["household_id"]], 10)] == []
