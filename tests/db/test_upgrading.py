"""Upgrading: on a copy, checked, then swapped; a newer file is refused and not touched; old files open for ever."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from fupin_desktop.db.log_tables import LOG
from fupin_desktop.db.migrations import newest
from fupin_desktop.db.record_tables import DERIVED
from fupin_desktop.db.registry import SqlRegistry, open_registry
from fupin_desktop.db.registry_file import open_folder
from fupin_desktop.db.upgrading import LOG_VERSION, log_version, upgrade_if_older
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.errors import Refused, Unavailable
from tests.db.newer_program import BROKEN, FAILING, scripts_of_the_next_release
from tests.db.registries import PASSPHRASE, VILLAGE, ask, copied, edit, open_at, run, tables

OLD = Path(__file__).parents[1] / "old_databases"


@pytest.fixture
def worked(registry: SqlRegistry) -> SqlRegistry:
    """A registry with two saves."""
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院")
    edit(registry, "household", "h", address="东沟6号院")
    registry.put_draft("household:h", {"address": "东沟7"})
    return registry


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and "lock" not in file.name}


def test_the_migrations_make_the_tables_that_the_program_has(registry: SqlRegistry) -> None:
    derived = {table.name for table in DERIVED.tables.values()}
    with registry._engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _, name, kind, *__: kind != "table" or name not in derived},
        )
        assert compare_metadata(context, LOG) == []


def test_the_program_knows_its_newest_migration() -> None:
    assert newest() == LOG_VERSION


def test_a_file_of_a_newer_program_is_refused_kindly_and_left_as_it_is(worked: SqlRegistry) -> None:
    run(worked, "UPDATE alembic_version SET version_num = '9999'")
    worked.close()
    before = contents(worked.folder)
    for writing in (True, False):
        with pytest.raises(Refused, match=r"较新版本.*升级本程序"):
            open_folder(worked.folder, PASSPHRASE, writing=writing)
    assert contents(worked.folder) == before


def test_an_older_file_is_upgraded_on_a_copy_and_kept(worked: SqlRegistry, tmp_path: Path) -> None:
    key, before = worked._opened.key, tables(worked)
    worked.close()
    file = worked.folder / "registry.db"
    upgrade_if_older(file, key, "0003", scripts_of_the_next_release(tmp_path))
    assert log_version(file, key) == "0003"
    assert log_version(worked.folder / "registry-0002.db", key) == "0002"
    again = open_at(worked.folder)
    assert tables(again) == before
    assert again.verify().differences == ()
    assert again.drafts() == {"household:h": {"address": "东沟7"}}
    assert ask(again, "SELECT note FROM draft") == [(None,)]
    again.close()


def test_saves_that_still_stood_in_the_write_ahead_log_are_upgraded_too(worked: SqlRegistry, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    shutil.copytree(worked.folder, crashed)  # as a killed program leaves it: the last saves are in registry.db-wal
    assert (crashed / "registry.db-wal").stat().st_size > 0
    upgrade_if_older(crashed / "registry.db", worked._opened.key, "0003", scripts_of_the_next_release(tmp_path))
    assert not (crashed / "registry.db-wal").exists()
    again = open_at(crashed)
    assert [one.address for one in again.records("household")] == ["东沟6号院"]
    again.close()


@pytest.mark.parametrize("step", [BROKEN, FAILING], ids=["alters the log", "fails"])
def test_an_upgrade_that_goes_wrong_leaves_the_old_file(worked: SqlRegistry, tmp_path: Path, step: str) -> None:
    key, before = worked._opened.key, tables(worked)
    worked.close()
    file = worked.folder / "registry.db"
    with pytest.raises((Unavailable, OperationalError)) as said:
        upgrade_if_older(file, key, "0003", scripts_of_the_next_release(tmp_path, step))
    if step is BROKEN:
        assert isinstance(said.value, Unavailable)
        assert "原来的文件没有改动" in str(said.value)
    assert log_version(file, key) == LOG_VERSION
    again = open_at(worked.folder)
    assert tables(again) == before
    again.close()


def test_the_second_upgrade_does_not_overwrite_what_the_first_has_kept(worked: SqlRegistry, tmp_path: Path) -> None:
    key = worked._opened.key
    worked.close()
    file, scripts = worked.folder / "registry.db", scripts_of_the_next_release(tmp_path)
    first = file.read_bytes()
    upgrade_if_older(file, key, "0003", scripts)
    file.write_bytes(first)
    upgrade_if_older(file, key, "0003", scripts)
    assert sorted(one.name for one in worked.folder.glob("registry-*.db")) == ["registry-0002-2.db", "registry-0002.db"]


def test_another_catalogue_makes_the_tables_anew_and_keeps_the_log(worked: SqlRegistry) -> None:
    before = tables(worked)
    run(worked, "DROP TABLE household")
    run(worked, "CREATE TABLE household (id TEXT PRIMARY KEY, old_field TEXT, deleted INTEGER)")
    run(worked, "UPDATE meta SET value = 'older' WHERE key = 'derived'")
    worked.close()
    for writing in (False, True):
        again = open_registry(worked.folder, PASSPHRASE, writing=writing)
        assert tables(again) == before
        again.close()


def test_who_only_reads_does_not_rebuild_under_the_writers_hands(worked: SqlRegistry) -> None:
    run(worked, "UPDATE meta SET value = 'older' WHERE key = 'derived'")
    with pytest.raises(Refused, match="已在另一个窗口"):
        open_folder(worked.folder, PASSPHRASE, writing=False)


def test_a_file_without_a_version_is_no_registry(worked: SqlRegistry) -> None:
    run(worked, "DROP TABLE alembic_version")
    worked.close()
    with pytest.raises(Unavailable):
        open_folder(worked.folder, PASSPHRASE, writing=True)


@pytest.mark.parametrize("release", sorted(OLD.glob("*/registry.db")), ids=lambda file: file.parent.name)
def test_every_file_of_every_release_ever_shipped_opens_for_ever(release: Path, tmp_path: Path) -> None:
    folder = copied(release.parent, tmp_path / "old")
    registry = open_registry(folder, "demo")
    assert registry.verify().differences == ()
    ids = registry.household_ids(HouseholdQuery())
    assert ids
    for dossier in registry.dossiers(ids):
        assert dossier.members
        assert dossier.now.facts
    assert registry.conflicts()
    assert registry.groups()
    edit(registry, "household", ids[0], address="新版本写的")
    assert registry.verify().differences == ()
    registry.close()


def test_this_release_has_left_its_file() -> None:
    from fupin_desktop import __version__

    assert (OLD / __version__ / "registry.db").exists(), "run tests/old_databases/make.py and commit what it made"


def test_the_log_tables_are_those_of_the_migrations_and_no_others(registry: SqlRegistry) -> None:
    with registry._engine.connect() as connection:
        found = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    assert found == {*LOG.tables, *DERIVED.tables, "alembic_version"}
