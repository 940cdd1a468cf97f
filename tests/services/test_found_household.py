"""Founding a household: its head is written with it, and nobody is registered twice."""

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.found_household import found_household, registered_at
from fupin_desktop.services.undo import undo
from tests.ui import builders


def test_a_new_household_has_its_head_and_can_be_undone(village: SqlRegistry) -> None:
    number = builders.id_number("19700101", "1", 90)
    household_id, _ = found_household(village, builders.VILLAGE, "赵新来", number, "第二小组")
    dossier = next(village.dossiers([household_id]))
    assert dossier.head_name == "赵新来"
    assert dossier.head is not None
    assert dossier.head.person.id_number == number
    assert dossier.household.villager_group == "第二小组"
    undo(village)
    assert village.record("household", household_id) is None


def test_a_number_that_is_registered_founds_no_second_household(village: SqlRegistry) -> None:
    number = village.record("person", builders.person_id(0, 1)).id_number
    assert registered_at(village, number) == "第一小组 张来福户"
    with pytest.raises(Refused, match="已登记在第一小组 张来福户名下，没有新建"):
        found_household(village, builders.VILLAGE, "李秀英", number, None)


def test_a_household_without_a_number_can_be_founded(village: SqlRegistry) -> None:
    household_id, _ = found_household(village, builders.VILLAGE, "无证人", None, None)
    assert village.record("household", household_id).head_name == "无证人"
