"""Fixtures of the console: a county at work, on both databases or on a file alone."""

import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from county_server.store import found_store
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.sync.http import Enrolled
from fupin_desktop.sync.signing import DeviceKeys
from tests.county_server.conftest import Running
from tests.county_server.console.scene import Scene, a_scene
from tests.county_server.laptops import Laptop, a_laptop
from tests.db.registries import open_at

LAPTOPS = ("first", "second", "far")


@dataclass(frozen=True)
class Kept:
    """A county at work as it lies on disk, and what its laptops know."""

    folder: Path
    laptops: dict[str, tuple[DeviceKeys, Enrolled]]


@pytest.fixture
def scene(county: Running, new_laptop: Callable[..., Laptop]) -> Generator[Scene]:
    """Two townships at work, on either database."""
    made = a_scene(county, new_laptop)
    yield made
    made.close()


@pytest.fixture(scope="session")
def _county_at_work(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Made once, to be copied."""
    folder = tmp_path_factory.mktemp("county-at-work")
    found_store(folder / "county", "141124", "临县")
    running, names = Running(folder / "county"), iter(LAPTOPS)
    try:
        made = a_scene(running, lambda: a_laptop(template, folder / next(names)))
        laptops = {name: getattr(made, name) for name in LAPTOPS}
        for one in laptops.values():
            one.registry.close()
    finally:
        running.stop()
    return Kept(folder, {name: (one.keys, one.enrolled) for name, one in laptops.items()})


@pytest.fixture
def file_scene(_county_at_work: Kept, tmp_path: Path, run: Callable[..., Running]) -> Generator[Scene]:
    """The same on a file: for what has nothing to do with the database."""
    shutil.copytree(_county_at_work.folder, tmp_path / "at-work")
    running = run(tmp_path / "at-work" / "county")
    laptops = {
        name: Laptop(open_at(tmp_path / "at-work" / name, machine_clock), keys, running.url, enrolled)
        for name, (keys, enrolled) in _county_at_work.laptops.items()
    }
    made = Scene(running, **laptops)
    yield made
    made.close()
    for one in laptops.values():
        one.registry.close()
