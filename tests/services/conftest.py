"""Fixtures of the verbs: a real registry with one fictitious family in it."""

from collections.abc import Generator
from pathlib import Path

import pytest

from fupin_desktop.db.registry import SqlRegistry
from tests.db.registries import Clock, a_template, copied, open_at
from tests.services.a_family import settle


@pytest.fixture(scope="session")
def _village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = a_template(tmp_path_factory.mktemp("village") / "registry")
    registry = open_at(folder, Clock())
    settle(registry)
    registry.close()
    return folder


@pytest.fixture
def registry(_village: Path, tmp_path: Path) -> Generator[SqlRegistry]:
    """The registry of a village with the family of 张演示 in it, on 1 July 2018."""
    one = open_at(copied(_village, tmp_path / "registry"), Clock())
    yield one
    one.close()
