"""A county with many villages: its townships first, each figure as the tables count it, lists in pages."""

import re
from collections import Counter

import pytest
from sqlalchemy import insert, select

from county_server.own_tables import issued
from fupin_desktop.db.append import alone
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.db.writing import author_here, write
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.identity import village_id, yearly_id
from tests.county_server.console.scene import TOWNSHIP, YEAR, Scene, derive, edits, overstep
from tests.county_server.console.scene import write as write_at
from tests.county_server.console.test_front import row_of

TOWNS = {"141124201": "南片乡", "141124202": "北片乡"}
EACH = 25


@pytest.fixture
def whole_county(file_scene: Scene) -> Scene:
    """Fifty villages more, and a household that belongs to none of them."""
    deeds: list[tuple[Deed, list[Edit]]] = []
    for town, name in TOWNS.items():
        for number in range(201, 201 + EACH):
            code = f"{town}{number}"
            written = edits("village", village_id(code), village_code=code, name=f"{number}村", township_name=name)
            for home in range(number % 3):
                household = f"{code}-{home}"
                written += edits("household", household, village_code=code, head_name="张演")
                facts = yearly_id("household_year", household, YEAR)
                written += edits("household_year", facts, household_id=household, year=YEAR, poverty_status=str(home))
            deeds.append((Deed(title="登记", region=code), written))
    deeds.append((Deed(title="登记", region="141124201201"), edits("household", "nowhere", head_name="张演")))
    store = file_scene.store
    with store.database.writing("登记") as connection:
        alone(connection)
        write(connection, author_here(connection, "县办"), deeds, store.clock)
    store.vouch()
    derive(store)
    return file_scene


def test_townships_first_then_the_villages_of_one(whole_county: Scene) -> None:
    browser = whole_county.browser()
    page = browser.get("/").text
    assert "202村" not in page
    assert "甲子沟村</" not in page.split('id="townships"')[1]
    for town in TOWNS:
        shown = browser.get(f"/?township={town}").text
        assert f"{town}202" in shown
        assert not any(f"{other}202" in shown for other in TOWNS if other != town)
        assert f'hx-get="/?township={town}"' in shown, "and it stays so when it renews itself"
    assert "202村" in browser.get("/figures?township=all").text
    assert "202村" not in browser.get("/figures").text
    assert "202村" in browser.get("/figures?township=141124201").text
    assert "甲子沟村" not in browser.get("/figures?township=141124201").text


def test_the_figures_of_each_township_are_what_the_tables_count(whole_county: Scene) -> None:
    browser, household = whole_county.browser(), TABLES["household"]
    with whole_county.store.database.reading() as connection:
        codes = connection.scalars(select(household.c.village_code).where(household.c.deleted.is_(False))).all()
    counted = Counter(str(code or "")[:9] for code in codes)
    page = re.sub(r"<a [^>]*>|</a>", "", browser.get("/figures").text)
    for town in counted:
        name = browser_name(town)
        assert int(row_of(page, name)[1]) == counted[town], name
    assert int(row_of(page, "合计")[1]) == len(codes)
    assert f"户（{YEAR} 年） {len(codes)} " in browser.text("/"), "both pages say the same"


def browser_name(town: str) -> str:
    """What a township is called on the page."""
    from fupin_desktop.catalogue.regions import region_name

    known = {"": "村编号空白", TOWNSHIP: "样板乡", "141124198": "邻近乡"} | TOWNS
    return region_name(town) or known[town] if town else known[town]


def test_what_is_held_is_counted_as_it_is_listed(file_scene: Scene) -> None:
    overstep(file_scene)
    home = file_scene.far_home
    write_at(file_scene.far, edits("household", home, address="塬上2号院"), "接在后面", file_scene.far_village)
    file_scene.far.sync()
    assert len(file_scene.store.replica.waiting()) == 2, "the second stands behind the first"
    browser = file_scene.browser()
    assert browser.get("/held").text.count("看了再定") == 1
    assert "搁置待定 1 " in browser.text("/")


def test_many_computers_are_found_by_the_name_of_their_place(whole_county: Scene) -> None:
    store = whole_county.store
    with store.database.writing("电脑") as connection:
        row = connection.execute(select(issued).where(issued.c.device == whole_county.far.device)).one()._asdict()
        for number in range(120):
            code = f"{list(TOWNS)[number % 2]}{201 + number % EACH}"
            fresh = {"serial": 9_000 + number, "device": f"{number:016x}", "prefixes": code, "name": f"电脑{number}"}
            connection.execute(insert(issued).values(row | fresh))
    browser = whole_county.browser()
    first, last = browser.get("/devices").text, browser.get("/devices?page=99").text
    assert "第 1 页，共 3 页" in first
    assert "第 3 页，共 3 页" in last
    names = [set(re.findall(r">(电脑\d+)<", one)) for one in (first, browser.get("/devices?page=1").text, last)]
    assert len(set.union(*names)) == sum(map(len, names)) == 120
    assert "找到 1 台" in browser.text("/devices?q=乙丑塬")
    assert "没有符合的电脑" in browser.text("/devices?q=没有这样的")
