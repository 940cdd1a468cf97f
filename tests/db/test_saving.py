"""Saves: one commit chained to the last, groups restated, deletion and restoring, many at once, stamps that rise."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from fupin_desktop.catalogue.numbers import LIFE, number_of
from fupin_desktop.db import derive
from fupin_desktop.db.making_ops import MOST_CHARACTERS, MOST_OPS
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit, salt_mark
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.undo import undo
from tests.db.registries import NOON, VILLAGE, Clock, ask, bases_of, commits, edit


def test_each_save_names_the_one_before_it(registry: SqlRegistry) -> None:
    for number in range(3):
        edit(registry, "household", "h", village_code=VILLAGE, address=f"东沟{number}号院")
    chain = [commit for commit, _ in commits(registry)]
    assert [commit.header["seq"] for commit in chain] == [0, 1, 2]
    assert [commit.header["prev"] for commit in chain] == ["", chain[0].id().hex(), chain[1].id().hex()]


def test_each_village_has_a_stream_of_its_own(registry: SqlRegistry) -> None:
    for region in (VILLAGE, "141124199202", VILLAGE):
        registry.write([(Deed(title="修改", region=region), [Edit("household", region, "address", str(Clock()()))])])
        registry.write([(Deed(title="修改", region=region), [Edit("household", region, "phone", "19900000001")])])
    found = [(commit.header["region"], commit.header["seq"]) for commit, _ in commits(registry)]
    assert found == [(VILLAGE, 0), (VILLAGE, 1), ("141124199202", 0), ("141124199202", 1)]


def test_the_first_commit_of_a_stream_binds_its_salt_and_salts_differ(registry: SqlRegistry) -> None:
    for region in (VILLAGE, "141124199202"):
        registry.write([(Deed(title="修改", region=region), [Edit("household", region, "address", "东沟")])])
    found = commits(registry)
    assert [commit.header["salt"] for commit, _ in found] == [salt_mark(commit.salt) for commit, _ in found]
    assert found[0][0].salt != found[1][0].salt
    assert bytes(32) not in (found[0][0].salt, found[1][0].salt)


def test_saying_nothing_new_writes_nothing(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院")
    edit(registry, "household", "h", address="东沟5号院")
    edit(registry, "household", "h", phone=None)
    assert len(commits(registry)) == 1


def test_a_changed_group_is_restated_whole_blanks_too(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE)
    edit(registry, "household", "h", bank_account="6222000000000000")
    last, _ = commits(registry)[-1]
    said = {op.field: op.value for op in last.ops}
    assert said == {
        number_of("household", "bank_account"): "6222000000000000",
        number_of("household", "bank_name"): None,
    }


def test_an_untouched_group_is_left_alone(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE, bank_name="农信社", bank_account="6222000000000000")
    edit(registry, "household", "h", address="东沟5号院")
    assert [op.field for op in commits(registry)[-1][0].ops] == [number_of("household", "address")]


def test_an_op_supersedes_what_was_on_the_screen(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院")
    form = bases_of(registry, "household", "h")
    edit(registry, "household", "h", address="东沟6号院")
    edit(registry, "household", "h", form, address="东沟7号院")
    assert commits(registry)[-1][0].ops[0].bases == form["address"]
    assert sorted(head.value for head in registry.conflicts()[0]["heads"]) == ["东沟6号院", "东沟7号院"]


def test_a_field_that_was_blank_on_the_screen_supersedes_nothing(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE)
    form = bases_of(registry, "household", "h")
    edit(registry, "household", "h", address="东沟5号院")
    edit(registry, "household", "h", form, address="东沟6号院")
    assert len(registry.conflicts()) == 1


def test_who_deletes_has_seen_all_fields(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院", phone="19900000001")
    edit(registry, "household", "h", **{LIFE: False})
    assert registry.record("household", "h") is None
    assert [one.id for one in registry.records("household", deleted=True)] == ["h"]
    assert registry.conflicts() == []


def test_a_deletion_with_what_was_seen_covers_only_that(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE)
    seen = tuple(op for several in bases_of(registry, "household", "h").values() for op in several)
    edit(registry, "household", "h", phone="19900000001")
    registry.write([(Deed(title="删除", region=VILLAGE), [Edit("household", "h", LIFE, value=False, seen=seen)])])
    assert registry.record("household", "h") is not None
    assert [one["kind"] for one in registry.conflicts()] == ["edited_after_deletion"]


def test_a_restored_record_is_what_it_was(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院")
    before = registry.record("household", "h")
    edit(registry, "household", "h", **{LIFE: False})
    edit(registry, "household", "h", **{LIFE: True})
    assert registry.record("household", "h") == before


def test_a_save_that_fails_half_way_leaves_nothing(registry: SqlRegistry) -> None:
    good = (Deed(title="导入", region=VILLAGE), [Edit("household", "h1", "address", "东沟")])
    bad = (Deed(title="导入", region=VILLAGE), [Edit("household", "h2", "no_such_field", "东沟")])
    with pytest.raises(KeyError):
        registry.write([good, bad])
    assert registry.records("household") == []
    assert commits(registry) == []
    assert registry.verify().differences == ()


def test_a_long_write_can_be_stopped_and_then_nothing_of_it_stands(registry: SqlRegistry) -> None:
    deeds = [
        (Deed(title="导入", region=VILLAGE), [Edit("household", f"h{number}", "address", "东沟")])
        for number in range(450)
    ]

    def stop(done: int) -> None:
        if done > 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        registry.write(deeds, progress=stop)
    assert registry.records("household") == []
    assert registry.verify().commits == 0


def test_a_deed_too_large_to_travel_becomes_commits_that_can_and_one_step_to_undo(registry: SqlRegistry) -> None:
    many = MOST_OPS // 2  # each record is an op for its being there, and one for its name
    edits = [Edit("unit", f"unit-{n}", "name", f"单位{n}") for n in range(many + 10)]
    registry.write([(Deed(title="导入", region=VILLAGE, kind="import"), edits)])
    assert [ops for ops, _ in written(registry)] == [MOST_OPS, 20]
    assert len({group for _, group in written(registry)}) == 1
    assert undo(registry).restored == many + 10
    assert registry.records("unit") == []
    assert registry.verify().differences == ()


def test_long_texts_do_not_make_a_commit_that_cannot_travel(registry: SqlRegistry) -> None:
    several = 2 * MOST_CHARACTERS // 1_000
    edits = [Edit("visit", f"visit-{n}", "content", "查" * 1_000) for n in range(several)]
    registry.write([(Deed(title="导入", region=VILLAGE), edits)])
    assert len(written(registry)) == 2


def written(registry: SqlRegistry) -> list[tuple[int, str]]:
    """(ops, group) of each commit, oldest first."""
    return [(len(one.ops), str(one.header["group"])) for one, _ in commits(registry)]


def test_stamps_only_rise_whatever_the_clock_does(laptop: Callable[..., SqlRegistry]) -> None:
    clock = Clock()
    registry = laptop(0, clock)
    for days in (0, 3650, -3650, -3650, 0, 1):
        clock.go(days)
        edit(registry, "household", "h", village_code=VILLAGE, address=str(clock.now))
    stamps = [(row.hlc_ms, row.hlc_count) for row in ask(registry, "SELECT * FROM commit_log ORDER BY seq")]
    assert stamps == sorted(set(stamps))
    household = registry.record("household", "h")
    assert household is not None
    assert registry.history("household", ["h"], "address")[0].value == household.address
    assert registry.verify().differences == ()


def test_the_clock_is_not_believed_but_written_down(laptop: Callable[..., SqlRegistry]) -> None:
    clock = Clock()
    registry = laptop(0, clock)
    clock.go(days=-3650)
    edit(registry, "household", "h", village_code=VILLAGE)
    assert abs(registry.history("household", ["h"])[0].at_ms - clock.now) < 1000


def test_a_save_walks_only_through_what_arrived_not_through_the_whole_log(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE)
    with registry._write("看") as connection:
        connection.execute(text("CREATE TEMP TABLE IF NOT EXISTS arrived (no INTEGER PRIMARY KEY)"))
        for statement in (derive._DROP_SUPERSEDED, derive._ADD_ARRIVED, derive._TOUCHED):
            plan = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {statement.text}"))]
            assert [step for step in plan if step.startswith("SCAN")] == ["SCAN a"], plan


# As it stood on a day


def on(registry: SqlRegistry, day: str) -> str | None:
    return next(iter(registry.dossiers_as_of(["h"], date.fromisoformat(day)))).household.address


def test_a_paper_can_be_printed_as_it_stood_on_a_day(laptop: Callable[..., SqlRegistry]) -> None:
    clock = Clock(NOON)  # 2018-07-01
    registry = laptop(0, clock)
    edit(registry, "household", "h", village_code=VILLAGE, address="七月")
    clock.go(days=31)
    edit(registry, "household", "h", address="八月")
    assert (on(registry, "2018-07-01"), on(registry, "2018-07-31"), on(registry, "2018-08-01")) == (
        "七月",
        "七月",
        "八月",
    )


def test_before_anything_was_recorded_the_present_records_of_that_day_are_shown(registry: SqlRegistry) -> None:
    year = yearly_id("household_income", "h", 2016)
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟")
    edit(registry, "household_income", year, household_id="h", year=2016, wage_income=Decimal(1))
    assert on(registry, "2016-12-31") == "东沟"


def test_one_day_with_the_clock_ten_years_ahead_does_not_hide_what_came_after(
    laptop: Callable[..., SqlRegistry],
) -> None:
    clock = Clock(NOON)
    registry = laptop(0, clock)
    edit(registry, "household", "h", village_code=VILLAGE, address="七月")
    clock.go(days=3650)
    edit(registry, "household", "h", address="钟错了")
    clock.go(days=-3650 + 31)
    edit(registry, "household", "h", address="八月")
    clock.go(days=31)
    edit(registry, "household", "h", address="九月")
    assert (on(registry, "2018-07-31"), on(registry, "2018-08-31")) == ("七月", "八月")
    assert on(registry, "2018-09-01") == "九月"


def test_one_day_with_the_clock_ten_years_behind_does_not_rewrite_the_past(laptop: Callable[..., SqlRegistry]) -> None:
    clock = Clock(NOON)
    registry = laptop(0, clock)
    edit(registry, "household", "h", village_code=VILLAGE, address="七月")
    clock.go(days=-3650)
    edit(registry, "household", "h", address="钟错了")
    clock.go(days=3650 + 31)
    edit(registry, "household", "h", address="八月")
    assert on(registry, "2018-06-30") == "八月", "nothing was known then: today's records of that day"
    assert on(registry, "2018-07-31") == "钟错了"
    assert on(registry, "2018-08-01") == "八月"
