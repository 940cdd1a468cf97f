"""Fixtures of the verbs: a real registry with one fictitious family in it."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from fupin_desktop.db.registry import SqlRegistry
from tests.db.registries import Clock, a_template, copied, open_at
from tests.services.a_family import settle
from tests.ui import builders


@pytest.fixture(scope="session")
def _family_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _filled(tmp_path_factory.mktemp("family") / "registry", settle)


@pytest.fixture(scope="session")
def _village_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _filled(tmp_path_factory.mktemp("village") / "registry", builders.fill)


@pytest.fixture
def registry(_family_folder: Path, tmp_path: Path) -> Generator[SqlRegistry]:
    """The registry of a village with the family of 张演示 in it, on 1 July 2018."""
    one = open_at(copied(_family_folder, tmp_path / "registry"), Clock())
    yield one
    one.close()


@pytest.fixture
def village(_village_folder: Path, tmp_path: Path) -> Generator[SqlRegistry]:
    """The registry of 甲子沟村 with its twelve households and three helpers."""
    one = open_at(copied(_village_folder, tmp_path / "village"), Clock())
    yield one
    one.close()


def _filled(folder: Path, fill: Callable[[SqlRegistry], None]) -> Path:
    one = open_at(a_template(folder), Clock())
    fill(one)
    one.close()
    return folder
