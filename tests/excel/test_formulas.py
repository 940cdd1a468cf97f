"""A formula without its result is not a blank: it goes back with its place and what to do."""

from pathlib import Path

import openpyxl
import pytest

from fupin_desktop.domain.staging.reading import CellProblem
from fupin_desktop.excel.open_workbook import open_workbook
from fupin_desktop.excel.read import read_workbook
from fupin_desktop.excel.returned import return_workbook
from tests.excel.books import changed_part, household_row, households, sheet

PART = "xl/worksheets/sheet1.xml"


def uncalculated(path: Path, *rows: dict[str, object]) -> Path:
    """A workbook from a program that writes formulas and calculates nothing."""
    book = openpyxl.Workbook()
    book.create_sheet("说明 & <其他>").append(["=1"])
    page = book.create_sheet("户信息")
    for row in sheet("households", rows):
        page.append(list(row))
    book.save(path)
    return path


def problems(path: Path) -> list[CellProblem]:
    return [problem for reading in read_workbook(path) for problem in reading.problems]


def test_a_formula_without_result_is_reported_with_sheet_row_column_and_reason(tmp_path: Path):
    formula = '=IF(A1="",1,2)+SUM(B2:B5)'
    file = uncalculated(tmp_path / "a.xlsx", household_row(1), household_row(2, 家庭人口数=formula))
    (problem,) = problems(file)
    assert (problem.file, problem.sheet, problem.row, problem.column) == ("a.xlsx", "户信息", 5, "家庭人口数")
    assert problem.value == formula
    assert "没有存下算出的结果" in problem.reason
    assert not problem.is_taken
    (reading,) = read_workbook(file)
    assert reading.column("household_year.member_count") == [2, None]


def test_a_key_that_is_only_a_formula_is_reported_too(tmp_path: Path):
    file = uncalculated(tmp_path / "a.xlsx", household_row(1), household_row(2, 户编号="=A5&B5"))
    assert [(one.row, one.column) for one in problems(file)] == [(5, "户编号")]


def test_a_row_of_nothing_but_formulas_below_the_last_value_is_seen(tmp_path: Path):
    last = {header: f"={header}" for header in ("户编号", "户主姓名")}
    file = uncalculated(tmp_path / "a.xlsx", household_row(1), last)
    assert {(one.row, one.column) for one in problems(file)} >= {(5, "户编号"), (5, "户主姓名")}


@pytest.mark.parametrize(
    ("cell", "is_blank"),
    [
        (b'<c r="J5"><f>1+1</f><v>2</v></c>', False),
        (b'<c r="J5" t="str"><f>""</f><v></v></c>', False),  # calculated: it gave an empty text
        (b'<c r="J5"><f>1+1</f></c>', True),
        (b'<c r="J5"><f>1+1</f><v/></c>', True),
        (b'<c r="J5" t="str"><f>A1</f></c>', True),
        (b'<c r="J5" s="1"><f t="shared" si="0"/></c>', True),
        (b'<c r="J5"><f t="shared" ref="J5:J9" si="0">A1&amp;"x"</f></c>', True),
    ],
)
def test_only_formulas_that_nobody_calculated_count(tmp_path: Path, cell: bytes, is_blank: bool):
    file = households(tmp_path / "a.xlsx", household_row(1), household_row(2, 家庭人口数=777))

    def change(content: bytes) -> bytes:
        assert content.count(b'<c r="J5"><v>777</v></c>') == 1
        return content.replace(b'<c r="J5"><v>777</v></c>', cell)

    file.write_bytes(changed_part(file.read_bytes(), PART, change))
    assert [(one.row, one.column) for one in problems(file)] == ([(5, "家庭人口数")] if is_blank else [])


def test_sheets_with_calculated_formulas_and_columns_that_are_not_taken_are_left_in_peace(tmp_path: Path):
    rows = [household_row(number, 序号="=ROW()-3", 备用="=1") for number in (1, 2)]
    assert problems(uncalculated(tmp_path / "a.xlsx", *rows)) == []


def test_the_formula_goes_back_as_it_stood_there(tmp_path: Path):
    file = uncalculated(tmp_path / "a.xlsx", household_row(1, 家庭人口数="=1+1"))
    back = return_workbook("a.xlsx", file.read_bytes(), problems(file), tmp_path)
    page = openpyxl.load_workbook(back)["户信息"]
    cell = page["J4"]
    assert cell.value == "=1+1"
    assert cell.fill.start_color.rgb == "00FFC7CE"
    assert "没有存下" in str(page.cell(4, page.max_column).value)


def test_formulas_across_the_pieces_in_which_a_sheet_is_unpacked_are_all_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = uncalculated(tmp_path / "a.xlsx", *(household_row(number, 家庭人口数="=1+1") for number in range(1, 900)))
    monkeypatch.setattr("fupin_desktop.excel.limits._CHUNK", 1_000)
    assert len(problems(file)) == 899
    assert open_workbook(file).sheets[2].rows[3][9] == "=1+1"
