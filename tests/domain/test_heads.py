"""Heads and disagreements: properties over random worlds, the plain intentions beside them, and what must fail."""

import random
from collections.abc import Callable, Iterable

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from fupin_desktop.domain.changes import OpId
from fupin_desktop.domain.heads import (
    PlacedOp,
    Register,
    Stamp,
    canonical_ids,
    differing,
    edited_after_deletion,
    group_disagrees,
    heads,
    register,
)
from tests.domain.op_worlds import GROUP, RECORDS, Laptop, World, worlds

Fold = Callable[[Iterable[PlacedOp]], dict[Register, list[PlacedOp]]]
QUICK = settings(max_examples=60, deadline=None)


def saw(later: PlacedOp, earlier: PlacedOp, by_id: dict[OpId, PlacedOp]) -> bool:
    """Whether the writer of one op had the other before his eyes, directly or through what he saw."""
    waiting, known = list(later.bases), set(later.bases)
    while waiting:
        base = waiting.pop()
        if base == earlier.id:
            return True
        fresh = set(by_id[base].bases) - known if base in by_id else set()
        known |= fresh
        waiting += fresh
    return False


def nothing_is_invisible(fold: Fold, ops: list[PlacedOp]) -> None:
    """Each op is shown, or somebody who wrote later in the same place had seen it; and never both."""
    shown = fold(ops)
    by_id = {op.id: op for op in ops}
    for op in ops:
        beside = [other for other in ops if register(other) == register(op) and other is not op]
        was_seen = any(saw(other, op, by_id) for other in beside)
        assert (op in shown[register(op)]) != was_seen, f"{op.value} is lost" if not was_seen else "shown twice"


def every_disagreement_is_told(fold: Fold, ops: list[PlacedOp]) -> None:
    """A register disagrees exactly where two people wrote different values without seeing one another."""
    by_id = {op.id: op for op in ops}
    for where, shown in fold(ops).items():
        own = [op for op in ops if register(op) == where]
        last = [op for op in own if not any(saw(other, op, by_id) for other in own)]
        assert differing(shown) == (len({op.value for op in last}) > 1)


def the_last_writer_wins(ops: Iterable[PlacedOp]) -> dict[Register, list[PlacedOp]]:
    """What most programs do: the latest stamp is the value, and the others are gone."""
    found: dict[Register, list[PlacedOp]] = {}
    for op in ops:
        best = found.get(register(op), [op])[0]
        found[register(op)] = [max(best, op, key=lambda one: (one.stamp, one.id))]
    return found


def the_most_edited_wins(ops: Iterable[PlacedOp]) -> dict[Register, list[PlacedOp]]:
    """What cr-sqlite and sqlite-sync do: the value that was edited most often, then the larger one."""
    by_id = {op.id: op for op in ops}

    def edits(op: PlacedOp) -> int:
        return 1 + max((edits(by_id[base]) for base in op.bases if base in by_id), default=0)

    found: dict[Register, list[PlacedOp]] = {}
    for op in by_id.values():
        best = found.get(register(op), [op])[0]
        found[register(op)] = [max(best, op, key=lambda one: (edits(one), str(one.value), one.id))]
    return found


# Properties


@QUICK
@given(worlds())
def test_nothing_that_nobody_saw_is_ever_invisible(world: World) -> None:
    nothing_is_invisible(heads, world.ops)


@QUICK
@given(worlds())
def test_every_disagreement_is_told_and_none_is_invented(world: World) -> None:
    every_disagreement_is_told(heads, world.ops)


@QUICK
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_in_which_ops_arrive_does_not_matter(world: World, chance: random.Random) -> None:
    shuffled = list(world.ops)
    chance.shuffle(shuffled)
    assert heads(shuffled) == heads(world.ops)
    assert heads(shuffled + world.ops) == heads(world.ops), "receiving twice is receiving once"


@QUICK
@given(worlds())
def test_laptops_that_know_the_same_show_the_same(world: World) -> None:
    world.meet()
    shown = [heads(laptop.knows.values()) for laptop in world.laptops]
    assert all(one == shown[0] for one in shown)


@QUICK
@given(worlds(), st.randoms(use_true_random=False))
def test_a_part_of_the_log_shows_nothing_that_the_whole_does_not_explain(world: World, chance: random.Random) -> None:
    part = [op for op in world.ops if chance.random() < 0.6]
    nothing_is_invisible(heads, part)


@QUICK
@given(worlds())
def test_the_fields_of_a_group_stand_or_fall_together(world: World) -> None:
    found = heads(world.ops)
    for record in RECORDS:
        group = {number: found[record, number] for number in GROUP if (record, number) in found}
        opinions = {frozenset((op.field, op.value) for op in _of(commit, group)) for commit in _commits(group)}
        assert len({frozenset(op.id.commit for op in several) for several in group.values()}) <= 1
        assert group_disagrees(group) == (len(opinions) > 1)


@QUICK
@given(worlds())
def test_settling_ends(world: World) -> None:
    world.meet()
    for laptop in world.laptops[:2]:  # two people settle the same things at once, each in his own way
        for (record, number), several in heads(world.ops).items():
            if differing(several):
                laptop.open_form = None
                world.edit(laptop, record, {number: several[laptop.name % len(several)].value})
    world.meet()
    one = world.laptops[0]
    for _ in range(2):
        for (record, number), several in heads(one.knows.values()).items():
            if differing(several):
                world.edit(one, record, {number: several[0].value})
    assert not any(differing(several) for several in heads(one.knows.values()).values())


@QUICK
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms(use_true_random=False))
def test_merged_records_end_in_one_whatever_the_order(merges: list[tuple[str, str]], chance: random.Random) -> None:
    turned = [chance.choice([pair, pair[::-1]]) for pair in merges]
    chance.shuffle(turned)
    found = canonical_ids(merges)
    assert canonical_ids(turned) == found
    for one, other in merges:
        assert found[one] == found[other] == min(x for x in found if found[x] == found[one])


@QUICK
@given(worlds())
def test_a_merge_of_duplicates_can_be_taken_back(world: World) -> None:
    into = dict.fromkeys(RECORDS, RECORDS[0])
    before = heads(world.ops)
    merged = heads(_under(into, op) for op in world.ops)
    for (record, number), several in merged.items():
        apart = [op.id for one in RECORDS for op in before.get((one, number), ())]
        assert record == RECORDS[0]
        assert sorted(op.id for op in several) == sorted(apart), "the heads of both lie side by side"
    assert heads(world.ops) == before


# What must fail: kept so that nobody takes it up again, and to show that the properties bite


@pytest.mark.parametrize("fold", [the_last_writer_wins, the_most_edited_wins])
@pytest.mark.parametrize("law", [nothing_is_invisible, every_disagreement_is_told])
def test_a_fold_that_lets_one_writer_win_loses_work(fold: Fold, law: Callable[[Fold, list[PlacedOp]], None]) -> None:
    def is_broken(world: World) -> bool:
        try:
            law(fold, world.ops)
        except AssertionError:
            return True
        return False

    lost = find(worlds(), is_broken, settings=settings(max_examples=500, deadline=None))
    with pytest.raises(AssertionError):
        law(fold, lost.ops)


def test_letting_one_writer_win_converges_all_the_same_so_convergence_proves_nothing() -> None:
    @QUICK
    @given(worlds(), st.randoms(use_true_random=False))
    def converges(world: World, chance: random.Random) -> None:
        shuffled = list(world.ops)
        chance.shuffle(shuffled)
        assert the_last_writer_wins(shuffled) == the_last_writer_wins(world.ops)

    converges()


# Plain intentions

MORNING, NOON = Stamp(1_000, 0), Stamp(2_000, 0)


def an_op(name: str, value: object, *bases: PlacedOp, at: Stamp = MORNING, field: int = 21, of: str = "h") -> PlacedOp:
    return PlacedOp(OpId(name.encode(), 0), of, field, value, at, tuple(base.id for base in bases))  # type: ignore[arg-type]


def test_who_saw_the_old_value_replaces_it() -> None:
    old = an_op("old", "东沟5号院")
    new = an_op("new", "东沟6号院", old)
    assert heads([new, old]) == {("h", 21): [new]}


def test_a_clock_that_runs_ten_years_ahead_wins_nothing() -> None:
    wrong = an_op("wrong", "东沟5号院", at=Stamp(10**12, 0))
    right = an_op("right", "东沟6号院", wrong, at=MORNING)
    assert heads([wrong, right]) == {("h", 21): [right]}


def test_two_who_did_not_see_each_other_are_both_shown_the_later_one_first() -> None:
    early, late = an_op("b", "因病", at=MORNING), an_op("a", "因残", at=NOON)
    assert heads([early, late]) == {("h", 21): [late, early]}
    assert differing([late, early])


def test_the_same_value_written_twice_is_no_disagreement() -> None:
    assert not differing([an_op("a", "因病"), an_op("b", "因病", at=NOON)])


def test_many_edits_do_not_outweigh_one() -> None:
    often = [an_op("1", "甲")]
    for number in range(2, 6):
        often.append(an_op(str(number), "甲" * number, often[-1]))
    once = an_op("right", "乙")
    assert {op.value for op in heads([*often, once])["h", 21]} == {"甲" * 5, "乙"}


def test_a_form_that_stood_open_does_not_cover_what_came_meanwhile() -> None:
    opened_with = an_op("old", "12000")
    came_meanwhile = an_op("colleague", "13000", opened_with)
    saved_late = an_op("late", "12500", opened_with, at=NOON)
    assert heads([opened_with, came_meanwhile, saved_late])["h", 21] == [saved_late, came_meanwhile]


def test_a_base_in_another_field_says_seen_and_not_superseded() -> None:
    phone = an_op("phone", "19900000001", field=22)
    deletion = an_op("delete", value=False, field=1)
    deletion = PlacedOp(deletion.id, "h", 1, value=False, stamp=NOON, bases=(phone.id,))
    assert heads([phone, deletion])["h", 22] == [phone]
    assert not edited_after_deletion(deletion, [phone])


def test_an_edit_that_the_deleter_did_not_see_keeps_the_record() -> None:
    seen, unseen = an_op("seen", "甲"), an_op("unseen", "乙")
    deletion = PlacedOp(OpId(b"delete", 0), "h", 1, value=False, stamp=NOON, bases=(seen.id,))
    assert edited_after_deletion(deletion, [seen, unseen])


def test_what_the_deleting_hand_wrote_itself_does_not_keep_the_record() -> None:
    deletion = PlacedOp(OpId(b"one save", 0), "h", 1, value=False, stamp=NOON)
    note = PlacedOp(OpId(b"one save", 1), "h", 21, value="重复登记", stamp=NOON)
    assert not edited_after_deletion(deletion, [note])


def test_a_number_from_one_laptop_and_a_birth_date_from_another_disagree() -> None:
    number = [
        PlacedOp(OpId(b"a", 0), "p", 11, "141199197001010018", MORNING),
        PlacedOp(OpId(b"b", 0), "p", 11, None, NOON),
    ]
    birth = [PlacedOp(OpId(b"a", 1), "p", 12, None, MORNING), PlacedOp(OpId(b"b", 1), "p", 12, "1971-01-01", NOON)]
    assert group_disagrees({11: number, 12: birth})


def test_two_laptops_that_say_the_same_of_a_group_agree() -> None:
    laptops = [Laptop(0, 0), Laptop(1, 5)]
    world = World(laptops)
    for laptop in laptops:
        world.edit(laptop, "p", {11: "甲", 12: "乙"})
    found = heads(world.ops)
    assert not group_disagrees({number: found["p", number] for number in GROUP})


def test_two_persons_of_one_import_disagree_when_they_are_merged() -> None:
    one, other = (PlacedOp(OpId(b"import", place), "p", 11, value, MORNING) for place, value in ((0, "甲"), (5, "乙")))
    assert group_disagrees({11: [one, other]})


def _commits(group: dict[int, list[PlacedOp]]) -> set[bytes]:
    return {op.id.commit for several in group.values() for op in several}


def _of(commit: bytes, group: dict[int, list[PlacedOp]]) -> list[PlacedOp]:
    return [op for several in group.values() for op in several if op.id.commit == commit]


def _under(into: dict[str, str], op: PlacedOp) -> PlacedOp:
    return PlacedOp(op.id, into[op.entity], op.field, op.value, op.stamp, op.bases)
