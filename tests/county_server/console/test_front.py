"""首页 and 统计: who synced when, what waits, what was noticed, and sums that are the laptops' own."""

import re
from pathlib import Path

from county_server import kept
from county_server.backing_up import LAST_BACKUP, back_up
from fupin_desktop.db.about_file import new_incarnation
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.services.overview import overview
from tests.county_server.console.scene import FAR, VILLAGE, YEAR, Browser, Scene, derive, edits, settle, write

DAY = 86_400_000


def row_of(page: str, name: str) -> list[str]:
    """The cells of a row that begins with the name."""
    found = next(one for one in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f">{name}<" in one)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<t[hd].*?</t[hd]>", found, re.DOTALL)
    ]


def lamps(browser: Browser) -> list[str]:
    """The lamps on the first page, in the order of the villages."""
    return re.findall(r'class="lamp (\w+)"', browser.get("/").text)


def test_a_lamp_for_each_village(file_scene: Scene) -> None:
    file_scene.running.code("141124199202")
    browser = file_scene.browser()
    assert lamps(browser) == ["week", "week"]
    file_scene.store.clock = lambda: machine_clock() + 8 * DAY
    browser = file_scene.browser()
    assert lamps(browser) == ["late", "late"]
    assert "8 天前" in browser.text("/")


def test_a_village_that_never_came(file_scene: Scene, new_laptop: object) -> None:
    new_laptop(file_scene.running, region="141124199202")  # type: ignore[operator]
    assert sorted(lamps(file_scene.browser())) == ["never", "week", "week"]


def test_the_sums_are_those_of_the_laptops(scene: Scene) -> None:
    settle(scene.second, VILLAGE, "甲子沟村", "样板乡", 7)
    write(scene.first, edits("household", f"{VILLAGE[-6:]}-2", _life=False), "删去一户")
    write(scene.first, edits("membership", f"{VILLAGE[-6:]}-3-p2-m", left_on="2018-05-01"), "离家")
    for _ in range(2):
        scene.first.sync()
        scene.second.sync()
    derive(scene.store)
    page = scene.browser().get("/figures").text
    for laptop, region, name in ((scene.first, VILLAGE, "甲子沟村"), (scene.far, FAR, "乙丑塬村")):
        known = overview(laptop.registry, region, YEAR)
        cells = row_of(page, name)
        assert [int(one) for one in cells[1:3]] == [len(known.household_ids), known.persons]
        assert [int(one) for one in cells[3:]] == [
            next((share.count for share in known.by_status if share.code == code), 0) for code in ("0", "1")
        ]
    total = row_of(page, "合计")
    villages = [row_of(page, name) for name in ("甲子沟村", "乙丑塬村")]
    assert [int(one) for one in total[1:]] == [sum(int(row[at]) for row in villages) for at in range(1, len(total))]


def test_a_laptop_that_was_restored_is_told(file_scene: Scene) -> None:
    browser = file_scene.browser()
    assert "要过问的电脑" not in browser.text("/")
    file_scene.first.registry.begin_anew("restored")
    write(file_scene.first, edits("household", "h9", village_code=VILLAGE), "登记户")
    file_scene.first.sync()
    assert "甲子沟村队一号 ：从备份恢复" in browser.text("/")
    shown = browser.text(f"/devices/{file_scene.first.device}")
    assert "接入" in shown
    assert "从备份恢复" in shown


def test_a_server_that_was_restored_says_who_has_not_come_since(file_scene: Scene) -> None:
    store, browser = file_scene.store, file_scene.browser()
    assert "落后于它的回执" not in browser.text("/")
    with store.database.writing("恢复") as connection:
        new_incarnation(connection, "restored", store.clock())
    store.vouch()
    shown = browser.text("/")
    assert "服务器落后于它的回执" in shown
    assert "甲子沟村队一号、甲子沟村队二号、乙丑塬村队" in shown
    for one in (file_scene.first, file_scene.second, file_scene.far):
        one.sync()
    assert "各村都已再来同步" in browser.text("/")


def test_how_old_the_backup_is(file_scene: Scene, tmp_path: Path) -> None:
    browser = file_scene.browser()
    assert "没有备份的记录" in browser.text("/")
    back_up(file_scene.store.database, tmp_path / "stick", machine_clock())
    assert "最近一次备份" in browser.text("/")
    assert "今天" in browser.text("/")
    with file_scene.store.database.writing("备份") as connection:
        kept.put_number(connection, LAST_BACKUP, machine_clock() - DAY)
    assert "昨天" in browser.text("/")
    with file_scene.store.database.writing("备份") as connection:
        kept.put_number(connection, LAST_BACKUP, machine_clock() - 3 * DAY)
    assert "已超过两天" in browser.text("/")


def test_what_happened_in_exchanges_by_village_and_device(file_scene: Scene) -> None:
    browser = file_scene.browser()
    lines = browser.get("/events").text.split("<tbody>")[1]
    assert "甲子沟村队一号" in lines
    assert "乙丑塬村队" in lines
    lines = browser.get(f"/events?village={VILLAGE}").text.split("<tbody>")[1]
    assert "甲子沟村队一号" in lines
    assert "乙丑塬村队" not in lines
    lines = browser.get(f"/events?device={file_scene.far.device}").text.split("<tbody>")[1]
    assert "甲子沟村队" not in lines
    assert "乙丑塬村队" in lines


def test_a_code_from_the_page_lets_one_computer_in(file_scene: Scene, new_laptop: object) -> None:
    browser = file_scene.browser()
    slip = browser.send("/devices", "/codes", region=f"{VILLAGE} 甲子沟村", role="village", days="3").text
    found = re.search(r'id="code">([^<]+)<', slip)
    assert found
    assert found[1] not in browser.get("/devices").text + browser.get("/acts").text
    new_laptop().enrol(file_scene.running.url, found[1], "甲子沟村队三号")  # type: ignore[operator]
    assert "甲子沟村队三号" in browser.text("/devices")
    assert "发接入码" in browser.text("/acts")
