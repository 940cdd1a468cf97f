"""Sending a workbook back: the same sheets and cells, the bad ones coloured, the reasons in a last column."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.excel import returned
from fupin_desktop.excel.open_workbook import open_bytes
from fupin_desktop.excel.read import read_sheets
from fupin_desktop.excel.returned import return_workbook
from tests.excel import books
from tests.excel.books import person_row

BAD = person_row(1, 1, 民族="火星族", 证件号码="1.41E+17") | {"务工时间（月）": "24"}


def sent_back(name: str, data: bytes, folder: Path) -> Any:
    problems = [one for reading in read_sheets(open_bytes(name, data), 2018) for one in reading.problems]
    return openpyxl.load_workbook(return_workbook(name, data, problems, folder))


def colours(page: Any, row: int) -> dict[str, str]:
    header = next(row for row in page.iter_rows() if any(cell.value == "姓名" for cell in row))
    return {
        str(header[place].value): cell.fill.start_color.rgb[-6:]
        for place, cell in enumerate(page[row])
        if cell.fill.fill_type == "solid"
    }


@pytest.fixture
def roster(tmp_path: Path) -> bytes:
    path = books.persons(tmp_path / "人.xlsx", person_row(1, 0), BAD, person_row(2, 0))
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions["H"].width = 33
    book.active["H4"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("别的")["A1"] = "=1+1"
    book.save(path)
    return path.read_bytes()


def test_bad_cells_are_coloured_and_the_reasons_stand_in_a_last_column(roster: bytes, tmp_path: Path):
    page = sent_back("人.xlsx", roster, tmp_path)["贫困人口信息"]
    assert colours(page, 5) == {"民族": "FFC7CE", "证件号码": "FFC7CE", "务工时间（月）": "FFEB9C"}
    assert colours(page, 4) == {}
    last = page.max_column
    assert page.cell(3, last).value == "问题原因"
    assert "民族：「民族」里没有「火星族」这一项" in page.cell(5, last).value
    assert page.cell(4, last).value is None


def test_the_rest_of_the_workbook_stays_as_it_was(roster: bytes, tmp_path: Path):
    book = sent_back("人.xlsx", roster, tmp_path)
    page = book["贫困人口信息"]
    assert page["H4"].value == "赵演1"
    assert page["H4"].font.bold
    assert page.column_dimensions["H"].width == 33
    assert book["别的"]["A1"].value == "=1+1"
    assert (tmp_path / "人（退回修改）.xlsx").exists()


@pytest.mark.parametrize("kind", ["csv", "xls", "large"])
def test_text_tables_old_and_large_workbooks_come_back_as_a_new_workbook(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
):
    rows = books.sheet("persons", [person_row(1, 0), BAD])
    if kind == "csv":
        name, data = "人.csv", books.csv_bytes(rows, "gb18030", guarded=("证件号码",))
    elif kind == "xls":
        name, data = "人.xls", books.xls(tmp_path / "人.xls", "表", rows).read_bytes()
    else:
        monkeypatch.setattr(returned, "_MOST_STYLED", 10)
        name, data = "人.xlsx", books.xlsx(tmp_path / "人.xlsx", {"表": rows}).read_bytes()
    page = sent_back(name, data, tmp_path).worksheets[0]
    assert colours(page, 5).keys() == {"民族", "证件号码", "务工时间（月）"}
    assert page["K4"].value == person_row(1, 0)["证件号码"]
    assert page["K4"].data_type == "s"
    assert page.cell(3, page.max_column).value == "问题原因"


def test_what_was_corrected_in_the_returned_workbook_can_be_imported(roster: bytes, tmp_path: Path):
    book = sent_back("人.xlsx", roster, tmp_path)
    page = book["贫困人口信息"]
    page["M5"], page["K5"], page["S5"] = "汉族", person_row(1, 1)["证件号码"], "12"
    book.save(tmp_path / "改好.xlsx")
    (reading,) = read_sheets(open_bytes("改好.xlsx", (tmp_path / "改好.xlsx").read_bytes()), 2018)
    assert reading.problems == []
    assert len(reading.rows) == 3


def test_the_folder_is_made_and_a_missing_drive_is_named(roster: bytes, tmp_path: Path):
    sent_back("人.xlsx", roster, tmp_path / "退回")
    with pytest.raises(Unavailable, match="找不到文件夹"):
        sent_back("人.xlsx", roster, tmp_path / "没有的盘" / "退回")
