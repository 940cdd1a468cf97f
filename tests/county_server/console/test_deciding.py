"""Disagreements that are the county's to decide, on the pages, as the laptops then have it."""

import re

from county_server.store import Store
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.identity import yearly_id
from tests.county_server.console.scene import (
    COUNTY_STAFF,
    HOME,
    TOWNSHIP_STAFF,
    YEAR,
    Browser,
    Scene,
    derive,
    disagree,
    edits,
    write,
)


def choices(page: str) -> dict[str, str]:
    """What may be chosen on a card, by its words."""
    found = re.findall(r'name="choice" value="(\w+)".*?<span class="value">(.*?)</span>', page, re.DOTALL)
    return {re.sub(r"<[^>]+>|\s", "", words): key for key, words in found}


def seen(page: str) -> str:
    """The digest of what the card showed."""
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return found[1]


def card_of(browser: Browser, label: str, of: str = "county") -> str:
    """The address of the card about a field."""
    page = browser.get(f"/conflicts?of={of}").text
    found = re.search(rf'href="(/conflicts/[^"]+)">[^<]*{label}', page)
    assert found, page
    return found[1]


def differing(registry: SqlRegistry) -> set[str]:
    """The fields about which a laptop is asked."""
    return {one["field"] for one in registry.conflicts()}


def decide(browser: Browser, card: str, page: str, **values: str) -> int:
    """Send the card in as it was shown on that page."""
    token = re.search(r'name="token" value="(\w+)"', page)
    assert token
    return browser.http.post(card, data={"token": token[1], "seen": seen(page)} | values).status_code


def test_what_the_county_decides_is_what_both_laptops_show(scene: Scene) -> None:
    disagree(scene)
    browser = scene.browser()
    card = card_of(browser, "户编号")
    page = browser.get(card).text
    answer = decide(browser, card, page, choice=choices(page)["1411241992010001"], reason="以国扶系统为准")
    assert answer == 303
    assert "没有等县里核定的不一致" in browser.text("/conflicts")
    for laptop in (scene.first, scene.second):
        laptop.sync()
        assert laptop.shown("household_code", HOME) == "1411241992010001"
        assert "household_code" not in differing(laptop.registry)
        newest = laptop.registry.history("household", [HOME], "household_code")[0]
        assert (newest.user, newest.device, newest.reason) == (COUNTY_STAFF, "临县", "以国扶系统为准")
    assert held_here(scene.store) == 0


def held_here(store: Store) -> int:
    """How many commits are held."""
    return len(store.replica.waiting())


def test_a_value_that_nobody_wrote(file_scene: Scene) -> None:
    disagree(file_scene)
    browser = file_scene.browser(TOWNSHIP_STAFF)
    card = card_of(browser, "户编号")
    page = browser.get(card).text
    assert decide(browser, card, page, choice="other", other="1" * 40, reason="查证") == 409, "longer than the field"
    assert decide(browser, card, page, choice="other", other="1411241992010003", reason="查证") == 303
    file_scene.second.sync()
    assert file_scene.second.shown("household_code", HOME) == "1411241992010003"


def test_what_was_not_on_the_card_is_not_decided_away(scene: Scene) -> None:
    disagree(scene)
    browser = scene.browser()
    card = card_of(browser, "户编号")
    page = browser.get(card).text
    write(scene.first, edits("household", HOME, household_code="1411241992010005"), "更正")
    scene.first.sync()
    while scene.store.replica.derive_stale():
        pass
    assert decide(browser, card, page, choice=choices(page)["1411241992010001"], reason="以国扶系统为准") == 409
    assert "1411241992010005" in browser.text("/conflicts")


def test_what_is_the_village_s_is_only_read(file_scene: Scene) -> None:
    disagree(file_scene)
    browser = file_scene.browser()
    card = card_of(browser, "家庭住址", "village")
    page = browser.get(card).text
    assert "这里只能看" in page
    assert choices(page) == {}
    head = file_scene.first.registry.history("household", [HOME], "address")[0].commit
    assert decide(browser, card, page, choice=head, reason="县里说了算") == 409
    file_scene.first.sync()
    assert "address" in differing(file_scene.first.registry)


def test_a_decision_says_why(file_scene: Scene) -> None:
    disagree(file_scene)
    browser = file_scene.browser()
    card = card_of(browser, "户编号")
    page = browser.get(card).text
    assert decide(browser, card, page, choice=choices(page)["1411241992010001"], reason=" ") == 409
    assert decide(browser, card, page, choice="0" * 32, reason="查证") == 409
    assert decide(browser, card, page, reason="查证") == 409
    assert "由县里核定 1" in browser.text("/conflicts")


def test_a_hidden_value_is_shown_when_asked_for_and_that_is_written_down(file_scene: Scene) -> None:
    disagree(file_scene)
    browser = file_scene.browser()
    card = card_of(browser, "户联系电话", "village")
    assert "19900001111" not in browser.get(card).text
    assert "查看已隐藏的内容" not in browser.text("/acts")
    assert "19900001111" in browser.send(card, f"{card}/reveal").text
    acts = browser.text("/acts")
    assert "查看已隐藏的内容" in acts
    assert "户联系电话" in acts
    assert "1111" not in acts
    assert "19900001111" not in browser.get(card).text


def test_a_state_that_two_computers_tell_differently_is_decided_as_a_whole(scene: Scene) -> None:
    facts = yearly_id("household_year", HOME, YEAR)
    for laptop, status, exit_year in ((scene.first, "1", 2017), (scene.second, "3", None)):
        write(laptop, edits("household_year", facts, poverty_status=status, exit_year=exit_year), "改状态")
        laptop.sync()
    derive(scene.store)
    browser = scene.browser()
    found = re.findall(r'<h2><a href="(/conflicts/[^"]+)">', browser.get("/conflicts").text)
    page = browser.get(found[0]).text
    keys = re.findall(r'name="choice" value="(\w+)"', page)
    assert len(found) == 1
    assert len(keys) == 2, "a group is chosen as one of the opinions; nothing is typed"
    assert decide(browser, found[0], page, choice=keys[0], reason="以国扶系统为准") == 303
    shown: set[object] = set()
    for laptop in (scene.first, scene.second):
        laptop.sync()
        assert differing(laptop.registry) == set()
        year = laptop.registry.record("household_year", facts)
        assert year is not None
        shown.add((year.poverty_status, year.exit_year))
    assert len(shown) == 1
    assert shown <= {("1", 2017), ("3", None)}
