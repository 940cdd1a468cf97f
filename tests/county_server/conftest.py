"""Fixtures: a county served over a loopback socket, on both databases; laptops of its villages."""

import threading
from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path

import pytest

from county_server.serving import Listening, Service
from county_server.store import Store, found_store, open_store
from fupin_desktop.sync.certificates import Role
from tests.county_server.laptops import Laptop, a_laptop
from tests.db.registries import VILLAGE, a_template
from tests.postgres import NUMBERS, TEMPLATE, _administer, _url, postgres_server

__all__ = ["postgres_server"]


class Running:
    """A server in a thread of this process, over a store that the test may look into."""

    def __init__(self, folder: Path, database: str = "", port: int = 0, *, plain: bool = False) -> None:
        self.folder, self.database = folder, database
        self.store = open_store(folder, database)
        self._ready = threading.Event()
        self._service = Service(self.store, Listening(port=port, plain=plain), lambda _: self._ready.set())
        self._thread = threading.Thread(target=self._service.run)
        self._thread.start()
        assert self._ready.wait(20)

    @property
    def url(self) -> str:
        """Where it answers."""
        return self._service.url

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.url.rpartition(":")[2])

    def code(self, region: str = VILLAGE, role: Role = Role.VILLAGE, days: int = 7, device: str = "") -> str:
        """A fresh one-time code."""
        return self.store.enrol_code(region, role, days, device)[0]

    def stop(self) -> None:
        """End it."""
        self._service.stop()
        self._thread.join(30)
        assert not self._thread.is_alive()
        self.store.close()

    def restarted(self) -> "Running":
        """Ended, and begun again at the same address."""
        port = self.port
        self.stop()
        return Running(self.folder, self.database, port)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty registry to be copied."""
    return a_template(tmp_path_factory.mktemp("laptop") / "template")


@pytest.fixture
def empty_database(postgres_server: Path) -> Generator[Callable[[], str]]:
    """Addresses of databases in which there are tables and no server yet."""
    made: list[str] = []

    def one() -> str:
        made.append(f"county_{next(NUMBERS)}")
        _administer(postgres_server, f"CREATE DATABASE {made[-1]} TEMPLATE {TEMPLATE}")
        return _url(postgres_server, made[-1])

    yield one
    for name in made:
        _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of a database: none for a file."""
    return "" if request.param == "sqlite" else request.getfixturevalue("empty_database")()


@pytest.fixture
def run(tmp_path: Path) -> Generator[Callable[..., Running]]:
    """Starts servers; all are ended at the end."""
    running: list[Running] = []

    def one(*arguments: object, **named: object) -> Running:
        running.append(Running(*arguments, **named))  # type: ignore[arg-type]
        return running[-1]

    yield one
    for each in running:
        if each._thread.is_alive():
            each.stop()


@pytest.fixture
def county(tmp_path: Path, database: str, run: Callable[..., Running]) -> Running:
    """A county's server on either database."""
    found_store(tmp_path / "county", "141124", "临县", database)
    return run(tmp_path / "county", database)


@pytest.fixture
def file_county(tmp_path: Path, run: Callable[..., Running]) -> Running:
    """A county's server on a file: for what has nothing to do with the database."""
    found_store(tmp_path / "county", "141124", "临县")
    return run(tmp_path / "county")


@pytest.fixture
def new_laptop(tmp_path: Path, template: Path) -> Generator[Callable[..., Laptop]]:
    """Makes laptops; enrolled where a server is given."""
    made: list[Laptop] = []
    numbers = count(1)

    def one(at: Running | None = None, **offer: object) -> Laptop:
        made.append(a_laptop(template, tmp_path / f"laptop{next(numbers)}"))
        if at is not None:
            made[-1].enrol(at.url, at.code(**offer))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for each in made:
        each.registry.close()


def heads_of(store: Store) -> set[tuple[str, bytes]]:
    """The ends of all chains, to be compared with another side's."""
    return {(tip.stream.region, tip.id) for tip in store.replica.tips([""])}
