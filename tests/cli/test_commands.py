"""Each command does its one thing, refuses kindly, and never half-does anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import VILLAGE, Answer, Fupin

CODE = "81411990329977"
PERSON = "71411994494526"


def test_a_new_registry_gives_its_recovery_code_once_and_is_not_made_twice(tmp_path: Path, run: Callable[..., Answer]):
    made = run("init", tmp_path / "r", "--village", VILLAGE, "--json")
    assert made.json["in_region_table"] is False
    assert len(made.json["recovery_code"].split("-")) == 8
    again = run("init", tmp_path / "r", "--village", VILLAGE)
    assert again.code == 1
    assert "已有登记库" in again.err


def test_a_village_code_of_the_region_table_brings_its_names(tmp_path: Path, run: Callable[..., Answer]):
    from fupin_desktop.catalogue.regions import villages

    village = villages("141124")[0]
    assert run("init", tmp_path / "r", "--village", village.code, "--json").json["in_region_table"] is True
    shown = run("--data", tmp_path / "r", "data", "village", "--json").json
    assert shown[0]["name"] == village.name
    assert shown[0]["county_name"] == "临县"


@pytest.mark.parametrize("code", ["1411", "14112419920x", "1411241992011"])
def test_a_village_code_of_another_shape_is_refused(tmp_path: Path, run: Callable[..., Answer], code: str):
    answer = run("init", tmp_path / "r", "--village", code)
    assert answer.code == 1
    assert "12 位数字" in answer.err


def test_a_household_is_shown_by_code_by_id_number_and_by_id(imported: Fupin):
    by_code = imported("show", CODE, "--json").json
    head = next(one for one in by_code["members"] if one["membership"]["relation_to_head"] == "01")
    by_number = imported("show", head["person"]["id_number"], "--json").json
    by_id = imported("show", by_code["household"]["id"], "--json").json
    assert by_code == by_number == by_id
    assert by_code["head_name"] == "何飞斌"
    assert by_code["figures"]["net_income_per_capita"] == "6770"
    assert by_code["household_year"]["main_cause_label"] == "因学"
    assert by_code["helpers"][0]["unit"]["name"] == "样板乡人民政府"


def test_an_unknown_household_is_refused_with_what_to_do(imported: Fupin):
    answer = imported("show", "99999999999999")
    assert answer.code == 1
    assert "没有找到" in answer.err


@pytest.mark.parametrize(
    ("typed", "name"),
    [("何飞斌", "何飞斌"), ("hefeibin", "何飞斌"), ("hfb", "何飞斌"), ("705155231", "何飞斌"), (CODE, "何飞斌")],
)
def test_the_search_answers_to_name_pinyin_initials_tail_and_code(imported: Fupin, typed: str, name: str):
    found = imported("list", "households", "--search", typed, "--json").json
    assert name in {one["head_name"] for one in found}


def test_setting_a_field_is_one_commit_with_history_and_undo(imported: Fupin):
    record = f"household_conditions:{CODE}:2018"
    assert imported("set", record, "housing_area=120.5", "main_fuel=清洁能源").code == 0
    shown = imported("show", CODE, "--json").json["household_conditions"]
    assert shown["housing_area"] == "120.5"
    assert shown["main_fuel_label"] == "清洁能源"
    history = imported("history", record, "housing_area", "--json").json
    assert [one["value"] for one in history] == ["120.5", "104"]
    assert history[0]["current"]
    assert not history[1]["current"]
    assert history[1]["seen_by"] == [history[0]["user"]]
    assert "修改生产生活条件" in imported("undo", "--json").json["undone"]
    assert imported("show", CODE, "--json").json["household_conditions"]["housing_area"] == "104"


def test_changing_income_makes_the_county_s_sums_ours_to_compute(imported: Fupin):
    assert imported("set", f"household_income:{CODE}:2018", "wage_income=16980").code == 0
    shown = imported("show", CODE, "--json").json
    assert shown["household_income"]["net_income"] is None
    assert shown["figures"]["net_income"] == "37080"
    assert shown["figures"]["net_income_per_capita"] == "9270"


@pytest.mark.parametrize(
    ("record", "value", "said"),
    [
        (f"household:{CODE}", "nonsense=1", "没有「nonsense」这个栏目"),
        (f"household_conditions:{CODE}:2018", "housing_area=很大", "请填数字"),
        (f"household_conditions:{CODE}:2018", "main_fuel=核能", "没有「核能」这一项"),
        (f"household_year:{CODE}:2018", "other_causes=因病,因残,因学", "最多选 2 项"),
        ("castle:1", "x=1", "不是记录的写法"),
        (f"household_year:{CODE}", "exit_year=2018", "household_year:户编号或人编号:年度"),
        (f"person:{PERSON}", "name=", "不能空着"),
    ],
)
def test_what_cannot_be_set_is_refused_at_its_field_and_nothing_is_written(
    imported: Fupin, record: str, value: str, said: str
):
    before = imported("data", "--json").json["commit_log"]
    answer = imported("set", record, value)
    assert answer.code == 1
    assert said in answer.err
    assert imported("data", "--json").json["commit_log"] == before


def test_a_sealed_year_changes_only_with_a_reason(imported: Fupin):
    assert imported("set", f"village_year:{VILLAGE}:2018", "sealed_on=2019-01-15", "sealed_by=王演示").code == 0
    record = f"household_conditions:{CODE}:2018"
    refused = imported("set", record, "housing_area=99")
    assert refused.code == 1
    assert "已封年" in refused.err
    assert imported("set", record, "housing_area=99", "--reason", "丈量有误，村委会复核").code == 0
    newest = imported("history", record, "housing_area", "--json").json[0]
    assert newest["kind"] == "addendum"
    assert newest["reason"] == "丈量有误，村委会复核"


def test_checks_can_be_asked_for_one_rule_and_for_a_day(imported: Fupin):
    only = imported("check", "--rule", "A12", "--json").json
    assert {one["rule"] for one in only} == {"A12"}
    years_later = imported("check", "--on", "2040-01-01", "--json").json
    today = imported("check", "--json").json
    assert {(f["rule"], f["household"]) for f in today} == {
        (f["rule"], f["household"]) for f in imported("check", "--on", "2018-12-31", "--json").json
    }
    assert years_later is not None
    assert imported("check", "--on", "昨天").code == 1


def test_a_card_is_printed_with_its_rare_characters_and_the_wall_card_tells_no_secrets(imported: Fupin, tmp_path: Path):
    from pypdf import PdfReader

    found = imported("list", "--search", "蔡英𣲗", "--json").json[0]
    home, wall = tmp_path / "home.pdf", tmp_path / "wall.pdf"
    assert imported("print", "help_card", "--household", found["id"], "--out", home, "--json").json["households"] == 1
    imported("print", "帮扶联系卡", "--household", found["id"], "--out", wall, "--profile", "wall")
    texts = ["".join(page.extract_text() for page in PdfReader(file).pages) for file in (home, wall)]
    assert "蔡英𣲗" in texts[0].replace("\n", "")
    dossier = imported("show", found["id"], "--json").json
    numbers = [one["person"]["id_number"] for one in dossier["members"]]
    assert any(number in texts[0].replace("\n", "") for number in numbers)
    assert not any(number in texts[1].replace("\n", "") for number in numbers)


def test_the_papers_and_sheets_are_listed(imported: Fupin):
    papers = {one["name"] for one in imported("print", "--list", "--json").json}
    assert {"help_card", "registration_form", "plan_table", "roster"} <= papers
    assert imported("print", "nothing", "--out", "x.pdf", "--village", VILLAGE).code == 1
    assert {"households", "persons", "helpers"} <= {one["name"] for one in imported("export", "--list", "--json").json}


def test_a_backup_is_restored_beside_what_was_there(imported: Fupin, tmp_path: Path):
    made = imported("backup", "--to", tmp_path / "stick", "--json").json
    assert made["households"] == 120
    imported("set", f"household:{CODE}", "villager_group=第九小组")
    restored = imported("restore", made["file"], "--json")
    assert restored.code == 0
    assert imported("show", CODE, "--json").json["household"]["villager_group"] is None
    assert imported("set", f"household:{CODE}", "villager_group=第三小组").code == 0
    assert imported("verify", "--json").json["ok"]
    assert list((imported.folder / "恢复前").rglob("registry.db"))


def test_the_wrong_passphrase_is_refused_and_a_missing_registry_too(
    imported: Fupin, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Callable[..., Answer]
):
    nowhere = run("--data", tmp_path / "none", "list")
    assert nowhere.code == 1
    assert "没有登记库" in nowhere.err
    monkeypatch.setenv("FUPIN_PASSPHRASE", "wrong")
    answer = imported("list")
    assert answer.code == 1
    assert "口令不对" in answer.err


def test_people_read_words_and_no_id_number_in_full(imported: Fupin):
    answer = imported("list", "households")
    assert "共 120 户" in answer.out
    numbers = [one["head_id_number"] for one in imported("list", "--json").json]
    assert not any(number and number in answer.out for number in numbers)
    shown = imported("show", CODE).out
    assert "何飞斌户" in shown
    assert "141199197705155231" not in shown


def test_who_looked_at_a_dossier_is_recorded(imported: Fupin):
    imported("show", CODE)
    rows = imported("data", "reading", "--json").json
    assert rows[-1]["record"] == "household"


def test_reading_needs_no_lock_but_a_second_writer_is_refused(imported: Fupin):
    from fupin_desktop.db.registry import open_registry

    window = open_registry(imported.folder, "demo")
    try:
        assert imported("list", "--json").code == 0
        refused = imported("set", f"household:{CODE}", "villager_group=一组")
        assert refused.code == 1
        assert "已在另一个窗口" in refused.err
    finally:
        window.close()
