"""What an exchange keeps beside the log: half-received segments, receipts, certificates, revocations, clocks."""

import json

from fupin_desktop.db.exchange import staging
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.streams import Incarnation, StreamKey, Tip
from tests.db.registries import NOON, VILLAGE, Clock, ask, edit, run

DAY = 86_400_000


def test_pieces_of_a_segment_are_put_together_wherever_the_line_broke(store: SqlRegistry) -> None:
    here, whole = store.replica(), bytes(range(256)) * 9
    length = here.stage(b"name", 0, whole[:1000], "x")
    assert here.stage(b"name", length - 300, whole[length - 300 : 1500], "x") == 1500, "what came twice counts once"
    assert here.stage(b"name", 1600, whole[1600:], "x") == 1500, "a gap is not kept"
    assert here.staged("x") == {b"name": 1500}
    assert here.staged("y") == {}
    here.stage(b"name", 1500, whole[1500:], "x")
    assert here.staged_content(b"name") == whole
    here.unstage(b"name")
    assert (here.staged("x"), here.staged_content(b"name")) == ({}, b"")


def test_what_nobody_ever_finishes_goes_away(store: SqlRegistry) -> None:
    here, clock = store.replica(), store._clock
    assert isinstance(clock, Clock)
    here.stage(b"old", 0, b"beginning", "x")
    clock.go(staging.KEPT_MS / DAY + 1)
    here.stage(b"new", 0, b"beginning", "x")
    assert here.staged("x") == {b"new": 9}


def test_one_sender_cannot_fill_the_disk(store: SqlRegistry) -> None:
    here, much = store.replica(), bytes(staging.MOST_BYTES)
    for number in range(12):
        here.stage(bytes([number]), 0, much, "x")
    here.stage(b"other", 0, b"small", "y")
    assert sum(here.staged("x").values()) <= staging.MOST_OF_ONE_SENDER
    assert bytes([11]) in here.staged("x"), "the newest is kept"
    assert here.staged("y") == {b"other": 5}
    assert here.stage(b"x", 0, bytes(staging.MOST_BYTES + 1), "x") == 0


def test_the_newest_receipt_of_each_side_and_level_counts(store: SqlRegistry) -> None:
    here, stream = store.replica(), StreamKey("ab" * 8, VILLAGE)
    first, second = Tip(stream, 3, b"third"), Tip(stream, 5, b"fifth")
    here.keep_receipt("county", b"signed 1", [first, Tip(stream, 3, b"fork")], "applied")
    here.keep_receipt("county", b"durable", [first], "durable")
    here.keep_receipt("county", b"signed 2", [second], "applied")
    assert here.confirmed("county", "applied") == [second]
    assert here.confirmed("county", "durable") == [first]
    assert here.confirmed("city", "applied") == []
    assert here.newest_receipt("county", "applied") == b"signed 2"


def test_the_first_word_about_an_incarnation_stands_and_the_newest_certificate(store: SqlRegistry) -> None:
    here = store.replica()
    made = Incarnation("11" * 8, "dd" * 8, b"statement", b"signature")
    here.keep_credentials([("dd" * 8, b"old")], [made])
    here.keep_credentials([("dd" * 8, b"new")], [made._replace(device="ee" * 8, statement=b"mine!")])
    assert here.incarnation(made.id) == made
    assert here.certificate("dd" * 8) == b"new"
    assert here.certificate("ff" * 8) is here.incarnation("ff" * 8) is None


def test_the_own_incarnation_is_without_a_statement_until_one_is_signed(store: SqlRegistry) -> None:
    here = store.replica()
    own = here.own()
    ((number, reason, _),) = here.unstated()
    assert (number, reason) == (own.incarnation, "created")
    here.keep_credentials([], [Incarnation(number, own.device, b"statement", b"signature")])
    assert here.unstated() == []
    assert here.incarnation(number) is not None


def test_lists_of_what_was_revoked_stay_until_a_fuller_one_takes_their_place(store: SqlRegistry) -> None:
    assert store.replica().revocations() == []
    store.replica().keep_revocations([b"first"])
    store.replica().keep_revocations([b"second"])
    assert store.replica().revocations() == [b"first", b"second"]
    store.replica().keep_revocations([b"fuller"], instead_of=[b"first"])
    assert store.replica().revocations() == [b"second", b"fuller"]


def test_a_stamp_far_ahead_pulls_nobody_along(store: SqlRegistry) -> None:
    edit(store, "household", "h", address="甲")
    run(store, f"UPDATE commit_log SET hlc_ms = hlc_ms + {3650 * DAY}, received_via = 'net'")
    edit(store, "household", "h", address="乙")
    assert ask(store, "SELECT hlc_ms FROM commit_log ORDER BY no DESC LIMIT 1")[0][0] < NOON + DAY


def test_a_stamp_a_little_ahead_is_followed(store: SqlRegistry) -> None:
    edit(store, "household", "h", address="甲")
    run(store, f"UPDATE commit_log SET hlc_ms = hlc_ms + {DAY // 2}, received_via = 'net'")
    edit(store, "household", "h", address="乙")
    assert ask(store, "SELECT hlc_count FROM commit_log ORDER BY no DESC LIMIT 1")[0][0] == 1


def test_what_the_clock_should_have_said_is_written_once_it_is_known(store: SqlRegistry) -> None:
    edit(store, "household", "h", address="甲")
    store.put_setting("clock_offset_ms", "-60000")
    edit(store, "household", "h", address="乙")
    before, after = (json.loads(row.header) for row in ask(store, "SELECT header FROM commit_log ORDER BY no"))
    assert "est" not in before
    assert after["est"] == after["wall"] - 60_000
    assert store.verify().differences == ()


def test_what_comes_is_dated_by_the_countys_clock(store: SqlRegistry) -> None:
    store.put_setting("clock_offset_ms", str(365 * DAY))
    store.replica().note("county", "hello", {})
    assert store.replica().events()[0]["at"] > NOON + 364 * DAY
