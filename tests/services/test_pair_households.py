"""Pairing households with a helper: what is written, what ends, what is refused."""

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.pair_households import NewHelper, helped_count, pair
from fupin_desktop.services.undo import undo
from tests.ui import builders

NINE = builders.household_id(9)  # 牛根锁, whom nobody helps
ONE = builders.household_id(0)  # 张来福, helped by 王演示


def pairings(village: SqlRegistry, household_id: str) -> list[tuple[str, str | None, str | None]]:
    found = village.records("pairing", "household_id", [household_id])
    return sorted((one.helper_id, one.started_on, one.ended_on) for one in found)


def test_a_helper_is_given_to_several_households_as_one_action(village: SqlRegistry) -> None:
    pair(village, [NINE, builders.household_id(11)], builders.helper_id(1), "2018-06-01")
    assert pairings(village, NINE) == [(builders.helper_id(1), "2018-06-01", None)]
    undone = undo(village)
    assert undone.title == "撤销：结对：李驻村 帮扶 2 户"
    assert helped_count(village, [NINE, builders.household_id(11)]) == 0


def test_the_present_helper_stays_unless_it_is_asked_to_end(village: SqlRegistry) -> None:
    pair(village, [ONE], builders.helper_id(1), "2018-06-01")
    assert {end for _, _, end in pairings(village, ONE)} == {None}


def test_ending_the_present_pairing_leaves_no_day_with_two(village: SqlRegistry) -> None:
    pair(village, [ONE], builders.helper_id(1), "2018-06-01", ends_current=True)
    assert set(pairings(village, ONE)) == {
        (builders.helper_id(0), "2017-03-01", "2018-05-31"),
        (builders.helper_id(1), "2018-06-01", None),
    }


def test_a_pairing_never_ends_before_it_began(village: SqlRegistry) -> None:
    pair(village, [ONE], builders.helper_id(1), "2017-01-01", ends_current=True)
    assert (builders.helper_id(0), "2017-03-01", "2017-03-01") in pairings(village, ONE)


def test_whoever_helps_already_is_not_paired_twice(village: SqlRegistry) -> None:
    pair(village, [ONE, NINE], builders.helper_id(0), "2018-06-01")
    assert len(pairings(village, ONE)) == 1
    with pytest.raises(Refused, match="都已由王演示帮扶"):
        pair(village, [ONE], builders.helper_id(0), "2018-07-01")


def test_a_new_helper_and_a_new_unit_are_registered_with_the_pairing(village: SqlRegistry) -> None:
    pair(village, [NINE], NewHelper("赵新来", "19900000999", unit_name="临县样板中学"), "2018-06")
    made = next(one for one in village.records("helper") if one.name == "赵新来")
    unit = village.record("unit", made.unit_id)
    assert unit is not None
    assert unit.name == "临县样板中学"
    assert pairings(village, NINE) == [(made.id, "2018-06", None)]


def test_households_of_two_villages_go_into_their_own_streams(village: SqlRegistry) -> None:
    other = "141124199202"
    edit = Edit("household", NINE, "village_code", other)
    village.write([(Deed(title="移村", region=builders.VILLAGE), [edit])])
    saved = pair(village, [ONE, NINE], builders.helper_id(2), "2018-06-01")
    assert {op.region for op in village.group_ops(saved.group)} == {builders.VILLAGE, other}
