"""The console in a real browser: as somebody at the county works with it on an office screen of 1024 by 768."""

import os
from pathlib import Path

import pytest

from fupin_desktop.sync.one_time_code import read_code
from tests.county_server.console.chromium import Window, chromium
from tests.county_server.console.scene import (
    COUNTY_STAFF,
    HOME,
    PASSWORD,
    VILLAGE,
    Scene,
    asked_for,
    derive,
    disagree,
    overstep,
)

pytestmark = pytest.mark.slow
PICTURES = os.environ.get("FUPIN_CONSOLE_PICTURES", "")


def look(window: Window, name: str) -> None:
    """Nothing runs out of the screen, nothing is complained of; a picture, if somebody wants to look at it."""
    assert not window.is_wider_than_screen(), name
    assert window.complaints() == [], name
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        window.picture(Path(PICTURES) / f"{name}.png", whole=True)


def test_a_day_at_the_county(file_scene: Scene, tmp_path: Path) -> None:
    disagree(file_scene)
    overstep(file_scene)
    asked_for(file_scene)
    with chromium(tmp_path) as window:
        window.open(file_scene.running.url)
        window.wait_for("登录管理页面")
        look(window, "01 sign-in")
        window.fill("姓名", COUNTY_STAFF)
        window.fill("密码", "不对的密码不对的")
        window.press("登录")
        assert "姓名或密码不对" in window.text
        window.complaints()  # the browser notes that it was turned away
        window.fill("密码", PASSWORD)
        window.press("登录")
        window.wait_for("甲子沟村")
        assert "乙丑塬村" in window.text
        look(window, "02 front")

        window.go("设备")
        look(window, "03 devices")
        window.fill("给哪里的电脑", VILLAGE)
        window.press("发一个码")
        code = window.driver.find_element("id", "code").text
        assert read_code(code), "what is on the slip is a code that a laptop takes"
        look(window, "04 slip")
        window.press("已抄好")
        assert code not in window.driver.page_source
        window.press("甲子沟村队二号")
        look(window, "05 device")

        window.go("统计")
        window.press("目标")
        look(window, "06 goals")
        window.go("程序")
        look(window, "06 procedures")
        window.press("张演1户")
        look(window, "06 procedure")
        window.go("核定")
        look(window, "06 conflicts")
        window.press("核定…")
        look(window, "07 conflict")
        window.tick("1411241992010009")
        window.fill("依据", "以国扶系统为准")
        window.press("核定")
        assert "已核定" in window.text
        file_scene.first.sync()
        assert file_scene.first.shown("household_code", HOME) == "1411241992010009"
        window.press("由村里核定")
        look(window, "08 villages conflicts")
        window.press("户联系电话")
        assert "19900001111" not in window.driver.page_source
        window.press("显示全部")
        assert "19900001111" in window.text
        look(window, "09 revealed")

        window.go("搁置")
        look(window, "10 held")
        window.press("看了再定")
        look(window, "11 held one")
        window.press("收入")
        assert "已收入" in window.text
        derive(file_scene.store)
        file_scene.second.sync()
        assert any(one["field"] == "address" for one in file_scene.second.registry.conflicts()), (
            "what was let in stands beside what the village says"
        )

        for name, at in (("12 figures", "统计"), ("13 events", "同步记录"), ("14 acts", "经办记录")):
            window.go(at)
            look(window, name)
        assert "核定不一致" in window.text
        window.driver.find_element("xpath", "//header//button[normalize-space(.)='退出']").click()
        window.wait_for("登录管理页面")
        window.driver.back()
        window.wait_for("登录管理页面")
