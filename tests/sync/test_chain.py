"""What each side lacks, from tips alone: compared with what the sets themselves say."""

from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.chain import by_village, differing, plan, root

OURS = StreamKey("aa" * 8, "141124199201")
COLLEAGUE = StreamKey("bb" * 8, "141124199201")
NEXT_DOOR = StreamKey("aa" * 8, "141124199202")


def tip(stream: StreamKey, seq: int, branch: str = "") -> Tip:
    return Tip(stream, seq, f"{stream.incarnation[:2]}{branch}{seq}".encode().ljust(16, b"."))


def test_who_has_written_since_sends_what_follows_the_others_end():
    before, after = tip(OURS, 3), tip(OURS, 7)
    found = plan([after], [before], {before.id})
    assert found.push == {OURS: frozenset({before.id})}
    assert not found.pull


def test_a_stream_that_the_other_never_heard_of_is_sent_whole():
    assert plan([tip(OURS, 7)], [], set()).push == {OURS: frozenset()}


def test_an_end_that_is_not_known_here_is_pulled_and_nothing_is_sent():
    found = plan([tip(COLLEAGUE, 3)], [tip(COLLEAGUE, 9)], set())
    assert found.pull == (COLLEAGUE,)
    assert not found.push
    assert not found.forked  # on one chain, so far as anybody can tell


def test_two_ends_that_neither_side_knows_are_a_fork_when_ours_is_not_nearer():
    found = plan([tip(OURS, 9, "x")], [tip(OURS, 9, "y")], set())
    assert found.forked == (OURS,)
    assert found.pull == (OURS,)


def test_of_a_known_fork_only_the_missing_branch_travels():
    one, other = tip(OURS, 9, "x"), tip(OURS, 8, "y")
    assert plan([one, other], [one], {one.id}).push == {OURS: frozenset({one.id})}
    assert plan([one], [one, other], {one.id}).pull == (OURS,)


def test_equal_ends_need_nothing():
    both = [tip(OURS, 9), tip(NEXT_DOOR, 2)]
    assert plan(both, list(reversed(both)), {one.id for one in both}).is_empty


def test_the_root_is_of_the_set_not_of_the_order_and_tells_every_difference():
    tips = [tip(OURS, 9), tip(COLLEAGUE, 2), tip(NEXT_DOOR, 4)]
    assert root(tips) == root(reversed(tips))
    assert len({root(tips), root(tips[:2]), root([*tips[:2], tip(NEXT_DOOR, 5)]), root([])}) == 4


def test_villages_that_differ_are_found_by_their_digests():
    mine = by_village([tip(OURS, 9), tip(NEXT_DOOR, 4)])
    theirs = by_village([tip(OURS, 9), tip(NEXT_DOOR, 5)])
    assert differing(mine, theirs) == [NEXT_DOOR.region]
    assert differing(mine, {}) == [OURS.region, NEXT_DOOR.region]


# A tree of commits: each has a parent among those before it, so that forks of any shape arise.
trees = st.lists(st.integers(0, 10_000), min_size=1, max_size=12).map(
    lambda picks: [None if not n else picks[n] % n for n in range(len(picks))]
)


@given(trees, st.data())
def test_when_all_is_sent_that_the_plan_says_both_sides_have_the_same(parents: list[int | None], data: st.DataObject):
    """For any two sets closed under "the commit before": what is lacking is a part of what the plan moves."""

    def closed(picked: set[int]) -> set[int]:
        found: set[int] = set()
        for one in picked:
            at: int | None = one
            while at is not None:
                found.add(at)
                at = parents[at]
        return found

    def depth(one: int) -> int:
        parent = parents[one]
        return 0 if parent is None else depth(parent) + 1

    def ends(of: set[int]) -> list[Tip]:
        inner = {parents[one] for one in of}
        return [Tip(OURS, depth(one), one.to_bytes(16, "big")) for one in sorted(of - inner)]

    nodes = st.sets(st.integers(0, len(parents) - 1))
    mine, theirs = closed(data.draw(nodes)), closed(data.draw(nodes))
    known = {one.to_bytes(16, "big") for one in mine}
    found = plan(ends(mine), ends(theirs), {t.id for t in ends(theirs)} & known)
    if theirs - mine:
        assert OURS in found.pull
    else:
        assert not found.pull
    if mine - theirs:
        shared = found.push.get(OURS)
        sent = OURS in found.forked or (shared is not None and not (mine - theirs) & closed_ids(shared, parents))
        undecided = shared is None and OURS in found.pull  # asking with our end tells whether it is a fork
        assert sent or undecided
    else:  # of a fork the other side has farther, an end of ours may be sent once more
        assert OURS not in found.push or len(ends(mine)) > 1


def closed_ids(ids: frozenset[bytes], parents: list[int | None]) -> set[int]:
    found: set[int] = set()
    for one in ids:
        at: int | None = int.from_bytes(one, "big")
        while at is not None:
            found.add(at)
            at = parents[at]
    return found
