"""Backing up on purpose: proved, remembered where, listed with those on the stick."""

import shutil
from pathlib import Path

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.services.back_up import back_up, backups
from tests.db.registries import a_template, open_at


def test_a_backup_lies_in_the_registrys_own_folder(registry: SqlRegistry) -> None:
    made = back_up(registry)
    assert made.path.parent == registry.folder / "backups"
    assert (made.households, made.commits) == (2, 1)
    assert list(backups(registry)) == [made]


def test_the_stick_is_remembered_and_its_backups_are_listed_while_it_is_there(
    registry: SqlRegistry, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    own, elsewhere = back_up(registry), back_up(registry, stick)
    assert {one.path for one in backups(registry)} == {own.path, elsewhere.path}
    shutil.rmtree(stick)
    assert [one.path for one in backups(registry)] == [own.path]


def test_the_backups_of_another_village_on_the_stick_are_not_taken_for_ours(
    registry: SqlRegistry, tmp_path: Path
) -> None:
    other = open_at(a_template(tmp_path / "other"))
    back_up(other, tmp_path / "stick")
    other.close()
    mine = back_up(registry, tmp_path / "stick")
    assert list(backups(registry)) == [mine]


def test_a_place_that_cannot_be_written_is_said_and_not_remembered(registry: SqlRegistry, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("no folder")
    with pytest.raises(Unavailable, match="备份没有成功"):
        back_up(registry, tmp_path / "stick")
    assert registry.setting("backup_folder") is None
