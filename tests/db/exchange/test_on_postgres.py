"""What is peculiar to PostgreSQL: its types, its order of texts, characters that it does not keep, its constraints."""

import random
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from fupin_desktop.catalogue.numbers import ALIAS, number_of
from fupin_desktop.db import registry_file
from fupin_desktop.db.exchange.replica import replica_over
from fupin_desktop.db.exchange.taking import Received, take
from fupin_desktop.db.log_tables import LOG
from fupin_desktop.db.postgres import open_postgres
from fupin_desktop.db.record_tables import DERIVED
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.db.rows import NO_CHARACTER
from fupin_desktop.domain.changes import SALT_BYTES, SUITE, Commit, Deed, Edit, Op, OpId, salt_mark
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.domain.streams import Unkeepable
from fupin_desktop.services.undo import undo
from tests.db.exchange.stores import give, meet, stream_of
from tests.db.registries import NOON, VILLAGE, Clock, carry, commits, edit, receive, tables
from tests.db.test_carrying import a_week_of_work
from tests.db.test_merging import merge

Laptop = Callable[..., SqlRegistry]
NEXT_VILLAGE = "141124199202"
NAME = "张演示"
County = Callable[[], SqlRegistry]


def from_elsewhere(*ops: Op, **header: object) -> tuple[Commit, dict[str, object]]:
    """A commit of a device that nobody knows, with what a receiver has to know of its stream."""
    salt = bytes(SALT_BYTES)
    whole = {"suite": SUITE, "inc": "ab" * 8, "region": VILLAGE, "seq": 0, "prev": "", "hlc": [NOON, 0], "wall": NOON}
    whole |= {"user": "x", "kind": "edit", "title": "x", "reason": "", "group": "g", "program": "9"}
    commit = Commit(whole | {"salt": salt_mark(salt)} | header, ops, salt)
    return commit, {"region": VILLAGE, "salt": salt, "inc": "ab" * 8, "reason": "x", "device": ("d", "别处", 1)}


def test_the_migrations_make_the_tables_that_the_program_has(postgres: Callable[[], Engine]) -> None:
    with postgres().connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _, name, kind, *__: kind != "table" or name not in DERIVED.tables},
        )
        told = [one for one in compare_metadata(context, LOG) if one[0] != "add_fk"]  # those are left out on purpose
        assert told == []


def test_texts_are_in_the_order_of_their_bytes(county: County) -> None:
    with county()._read() as connection:
        texts = ["b", "B", "a", "é", "z", "张", "_", "1"]
        values = ", ".join(f"('{one}')" for one in texts)
        found = connection.scalars(text(f"SELECT t FROM (VALUES {values}) AS v(t) ORDER BY t")).all()
        assert found == sorted(texts, key=str.encode)


def test_a_database_with_another_order_is_refused(postgres_server: Path) -> None:
    url = f"postgresql+psycopg://fupin@/postgres?host={postgres_server}"
    engine = open_postgres(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0"))
    other = open_postgres(url.replace("/postgres?", "/latin?"))
    with pytest.raises(Unavailable, match="LATIN1"):
        other.connect()
    engine.dispose()
    other.dispose()


@pytest.mark.parametrize("seed", range(2))
def test_any_order_any_split_and_twice_make_the_same_tables(laptop: Laptop, county: County, seed: int) -> None:
    one, other, third = laptop(0), laptop(1), county()
    a_week_of_work(one, other)
    carry(other, one)
    carry(one, third, random.Random(seed))
    assert tables(third) == tables(one)
    assert third.verify().differences == ()


def test_merges_and_partings_are_the_same(laptop: Laptop, county: County) -> None:
    one, there = laptop(0), county()
    for person in "abc":
        edit(one, "person", person, name=f"张演示{person}")
    edit(one, "membership", "m", household_id="h", person_id="c", relation_to_head="01")
    for duplicate, into in (("c", "b"), ("b", "a"), ("b", None)):
        merge(one, duplicate, into)
        carry(one, there)
        assert tables(there) == tables(one)


def test_the_county_writes_and_undoes_like_a_laptop(county: County) -> None:
    there = county()
    edit(there, "household", "h", village_code=VILLAGE, address="甲")
    edit(there, "household", "h", address="乙")
    undo(there)
    assert [one.address for one in there.records("household")] == ["甲"]
    assert [entry.value for entry in there.history("household", ["h"], "address")] == ["甲", "乙", "甲"]
    assert there.verify().differences == ()


def test_characters_that_postgres_does_not_keep_are_shown_and_the_value_travels_as_it_was(store: SqlRegistry) -> None:
    name = number_of("person", "name")
    receive(store, [from_elsewhere(Op("p", name, "张\0示"), Op("p", number_of("person", "id_number"), "1" * 9000))])
    (person,) = store.records("person")
    assert person.name == f"张{NO_CHARACTER}示"
    assert len(person.id_number) < 1000
    assert store.verify().differences == ()
    (found,) = [commit for commit, _ in commits(store)]
    assert found.ops[0].value == "张\0示"
    assert [entry.value for entry in store.history("person", ["p"], "name")] == ["张\0示"]


def test_numbers_beyond_32_bits_are_kept(store: SqlRegistry) -> None:
    commit, facts = from_elsewhere(
        Op("h", number_of("household", "village_code"), VILLAGE),
        Op("h", 2**40, {"a": [2**62]}, (OpId(b"\1" * 16, 2**50),)),  # type: ignore[arg-type]
        hlc=[2**60, 2**60],
        wall=-(2**60),
        seq=2**40,
    )
    receive(store, [(commit, facts)])
    assert commits(store)[0][0] == commit
    assert store.verify().differences == ()


def test_an_alias_that_is_no_id_merges_nothing(store: SqlRegistry) -> None:
    alias = number_of("person", ALIAS)
    receive(
        store, [from_elsewhere(*(Op(f"p{no}", alias, value) for no, value in enumerate((["p"], 7, "\0", "x" * 999))))]
    )  # type: ignore[arg-type]
    assert store.verify().differences == ()


@pytest.mark.parametrize("record_id", ["a\0b", "x" * 5000])
def test_a_commit_that_no_table_could_hold_is_refused_whole(store: SqlRegistry, record_id: str) -> None:
    before = tables(store)
    with pytest.raises(Unkeepable):
        receive(store, [from_elsewhere(Op(record_id, number_of("person", "name"), "张演示"))])
    assert tables(store) == before
    with pytest.raises(Unkeepable):
        receive(store, [from_elsewhere(Op("p", 183, "张演示"), group="\0")])


def test_two_villages_that_arrive_at_once_do_not_come_between_each_other(
    laptop: Laptop, postgres: Callable[[], Engine], tmp_path: Path
) -> None:
    engine, one, other = postgres(), laptop(0), laptop(1)
    there = replica_over(engine, Clock())
    for fields in (("name", "name"), ("name", "post")):  # of the same records, and then other fields of them
        for registry, village, field in zip((one, other), (VILLAGE, NEXT_VILLAGE), fields, strict=True):
            edits = [Edit("helper", helper, field, f"改为{village[-1]}{len(there.tips(['']))}") for helper in "klm"]
            registry.write([(Deed(title="修改", region=village), edits)])
        meet(one, other)
        if not there.tips([""]):
            give(one.replica(), there)  # the records are known there, so that nothing waits for their numbers
    known = [tip.id for tip in there.tips([""])]
    streams = (stream_of(one), stream_of(other, NEXT_VILLAGE))
    several = [piece for stream in streams for piece in one.replica().segments_after(stream, known, 999)]
    first, second = several
    with ThreadPoolExecutor(1) as pool:
        with engine.begin() as connection:
            take(connection, first, len(first.commits), Received("net", "x", 1), rows_later=False)
            later = pool.submit(there.take, second, len(second.commits), "net", "x")
            while not later.done() and not waiting_for_a_lock(engine):
                pass
        assert later.result(timeout=30).commits == len(second.commits)
    county = SqlRegistry(registry_file.OpenFile(tmp_path, engine, bytes(32), None), "李专干", Clock())
    assert county.verify().differences == ()
    assert tables(county) == tables(one)


def waiting_for_a_lock(engine: Engine) -> bool:
    """Whether somebody waits until another transaction ends."""
    with engine.connect() as connection:
        return bool(connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def test_an_error_quotes_no_row(postgres: Callable[[], Engine]) -> None:
    engine = postgres()
    add = text("INSERT INTO search_key (key, record_id, record) VALUES (:key, 'p', 'person')")
    row = {"key": NAME}
    with engine.connect() as connection:
        connection.execute(add, row)
        with pytest.raises(IntegrityError) as told:
            connection.execute(add, row)
    written = "".join(traceback.format_exception(told.value))
    assert "duplicate key" in written
    assert NAME not in written
