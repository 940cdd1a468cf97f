"""The recycle bin: what is put away comes back whole, under a title that names the households."""

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.recycle_households import recycle_households, recycled_households, restore_households
from fupin_desktop.services.undo import redo, undo
from tests.ui import builders

ONE = builders.household_id(0)  # 张来福


def test_the_recycle_bin_gives_back_a_household_with_all_that_is_its_own(village: SqlRegistry) -> None:
    recycle_households(village, [ONE])
    assert village.record("household", ONE) is None
    assert [one.id for one in village.records("household", deleted=True)] == [ONE]
    restore_households(village, [ONE])
    dossier = next(village.dossiers([ONE]))
    assert len(dossier.members) == 3


def test_several_households_are_put_away_as_one_action_named_after_the_first(village: SqlRegistry) -> None:
    several = [builders.household_id(place) for place in range(4)]
    recycle_households(village, several)
    title = village.groups(1)[0].title
    assert title.startswith("移入回收站 ")
    assert title.endswith("户等")
    assert title.count("户、") == 2
    undo(village)
    assert village.records("household", deleted=True) == []


def test_an_import_that_was_taken_back_leaves_nothing_in_the_bin(village: SqlRegistry) -> None:
    recycle_households(village, [ONE])
    made = [Edit("household", "new", "village_code", builders.VILLAGE), Edit("household", "new", "address", "新户")]
    village.write([(Deed(title="导入 户信息.xlsx", region=builders.VILLAGE, kind="import"), made)])
    undo(village)
    redo(village)
    undo(village)
    assert recycled_households(village) == [ONE]


def test_a_restoring_that_was_taken_back_leaves_the_household_in_the_bin(village: SqlRegistry) -> None:
    recycle_households(village, [ONE])
    restore_households(village, [ONE])
    undo(village)
    assert recycled_households(village) == [ONE]
