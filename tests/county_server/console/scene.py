"""What the console is looked at with: two townships, three laptops, households, disagreements, and a held commit."""

import re
import ssl
from dataclasses import dataclass, field
from typing import Any

import httpx

from county_server.console import staff
from county_server.console.roles import StaffRole
from county_server.console.tables import bring_up
from county_server.store import Store
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.services.procedures import record_step, start
from fupin_desktop.sync.certificates import Role
from tests.county_server.conftest import Running
from tests.county_server.laptops import Laptop

VILLAGE, NEIGHBOUR, FAR = "141124199201", "141124199202", "141124198201"
TOWNSHIP = VILLAGE[:9]
PASSWORD = "核桃 小米 红枣 2018"
YEAR = 2018
IN_THE_VILLAGE = (
    ("visit", {"done_on": "2018-09-01"}),
    ("notice", {"done_on": "2018-09-03", "until": "2018-09-10", "place": "公示栏", "objections": "无"}),
)
COUNTY_STAFF, TOWNSHIP_STAFF, FAR_STAFF = "县办王演示", "乡里李演示", "邻乡赵演示"


def open_accounts(store: Store) -> None:
    """One of the county's staff, one of each township's."""
    with store.database.writing("账号") as connection:
        bring_up(connection)
        own = store.authority.prefixes
        for name, role, areas in (
            (COUNTY_STAFF, StaffRole.COUNTY, own),
            (TOWNSHIP_STAFF, StaffRole.TOWNSHIP, (TOWNSHIP,)),
            (FAR_STAFF, StaffRole.TOWNSHIP, (FAR[:9],)),
        ):
            staff.add(connection, name, PASSWORD, role, areas, own, store.clock())


def unchecked() -> ssl.SSLContext:
    """A browser that was told to trust the county's own authority."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@dataclass
class Browser:
    """A person at the pages, without a screen: keeps cookies, and sends forms with the token that they carry."""

    url: str
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """Open it."""
        self.http = httpx.Client(base_url=self.url, verify=unchecked(), timeout=60)

    def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.http.get(path)

    def text(self, path: str) -> str:
        """What a page says."""
        found = self.get(path)
        assert found.status_code == 200, (path, found.status_code, found.text)
        return words_of(found.text)

    def send(self, page: str, action: str, **values: str) -> httpx.Response:
        """Fill the form of a page in and send it."""
        return self.http.post(action, data={"token": token_of(self.get(page).text)} | values)

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Come in."""
        return self.send("/sign-in", "/sign-in", name=name, password=password)


def token_of(page: str) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


def words_of(page: str) -> str:
    """The words of a page without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def edits(record: str, record_id: str, **values: Any) -> list[Edit]:
    """Edits of one record."""
    return [Edit(record, record_id, name, value) for name, value in values.items()]


def write(laptop: Laptop, written: list[Edit], title: str, region: str = VILLAGE) -> None:
    """One save."""
    laptop.registry.write([(Deed(title=title, region=region), written)])


def settle(laptop: Laptop, region: str, name: str, township: str, households: int) -> None:
    """A village with its households, each of two people, and the facts of a year."""
    write(
        laptop,
        edits("village", village_id(region), village_code=region, name=name, township_name=township),
        "登记村",
        region,
    )
    deeds: list[tuple[Deed, list[Edit]]] = []
    for number in range(1, households + 1):
        home = f"{region[-6:]}-{number}"
        written = edits("household", home, village_code=region, head_name=f"张演{number}", address=f"东沟{number}号院")
        for place, relation in ((1, "01"), (2, "02")):
            person = f"{home}-p{place}"
            written += edits("person", person, name=f"张演{number}" if place == 1 else f"李演{number}", sex=str(place))
            written += edits(
                "membership",
                f"{person}-m",
                household_id=home,
                person_id=person,
                relation_to_head=relation,
                position=place,
            )
        facts = yearly_id("household_year", home, YEAR)
        status = "1" if number % 3 == 0 else "0"
        written += edits("household_year", facts, household_id=home, year=YEAR, poverty_status=status)
        deeds.append((Deed(title="登记户", region=region), written))
    laptop.registry.write(deeds)


@dataclass
class Scene:
    """A county at work."""

    running: Running
    first: Laptop
    second: Laptop
    far: Laptop
    browsers: list[Browser] = field(default_factory=list[Browser])

    far_village: str = FAR
    far_home: str = f"{FAR[-6:]}-1"

    @property
    def store(self) -> Store:
        """The server's store."""
        return self.running.store

    def stranger(self) -> Browser:
        """Somebody at the door."""
        self.browsers.append(Browser(self.running.url))
        return self.browsers[-1]

    def browser(self, name: str = COUNTY_STAFF) -> Browser:
        """Somebody signed in."""
        made = self.stranger()
        assert made.sign_in(name).status_code == 303
        return made

    def close(self) -> None:
        """Everybody goes home."""
        for one in self.browsers:
            one.http.close()


HOME = f"{VILLAGE[-6:]}-1"


def a_scene(running: Running, new_laptop: Any) -> Scene:
    """Two laptops of one village that disagree, and one of another township."""
    open_accounts(running.store)
    first, second, far = new_laptop(), new_laptop(), new_laptop()
    first.enrol(running.url, running.code(VILLAGE), "甲子沟村队一号")
    second.enrol(running.url, running.code(VILLAGE), "甲子沟村队二号")
    far.enrol(running.url, running.code(FAR, Role.VILLAGE), "乙丑塬村队")
    settle(first, VILLAGE, "甲子沟村", "样板乡", 5)
    settle(far, FAR, "乙丑塬村", "邻近乡", 2)
    for one in (first, second, far):
        one.sync()
    derive(running.store)
    return Scene(running, first, second, far)


def disagree(scene: Scene) -> None:
    """One field that is the county's, one that is the village's, one that not every eye may read."""
    for laptop, code, address, phone in (
        (scene.first, "1411241992010001", "东沟7号院", "19900001111"),
        (scene.second, "1411241992010009", "西沟9号院", "19900002222"),
    ):
        write(laptop, edits("household", HOME, household_code=code), "填户编号")
        write(laptop, edits("household", HOME, address=address, phone=phone), "修改住址")
    scene.first.sync()
    scene.second.sync()
    derive(scene.store)


def overstep(scene: Scene) -> None:
    """The far laptop writes of a household that is not its own."""
    write(scene.far, edits("household", HOME, address="搬到乙丑塬村", phone="19900003333"), "登记迁入", FAR)
    scene.far.sync()
    derive(scene.store)


def asked_for(scene: Scene) -> str:
    """A household's change goes its way in the village, and waits for the township; the case's id."""
    registry = scene.first.registry
    case_id, _ = start(registry, VILLAGE, "change", HOME, year=YEAR)
    for step, values in IN_THE_VILLAGE:
        record_step(registry, case_id, step, values)
    scene.first.sync()
    derive(scene.store)
    return case_id


def derive(store: Store) -> None:
    """Make the rows that wait."""
    while store.replica.derive_stale():
        pass
