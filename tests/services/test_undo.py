"""Undo: every action can be taken back under its own name and done again; what others did since is never touched."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.change_members import add_member, remove_member
from fupin_desktop.services.keep_years import carry_over, seal_year
from fupin_desktop.services.save_records import save
from fupin_desktop.services.undo import Undone, _take_back, redo, redoable, undo, undoable
from tests.db.registries import a_template, carry, open_at
from tests.services.a_family import HOME, VILLAGE, edits, home, member

ACTIONS: dict[str, Callable[[SqlRegistry], object]] = {
    "save": lambda r: save(r, edits("household", HOME, address="东沟6号院"), title="一"),
    "group": lambda r: save(r, edits("person", "son", id_number="141199199001010018"), title="二"),
    "sums": lambda r: save(
        r, edits("household_income", yearly_id("household_income", HOME, 2018), wage_income=Decimal(1)), title="三"
    ),
    "add": lambda r: add_member(r, home(r), {"name": "张演三", "sex": "2"}, {"relation_to_head": "08"}),
    "remove": lambda r: remove_member(r, home(r), member(home(r), "grandson"), "2018-06-30", "03"),
    "delete": lambda r: save(r, edits("household", "neighbour", **{LIFE: False}), title="删除"),
    "year": lambda r: carry_over(r, [home(r)], 2019),
    "seal": lambda r: seal_year(r, VILLAGE, 2017, by="张队员"),
}
DERIVED = ("household", "household_year", "household_income", "person", "person_year", "membership", "village_year")


def shown(registry: SqlRegistry) -> dict[str, list[object]]:
    """What people see: every record that is not in the bin."""
    return {name: registry.records(name) for name in DERIVED}


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_every_action_can_be_taken_back_and_done_again(
    registry: SqlRegistry, action: Callable[[SqlRegistry], object]
) -> None:
    before = shown(registry)
    action(registry)
    after = shown(registry)
    assert after != before
    for _ in range(3):
        undo(registry)
        assert shown(registry) == before
        redo(registry)
        assert shown(registry) == after
    assert registry.verify().differences == ()


def test_a_days_work_can_be_taken_back_step_by_step_and_done_again(registry: SqlRegistry) -> None:
    states = [shown(registry)]
    for action in ACTIONS.values():
        action(registry)
        states.append(shown(registry))
    titles = []
    for state in reversed(states[:-1]):
        titles.append(undo(registry).title)
        assert shown(registry) == state
    assert all(title.startswith("撤销：") for title in titles)
    for state in states[1:]:
        assert redo(registry).title.startswith("重做：")
        assert shown(registry) == state
    with pytest.raises(Refused, match="没有可以重做"):
        redo(registry)


def test_one_field_changed_again_and_again_goes_back_the_same_way(registry: SqlRegistry) -> None:
    for number in (6, 7, 8):
        save(registry, edits("household", HOME, address=f"东沟{number}号院"), title=str(number))
    seen = []
    for _ in range(3):
        undo(registry)
        seen.append(home(registry).household.address)
    assert seen == ["东沟7号院", "东沟6号院", "东沟5号院"]


def test_it_is_named_as_what_it_takes_back(registry: SqlRegistry) -> None:
    save(registry, edits("household", HOME, address="东沟6号院"), title="导入 户信息_2018.xlsx")
    assert undo(registry).title == "撤销：导入 户信息_2018.xlsx"
    assert redo(registry).title == "重做：导入 户信息_2018.xlsx"
    assert undo(registry).title == "撤销：导入 户信息_2018.xlsx"
    assert registry.groups(1)[0].title == "撤销：导入 户信息_2018.xlsx"


def test_what_was_done_again_is_listed_as_standing(registry: SqlRegistry) -> None:
    save(registry, edits("household", HOME, address="东沟6号院"), title="一")
    for stands, act in ((False, undo), (True, redo), (False, undo), (True, redo)):
        act(registry)
        listed = next(group for group in registry.groups() if group.title == "一")
        assert listed.undone is not stands


def test_a_new_action_ends_the_chance_to_redo(registry: SqlRegistry) -> None:
    save(registry, edits("household", HOME, address="东沟6号院"), title="一")
    undo(registry)
    assert redoable(registry) is not None
    save(registry, edits("household", HOME, phone="19900000001"), title="二")
    assert redoable(registry) is None
    with pytest.raises(Refused):
        redo(registry)


def test_an_import_that_wrote_the_same_field_twice_goes_back_to_before_it(registry: SqlRegistry) -> None:
    deeds = [
        (Deed(title="导入", region=VILLAGE, kind="import"), edits("household", HOME, address=address))
        for address in ("第一行", "第二行")
    ]
    registry.write(deeds)
    undone = undo(registry)
    assert home(registry).household.address == "东沟5号院"
    assert (undone.restored, undone.left) == (1, 0)


def test_a_record_that_was_made_goes_into_the_bin_with_its_values(registry: SqlRegistry) -> None:
    save(registry, edits("household", "new", village_code=VILLAGE, address="新户"), title="新建")
    undo(registry)
    assert [one.address for one in registry.records("household", deleted=True)] == ["新户"]


def a_colleague_edits(registry: SqlRegistry, tmp_path: Path, **values: str) -> None:
    """A colleague's laptop gets everything, changes the household, and everything comes back."""
    other = open_at(a_template(tmp_path / "colleague"), user="李队员")
    carry(registry, other)
    other.write([(Deed(title="同事改的", region=VILLAGE), edits("household", HOME, **values))])
    carry(other, registry)
    other.close()


def undo_by_name(registry: SqlRegistry, title: str) -> Undone:
    """Undo as it would be after everything newer was taken back: straight to one action."""
    group = next(one for one in registry.groups() if one.title == title)
    return _take_back(registry, group, f"撤销：{title}", "undo")


def test_what_was_changed_since_is_left_and_counted(registry: SqlRegistry, tmp_path: Path) -> None:
    save(registry, edits("household", HOME, address="东沟6号院", phone="19900000001"), title="我改的")
    a_colleague_edits(registry, tmp_path, address="同事写的")
    undone = undo_by_name(registry, "我改的")
    household = home(registry).household
    assert (household.address, household.phone) == ("同事写的", None)
    assert (undone.restored, undone.left) == (1, 1)


def test_a_record_in_which_a_colleague_has_written_since_is_not_put_into_the_bin(
    registry: SqlRegistry, tmp_path: Path
) -> None:
    registry.write(
        [(Deed(title="导入", region=VILLAGE), [*edits("unit", "u", name="局"), *edits("unit", "w", name="站")])]
    )
    other = open_at(a_template(tmp_path / "colleague"))
    carry(registry, other)
    other.write([(Deed(title="同事改的", region=VILLAGE), edits("unit", "u", address="临县"))])
    carry(other, registry)
    other.close()
    undone = undo_by_name(registry, "导入")
    assert [unit.id for unit in registry.records("unit")] == ["u"]
    assert (undone.restored, undone.left) == (1, 1)


def test_a_value_beside_which_a_colleague_wrote_another_is_left_for_a_person(
    registry: SqlRegistry, tmp_path: Path
) -> None:
    other = open_at(a_template(tmp_path / "colleague"))
    carry(registry, other)
    save(registry, edits("household", HOME, address="我写的"), title="我改的")
    other.write([(Deed(title="同事改的", region=VILLAGE), edits("household", HOME, address="同事写的"))])
    carry(other, registry)
    other.close()
    with pytest.raises(Refused, match="没有可撤销的内容"):
        undo_by_name(registry, "我改的")
    assert len(registry.conflicts()) == 1


def test_where_nothing_was_done_nothing_can_be_undone(tmp_path: Path) -> None:
    empty = open_at(a_template(tmp_path / "empty"))
    assert undoable(empty) is redoable(empty) is None
    with pytest.raises(Refused, match="没有可以撤销的操作"):
        undo(empty)
    with pytest.raises(Refused, match="没有可以重做的操作"):
        redo(empty)
    empty.close()


def test_an_action_in_several_villages_is_taken_back_in_each(registry: SqlRegistry) -> None:
    deeds = [
        (Deed(title="导入", region=region), [Edit("household", region, "village_code", region)])
        for region in ("141124199202", "141124199203")
    ]
    registry.write(deeds)
    undone = undo(registry)
    assert {op.region for op in registry.group_ops(undone.group)} == {"141124199202", "141124199203"}
    assert registry.records("household", "id", ["141124199202", "141124199203"]) == []


def test_a_settled_disagreement_goes_back_to_the_value_that_was_shown(registry: SqlRegistry) -> None:
    registry.write([(Deed(title="一", region=VILLAGE), [Edit("household", HOME, "phone", "19900000001", seen=())])])
    registry.write([(Deed(title="二", region=VILLAGE), [Edit("household", HOME, "phone", "19900000002", seen=())])])
    displayed = home(registry).household.phone
    save(registry, edits("household", HOME, phone="19900000003"), title="核定")
    undo(registry)
    assert home(registry).household.phone == displayed
