"""What travels in segments makes the same tables as what was written, on both databases; in part, twice, later."""

from collections.abc import Callable

import pytest

from fupin_desktop.db.exchange.replica import SqlReplica
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.streams import Gap, Segment
from tests.db.exchange.stores import ends, give, introduced, meet, sign, stream_of
from tests.db.registries import VILLAGE, ask, edit, tables
from tests.db.test_carrying import a_week_of_work

Laptop = Callable[..., SqlRegistry]


@pytest.fixture
def worked(laptop: Laptop) -> SqlRegistry:
    """A laptop with three saves, sealed one by one, whose word is known."""
    registry = laptop(1)
    for address in ("东沟5号院", "东沟6号院", "东沟7号院"):
        edit(registry, "household", "h", village_code=VILLAGE, address=address)
    introduced(registry.replica())
    registry.replica().seal_own(sign, 1)
    return registry


def segments(registry: SqlRegistry, most_ops: int) -> list[Segment]:
    return list(registry.replica().segments_after(stream_of(registry), [], most_ops))


def knowing(store: SqlRegistry, writer: SqlRegistry) -> SqlReplica:
    """The store, told who writes."""
    made = writer.replica().incarnation(writer.replica().own().incarnation)
    assert made is not None
    store.replica().keep_credentials([], [made], {made.device: "张队员的电脑"})
    return store.replica()


def test_after_an_exchange_both_sides_show_the_same(store: SqlRegistry, laptop: Laptop) -> None:
    one, other = laptop(1), laptop(2)
    a_week_of_work(one, other)
    meet(one, other)
    meet(one, store)
    assert tables(store) == tables(one) == tables(other)
    assert ends(store) == ends(one)
    assert store.verify().differences == ()
    assert store.replica().table_digest("") == one.replica().table_digest("")


def test_giving_again_gives_nothing_and_taking_again_changes_nothing(store: SqlRegistry, laptop: Laptop) -> None:
    one = laptop(1)
    a_week_of_work(one, laptop(2))
    sent = give(one.replica(), store.replica())
    before = tables(store)
    assert sent
    assert give(one.replica(), store.replica()) == []
    for segment in sent:
        assert store.replica().take(segment, len(segment.commits), "usb", "x").commits == 0
    assert tables(store) == before


def test_a_segment_without_what_is_before_it_is_refused_whole(store: SqlRegistry, worked: SqlRegistry) -> None:
    here, (_, second, _) = knowing(store, worked), segments(worked, 1)
    with pytest.raises(Gap):
        here.take(second, 1, "net", "x")
    assert here.tips([""]) == []
    assert ask(store, "SELECT * FROM stream") == []


def test_a_segment_of_nobody_is_refused(store: SqlRegistry, worked: SqlRegistry) -> None:
    with pytest.raises(Gap):
        store.replica().take(segments(worked, 1)[0], 1, "net", "x")


def test_of_a_segment_only_what_was_accepted_counts(store: SqlRegistry, worked: SqlRegistry) -> None:
    here, (whole,) = knowing(store, worked), segments(worked, 99)
    assert here.take(whole, 2, "net", "x").commits == 2
    assert [one.address for one in store.records("household")] == ["东沟6号院"]
    assert [tip.seq for tip in here.tips([""])] == [1]
    assert here.take(whole, 3, "net", "x").commits == 1
    assert ends(store) == ends(worked)


def test_it_is_known_from_whom_something_came_and_what_happened(store: SqlRegistry, worked: SqlRegistry) -> None:
    here, (whole,) = knowing(store, worked), segments(worked, 99)
    taken = here.take(whole, 3, "usb", "abc")
    assert (taken.commits, taken.records) == (3, {"h"})
    rows = ask(store, "SELECT DISTINCT received_via, received_from FROM commit_log")
    assert [tuple(row) for row in rows] == [("usb", "abc")]
    (event,) = here.events()
    assert (event["peer"], event["what"], event["counts"]["commits"]) == ("abc", "taken", 3)
    assert {entry.device for entry in store.history("household", ["h"])} == {"张队员的电脑"}


def test_findings_of_a_household_that_was_changed_elsewhere_are_out_of_date(
    store: SqlRegistry, worked: SqlRegistry
) -> None:
    here, several = knowing(store, worked), segments(worked, 1)
    here.take(several[0], 1, "net", "x")
    store.put_findings(["h"], [])
    assert store.unchecked() == []
    here.take(several[1], 1, "net", "x")
    assert store.unchecked() == ["h"]


def test_rows_made_later_are_the_same_rows(store: SqlRegistry, laptop: Laptop) -> None:
    one, other = laptop(1), laptop(2)
    a_week_of_work(one, other)
    meet(one, other)
    late = SqlReplica(store._read, store._write, store._clock, rows_later=True)
    give(one.replica(), late)
    assert store.records("person") == []
    assert late.table_digest("") == one.replica().table_digest(""), "the heads do not wait"
    while late.derive_stale(2):
        pass
    assert tables(store) == tables(one)
    assert store.verify().differences == ()


def test_verify_makes_the_rows_that_wait(store: SqlRegistry, worked: SqlRegistry) -> None:
    here = knowing(store, worked)
    late = SqlReplica(store._read, store._write, store._clock, rows_later=True)
    late.take(segments(worked, 99)[0], 3, "net", "x")
    assert store.verify().differences == ()
    assert here.homes(["h", "nobody"]) == {"h": {VILLAGE}}
