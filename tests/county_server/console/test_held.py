"""Held commits: shown with their reason, let in or left, and what comes of it on the laptops."""

import re

from tests.county_server.console.scene import HOME, Browser, Scene, edits, overstep, write


def held(browser: Browser) -> list[str]:
    """The addresses of those in the list."""
    return re.findall(r'scope="row"><a href="(/held/\w+)"', browser.get("/held").text)


def test_what_is_let_in_reaches_the_village(scene: Scene) -> None:
    overstep(scene)
    browser = scene.browser()
    (one,) = held(browser)
    shown = browser.text(one)
    for words in ("超出这台电脑的范围", "乙丑塬村队", "搬到乙丑塬村", "涉及 乙丑塬村、甲子沟村"):
        assert words in shown
    assert "19900003333" not in shown
    scene.first.sync()
    assert scene.first.shown("phone", HOME) is None
    assert browser.send(one, f"{one}/admit").status_code == 303
    assert held(browser) == []
    assert browser.get(one).status_code == 404
    scene.far.sync()
    assert scene.store.replica.waiting() == []
    with scene.store.database.reading() as connection:
        from fupin_desktop.db.reading import records

        (household,) = records(connection, "household", "id", [HOME])
    assert household.phone == "19900003333"


def test_what_stands_behind_it_comes_with_it(file_scene: Scene) -> None:
    overstep(file_scene)
    write(
        file_scene.far,
        edits("household", f"{file_scene.far_home}", address="塬上2号院"),
        "修改住址",
        file_scene.far_village,
    )
    file_scene.far.sync()
    browser = file_scene.browser()
    (one,) = held(browser)
    assert "还有 1 次保存接在它后面" in browser.text(one)
    assert browser.send(one, f"{one}/admit").status_code == 303
    assert "塬上2号院" in str(shown_here(file_scene, file_scene.far_home))
    assert "2 次保存" in browser.text("/acts")


def test_what_is_left_stays_with_the_reason_and_can_be_let_in_later(scene: Scene) -> None:
    overstep(scene)
    browser = scene.browser()
    (one,) = held(browser)
    assert browser.send(one, f"{one}/leave", why=" ").status_code == 409
    assert browser.send(one, f"{one}/leave", why="已打电话核实，不属实").status_code == 303
    assert "已打电话核实，不属实" in browser.text(one)
    assert "搁置待定 0" in browser.text("/")
    assert browser.send(one, f"{one}/admit").status_code == 303
    assert held(browser) == []


def test_what_a_stopped_computer_writes_is_held_with_the_day(file_scene: Scene) -> None:
    browser = file_scene.browser()
    device = file_scene.second.device
    stop = f"/devices/{device}/revoke"
    second = browser.send(stop, stop, reason="7月3日在乡政府丢失")
    assert second.status_code == 200
    assert "再确认一次" in second.text
    assert "已停用" not in browser.text(f"/devices/{device}"), "nothing is done before the second time"
    assert browser.send(stop, stop, reason="7月3日在乡政府丢失", sure="yes").status_code == 303
    assert "已停用" in browser.text(f"/devices/{device}")
    assert "7月3日在乡政府丢失" in browser.text("/acts")
    assert browser.get(stop).status_code == 409


def test_a_hidden_value_of_a_held_commit_is_shown_when_asked_for(file_scene: Scene) -> None:
    overstep(file_scene)
    browser = file_scene.browser()
    (one,) = held(browser)
    assert "19900003333" in browser.send(one, f"{one}/reveal").text
    assert "查看已隐藏的内容" in browser.text("/acts")
    assert "19900003333" not in browser.get(one).text


def test_staff_of_part_of_the_county_does_not_let_in_what_reaches_beyond_it(file_scene: Scene) -> None:
    from county_server.console import staff
    from county_server.console.roles import StaffRole

    overstep(file_scene)
    store = file_scene.store
    with store.database.writing("账号") as connection:
        part = (file_scene.far_village[:9],)
        staff.add(connection, "片区陈演示", "核桃 小米 红枣 2018", StaffRole.COUNTY, part, ("141124",), store.clock())
    browser = file_scene.browser("片区陈演示")
    (one,) = held(browser)
    assert browser.send("/devices", f"{one}/admit").status_code == 409
    assert file_scene.browser().send(one, f"{one}/admit").status_code == 303


def shown_here(scene: Scene, household: str) -> object:
    """A household as the county's tables have it."""
    from fupin_desktop.db.reading import records

    with scene.store.database.reading() as connection:
        return records(connection, "household", "id", [household])
