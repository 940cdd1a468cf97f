"""What people read on the command line is Chinese, names the row, and hides nothing; JSON keeps its shape."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.cli.commands import program
from tests.cli.conftest import VILLAGE, Answer, Fupin
from tests.cli.test_commands import CODE
from tests.excel.books import household_row, households, person_row, persons, sheet, xlsx

# What people type themselves: names of commands and options, codes of the contract.
TYPED = re.compile(
    r"--[a-z-]+|fupin(?: print| export| conflicts)?"
    r"|\b(?:households|household|person|home|wall|json|demo|heads|id|A\d\d|PDF|Excel|JSON|U|county|village)\b"
    r"|https://[\d.:]+"
)
COMMANDS = [one.name or one.callback.__name__ for one in program.registered_commands if one.callback]
PARTS = ["bundle", "bundle write", "bundle read"]


@pytest.mark.parametrize("command", ["", *COMMANDS, *PARTS])
def test_the_help_of_every_command_is_chinese(run: Callable[..., Answer], command: str):
    words = command.split()
    shown = run(*words, "--help").out
    assert "用法：fupin" in shown
    assert "显示这段说明。" in shown
    left = TYPED.sub("", "\n".join(line for line in shown.splitlines() if not line.startswith("用法")))
    for name in {"": [*COMMANDS, "bundle"], "bundle": ["write", "read"]}.get(command, ()):
        left = re.sub(rf"^  {name} ", "", left, flags=re.M)
    assert not re.findall(r"[A-Za-z]{2,}", left), shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["imprt"], "没有「imprt」这个命令，相近的有「import」"),
        (["list", "--yaer", "3"], "没有「--yaer」这个选项，相近的有「--year」"),
        (["list", "--year", "abc"], "「--year」的内容不对：要写整数"),
        (["list", "--year", "1"], "「--year」的内容不对：不能小于 1990"),
        (["list", "--year"], "「--year」后面要写内容"),
        (["list", "--json=3"], "「--json」后面不用写内容"),
        (["list", "households", "b", "c"], "多写了「b c」"),
        (["show"], "少写了「农户」"),
        (["import"], "少写了「文件」"),
        (["init", "somewhere"], "少写了「--village」"),
    ],
)
def test_a_command_that_is_not_understood_is_told_why(run: Callable[..., Answer], typed: list[str], said: str):
    answer = run(*typed)
    assert answer.code == 1
    assert said in answer.err
    assert not re.search(r"\b(?:No such|Missing|Invalid|Error|Usage|Input|Option)\b", answer.err)


def test_history_in_words_tells_labels_values_and_who_and_never_a_field_name(imported: Fupin):
    record = f"household_conditions:{CODE}:2018"
    assert imported("set", record, "main_fuel=清洁能源", "housing_area=120.5", "water_source=").code == 0
    told = imported("history", record).out
    assert "住房面积：104 平方米 → 120.5 平方米（现在）" in told
    assert "主要燃料类型：" in told
    assert "→ 清洁能源（现在）" in told
    assert "空白 → 104 平方米" in told
    assert "None" not in told
    assert "housing_area" not in told
    assert re.search(r"\d{4}年\d+月\d+日 \d\d:\d\d　\S+（电脑 .+）", told)
    assert imported("history", record, "housing_area", "--json").json[1]["before"] is None


def test_history_in_words_masks_an_id_number(imported: Fupin):
    head = imported("show", CODE, "--json").json["members"][0]["person"]
    told = imported("history", f"person:{head['person_code']}").out
    assert "证件号码：空白 → 141199" in told
    assert head["id_number"] not in told


def test_a_filter_that_is_not_there_is_told_the_others_once_each_by_their_labels(empty: Fupin):
    told = empty("list", "--filter", "nonsense=1").err
    assert told.count("（village_code）") == 1
    assert "主要致贫原因（main_cause）" in told


def test_printing_for_a_household_and_a_village_at_once_is_refused(imported: Fupin, tmp_path: Path):
    answer = imported("print", "help_card", "--household", CODE, "--village", VILLAGE, "--out", tmp_path / "a.pdf")
    assert answer.code == 1
    assert "只写一个" in answer.err
    assert not (tmp_path / "a.pdf").exists()


def test_an_import_tells_how_each_sheet_was_understood(empty: Fupin, tmp_path: Path):
    rows = [["2018年度"], *sheet("households", [household_row(1), household_row(2)], titles=2)]
    year = rows[3].index("年度")
    for row in rows[3:]:
        del row[year]
    file = xlsx(tmp_path / "户.xlsx", {"一": rows})
    (told,) = empty("import", file, "--json").json["sheets"]
    assert {key: told[key] for key in ("file", "sheet", "layout", "header_row", "rows", "year", "year_from")} == {
        "file": "户.xlsx",
        "sheet": "一",
        "layout": "households",
        "header_row": 4,
        "rows": 2,
        "year": 2018,
        "year_from": "title",
    }
    assert "户编号" in told["columns"]
    assert "按「户信息」收，表头在第 4 行，2 行数据，2018 年（按表题或文件名）" in empty("import", file).out


def test_a_doubtful_person_is_named_with_the_row_and_nobody_else_is_blamed(empty: Fupin, tmp_path: Path):
    families = [person_row(1, n) for n in range(3)] + [person_row(2, n, 贫困户属性="低保贫困户") for n in range(3)]
    empty("import", persons(tmp_path / "前.xlsx", *families), "--apply", "--year", 2018)
    moved = [dict(row) for row in families]
    moved[0] |= {"户编号": moved[3]["户编号"], "与户主关系": "户主"}
    moved[1] |= {"与户主关系": "户主"}
    batch = empty("import", persons(tmp_path / "后.xlsx", *moved), "--year", 2018, "--json").json
    assert batch["problems"] == []
    (doubt,) = batch["doubtful"]
    assert (doubt["kind"], doubt["title"]) == ("person", "赵演1")
    assert [(one["file"], one["row"]) for one in doubt["rows"]] == [("后.xlsx", 4)]
    assert "登记库里在另一户（户编号 81411990000001）" in doubt["reasons"][0]
    assert "存疑的人：赵演1" in empty("import", tmp_path / "后.xlsx", "--year", 2018).out


def test_a_very_long_cell_is_quoted_shortly(empty: Fupin, tmp_path: Path):
    long = "很" * 32_000
    file = households(tmp_path / "长.xlsx", household_row(1, 主要致贫原因=long, 家庭人口数=long))
    answer = empty("import", file, "--json")
    assert len(answer.json["problems"]) == 2
    assert all("共 32000 个字" in one["value"] for one in answer.json["problems"])
    assert len(answer.out) < 6_000


def test_who_is_gone_from_the_roster_can_be_registered_as_having_left(empty: Fupin, tmp_path: Path):
    def book(name: str, *members: int) -> Path:
        rows = [person_row(1, n) for n in members]
        facts = [household_row(1, 家庭人口数=str(len(members)))]
        return xlsx(tmp_path / name, {"户信息": sheet("households", facts), "贫困人口信息": sheet("persons", rows)})

    empty("import", book("一.xlsx", 0, 1, 2), "--apply")
    second = empty("import", book("二.xlsx", 0, 1), "--apply", "--json").json
    (gone,) = second["persons_gone"]
    assert (gone["name"], gone["household_code"]) == ("李演12", "81411990000001")
    assert empty("check", "--rule", "S03", "--json").json
    assert "登记库里有 1 人不在这批名册里" in empty("import", tmp_path / "二.xlsx").out

    def registered(*how: str) -> Answer:
        return empty("import", tmp_path / "二.xlsx", "--apply", *how, "--json")

    assert registered("--gone-on", "2018-10-01").code == 1
    assert "没有「升天」" in registered("--gone-on", "2018-10-01", "--gone-reason", "升天").err
    assert "不是一个日期" in registered("--gone-on", "昨天", "--gone-reason", "死亡").err
    assert "还没有到" in registered("--gone-on", "2049-01-01", "--gone-reason", "死亡").err
    assert registered("--gone-on", "2018-10-01", "--gone-reason", "死亡").json["left_group"]
    assert empty("check", "--rule", "S03", "--json").json == []
    shown = empty("show", "81411990000001", "--json").json
    assert shown["member_count"] == 2
    assert empty("import", tmp_path / "二.xlsx", "--json").json["persons_gone"] == []
    assert "登记减少 李演12" in empty("undo", "--json").json["undone"]
    assert len(empty("import", tmp_path / "二.xlsx", "--json").json["persons_gone"]) == 1


def test_a_head_does_not_leave_the_others_without_one(empty: Fupin, tmp_path: Path):
    empty("import", persons(tmp_path / "一.xlsx", *(person_row(1, n) for n in range(3))), "--apply", "--year", 2018)
    rest = persons(tmp_path / "二.xlsx", *(person_row(1, n) for n in (1, 2)))
    how = ("--apply", "--gone-on", "2018-10-01", "--gone-reason", "死亡", "--year", 2018)
    refused = empty("import", rest, *how)
    assert refused.code == 1
    assert "赵演1是户主，户里还有 2 人。请先变更户主" in refused.err


@pytest.mark.parametrize("command", [["list", "--village", "1"], ["check", "--village", "1"]])
def test_a_village_that_is_not_there_is_no_village_without_households(empty: Fupin, command: list[str]):
    answer = empty(*command)
    assert answer.code == 1
    assert "没有「1」这个村" in answer.err


def test_a_village_without_households_has_none(empty: Fupin):
    assert empty("list", "--village", VILLAGE, "--json").json == []
