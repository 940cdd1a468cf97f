"""Explaining a suspicious fact: it is no longer found, travels in the dossier, and comes back when the fact changes."""

from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import Finding, Level
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.check_registry import check, findings_of, refresh
from fupin_desktop.services.explain_finding import explain, withdraw
from fupin_desktop.services.list_findings import sift
from fupin_desktop.services.save_records import save
from fupin_desktop.services.undo import undo
from tests.ui import builders

HOME = builders.household_id(0)


@pytest.fixture
def suspicious(village: SqlRegistry) -> SqlRegistry:
    """With a relocation to which the household gave 12 000 yuan of its own (Y03)."""
    values: dict[str, Any] = {"household_id": HOME, "plan_year": 2017, "persons": 5, "self_raised": Decimal(12000)}
    save(village, [Edit("relocation", "move-1", name, value) for name, value in values.items()], title="登记搬迁")
    refresh(village)
    return village


def rules(registry: SqlRegistry) -> set[str]:
    refresh(registry)
    return {one.rule for one in findings_of(registry, HOME)}


def test_what_is_explained_is_no_longer_found_and_stands_among_the_explained(suspicious: SqlRegistry) -> None:
    assert "Y03" in rules(suspicious)
    explain(suspicious, HOME, "Y03", "自愿加盖一间，村委核实")
    assert "Y03" not in rules(suspicious)
    (note,) = sift(suspicious, builders.VILLAGE).explained
    assert (note.explanation.text, note.explanation.about_id) == ("自愿加盖一间，村委核实", "move-1")
    dossier = suspicious.dossier(HOME)
    assert dossier is not None
    assert [one.rule for one in dossier.explanations] == ["Y03"]


def test_when_the_fact_changes_the_check_speaks_again(suspicious: SqlRegistry) -> None:
    explain(suspicious, HOME, "Y03", "自愿加盖一间")
    save(suspicious, [Edit("relocation", "move-1", "self_raised", Decimal(15000))], title="改自筹")
    assert "Y03" in rules(suspicious)
    save(suspicious, [Edit("relocation", "move-1", "self_raised", Decimal(12000))], title="改回")
    assert "Y03" not in rules(suspicious)


def test_it_is_taken_back_by_withdrawing_or_by_undo(suspicious: SqlRegistry) -> None:
    explain(suspicious, HOME, "Y03", "自愿加盖一间")
    undo(suspicious)
    assert "Y03" in rules(suspicious)
    explain(suspicious, HOME, "Y03", "自愿加盖一间")
    withdraw(suspicious, suspicious.records("explanation")[0])
    assert "Y03" in rules(suspicious)
    assert sift(suspicious, builders.VILLAGE).explained == ()


def test_an_error_cannot_be_explained_away_and_an_empty_word_explains_nothing(suspicious: SqlRegistry) -> None:
    save(suspicious, [Edit("relocation", "move-1", "house_area", Decimal(126))], title="改面积")
    with pytest.raises(Refused, match="只有「可疑」的可以写说明"):
        explain(suspicious, HOME, "Y01", "就是这么大")
    with pytest.raises(Refused, match="填写不对"):
        explain(suspicious, HOME, "Y03", "  ")
    with pytest.raises(Refused, match="没有发现问题"):
        explain(suspicious, HOME, "D06", "说明")
    assert {"Y01", "Y03"} <= rules(suspicious)


def test_a_rule_of_the_countys_own_is_found_named_and_can_be_explained(village: SqlRegistry) -> None:
    folder = village.folder / "policy"
    folder.mkdir()
    when = 'when = [{ field = "household.household_code", blank = false }]'
    rule = f'[Z01]\ntitle = "户编号要核"\nsay = "请核对户编号。"\n{when}\n'
    (folder / "county_checks.toml").write_text(rule, "utf-8")
    code = village.record("household", HOME).household_code
    save(village, [Edit("household", HOME, "household_code", code + "1")], title="改编号")
    assert "Z01" in rules(village)
    assert "户编号要核" in {each.title for each in sift(village, builders.VILLAGE).rules}
    explain(village, HOME, "Z01", "已核对")
    assert "Z01" not in rules(village)


# Of the village itself


OWN = village_id(builders.VILLAGE)
ROAD: dict[str, Any] = {"village_id": OWN, "year": 2018, "sector": "01", "name": "通村路"}
PAID: dict[str, Any] = {"village_id": OWN, "project_id": "road", "paid_on": "2018-05-01", "payee": "公司"}


def of_village(registry: SqlRegistry) -> dict[str, Finding]:
    """What is suspicious of the road, by field."""
    refresh(registry)
    return {one.field: one for one in findings_of(registry, OWN) if one.record_id == "road" and one.level is Level.W}


def test_what_is_odd_in_the_villages_lists_is_explained_and_speaks_again_when_it_changes(village: SqlRegistry) -> None:
    road, paid = ROAD | {"funds_approved": Decimal(1000)}, PAID | {"amount": Decimal(600)}
    save(village, [Edit("sector_project", "road", name, value) for name, value in road.items()], title="登记项目")
    save(village, [Edit("fund_payment", "paid", name, value) for name, value in paid.items()], title="登记支付")
    finding = of_village(village)["name"]
    written, _ = explain(village, OWN, finding.rule, "去年已公示，照片在乡里", "road")
    assert written.startswith("village_explanation:")
    assert "name" not in of_village(village)
    assert finding.rule not in {one.rule for one in check(village).findings}
    (note,) = sift(village, builders.VILLAGE).explained
    assert (note.household, note.explanation.text) == ("本村", "去年已公示，照片在乡里")
    save(village, [Edit("sector_project", "road", "name", "通村公路")], title="改名")
    assert "name" in of_village(village)
    save(village, [Edit("sector_project", "road", "name", "通村路")], title="改回")
    withdraw(village, village.records("village_explanation")[0])
    assert "name" in of_village(village)
