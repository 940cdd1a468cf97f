"""Filling a real registry: the same every time, whole, undone at once, and never over somebody's own data."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.demo.fill import DemoCounts, fill_with_demo
from fupin_desktop.services.undo import undo


def empty(folder: Path) -> SqlRegistry:
    make_registry(folder, "demo")
    return open_registry(folder, "demo")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    registry = empty(tmp_path_factory.mktemp("demo"))
    steps: list[tuple[int, int]] = []
    counts = fill_with_demo(
        registry, villages=2, households=16, seed=8, progress=lambda done, of: steps.append((done, of))
    )
    yield registry, counts, steps
    registry.close()


def digest(registry: SqlRegistry) -> str:
    """One number for every field of every record."""
    everything = sorted(repr(record) for spec in CATALOGUE for record in registry.records(spec.name))
    return hashlib.sha256("\n".join(everything).encode()).hexdigest()


def test_what_is_counted_is_what_was_written(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    registry, counts, _ = filled
    for name in ("village", "household", "person", "helper"):
        assert getattr(counts, f"{name}s") == len(registry.records(name))
    assert (counts.villages, counts.households) == (2, 32)
    assert len(registry.household_ids(HouseholdQuery())) == 32
    assert sum(counts.defects.values()) == 4


def test_every_kind_of_record_is_there(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    registry, *_ = filled
    assert [spec.name for spec in CATALOGUE if not registry.records(spec.name)] == []


def test_the_tables_are_what_the_log_says_and_nobody_disagrees(
    filled: tuple[SqlRegistry, DemoCounts, Any],
) -> None:
    registry, counts, _ = filled
    verified = registry.verify()
    assert verified.differences == ()
    assert verified.commits == counts.commits
    assert registry.conflicts() == []


def test_the_same_seed_gives_the_same_registry(filled: tuple[SqlRegistry, DemoCounts, Any], tmp_path: Path) -> None:
    registry, counts, _ = filled
    again = empty(tmp_path / "again")
    assert fill_with_demo(again, villages=2, households=16, seed=8) == counts
    assert digest(again) == digest(registry)
    again.close()


def test_another_seed_gives_other_people_in_other_households(
    filled: tuple[SqlRegistry, DemoCounts, Any], tmp_path: Path
) -> None:
    registry, *_ = filled
    other = empty(tmp_path / "other")
    fill_with_demo(other, households=8, seed=5)
    for name in ("household", "person", "visit"):
        assert not {one.id for one in other.records(name)} & {one.id for one in registry.records(name)}
    other.close()


def test_each_household_is_one_commit_of_its_village_and_says_that_it_is_a_demo(
    filled: tuple[SqlRegistry, DemoCounts, Any],
) -> None:
    registry, counts, _ = filled
    (group,) = registry.groups()
    assert (group.kind, group.commits) == ("demo", counts.commits)
    assert group.title.startswith("演示数据：")
    villages = {one.village_code for one in registry.records("village")}
    assert {op.region for op in registry.group_ops(group.id)} == villages


def test_the_pictures_can_be_looked_at(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    from io import BytesIO

    from PIL import Image

    registry, *_ = filled
    attachments = registry.records("attachment")
    assert len({one.blob for one in attachments}) > 3
    for one in attachments:
        content = registry.blobs.get(one.blob)
        assert len(content) == one.byte_count
        with Image.open(BytesIO(content)) as picture:
            assert f"image/{(picture.format or '').lower()}" == one.media_type
            picture.verify()


def test_the_first_village_shows_two_sealed_years(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    registry, *_ = filled
    sealed = sorted((one.year, one.sealed_on) for one in registry.records("village_year") if one.sealed_on)
    assert sealed == [(2016, "2017-01-12"), (2017, "2018-01-12")]


def test_progress_ends_at_the_whole(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    *_, steps = filled
    assert steps == sorted(steps)
    assert steps[-1] == (32, 32)


def test_the_demo_knows_whose_region_it_is(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    registry, *_ = filled
    assert registry.setting("region") == "141124199201"


def test_it_is_refused_where_there_are_households_already(filled: tuple[SqlRegistry, DemoCounts, Any]) -> None:
    registry, *_ = filled
    before = digest(registry)
    with pytest.raises(Refused, match="已有农户"):
        fill_with_demo(registry, households=2)
    assert digest(registry) == before


@pytest.mark.parametrize(("villages", "households"), [(0, 10), (61, 10), (1, 0), (1, -5)])
def test_impossible_numbers_are_refused(tmp_path: Path, villages: int, households: int) -> None:
    registry = empty(tmp_path)
    with pytest.raises(Refused, match="1 到 60 个村"):
        fill_with_demo(registry, villages=villages, households=households)
    assert registry.groups() == []
    registry.close()


def test_what_was_written_before_a_cancel_stays_and_is_counted(tmp_path: Path) -> None:
    registry = empty(tmp_path)
    asked = iter([False, True])
    counts = fill_with_demo(registry, households=60, cancelled=lambda: next(asked))
    assert 0 < counts.households < 60
    assert counts.households == len(registry.records("household"))
    registry.close()


def test_what_a_demo_begins_with_is_not_taken_back(tmp_path: Path) -> None:
    registry = empty(tmp_path)
    fill_with_demo(registry, households=3)
    with pytest.raises(Refused, match="没有可以撤销的操作"):
        undo(registry)
    assert len(registry.records("household")) >= 3
    registry.close()
