"""An exit from its first meeting to the county's approval: each step refused where it must be, then the status."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.procedures import read_procedures
from fupin_desktop.services.demo.fill import fill_with_demo
from fupin_desktop.services.procedures import cases, decide, flow, record_step, start
from fupin_desktop.services.undo import undo

ALL_YES = dict.fromkeys(
    ("income_ok", "food_ok", "clothes_ok", "education_ok", "medical_ok", "housing_ok", "water_ok"), True
)
WAY = (
    ("meeting", {"done_on": "2018-03-01", "place": "村委会", "present": 30}),
    ("appraisal", {"done_on": "2018-03-05", "entitled": 40, "present": 30, "votes_for": 28, "votes_against": 2}),
    ("marked", {"done_on": "2018-03-10"}),
    ("check", {"done_on": "2018-10-01", **ALL_YES}),
    ("signature", {"done_on": "2018-10-03", "is_signed": True}),
    ("notice", {"done_on": "2018-10-05", "until": "2018-10-12", "place": "公示栏", "objections": "无"}),
    ("township", {"done_on": "2018-10-14", "result": "1", "opinion": "同意"}),
    ("county", {"done_on": "2018-10-20", "result": "1", "document_no": "1号"}),
    ("announcement", {"done_on": "2018-10-22", "until": "2018-10-30", "place": "公示栏"}),
)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[SqlRegistry]:
    make_registry(tmp_path / "registry", "demo")
    opened = open_registry(tmp_path / "registry", "demo")
    fill_with_demo(opened, households=12, seed=3)
    yield opened
    opened.close()


def code_of(registry: SqlRegistry) -> str:
    return registry.records("village")[0].village_code


def of_status(registry: SqlRegistry, status: str) -> str:
    """A household of that status in 2018 without a case."""
    ids = registry.household_ids(HouseholdQuery(filters={"poverty_status": (status,)}, year=2018))
    taken = {one.household_id for one in registry.records("procedure_case")}
    return next(one for one in ids if one not in taken)


def begun(registry: SqlRegistry, procedure: str, household: str, **more: Any) -> str:
    return start(registry, code_of(registry), procedure, household, year=2018, **more)[0]


def facts(registry: SqlRegistry, household: str) -> Any:
    found = registry.dossier(household, 2018)
    assert found is not None
    return found.now.facts


def words_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return str(refusal.value) + "".join(one.message for one in refusal.value.problems)


def test_an_exit_goes_its_way_and_changes_the_status_in_one_commit(village: SqlRegistry) -> None:
    home = of_status(village, "0")
    case = begun(village, "exit", home)
    for step, values in WAY[:3]:
        record_step(village, case, step, values)
    assert facts(village, home).poverty_status == "2"  # marked as about to exit
    for step, values in WAY[3:]:
        record_step(village, case, step, values)
    decide(village, case, "1", decided_on="2018-11-01", document_no="1号")
    assert (facts(village, home).poverty_status, facts(village, home).exit_year) == ("1", 2018)
    view = next(one for one in cases(village, code_of(village)) if one.case.id == case)
    assert view.state == "通过（2018-11-01）"
    undo(village)
    assert (facts(village, home).poverty_status, facts(village, home).exit_year) == ("2", None)


@pytest.mark.parametrize(
    ("steps", "step", "values", "says"),
    [
        (1, "marked", {"done_on": "2018-03-10"}, "「民主评议」还没有记"),
        (1, "appraisal", WAY[1][1] | {"votes_for": 29}, "票数合计31，实到30人"),
        (1, "appraisal", WAY[1][1] | {"present": 41}, "应到40人"),
        (1, "appraisal", WAY[1][1] | {"done_on": "2018-02-28"}, "还早"),
        (1, "appraisal", {"done_on": "2018-03-05"}, "要填「应到人数」"),
        (3, "check", {"done_on": "2018-10-01", **ALL_YES, "medical_ok": False}, "没有通过，不能往下走"),
        (5, "notice", WAY[5][1] | {"until": "2018-10-11"}, "不少于7天，只有6天"),
    ],
)
def test_a_step_without_its_facts_is_refused_and_nothing_is_kept(
    village: SqlRegistry, steps: int, step: str, values: dict[str, Any], says: str
) -> None:
    case = begun(village, "exit", of_status(village, "0"))
    for name, given in WAY[:steps]:
        record_step(village, case, name, given)
    with pytest.raises(Refused) as refused:
        record_step(village, case, step, values)
    assert says in words_of(refused)
    assert len([one for one in village.records("procedure_step") if one.case_id == case]) == steps


def test_a_notice_hangs_until_its_days_are_over_and_the_next_step_waits(village: SqlRegistry) -> None:
    case = begun(village, "exit", of_status(village, "0"))
    for name, given in WAY[:5]:
        record_step(village, case, name, given)
    posted = {name: value for name, value in WAY[5][1].items() if name != "until"}
    record_step(village, case, "notice", posted)
    view = next(one for one in cases(village, code_of(village)) if one.case.id == case)
    assert view.state == "公示期满：公示可以取下，填上日期和异议"
    with pytest.raises(Refused) as refused:
        record_step(village, case, *WAY[6])
    assert "还在公示" in words_of(refused)
    record_step(village, case, "notice", {"until": "2018-10-12"})
    record_step(village, case, *WAY[6])


def test_it_is_not_passed_before_the_county_has_approved(village: SqlRegistry) -> None:
    home = of_status(village, "0")
    case = begun(village, "exit", home)
    for name, given in WAY[:7]:
        record_step(village, case, name, given)
    with pytest.raises(Refused) as refused:
        decide(village, case, "1")
    assert "「县审定」还没有记" in words_of(refused)
    decide(village, case, "2", decided_on="2018-11-01")  # but it may be refused at any time
    assert facts(village, home).poverty_status == "2"


def test_the_status_decides_what_may_begin_and_only_once(village: SqlRegistry) -> None:
    with pytest.raises(Refused, match="不能办「脱贫退出」"):
        begun(village, "exit", of_status(village, "1"))
    home = of_status(village, "0")
    begun(village, "exit", home)
    with pytest.raises(Refused) as refused:
        begun(village, "exit", home)
    assert "已经开始了一个" in words_of(refused)
    with pytest.raises(Refused) as unexplained:
        begun(village, "removal", home)
    assert "要写明原因" in words_of(unexplained)


def test_a_return_needs_its_cause(village: SqlRegistry) -> None:
    home = of_status(village, "1")
    case = begun(village, "return", home)
    for step, values in (
        ("visit", {"done_on": "2018-09-01", "exclusions_checked": True}),
        ("appraisal", {"done_on": "2018-09-05", "entitled": 40, "present": 30, "votes_for": 30, "votes_against": 0}),
        ("notice", {"done_on": "2018-09-06", "until": "2018-09-13", "place": "公示栏", "objections": "无"}),
        ("township", {"done_on": "2018-09-14", "result": "1", "opinion": "同意"}),
        ("county", {"done_on": "2018-09-20", "result": "1", "document_no": "2号"}),
        ("announcement", {"done_on": "2018-09-21", "until": "2018-09-28", "place": "公示栏"}),
    ):
        record_step(village, case, step, values)
    if facts(village, home).return_cause is None:
        with pytest.raises(Refused, match="返贫原因"):
            decide(village, case, "1")
    decide(village, case, "1", decided_on="2018-10-01", facts={"return_cause": "01"})
    now = facts(village, home)
    assert (now.poverty_status, now.return_year, now.return_cause) == ("3", 2018, "01")
    assert flow(village)[2018]["returned"] >= 1


def test_a_countys_own_steps_take_the_place_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "procedures"
    folder.mkdir()
    shipped = read_procedures()["change"]
    assert [step.code for step in shipped.steps] == ["visit", "notice", "township"]
    (folder / "change.toml").write_text(
        'title = "增减"\nof = "household"\nfrom = ["0"]\nto = ""\nsource = "县"\n'
        '[[step]]\ncode = "visit"\ntitle = "核实"\nwho = "村"\npaper = "证明"\nneeds = ["recorded_by"]\n',
        "utf-8",
    )
    own = read_procedures(tmp_path)
    assert [step.code for step in own["change"].steps] == ["visit"]
    assert own["exit"] == read_procedures()["exit"]
