"""The digest of what the tables hold: equal for equal commits, on any database; different when anything is missing."""

from collections.abc import Callable

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from tests.db.exchange.stores import give
from tests.db.registries import VILLAGE, edit, run
from tests.db.test_carrying import a_week_of_work

Laptop = Callable[..., SqlRegistry]
NEXT_VILLAGE = "141124199202"


def write_in(registry: SqlRegistry, region: str, record: str, record_id: str, **values: str) -> None:
    edits = [Edit(record, record_id, name, value) for name, value in values.items()]
    registry.write([(Deed(title="修改", region=region), edits)])


def test_it_is_kept_up_with_every_save(store: SqlRegistry, laptop: Laptop) -> None:
    one = laptop(1)
    found: set[bytes] = set()
    for address in ("甲", "乙", "丙"):
        edit(one, "household", "h", address=address)
        give(one.replica(), store.replica())
        found.add(store.replica().table_digest(VILLAGE))
        assert one.replica().table_digest(VILLAGE) in found
    assert len(found) == 3
    assert store.replica().table_digest(VILLAGE) != store.replica().table_digest(NEXT_VILLAGE)


def test_a_head_that_is_missing_is_noticed(store: SqlRegistry, laptop: Laptop) -> None:
    one = laptop(1)
    a_week_of_work(one, laptop(2))
    give(one.replica(), store.replica())
    run(store, "DELETE FROM field_head WHERE commit_no = (SELECT max(commit_no) FROM field_head)")
    assert store.replica().table_digest(VILLAGE) != one.replica().table_digest(VILLAGE)


def test_a_record_that_another_village_writes_too_is_told_and_left_out(store: SqlRegistry, laptop: Laptop) -> None:
    one, other = laptop(1), laptop(2)
    edit(one, "household", "h", address="甲")
    write_in(one, VILLAGE, "helper", "k", name="帮扶人")
    write_in(other, NEXT_VILLAGE, "helper", "k", name="帮扶者")
    give(one.replica(), store.replica())
    give(other.replica(), store.replica())
    here, there = store.replica(), one.replica()
    assert here.shared(VILLAGE) == {"k"}
    assert here.table_digest(VILLAGE) == there.table_digest(VILLAGE, without=here.shared(VILLAGE))
    assert here.table_digest(VILLAGE) != there.table_digest(VILLAGE)
    assert here.shared("") == set()
