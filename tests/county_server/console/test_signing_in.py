"""The door: who comes in, how often one may try, and what opens nothing."""

from fastapi.routing import APIRoute

from county_server.console import staff
from county_server.console.web import PAGES
from fupin_desktop.db.kept_beside import machine_clock
from tests.county_server.console.scene import COUNTY_STAFF, PASSWORD, Scene, token_of, words_of

MINUTE = 60_000


def test_a_cookie_that_scripts_and_other_sites_do_not_get(file_scene: Scene) -> None:
    answer = file_scene.stranger().sign_in(COUNTY_STAFF)
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("fupin-visit="))
    assert {"httponly", "samesite=strict", "secure", "path=/"} <= {one.strip().lower() for one in cookie.split(";")}


def test_no_page_without_signing_in(file_scene: Scene) -> None:
    stranger = file_scene.stranger()
    seen = 0
    for pages in PAGES:
        for route in pages.router.routes:
            assert isinstance(route, APIRoute)
            if route.path == "/sign-in":
                continue
            for method in route.methods:
                answer = stranger.http.request(method, route.path.replace("{", "").replace("}", ""))
                assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), route.path
                seen += 1
    assert seen >= 15


def test_a_wrong_password_and_a_wrong_name_sound_alike(file_scene: Scene) -> None:
    told = [
        words_of(file_scene.stranger().sign_in(name, "不对的密码不对的密码").text).replace(name, "")
        for name in (COUNTY_STAFF, "没有这个人")
    ]
    assert "姓名或密码不对" in told[0]
    assert told[0] == told[1]


def test_who_tries_too_often_has_to_wait_even_with_the_right_password(file_scene: Scene) -> None:
    guesser = file_scene.stranger()
    for _ in range(5):
        assert "姓名或密码不对" in guesser.sign_in(COUNTY_STAFF, "不对的密码不对的密码").text
    assert "试的次数太多" in guesser.sign_in(COUNTY_STAFF).text
    file_scene.store.clock = lambda: machine_clock() + 11 * MINUTE
    assert guesser.sign_in(COUNTY_STAFF).status_code == 303
    assert guesser.text("/acts").count("登录没有成功") == 5


def test_a_cookie_that_was_altered_opens_nothing(file_scene: Scene) -> None:
    browser, other = file_scene.browser(), file_scene.stranger()
    cookie = browser.http.cookies["fupin-visit"]
    number, mac = cookie.split(".")
    for forged in (f"{'0' * 64}.{mac}", f"{number}.{'0' * 64}", number, f"{number}.", "é", "." + mac):
        other.http.cookies.clear()
        other.http.cookies.set("fupin-visit", forged.encode("latin-1").decode("latin-1") if forged.isascii() else "x")
        assert other.get("/").status_code == 303, forged
    other.http.cookies.set("fupin-visit", cookie)
    assert other.get("/").status_code in (200, 303)


def test_after_signing_out_the_cookie_is_worth_nothing(file_scene: Scene) -> None:
    browser, thief = file_scene.browser(), file_scene.stranger()
    thief.http.cookies.set("fupin-visit", browser.http.cookies["fupin-visit"])
    assert thief.get("/").status_code == 200
    assert browser.send("/", "/sign-out").status_code == 303
    assert thief.get("/").status_code == 303


def test_a_visit_ends_when_nobody_is_there(file_scene: Scene) -> None:
    browser = file_scene.browser()
    file_scene.store.clock = lambda: machine_clock() + 59 * MINUTE
    assert browser.get("/").status_code == 200
    file_scene.store.clock = lambda: machine_clock() + 118 * MINUTE
    assert browser.get("/").status_code == 200
    file_scene.store.clock = lambda: machine_clock() + 179 * MINUTE
    assert browser.get("/").status_code == 303


def test_a_visit_ends_after_a_day_s_work_whoever_is_there(file_scene: Scene) -> None:
    browser = file_scene.browser()
    for half_hours in range(24):
        file_scene.store.clock = lambda step=half_hours: machine_clock() + step * 30 * MINUTE
        assert browser.get("/").status_code == 200
    file_scene.store.clock = lambda: machine_clock() + 12 * 60 * MINUTE + MINUTE
    assert browser.get("/").status_code == 303


def test_who_loses_the_account_is_out_at_once(file_scene: Scene) -> None:
    browser = file_scene.browser()
    with file_scene.store.database.writing("停用") as connection:
        staff.set_open(connection, COUNTY_STAFF, is_open=False)
    assert browser.get("/").status_code == 303
    assert "姓名或密码不对" in file_scene.stranger().sign_in(COUNTY_STAFF).text


def test_a_form_without_our_token_does_nothing(file_scene: Scene) -> None:
    browser, other = file_scene.browser(), file_scene.browser()
    device = file_scene.first.device
    for token in ("", "0" * 64, token_of(other.get("/devices").text)):
        answer = browser.http.post(f"/devices/{device}/revoke", data={"token": token, "reason": "丢失", "sure": "yes"})
        assert answer.status_code == 403
        assert "没有改动任何内容" in answer.text
    assert browser.get(f"/devices/{device}").text.count("已停用") == 0


def test_a_sign_in_form_of_another_browser_is_not_taken(file_scene: Scene) -> None:
    one, other = file_scene.stranger(), file_scene.stranger()
    token = token_of(one.get("/sign-in").text)
    other.get("/sign-in")
    answer = other.http.post("/sign-in", data={"token": token, "name": COUNTY_STAFF, "password": PASSWORD})
    assert answer.status_code == 403


def test_what_is_too_large_or_no_form_is_refused(file_scene: Scene) -> None:
    browser = file_scene.browser()
    assert browser.http.post("/codes", content=b"a=" + b"x" * (1 << 20)).status_code in (403, 409, 413)
    assert browser.http.post("/codes", content=b"\xff\xfe").status_code == 409
    assert browser.http.post("/codes", content=b"&".join(b"a%d=1" % one for one in range(100))).status_code == 409
    assert browser.get("/").status_code == 200


def test_what_a_team_calls_itself_is_no_page(file_scene: Scene, new_laptop: object) -> None:
    running = file_scene.running
    new_laptop().enrol(running.url, running.code(), "<script>alert(1)</script>")  # type: ignore[operator]
    page = file_scene.browser().get("/devices").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nothing_is_taken_from_elsewhere_and_nothing_is_kept_by_the_browser(file_scene: Scene) -> None:
    answer = file_scene.browser().get("/")
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
