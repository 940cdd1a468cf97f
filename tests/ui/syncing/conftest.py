"""Two laptops of 甲子沟村 and their county in one process: real registries, real keys, the village filled in on all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.services.county_link import KEYS, CountyLink, keep_link
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.syncing.sync_page import SyncPage
from fupin_desktop.ui.tasks import Tasks
from tests.db.registries import Clock, a_template, open_at
from tests.sync.carriers import CarryingCounty
from tests.sync.places import AUTHORITY, Place, Places
from tests.ui import builders


@pytest.fixture(scope="session")
def _village_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("syncing") / "registry"
    opened = open_at(a_template(folder), Clock())
    builders.fill(opened)
    opened.close()
    return folder


@pytest.fixture
def places(tmp_path: Path, _village_template: Path) -> Iterator[Places]:
    made = Places(tmp_path, _village_template)
    yield made
    made.close()


@pytest.fixture
def county(places: Places) -> Place:
    """The county's server."""
    return places.county()


@pytest.fixture
def colleague(places: Places, county: Place) -> Place:
    """Another laptop of the village."""
    return enrolled(places.place(), county)


@pytest.fixture
def laptop(places: Places, county: Place) -> Place:
    """The laptop whose window is tested."""
    return enrolled(places.place(), county)


@pytest.fixture
def laptop_desk(laptop: Place, qtbot: QtBot) -> Iterator[Desk]:
    """Its desk."""
    tasks = Tasks()
    yield Desk(laptop.registry, tasks, 2018, builders.VILLAGE)
    tasks.shut_down()


@pytest.fixture
def page(laptop_desk: Desk, county: Place, qtbot: QtBot) -> Iterator[SyncPage]:
    """同步 of the laptop, in sight, with the county at the other end of the line."""
    made = SyncPage(laptop_desk)
    made.exchange.exchanging.county = CarryingCounty(county)
    qtbot.addWidget(made)
    made.resize(920, 700)
    made.show()
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)
    yield made
    made.put_away()
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)


def enrolled(place: Place, county: Place) -> Place:
    """As if it had been enrolled over a line."""
    registry = place.registry
    registry.put_setting(KEYS, place.keys.to_bytes().hex())
    known = (county.me.device, county.certificate)
    registry.replica().keep_credentials([known], [])
    keep_link(
        registry,
        CountyLink(
            url="https://10.0.0.5:8443",
            certificate=place.certificate,
            authority=AUTHORITY.sign_public,
            server=county.certificate,
        ),
    )
    return place
