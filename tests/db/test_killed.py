"""A crash at any instant: real processes are killed (kill -9) in the middle of their work, again and again.

FUPIN_KILLS=200 for a long run. What was acknowledged is there afterwards; what takes another's place is old or new.
"""

import random
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from fupin_desktop.db.backup import back_up
from fupin_desktop.db.backup_file import backups
from fupin_desktop.db.registry import SqlRegistry, open_registry
from fupin_desktop.db.upgrading import log_version, upgrade_if_older
from tests.db.killing import ROUNDS, Nursery
from tests.db.newer_program import scripts_of_the_next_release
from tests.db.registries import PASSPHRASE, VILLAGE, Clock, ask, commits, copied, edit, open_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
CHANCE = random.Random(20180701)


@pytest.fixture(scope="module")
def nursery() -> Generator[Nursery]:
    """The process whose children are killed."""
    one = Nursery()
    yield one
    one.close()


@pytest.fixture
def folder(templates: list[Path], tmp_path: Path) -> Path:
    """A registry that nobody has open."""
    return copied(templates[0], tmp_path / "registry")


def is_whole(registry: SqlRegistry) -> bool:
    return registry.verify().differences == ()


def test_no_acknowledged_save_is_lost(nursery: Nursery, folder: Path) -> None:
    acknowledged: dict[str, int] = {}
    for _ in range(ROUNDS):
        told = nursery.run("saves", str(folder), seconds=CHANCE.uniform(0, 0.15), warm=folder)
        acknowledged |= {group: number for _, number, group in told}
        registry = open_at(folder)  # the lock went with the process
        kept = {row.group_id for row in ask(registry, "SELECT group_id FROM commit_log")}
        assert acknowledged.keys() <= kept
        assert is_whole(registry)
        assert not told or registry.drafts()["household:h"]["number"] >= told[-1][1]
        registry.close()
    assert len(acknowledged) > ROUNDS


def test_an_import_is_there_whole_or_not_at_all(nursery: Nursery, folder: Path) -> None:
    size, seen = 300, set[int]()
    for _ in range(ROUNDS // 2):
        told = nursery.run("one_big_write", str(folder), size, seconds=CHANCE.uniform(0, 0.4), warm=folder)
        registry = open_at(folder)
        found = len(registry.records("household"))
        seen.add(found)
        assert found in (0, size)
        assert found == size or ["saved"] not in told
        assert is_whole(registry)
        registry.close()
    assert seen


def test_a_backup_that_is_listed_is_whole(nursery: Nursery, folder: Path) -> None:
    for _ in range(ROUNDS // 2):
        told = nursery.run("backing_up", str(folder), seconds=CHANCE.uniform(0, 0.3), warm=folder)
        listed = backups(folder / "backups")
        assert len(listed) == len(list((folder / "backups").glob("*.fupin")))
        assert {line[1] for line in told if line[0] == "saved"} & {one.path.name for one in listed} or len(told) == 1
    registry = open_at(folder)
    assert is_whole(registry)
    registry.back_up()
    registry.close()
    assert not list((folder / "backups").glob(".backup-*")), "what the killed ones left is cleared away"


def test_a_restore_gives_the_old_state_or_the_new(nursery: Nursery, folder: Path) -> None:
    registry = open_at(folder)
    edit(registry, "household", "h", village_code=VILLAGE, address="当时")
    file = back_up(registry._opened, folder.parent / "stick", Clock()()).path
    edit(registry, "household", "h", address="现在")
    now = [commit.id() for commit, _ in commits(registry)]
    registry.close()
    seen: set[str] = set()
    for round_ in range(ROUNDS // 2):
        own = folder.parent / f"round-{round_}"
        shutil.copytree(folder, own)
        told = nursery.run("restoring", str(own), str(file), seconds=CHANCE.uniform(0.1, 0.35))
        registry = open_registry(own, PASSPHRASE)
        household = registry.record("household", "h")
        assert household is not None
        assert is_whole(registry)
        if household.address == "现在":
            assert [commit.id() for commit, _ in commits(registry)] == now
            assert ["saved"] not in told
        else:
            assert household.address == "当时"
            assert list((own / "恢复前").glob("*/registry.db")), "what was there is kept"
        seen.add(household.address)
        registry.close()
    assert seen <= {"当时", "现在"}


def test_an_upgrade_gives_the_old_file_or_the_new(nursery: Nursery, folder: Path) -> None:
    registry = open_at(folder)
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院")
    key = registry._opened.key
    registry.close()
    scripts = scripts_of_the_next_release(folder.parent)
    for round_ in range(ROUNDS // 2):
        own = folder.parent / f"round-{round_}"
        shutil.copytree(folder, own)
        file = own / "registry.db"
        told = nursery.run("upgrading", str(file), str(scripts), seconds=CHANCE.uniform(0, 0.3), warm=folder)
        found = log_version(file, key)
        assert found == "0003" or ["saved"] not in told
        upgrade_if_older(file, key, "0003", scripts)
        assert log_version(file, key) == "0003"
        assert log_version(next(own.glob("registry-0002*.db")), key) == "0002", "the old file is kept"
        registry = open_at(own)
        assert is_whole(registry)
        assert [one.address for one in registry.records("household")] == ["东沟5号院"]
        registry.close()
