"""Nothing half-made stays behind, and a disk that takes nothing more is said to be full: on a real small disk."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import VILLAGE, Answer

Run = Callable[..., Answer]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Two megabytes, where the machine lets a test have a disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not mount or not umount:
        pytest.skip("no disks can be mounted here")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("mounting a disk needs rights that this test has not got")
    yield place
    subprocess.run([umount, place], check=True)


def fill(disk: Path) -> None:
    """Take every byte that is left."""
    with (disk / "full").open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


@pytest.mark.parametrize("numbers", [("--households", 0), ("--households", -1), ("--villages", 61), ("--seed", -1)])
def test_a_refused_demo_leaves_no_folder(tmp_path: Path, run: Run, numbers: tuple[str, int]):
    answer = run("demo", tmp_path / "a" / "b", *numbers)
    assert answer.code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_refused_founding_leaves_no_folder(tmp_path: Path, run: Run):
    assert run("init", tmp_path / "r", "--village", "12").code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_failed_demo_leaves_what_was_in_the_folder_before(tmp_path: Path, run: Run):
    folder = tmp_path / "r"
    assert run("init", folder, "--village", VILLAGE).code == 0
    before = sorted(folder.iterdir())
    assert run("demo", folder).code == 1
    assert sorted(folder.iterdir()) == before
    assert run("--data", folder, "list").code == 0


def test_a_demo_that_fills_the_disk_leaves_nothing_there(small_disk: Path, run: Run):
    answer = run("demo", small_disk / "r")
    assert answer.code == 2
    assert "磁盘已满" in answer.err
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("command", [("demo",), ("init", "--village", VILLAGE)])
def test_a_registry_that_cannot_even_be_begun_leaves_no_part_of_it(
    small_disk: Path, run: Run, command: tuple[str, ...]
):
    fill(small_disk)
    answer = run(command[0], small_disk / "r", *command[1:])
    assert answer.code == 2
    assert "满" in answer.err
    assert [one.name for one in small_disk.iterdir()] == ["full"]


def test_reading_on_a_full_disk_says_that_it_is_full(small_disk: Path, run: Run):
    folder = small_disk / "r"
    assert run("init", folder, "--village", VILLAGE).code == 0
    fill(small_disk)
    answer = run("--data", folder, "list")
    assert answer.code == 2
    assert "磁盘已满（只剩" in answer.err
    (small_disk / "full").unlink()
    assert run("--data", folder, "list").code == 0


def test_restoring_speaks_of_what_was_there_only_if_something_was(tmp_path: Path, run: Run):
    folder = tmp_path / "r"
    assert run("init", folder, "--village", VILLAGE).code == 0
    file = run("--data", folder, "backup", "--json").json["file"]
    fresh = run("--data", tmp_path / "other", "restore", file)
    assert "年" in fresh.out
    assert "T" not in fresh.out.replace(str(tmp_path), "")
    assert "恢复前" not in fresh.out
    assert "恢复前" in run("--data", folder, "restore", file).out
