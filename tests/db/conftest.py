"""Fixtures of the store: registries on disk, encrypted, one for each laptop that a test needs; and the county's."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from fupin_desktop.db import registry_file
from fupin_desktop.db.registry import SqlRegistry
from tests.db.registries import Clock, a_template, copied, open_at
from tests.postgres import postgres, postgres_server

__all__ = ["postgres", "postgres_server"]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Empty registries of three devices."""
    return [a_template(tmp_path_factory.mktemp("device") / str(number)) for number in range(3)]


@pytest.fixture
def laptop(templates: list[Path], tmp_path: Path) -> Generator[Callable[..., SqlRegistry]]:
    """Opens the registry of device 0, 1 or 2 in the test's own folder; closed at the end."""
    opened: list[SqlRegistry] = []

    def one(number: int = 0, clock: Clock | None = None) -> SqlRegistry:
        folder = tmp_path / f"laptop-{number}"
        opened.append(open_at(folder if folder.exists() else copied(templates[number], folder), clock))
        return opened[-1]

    yield one
    for registry in opened:
        registry._engine.dispose()
        if registry._opened.lock is not None:
            registry._opened.lock.release(force=True)


@pytest.fixture
def registry(laptop: Callable[..., SqlRegistry]) -> SqlRegistry:
    """One registry."""
    return laptop()


@pytest.fixture
def county(postgres: Callable[[], Engine], tmp_path: Path) -> Callable[[], SqlRegistry]:
    """Opens registries on PostgreSQL, as the county's server has one."""

    def one() -> SqlRegistry:
        return SqlRegistry(registry_file.OpenFile(tmp_path, postgres(), bytes(32), None), "李专干", Clock())

    return one


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> SqlRegistry:
    """One registry, on each of the two databases."""
    opens = request.getfixturevalue("laptop" if request.param == "sqlite" else "county")
    return opens()
