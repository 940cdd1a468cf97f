"""What is here: ends, known ids, ladders; held commits among them. And what waits for a person."""

from collections.abc import Callable

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import OpId
from fupin_desktop.domain.streams import Gap, Held, Segment
from tests.db.exchange.stores import ends, give, introduced, sign, stream_of
from tests.db.registries import VILLAGE, ask, edit, tables

Laptop = Callable[..., SqlRegistry]


@pytest.fixture
def writer(laptop: Laptop) -> SqlRegistry:
    """A laptop with twelve saves, under one seal."""
    registry = laptop(1)
    for number in range(12):
        edit(registry, "household", "h", village_code=VILLAGE, address=f"东沟{number}号院")
    introduced(registry.replica())
    registry.replica().seal_own(sign, 999)
    return registry


@pytest.fixture
def segment(writer: SqlRegistry, store: SqlRegistry) -> Segment:
    """All that the writer has, and the store told who that is."""
    made = writer.replica().incarnation(writer.replica().own().incarnation)
    assert made is not None
    store.replica().keep_credentials([], [made])
    (found,) = writer.replica().segments_after(stream_of(writer), [], 999)
    return found


def hold(store: SqlRegistry, segment: Segment, first: int, reason: str = "scope") -> list[bytes]:
    """The commits from a place on are held, all but the first because they follow it."""
    held = [
        Held(commit, segment.stream, reason if place == first else "follows", "写的是别村的人")
        for place, commit in enumerate(segment.commits)
        if place >= first
    ]
    store.replica().hold(held, segment.salt, "net", "x", segment.seal)
    return [one.commit.id() for one in held]


def test_the_ends_are_those_within_the_prefixes(store: SqlRegistry, segment: Segment) -> None:
    store.replica().take(segment, 12, "net", "x")
    for prefixes in ([VILLAGE], ["14"], [""], ["99", VILLAGE[:9]]):
        assert [tip.seq for tip in store.replica().tips(prefixes)] == [11]
    for nothing in ([], ["99"], [VILLAGE + "1"], ["14%"], ["1_"]):
        assert store.replica().tips(nothing) == []


def test_a_ladder_has_the_end_the_first_and_ever_larger_steps(store: SqlRegistry, segment: Segment) -> None:
    store.replica().take(segment, 12, "net", "x")
    seq = {commit.id(): commit.header["seq"] for commit in segment.commits}
    assert [seq[one] for one in store.replica().ladder(segment.stream)] == [11, 10, 9, 7, 3, 0]


def test_a_ladder_reaches_from_the_held_to_the_first(store: SqlRegistry, segment: Segment) -> None:
    store.replica().take(segment, 10, "net", "x")
    hold(store, segment, 10)
    seq = {commit.id(): commit.header["seq"] for commit in segment.commits}
    rungs = [seq[one] for one in store.replica().ladder(segment.stream)]
    assert rungs[:3] == [11, 10, 9]
    assert rungs[-1] == 0


def test_held_commits_are_known_and_touch_no_table(store: SqlRegistry, segment: Segment) -> None:
    here = store.replica()
    here.take(segment, 3, "net", "x")
    before = tables(store)
    held = hold(store, segment, 3)
    assert tables(store) == before
    assert [tip.id for tip in here.tips([""])] == [held[-1]]
    assert [tip.seq for tip in here.tips([""], held=False)] == [2]
    assert here.knows([*held, segment.commits[0].id(), b"nothing"]) == {*held, segment.commits[0].id()}
    assert here.held_ids([*held, segment.commits[0].id()]) == set(held)
    assert here.place_of(held[0]) == (segment.stream, 3)
    assert list(here.segments_after(segment.stream, [], 999)) == [], "what is held is not passed on"


def test_whoever_lets_one_in_lets_in_what_only_followed_it(
    store: SqlRegistry, segment: Segment, writer: SqlRegistry
) -> None:
    here = store.replica()
    here.take(segment, 3, "net", "x")
    held = hold(store, segment, 3)
    assert [one.held.commit for one in here.waiting()] == list(segment.commits[3:])
    assert here.admit(held[0]).commits == 9
    assert ends(store) == ends(writer)
    assert tables(store) == tables(writer)
    assert here.waiting() == []
    assert here.admitted() == set(held)
    assert [one.commits for one in here.segments_after(segment.stream, [], 999)] == [segment.commits], "with its seal"


def test_what_stands_on_something_held_cannot_be_let_in_before_it(store: SqlRegistry, segment: Segment) -> None:
    held = hold(store, segment, 0)
    with pytest.raises(Gap):
        store.replica().admit(held[1])
    assert store.replica().admit(held[0]).commits == 12
    (given,) = store.replica().segments_after(segment.stream, [], 999)
    assert given == segment, "with the seal that was held with it"


def test_what_is_held_for_a_reason_of_its_own_goes_on_waiting(store: SqlRegistry, segment: Segment) -> None:
    store.replica().take(segment, 3, "net", "x")
    reasons = {3: "scope", 5: "content"}
    held = [
        Held(commit, segment.stream, reasons.get(place, "follows"), "")
        for place, commit in enumerate(segment.commits)
        if place >= 3
    ]
    store.replica().hold(held, segment.salt, "net", "x", segment.seal)
    assert store.replica().admit(held[0].commit.id()).commits == 2
    assert [one.held.reason for one in store.replica().waiting()][:2] == ["content", "follows"]


def test_a_held_commit_that_is_left_stays_known_and_says_why(store: SqlRegistry, segment: Segment) -> None:
    held = hold(store, segment, 11)
    store.replica().leave(held[0], "此人不在该村")
    (one,) = store.replica().waiting()
    assert (one.decision, one.note, one.held.reason) == ("left", "此人不在该村", "scope")
    assert store.replica().knows(held) == set(held)
    hold(store, segment, 11)
    assert len(store.replica().waiting()) == 1


def test_judging_is_told_values_salts_and_homes(store: SqlRegistry, segment: Segment) -> None:
    here = store.replica()
    assert here.salts(segment.stream) == set()
    here.take(segment, 2, "net", "x")
    assert here.salts(segment.stream) == {segment.salt}
    first = segment.commits[0]
    asked = [OpId(first.id(), place) for place in range(len(first.ops))]
    assert here.values([*asked, OpId(b"none", 0)]) == dict(zip(asked, (op.value for op in first.ops), strict=True))


def test_a_record_has_a_home_in_every_village_that_has_written_it(store: SqlRegistry, laptop: Laptop) -> None:
    one = laptop(1)
    edit(one, "helper", "k", name="帮扶人")
    give(one.replica(), store.replica())
    assert store.replica().homes(["k"]) == {"k": {VILLAGE}}
    assert store.replica().shared(VILLAGE) == set()
    assert ask(store, "SELECT count(*) FROM record_home")[0][0] == 1
