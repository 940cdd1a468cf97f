"""Pairing households with a helper, and founding and putting away households: what is written, what is refused."""

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.undo import undo
from fupin_desktop.ui.households.new_household import doubt_about, found_household, registered_at
from fupin_desktop.ui.households.pairing import NewHelper, helped_count, pair
from fupin_desktop.ui.households.recycle_bin import set_life
from tests.ui import builders

NINE = builders.household_id(9)  # 牛根锁, whom nobody helps
ONE = builders.household_id(0)  # 张来福, helped by 王演示


def pairings(registry: SqlRegistry, household_id: str) -> list[tuple[str, str | None, str | None]]:
    found = registry.records("pairing", "household_id", [household_id])
    return sorted((one.helper_id, one.started_on, one.ended_on) for one in found)


def test_a_helper_is_given_to_several_households_as_one_action(registry: SqlRegistry) -> None:
    pair(registry, [NINE, builders.household_id(11)], builders.helper_id(1), "2018-06-01")
    assert pairings(registry, NINE) == [(builders.helper_id(1), "2018-06-01", None)]
    undone = undo(registry)
    assert undone.title == "撤销：结对：李驻村 帮扶 2 户"
    assert helped_count(registry, [NINE, builders.household_id(11)]) == 0


def test_the_present_helper_stays_unless_it_is_asked_to_end(registry: SqlRegistry) -> None:
    pair(registry, [ONE], builders.helper_id(1), "2018-06-01")
    assert {end for _, _, end in pairings(registry, ONE)} == {None}


def test_ending_the_present_pairing_leaves_no_day_with_two(registry: SqlRegistry) -> None:
    pair(registry, [ONE], builders.helper_id(1), "2018-06-01", ends_current=True)
    assert set(pairings(registry, ONE)) == {
        (builders.helper_id(0), "2017-03-01", "2018-05-31"),
        (builders.helper_id(1), "2018-06-01", None),
    }


def test_a_pairing_never_ends_before_it_began(registry: SqlRegistry) -> None:
    pair(registry, [ONE], builders.helper_id(1), "2017-01-01", ends_current=True)
    assert (builders.helper_id(0), "2017-03-01", "2017-03-01") in pairings(registry, ONE)


def test_whoever_helps_already_is_not_paired_twice(registry: SqlRegistry) -> None:
    pair(registry, [ONE, NINE], builders.helper_id(0), "2018-06-01")
    assert len(pairings(registry, ONE)) == 1
    with pytest.raises(Refused, match="都已由王演示帮扶"):
        pair(registry, [ONE], builders.helper_id(0), "2018-07-01")


def test_a_new_helper_and_a_new_unit_are_registered_with_the_pairing(registry: SqlRegistry) -> None:
    pair(registry, [NINE], NewHelper("赵新来", "19900000999", unit_name="临县样板中学"), "2018-06")
    made = next(one for one in registry.records("helper") if one.name == "赵新来")
    unit = registry.record("unit", made.unit_id)
    assert unit is not None
    assert unit.name == "临县样板中学"
    assert pairings(registry, NINE) == [(made.id, "2018-06", None)]


def test_a_new_household_has_its_head_and_can_be_undone(registry: SqlRegistry) -> None:
    number = builders.id_number("19700101", "1", 90)
    household_id, _ = found_household(registry, builders.VILLAGE, "赵新来", number, "第二小组")
    dossier = next(registry.dossiers([household_id]))
    assert dossier.head_name == "赵新来"
    assert dossier.head is not None
    assert dossier.head.person.id_number == number
    assert dossier.household.villager_group == "第二小组"
    undo(registry)
    assert registry.record("household", household_id) is None


def test_a_number_that_is_registered_founds_no_second_household(registry: SqlRegistry) -> None:
    number = registry.record("person", builders.person_id(0, 1)).id_number
    assert registered_at(registry, number) == "第一小组 张来福户"
    with pytest.raises(Refused, match="已登记在第一小组 张来福户名下，没有新建"):
        found_household(registry, builders.VILLAGE, "李秀英", number, None)


def test_a_household_without_a_number_can_be_founded(registry: SqlRegistry) -> None:
    household_id, _ = found_household(registry, builders.VILLAGE, "无证人", None, None)
    assert registry.record("household", household_id).head_name == "无证人"


def test_a_wrong_check_digit_is_said_and_a_right_one_is_not() -> None:
    good = builders.id_number("19700101", "1", 90)
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert doubt_about(good) == ""
    assert "校验码对不上" in doubt_about(wrong)
    assert "现有12位" in doubt_about("141199197001")


def test_the_recycle_bin_gives_back_a_household_with_all_that_is_its_own(registry: SqlRegistry) -> None:
    set_life(registry, [ONE], is_alive=False)
    assert registry.record("household", ONE) is None
    assert [one.id for one in registry.records("household", deleted=True)] == [ONE]
    set_life(registry, [ONE], is_alive=True)
    dossier = next(registry.dossiers([ONE]))
    assert len(dossier.members) == 3


def test_households_of_two_villages_go_into_their_own_streams(registry: SqlRegistry) -> None:
    other = "141124199202"
    edit = Edit("household", NINE, "village_code", other)
    registry.write([(Deed(title="移村", region=builders.VILLAGE), [edit])])
    saved = pair(registry, [ONE, NINE], builders.helper_id(2), "2018-06-01")
    assert {op.region for op in registry.group_ops(saved.group)} == {builders.VILLAGE, other}
