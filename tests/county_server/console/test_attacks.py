"""What somebody with bad intentions tries at the pages, signed in or not; and what must not be written down."""

import re

import httpx
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from county_server.console import staff, tables
from county_server.console.roles import StaffRole
from county_server.console.web import GUARDED, PAGES
from county_server.store import Store
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.db.record_tables import conflict
from tests.county_server.console.scene import (
    COUNTY_STAFF,
    FAR_STAFF,
    PASSWORD,
    TOWNSHIP_STAFF,
    VILLAGE,
    Browser,
    Scene,
    disagree,
    overstep,
    token_of,
)
from tests.county_server.console.test_deciding import card_of, seen
from tests.county_server.console.test_held import held

MINUTE = 60_000
VIEWER = "巡查周演示"
PHONES = ("19900001111", "19900002222", "19900003333")
STRANGE = ("%00", "%ff", "9" * 30, "-1", "x", "", "%27%20or%201=1--", "%3Cscript%3E")


def routes(method: str) -> list[str]:
    """The addresses of all pages that answer to a method."""
    every = [route for pages in PAGES for route in pages.router.routes]
    return [route.path for route in every if isinstance(route, APIRoute) and method in route.methods]


def posted(path: str, scene: Scene, browser: Browser) -> str:
    """A real address for a route."""
    (one,) = held(browser)
    with scene.store.database.reading() as connection:
        card = connection.scalars(select(conflict.c.id)).first()
    for name, value in (
        ("{device}", scene.first.device),
        ("{commit}", one.rpartition("/")[2]),
        ("{conflict_id}", str(card)),
    ):
        path = path.replace(name, value)
    return path


def state(store: Store) -> tuple[object, ...]:
    """What a form could change."""
    with store.database.reading() as connection:
        open_conflicts = sorted(connection.scalars(select(conflict.c.id)))
        acts = list(connection.scalars(select(tables.act.c.what)))
        visits = len(connection.execute(select(tables.visit)).all())
    decided = [one.decision for one in store.replica.waiting()]
    return [one["state"] for one in store.devices()], store.offers(), open_conflicts, acts, visits, decided


def a_viewer(scene: Scene) -> Browser:
    """Somebody who may only read, in the whole county."""
    own = scene.store.authority.prefixes
    with scene.store.database.writing("账号") as connection:
        staff.add(connection, VIEWER, PASSWORD, StaffRole.VIEWER, own, own, scene.store.clock())
    return scene.browser(VIEWER)


def test_no_form_does_anything_without_the_token_of_this_visit(file_scene: Scene) -> None:
    disagree(file_scene)
    overstep(file_scene)
    browser, other = file_scene.browser(), file_scene.browser()
    stolen, before, tried = token_of(other.get("/devices").text), state(file_scene.store), 0
    for path in routes("POST"):
        if path == "/sign-in":
            continue
        address = posted(path, file_scene, browser)
        for token in ("", "0" * 64, stolen):
            fields = {"token": token, "sure": "yes", "reason": "丢失", "why": "不对", "role": "village", "days": "7"}
            answer = browser.http.post(address, data=fields | {"region": VILLAGE, "choice": "other", "other": "1"})
            assert answer.status_code == 403, (address, token)
            tried += 1
    assert tried >= 18
    assert state(file_scene.store) == before


def test_every_answer_carries_the_headers(file_scene: Scene) -> None:
    browser, stranger = file_scene.browser(), file_scene.stranger()
    fixed = [path for path in routes("GET") if "{" not in path]
    assert len(fixed) >= 9
    others = ["/nothing", "/devices/nothing", "/static/console.css", "/fonts/regular", "/acts?before=x", "/figures?%00"]
    answers = [browser.get(path) for path in (*fixed, *others)]
    answers += [stranger.get("/"), stranger.get("/sign-in"), stranger.http.post("/sign-in"), stranger.http.put("/")]
    for answer in answers:
        for name, value in GUARDED.items():
            assert answer.headers.get(name) == value, (answer.url, name)
        lasting = "/static/" in str(answer.url) or "/fonts/" in str(answer.url)
        assert lasting or answer.headers["cache-control"] == "no-store", answer.url


def test_even_a_fault_of_our_own_is_a_page_with_the_headers_and_tells_nothing(
    file_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        raise RuntimeError("张演 19900001111")

    browser = file_scene.browser()
    monkeypatch.setattr(file_scene.store, "offers", broken)
    answer = browser.get("/devices")
    assert answer.status_code == 500
    assert "程序出了错" in answer.text
    assert "19900001111" not in answer.text
    assert {name: answer.headers.get(name) for name in GUARDED} == GUARDED


def test_strange_addresses_and_forms_are_told_in_chinese(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    overstep(scene)
    browser = scene.browser()
    (one,) = held(browser)
    addresses = [
        f"{path}{value}"
        for value in STRANGE
        for path in (
            "/acts?before=",
            "/events?before=",
            "/events?village=",
            "/events?device=",
            "/figures?year=",
            "/figures?township=",
            "/?township=",
            "/conflicts?page=",
            "/conflicts?village=",
            "/devices?page=",
            "/devices?q=",
            "/held?village=",
            "/devices/",
            "/conflicts/",
            "/held/",
        )
    ]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code in (200, 303, 307, 404), (address, answer.status_code)
        assert answer.headers.get("content-type", "text/html").startswith("text/html"), address
        assert "<script>" not in answer.text.replace("<script src", ""), address
    forms = [("/codes", {"region": "\0"}), (f"{one}/leave", {"why": "不\0对"}), (f"{one}/leave", {"why": "不" * 900})]
    for address, values in forms:
        assert browser.send("/devices", address, **values).status_code == 409, address
    assert scene.stranger().send("/sign-in", "/sign-in", name="\0", password="x").status_code == 409
    assert [record.getMessage() for record in caplog.records] == []


def test_a_cookie_from_before_signing_in_is_never_the_one_after(file_scene: Scene) -> None:
    victim, attacker = file_scene.stranger(), file_scene.browser(FAR_STAFF)
    planted = attacker.http.cookies["fupin-visit"]
    victim.http.cookies.set("fupin-visit", planted, domain="127.0.0.1", path="/")
    assert victim.sign_in(COUNTY_STAFF).status_code == 303
    cookies = {one.value for one in victim.http.cookies.jar if one.name == "fupin-visit"}
    assert cookies - {planted}
    assert attacker.get("/").status_code == 303, "whoever signed in at this browser before is out"


def test_a_page_that_renews_itself_keeps_nobody_signed_in(file_scene: Scene) -> None:
    browser = file_scene.browser()
    page = browser.get("/").text
    assert re.search(r'id="inner" hx-get="/"', page), "the header below is what htmx sends for it"
    own = {"HX-Request": "true", "HX-Target": "inner"}
    for minutes in range(1, 60, 2):
        file_scene.store.clock = lambda step=minutes: machine_clock() + step * MINUTE
        assert browser.http.get("/", headers=own).status_code == 200
    file_scene.store.clock = lambda: machine_clock() + 61 * MINUTE
    answer = browser.http.get("/", headers=own)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/sign-in")


def test_a_password_typed_in_place_of_the_name_is_written_down_nowhere(
    file_scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = file_scene.stranger()
    for _ in range(5):
        assert "姓名或密码不对" in stranger.sign_in(PASSWORD, "x").text
    assert "试的次数太多" in stranger.sign_in(PASSWORD, "x").text, "it is counted all the same"
    assert "试的次数太多" not in stranger.sign_in("另一个没有的人", "x").text, "as for a name that somebody has"
    shown = file_scene.browser().text("/acts")
    assert "没有这个账号" in shown
    assert PASSWORD not in shown
    with file_scene.store.database.reading() as connection:
        kept = " ".join(str(tuple(row)) for row in connection.execute(select(tables.act)))
    assert PASSWORD not in kept + caplog.text


def test_a_viewer_reads_what_is_open_and_does_nothing(file_scene: Scene) -> None:
    disagree(file_scene)
    overstep(file_scene)
    viewer = a_viewer(file_scene)
    (one,) = held(viewer)
    device, card = file_scene.first.device, card_of(viewer, "户编号")
    page = viewer.get(card).text
    assert "您的账号只能看" in page
    assert 'name="choice"' not in page
    assert "发一个码" not in viewer.text("/devices")
    before = state(file_scene.store)
    for address, values in (
        (card, {"seen": seen(page), "choice": "other", "other": "1411241992010003", "reason": "查证"}),
        (f"{card_of(viewer, '户联系电话', 'village')}/reveal", {}),
        (f"{one}/reveal", {}),
        (f"{one}/admit", {}),
        (f"{one}/leave", {"why": "不对"}),
        ("/codes", {"region": VILLAGE, "role": "village", "days": "7"}),
        (f"/devices/{device}/revoke", {"reason": "丢失", "sure": "yes"}),
    ):
        answer = viewer.send("/", address, **values)
        assert answer.status_code == 409, address
        assert not any(phone in answer.text for phone in PHONES)
    assert state(file_scene.store) == before


def test_another_township_cannot_do_by_address_what_its_pages_do_not_offer(file_scene: Scene) -> None:
    disagree(file_scene)
    overstep(file_scene)
    own, far = file_scene.browser(TOWNSHIP_STAFF), file_scene.browser(FAR_STAFF)
    (one,) = held(far)
    theirs: list[tuple[Browser, str]] = [(own, f"{one}{act}") for act in ("/reveal", "/admit", "/leave")]
    theirs += [(far, f"{card_of(own, '户编号')}/reveal"), (far, f"{card_of(own, '户联系电话', 'village')}/reveal")]
    theirs += [(far, f"/devices/{file_scene.first.device}/revoke"), (own, f"/devices/{file_scene.far.device}/revoke")]
    before = state(file_scene.store)
    for who, address in theirs:
        answer: httpx.Response = who.send("/devices", address, why="不对", reason="丢失", sure="yes")
        assert answer.status_code == 404, address
    for who, address in (
        (own, one),
        (far, card_of(own, "户编号")),
        (far, f"/devices/{file_scene.first.device}/revoke"),
    ):
        assert who.get(address).status_code == 404, address
    assert state(file_scene.store) == before
