"""A request travels up, is reviewed on the pages, and the decision travels down to every laptop of the village."""

import re

import pytest

from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.procedures import cases, record_step, start
from tests.county_server.console.scene import (
    COUNTY_STAFF,
    FAR_STAFF,
    HOME,
    TOWNSHIP_STAFF,
    VILLAGE,
    YEAR,
    Browser,
    Scene,
    asked_for,
    derive,
)


@pytest.fixture
def case(file_scene: Scene) -> str:
    """A household's change that waits for the township."""
    return asked_for(file_scene)


def send(browser: Browser, case: str, what: str, **values: str) -> int:
    """Fill the form of the case in as it was shown, and send it."""
    page = browser.get(f"/procedures/{case}").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    token = re.search(r'name="token" value="(\w+)"', page)
    assert token
    said = {"token": token[1], "seen": seen[1] if seen else ""}
    return browser.http.post(f"/procedures/{case}/{what}", data=said | values).status_code


def test_the_township_reviews_the_county_decides_and_both_laptops_have_it(scene: Scene) -> None:
    case = asked_for(scene)
    township, county = scene.browser(TOWNSHIP_STAFF), scene.browser()
    assert "张演1户" in township.text("/procedures")
    assert send(township, case, "review", done_on="2018-09-12", result="通过") == 303
    assert "没有等您办的程序" in township.text("/procedures")
    assert "各步都办完了" in county.text("/procedures?of=county")
    assert send(county, case, "decide", decision="通过", decided_on="2018-09-13") == 303
    for laptop in (scene.first, scene.second):
        laptop.sync()
        (view,) = cases(laptop.registry, VILLAGE)
        assert (view.case.decision, view.case.decided_on) == ("1", "2018-09-13")
        review = next(record for step, record in view.progress.steps if step.code == "township")
        assert review is not None
        assert (review.result, review.recorded_by) == ("1", TOWNSHIP_STAFF)
    newest = scene.first.registry.history("procedure_case", [case], "decision")[0]
    assert (newest.user, newest.device) == (COUNTY_STAFF, "临县")
    assert "审批程序" in county.text("/acts")


def test_a_removal_that_the_county_passes_changes_the_household_in_the_village(file_scene: Scene) -> None:
    registry = file_scene.first.registry
    case_id, _ = start(registry, VILLAGE, "removal", HOME, year=YEAR, reason="家有公车")
    file_scene.first.sync()
    derive(file_scene.store)
    county = file_scene.browser()
    assert "村里在办 1" in county.text("/procedures")
    assert send(county, case_id, "decide", decision="通过") == 409, "it has not gone its way in the village"
    for step, values in (
        ("visit", {"done_on": "2018-09-01"}),
        ("appraisal", {"done_on": "2018-09-02", "entitled": 40, "present": 36, "votes_for": 36, "votes_against": 0}),
        ("notice", {"done_on": "2018-09-03", "until": "2018-09-10", "place": "公示栏", "objections": "无"}),
    ):
        record_step(registry, case_id, step, values)
    file_scene.first.sync()
    derive(file_scene.store)
    assert "等我审批 1" in county.text("/")
    assert send(county, case_id, "review", done_on="2018-09-12", result="通过", opinion="情况属实") == 303
    assert send(county, case_id, "review", done_on="2018-09-14", result="通过", document_no="临扶发〔2018〕9号") == 303
    assert send(county, case_id, "decide", decision="通过", decided_on="2018-09-15") == 303
    assert "通过（2018-09-15）" in county.text("/procedures?of=done")
    file_scene.first.sync()
    year = registry.record("household_year", yearly_id("household_year", HOME, YEAR))
    assert year is not None
    assert year.is_valid is False


def test_whose_turn_it_is_not_only_reads_and_who_is_elsewhere_sees_nothing(file_scene: Scene, case: str) -> None:
    far, township = file_scene.browser(FAR_STAFF), file_scene.browser(TOWNSHIP_STAFF)
    assert far.get(f"/procedures/{case}").status_code == 404
    assert "张演1户" not in far.text("/procedures?of=township")
    assert send(township, case, "decide", decision="通过") == 409, "only the county decides"
    assert send(township, case, "review", done_on="2018-02-31", result="通过") == 409
    assert send(township, case, "review", done_on="2018-09-12") == 409, "a review has a result"
    file_scene.second.sync()
    (view,) = cases(file_scene.second.registry, VILLAGE)
    assert view.state == "等乡镇：乡镇审核"


def test_what_was_reviewed_meanwhile_is_not_reviewed_twice(file_scene: Scene, case: str) -> None:
    township = file_scene.browser(TOWNSHIP_STAFF)
    page = township.get(f"/procedures/{case}").text
    hidden = dict(re.findall(r'name="(token|seen)" value="([^"]*)"', page))
    assert send(file_scene.browser(), case, "review", done_on="2018-09-12", result="不通过") == 303
    again = {"done_on": "2018-09-13", "result": "通过"}
    assert township.http.post(f"/procedures/{case}/review", data=hidden | again).status_code == 409
    assert "没有通过" in township.text(f"/procedures/{case}")
    assert send(township, case, "review", done_on="2018-09-14", result="通过") == 303, "after it was mended"
