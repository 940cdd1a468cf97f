"""What befell the demo's families: births, a death, weddings, a household that was split, a return to poverty."""

from typing import Any

from tests.services.demo.thought_up import demo


def memberships(**wanted: str) -> list[Any]:
    found = demo().records("membership").values()
    return [one for one in found if all(getattr(one, name) == value for name, value in wanted.items())]


def test_children_join_on_the_day_of_their_birth() -> None:
    persons = demo().records("person")
    born = memberships(join_reason="01")
    assert {one.joined_on[:4] for one in born} == {"2016", "2017", "2018"}
    for one in born:
        number = persons[one.person_id].id_number
        assert number is None or one.joined_on.replace("-", "") == number[6:14]


def test_the_dead_and_the_married_leave_with_day_and_reason_and_have_no_further_years() -> None:
    years = {(v["person_id"], v["year"]) for v in demo().values("person_year")}
    for reason in ("01", "02"):
        left = memberships(leave_reason=reason)
        assert len(left) >= 2
        for one in left:
            assert one.left_on
            assert (one.person_id, int(one.left_on[:4])) not in years


def test_a_bride_has_come() -> None:
    assert memberships(join_reason="02", relation_to_head="05")


def test_the_son_who_moved_out_is_head_of_a_household_of_his_own() -> None:
    left = memberships(leave_reason="06")
    came = memberships(join_reason="08")
    assert {one.person_id for one in left} == {one.person_id for one in came}
    assert {one.left_on for one in left} == {one.joined_on for one in came} == {"2017-06-12"}
    assert {one.relation_to_head for one in came} == {"01", "02", "03"}
    (home,) = {one.household_id for one in came if one.household_id == came[0].household_id}
    household = demo().records("household")[home]
    assert household.household_code is None
    assert {one.year for one in demo().records("household_year").values() if one.household_id == home} == {2017, 2018}


def test_nobody_is_registered_as_two_persons() -> None:
    ids = [row_id for record, row_id, _ in demo().rows if record == "person"]
    assert len(ids) == len(set(ids))


def test_the_one_who_returned_to_poverty_says_why() -> None:
    returned = [v for v in demo().values("household_year", 2018) if v["poverty_status"] == "3"]
    assert returned
    for one in returned:
        assert (one["exit_year"], one["return_year"]) == (2016, 2018)
        assert one["return_cause"]


def test_a_dangerous_house_becomes_safe_and_stays_so() -> None:
    states: dict[str, list[bool]] = {}
    for one in sorted(demo().records("household_conditions").values(), key=lambda one: one.year):
        states.setdefault(one.household_id, []).append(one.is_dangerous_house)
    changed = [several for several in states.values() if len(set(several)) == 2]
    assert len(changed) > 5
    assert all(several == sorted(several, reverse=True) for several in changed)
