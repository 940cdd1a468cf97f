"""For tests of windows: a dressed application, a filled and an empty registry, a desk. Everything in it is real."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.shell.tidying import tidy_on_main_thread
from fupin_desktop.ui.style.dress import dress
from fupin_desktop.ui.tasks import Tasks
from tests.ui import builders

OpenDesk = Callable[[SqlRegistry], Desk]


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp)
    tidy_on_main_thread(qapp)


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """What a test leaves behind is freed on the main thread, before the next one begins."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry that was just made; copied for each test."""
    folder = tmp_path_factory.mktemp("empty") / "registry"
    make_registry(folder, builders.PASSPHRASE)
    opened = open_registry(folder, builders.PASSPHRASE)
    opened.put_setting("region", builders.VILLAGE)
    opened.close()
    return folder


@pytest.fixture(scope="session")
def _filled_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village of builders.py; copied for each test."""
    folder = tmp_path_factory.mktemp("filled") / "registry"
    shutil.copytree(_empty_folder, folder)
    opened = open_registry(folder, builders.PASSPHRASE, user=builders.USER)
    builders.fill(opened)
    opened.close()
    return folder


@pytest.fixture
def filled_folder(_filled_folder: Path, tmp_path: Path) -> Path:
    """The folder of a filled registry that nobody has open; the passphrase is builders.PASSPHRASE."""
    return Path(shutil.copytree(_filled_folder, tmp_path / "registry"))


@pytest.fixture
def registry(filled_folder: Path) -> Iterator[SqlRegistry]:
    """The village of builders.py, open."""
    opened = open_registry(filled_folder, builders.PASSPHRASE, user=builders.USER)
    yield opened
    opened.close()


@pytest.fixture
def empty_registry(_empty_folder: Path, tmp_path: Path) -> Iterator[SqlRegistry]:
    """A registry without a household, open."""
    folder = Path(shutil.copytree(_empty_folder, tmp_path / "empty"))
    opened = open_registry(folder, builders.PASSPHRASE, user=builders.USER)
    yield opened
    opened.close()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    """Real threads, ended with the test."""
    made = Tasks()
    yield made
    made.shut_down()


@pytest.fixture
def desk(registry: SqlRegistry, tasks: Tasks) -> Desk:
    """A desk over the filled registry, 2018 and 甲子沟村 in view."""
    return Desk(registry, tasks, 2018, builders.VILLAGE)


@pytest.fixture
def empty_desk(empty_registry: SqlRegistry, tasks: Tasks) -> Desk:
    """A desk over the empty registry."""
    return Desk(empty_registry, tasks, 2018, builders.VILLAGE)


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Desk], None]:
    """Wait until nothing runs in the background: `settled(desk)`."""

    def wait(desk: Desk) -> None:
        qtbot.waitUntil(desk.tasks.wait_idle, timeout=10_000)

    return wait
