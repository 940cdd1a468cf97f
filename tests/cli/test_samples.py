"""The contract on the samples: what the commands say equals the truth that was written beside the files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SAMPLES, VILLAGE, Answer, Fupin

MAIN_FILES = ("户信息", "户脱贫信息", "贫困人口信息", "帮扶责任人结对查询")
NOTHING = {"new": 0, "changed": 0, "same": 0, "doubtful": 0}


@pytest.fixture(scope="module", params=["county-export", "county-export-messy"])
def sample(request: pytest.FixtureRequest) -> str:
    return request.param


def files(sample: str) -> list[Path]:
    return [SAMPLES / sample / f"{name}_20181231.xlsx" for name in MAIN_FILES]


def told(sample: str) -> dict[str, Any]:
    return json.loads((SAMPLES / sample / "truth.json").read_text("utf-8"))


def test_an_import_counts_what_the_files_hold_and_a_second_one_finds_nothing_new(empty: Fupin, sample: str):
    truth = told(sample)
    first = empty("import", *files(sample), "--apply", "--json").json
    assert first["households"] == NOTHING | {"new": truth["households"]}
    assert first["persons"] == NOTHING | {"new": truth["persons"]}
    assert first["helpers"] == NOTHING | {"new": truth["helpers"]}
    again = empty("import", *files(sample), "--json").json
    assert again["households"] == NOTHING | {"same": truth["households"]}
    assert again["persons"] == NOTHING | {"same": truth["persons"]}
    assert again["helpers"] == NOTHING | {"same": truth["helpers"]}


def test_every_injected_defect_is_found_and_no_clean_household_has_an_error(empty: Fupin, sample: str):
    truth = told(sample)
    empty("import", *files(sample), "--apply")
    findings = empty("check", "--json").json
    found = {(one["rule"], one["household_code"]) for one in findings}
    planted = {(defect["rule"], defect["household_code"]) for defect in truth["defects"]}
    assert planted <= found
    clean = set(truth["clean_household_codes"])
    assert [one for one in findings if one["level"] == "E" and one["household_code"] in clean] == []


def test_the_registry_agrees_with_the_truth_in_its_figures(empty: Fupin, sample: str):
    truth = told(sample)
    empty("import", *files(sample), "--apply")
    rows = empty("list", "households", "--json").json
    assert len(rows) == truth["households"]
    for label, number in truth["by_cause"].items():
        chosen = empty("list", "households", "--filter", f"主要致贫原因={label}", "--json").json
        assert len(chosen) == number, label
    for label, number in truth["by_status"].items():
        chosen = empty("list", "households", "--filter", f"poverty_status={label}", "--json").json
        assert len(chosen) == number, label


def test_names_with_rare_characters_are_found_as_written(empty: Fupin, sample: str):
    truth = told(sample)
    empty("import", *files(sample), "--apply")
    for name in (*truth["names_with_rare_characters"], *truth["names_with_middle_dot"]):
        assert empty("list", "households", "--search", name, "--json").json, name


def test_a_month_later_only_the_changes_are_shown(empty: Fupin):
    empty("import", *files("county-export-messy"), "--apply")
    truth = told("county-export-messy")["second_export"]
    later = empty("import", SAMPLES / "county-export-messy" / truth["file"], "--json").json
    changed = {cell["household_code"] for cell in truth["changed_cells"]}
    assert later["households"] == NOTHING | {
        "changed": len(changed),
        "same": truth["households"] - len(changed),
    }
    born = len(truth["persons_born"])
    assert later["persons"] == NOTHING | {"new": born, "same": truth["persons"] - born}
    assert len(later["missing"]) == len(truth["persons_gone"])


@pytest.mark.parametrize(
    ("file", "sentence"),
    [("空表.xlsx", "只有表头，没有数据行"), ("不是表格.xlsx", "不是表格文件")],
)
def test_a_file_that_cannot_be_imported_is_refused_in_one_sentence(empty: Fupin, file: str, sentence: str):
    answer = empty("import", SAMPLES / "county-export-messy" / file, "--apply")
    assert answer.code == 1
    assert sentence in answer.err
    assert empty("list", "--json").json == []


def test_damaged_id_numbers_go_back_and_are_never_stored(empty: Fupin, tmp_path: Path):
    messy = SAMPLES / "county-export-messy"
    empty("import", messy / "户信息_20181231.xlsx", "--apply")
    back = tmp_path / "back"
    answer = empty("import", messy / "损坏的身份证.xlsx", "--apply", "--return", back, "--json").json
    edge = told("county-export-messy")["edge"]["损坏的身份证.xlsx"]
    damaged = [one for one in answer["problems"] if one["column"] == "证件号码"]
    assert len(damaged) >= edge["as_number"] + edge["as_1.41E+17_text"]
    assert len(list(back.iterdir())) == 1
    shown = json.dumps([empty("show", row["id"], "--json").json for row in empty("list", "--json").json[:20]])
    assert "E+17" not in shown
    assert "e+17" not in shown


def test_what_is_exported_and_imported_again_changes_nothing(empty: Fupin, sample: str, tmp_path: Path):
    empty("import", *files(sample), "--apply")
    sheets = [one["name"] for one in empty("export", "--list", "--json").json]
    written = []
    for sheet in ("households", "exits", "persons", "helpers"):
        assert sheet in sheets
        written.append(tmp_path / f"{sheet}.xlsx")
        assert empty("export", sheet, "--out", written[-1], "--json").code == 0
    again = empty("import", *written, "--json").json
    for kind in ("households", "persons", "helpers"):
        assert again[kind]["new"] == again[kind]["changed"] == again[kind]["doubtful"] == 0
    assert again["missing"] == []


def test_an_import_is_one_undo(empty: Fupin, run: Callable[..., Answer]):
    empty("import", *files("county-export"), "--apply")
    undone = empty("undo", "--json").json
    assert undone["undone"].startswith("撤销：导入 户信息_20181231.xlsx")
    assert undone["left"] == 0
    assert empty("list", "--json").json == []
    assert empty("verify", "--json").json["ok"]
    assert VILLAGE in empty("data", "village", "--json").out
