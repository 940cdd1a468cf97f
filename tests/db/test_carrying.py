"""Commits carried from laptop to laptop: in any order, split, twice, they make the same tables and conflicts."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import Connection, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import ALIAS, LIFE, name_of, number_of
from fupin_desktop.db.derive import make_anew
from fupin_desktop.db.log_tables import record_ref
from fupin_desktop.db.merges import merged_into
from fupin_desktop.db.placed_ops import placed
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.db.rows import conflicts_of
from fupin_desktop.domain.changes import Commit, Deed, Edit, Op, OpId
from fupin_desktop.domain.heads import heads
from fupin_desktop.domain.identity import yearly_id
from tests.db.registries import VILLAGE, Clock, ask, bases_of, carry, commits, edit, receive, tables

ADDRESS = number_of("household", "address")
Laptop = Callable[..., SqlRegistry]


def a_week_of_work(one: SqlRegistry, other: SqlRegistry) -> None:
    """Two laptops that disagree in every way that there is."""
    edit(one, "household", "h1", village_code=VILLAGE, address="东沟5号院", phone="19900000001")
    edit(one, "person", "p1", name="张演示", sex="1", id_number="141199197001010018")
    edit(one, "person", "p2", name="张演示", ethnicity="01")
    year = yearly_id("household_year", "h1", 2018)
    edit(one, "household_year", year, household_id="h1", year=2018, main_cause="01")
    carry(one, other)
    form = bases_of(other, "person", "p1")
    edit(one, "household", "h1", address="东沟6号院")
    edit(other, "household", "h1", address="东沟7号院", phone="19900000002")
    edit(one, "person", "p1", id_number="141199197001010026", sex="2")
    edit(other, "person", "p1", form, birth_date="1970-01-01")
    edit(other, "household_year", year, main_cause="07")
    edit(one, "household_year", year, main_cause="07")
    edit(one, "household", "h1", **{LIFE: False})
    edit(other, "person", "p2", **{ALIAS: "p1"})
    edit(other, "pairing", "k", household_id="h1", helper_id="w", started_on="2018-03")


def conflicts_shown(registry: SqlRegistry) -> list[tuple[str, ...]]:
    return sorted((one["kind"], one["record"], one["record_id"], one["field"]) for one in registry.conflicts())


def made_anew(registry: SqlRegistry) -> dict[str, list[tuple[object, ...]]]:
    with registry._write("重做") as connection:
        make_anew(connection)
    return tables(registry)


def conflicts_by_the_pure_functions(connection: Connection) -> set[tuple[str, str]]:
    """(kind, field) of every disagreement, from the ops alone."""

    ids = list(connection.scalars(select(record_ref.c.id)))
    wholes = merged_into(connection, ids)
    into = {one: wholes.get(one, one) for one in ids}
    registers: dict[str, dict[str, list[object]]] = {}
    for (entity, number), several in heads(placed(connection, into, heads_only=False)).items():
        name = name_of(number)
        assert name is not None
        registers.setdefault(f"{name[0]}:{into[entity]}", {}).setdefault(name[1], []).extend(several)
    return {
        (kind, field)
        for key, found in registers.items()
        for kind, field, _ in conflicts_of(RECORDS[key.partition(":")[0]], found)  # type: ignore[arg-type]
    }


def test_two_laptops_that_exchange_everything_show_the_same(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    a_week_of_work(one, other)
    carry(one, other)
    carry(other, one)
    assert tables(one) == tables(other)
    assert one.verify().differences == other.verify().differences == ()


@pytest.mark.parametrize("seed", range(6))
def test_any_order_any_split_and_twice_make_the_same_tables(laptop: Laptop, seed: int) -> None:
    one, other, third = laptop(0), laptop(1), laptop(2)
    a_week_of_work(one, other)
    carry(other, one)
    carry(one, third, random.Random(seed))
    assert tables(third) == tables(one)
    assert made_anew(third) == tables(one)
    assert third.verify().differences == ()


def test_the_conflicts_are_those_that_the_pure_functions_find(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    a_week_of_work(one, other)
    carry(other, one)
    shown = {(kind, field) for kind, _, _, field in conflicts_shown(one)}
    assert shown == {
        ("value", "address"),
        ("group", "identity"),
        ("edited_after_deletion", LIFE),
    }
    with one._read() as connection:
        assert conflicts_by_the_pure_functions(connection) == shown


def test_the_same_value_on_two_laptops_is_no_conflict(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    for registry in (one, other):
        edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院")
    carry(one, other)
    assert other.conflicts() == []


def test_different_fields_of_one_record_merge_by_themselves(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    carry(one, other)
    edit(one, "household", "h", address="东沟5号院")
    edit(other, "household", "h", phone="19900000001")
    carry(one, other)
    household = other.record("household", "h")
    assert household is not None
    assert (household.address, household.phone, other.conflicts()) == ("东沟5号院", "19900000001", [])


def test_a_bank_from_one_laptop_and_an_account_from_another_disagree(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    carry(one, other)
    edit(one, "household", "h", bank_name="农信社")
    edit(other, "household", "h", bank_account="6222000000000000")
    carry(one, other)
    assert conflicts_shown(other) == [("group", "household", "h", "bank")]
    assert len(other.conflicts()[0]["heads"]) == 4, "each opinion is shown whole, its blanks too"


def test_the_later_change_of_an_unseen_one_is_shown_first_and_the_earlier_kept(laptop: Laptop) -> None:
    early, late = Clock(), Clock()
    late.go(days=1)
    one, other = laptop(0, early), laptop(1, late)
    edit(one, "household", "h", village_code=VILLAGE)
    carry(one, other)
    edit(one, "household", "h", address="早")
    edit(other, "household", "h", address="晚")
    carry(one, other)
    carry(other, one)
    for registry in (one, other):
        household = registry.record("household", "h")
        assert household is not None
        assert household.address == "晚"
        assert [head.value for head in registry.conflicts()[0]["heads"]] == ["晚", "早"]


def test_clocks_that_are_wrong_by_ten_years_lose_nothing(laptop: Laptop) -> None:
    past, future = Clock(), Clock()
    past.go(days=-3650)
    future.go(days=3650)
    one, other = laptop(0, past), laptop(1, future)
    edit(other, "household", "h", village_code=VILLAGE, address="将来")
    carry(other, one)
    edit(one, "household", "h", address="看过以后改的")
    carry(one, other)
    for registry in (one, other):
        household = registry.record("household", "h")
        assert household is not None
        assert household.address == "看过以后改的", "who saw the value replaces it, whatever the clocks say"
        assert registry.conflicts() == []
        assert registry.verify().differences == ()


def test_an_edit_that_the_deleter_had_not_seen_keeps_the_record_in_sight(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    carry(one, other)
    edit(one, "household", "h", **{LIFE: False})
    edit(other, "household", "h", phone="19900000001")
    assert one.record("household", "h") is None
    carry(other, one)
    assert one.record("household", "h") is not None
    assert conflicts_shown(one) == [("edited_after_deletion", "household", "h", LIFE)]


def test_both_laptops_deleting_is_deleted(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    carry(one, other)
    for registry in (one, other):
        edit(registry, "household", "h", **{LIFE: False})
    carry(other, one)
    assert one.record("household", "h") is None
    assert one.conflicts() == []


def test_settling_a_conflict_on_one_laptop_settles_it_everywhere(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    a_week_of_work(one, other)
    carry(other, one)
    edit(one, "household", "h1", address="东沟8号院")
    carry(one, other)
    assert ("value", "household", "h1", "address") not in conflicts_shown(one)
    assert conflicts_shown(other) == conflicts_shown(one)


def test_two_people_settling_differently_disagree_again_and_can_end_it(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    for registry in (one, other):
        edit(registry, "household", "h", address=str(registry.folder))
    for value, registry in (("甲", one), ("乙", other)):
        carry(one, other)
        carry(other, one)
        edit(registry, "household", "h", address=value)
    edit(one, "household", "h", address="丙")
    carry(one, other)
    carry(other, one)
    edit(other, "household", "h", address="丁")
    carry(other, one)
    assert one.conflicts() == other.conflicts() == []


def test_a_group_changed_late_is_one_whole_opinion_and_mixes_nothing_of_the_colleagues(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "person", "p", name="张演示", sex="1", id_number="141199197001010018", birth_date="1970-01-01")
    carry(one, other)
    form = bases_of(one, "person", "p")
    edit(other, "person", "p", birth_date="1971-02-02", sex="2")
    carry(other, one)
    edit(one, "person", "p", form, id_number="141199197001010026")
    person = one.record("person", "p")
    assert person is not None
    assert (person.id_number, person.birth_date, person.sex) == ("141199197001010026", "1970-01-01", "1")
    opinions: dict[str, dict[str, object]] = {}
    for head in one.conflicts()[0]["heads"]:
        opinions.setdefault(head.commit, {})[head.field] = head.value
    assert sorted(str(opinion["birth_date"]) for opinion in opinions.values()) == ["1970-01-01", "1971-02-02"]
    assert all(len(opinion) == 4 for opinion in opinions.values())


def test_a_group_blank_when_the_form_was_opened_is_restated_blank(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    carry(one, other)
    edit(other, "household", "h", bank_name="农信社", bank_account="6222000000000000")
    form = bases_of(one, "household", "h")
    carry(other, one)
    edit(one, "household", "h", form, bank_account="6222000000000001")
    household = one.record("household", "h")
    assert household is not None
    assert (household.bank_name, household.bank_account) == (None, "6222000000000001")
    assert conflicts_shown(one) == [("group", "household", "h", "bank")]


def test_what_only_a_newer_program_knows_is_kept_hashed_and_carried_on(laptop: Laptop) -> None:
    one, other, third = laptop(0), laptop(1), laptop(2)
    edit(one, "household", "h", village_code=VILLAGE)
    commit, facts = commits(one)[-1]
    newer = Commit(
        {**commit.header, "seq": 1, "prev": commit.id().hex(), "of_the_future": {"x": 1}},
        (Op("h", 60_001, "新栏目"), Op("from-the-future", 60_002, {"whole": "record"}), commit.ops[-1]),  # type: ignore[arg-type]
        commit.salt,
    )
    receive(other, [(commit, facts), (newer, facts)])
    assert other.verify().differences == ()
    assert other.record("household", "h") is not None
    assert other.history("household", ["h"])
    assert other.groups()
    carry(other, third)
    assert ask(third, "SELECT value FROM field_op WHERE field = 60001") == [('"新栏目"',)]
    assert newer.id() in {found.id() for found, _ in commits(third)}
    assert tables(third) == tables(other)


def test_a_fork_of_one_stream_is_data_and_no_error(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE)
    first, facts = commits(one)[-1]
    branches = [
        Commit(
            {**first.header, "seq": 1, "prev": first.id().hex(), "wall": wall}, (Op("h", ADDRESS, text),), first.salt
        )
        for wall, text in ((1, "甲"), (2, "乙"))
    ]
    receive(other, [(first, facts), *((branch, facts) for branch in branches)])
    assert conflicts_shown(other) == [("value", "household", "h", "address")]
    assert other.verify().differences == ()


@pytest.mark.parametrize("strange", [{"yuan": 1}, "一万二", "NaN", True, 2**80, ["x", 1]])
def test_a_value_in_a_form_of_the_future_is_kept_and_shown_as_blank(laptop: Laptop, strange: object) -> None:
    one, other = laptop(0), laptop(1)
    income = yearly_id("household_income", "h", 2018)
    edit(one, "household_income", income, household_id="h", year=2018, wage_income=Decimal(1), period_start="2018-01")
    first, facts = commits(one)[-1]
    numbers = [number_of("household_income", name) for name in ("wage_income", "period_start", "year")]
    seen = {op.field: (OpId(first.id(), place),) for place, op in enumerate(first.ops)}
    ops = tuple(Op(income, number, strange, seen[number]) for number in numbers)  # type: ignore[arg-type]
    newer = Commit({**first.header, "seq": 1, "prev": first.id().hex()}, ops, first.salt)
    receive(other, [(first, facts), (newer, facts)])
    assert [kept.wage_income for kept in other.records("household_income")] == [None]
    assert len(other.history("household_income", [income], "wage_income")) == 2
    assert other.verify().differences == ()


def test_a_chain_that_arrives_backwards_is_whole_when_all_is_here(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    for number in range(4):
        edit(one, "household", "h", village_code=VILLAGE, address=f"东沟{number}号院")
    backwards = list(reversed(commits(one)))
    receive(other, backwards[:-1])
    assert any("缺少它之前的一次" in said for said in other.verify().differences)
    receive(other, backwards[-1:])
    assert other.verify().differences == ()
    assert tables(other) == tables(one)


def test_money_and_codes_arrive_as_they_were_written(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    income, year = yearly_id("household_income", "h", 2018), yearly_id("household_year", "h", 2018)
    edit(one, "household_income", income, household_id="h", year=2018, wage_income=Decimal("12000.10"))
    edit(one, "household_year", year, household_id="h", year=2018, other_causes=("07", "01"))
    carry(one, other)
    assert other.record("household_income", income) == one.record("household_income", income)
    assert other.record("household_year", year) == one.record("household_year", year)


def test_one_action_on_several_records_is_one_group_wherever_it_arrives(laptop: Laptop) -> None:
    one, other = laptop(0), laptop(1)
    deeds = [
        (Deed(title="导入 户信息.xlsx", region=VILLAGE, kind="import"), [Edit("household", f"h{n}", "address", "东沟")])
        for n in range(3)
    ]
    group, _ = one.write(deeds)
    carry(one, other)
    found = other.groups(1)[0]
    assert (found.id, found.commits, found.title) == (group, 3, "导入 户信息.xlsx")
