"""Small workbooks as a county sends them, about the village of builders.py."""

from pathlib import Path

from openpyxl import Workbook

from tests.ui import builders

PLACES = ("省", "市", "县", "乡", "村")
HOUSEHOLDS = (*PLACES, "户编号", "户主姓名", "户主证件号码", "家庭人口数", "住房面积", "工资性收入", "年度")
PLACE = ("山西省", "吕梁市", "临县", "样板乡", "甲子沟村")
Row = tuple[object, ...]


def household_row(place: int, *, area: object = "", wage: object = "") -> Row:
    """One line of 户信息 about a household of the village; blank where nothing is said."""
    head = builders.HOUSEHOLDS[place].head
    return (*PLACE, builders.household_code(place), head, "", "", area, wage, 2018)


def new_row(number: int, head: str) -> Row:
    """A household that the registry does not know."""
    return (*PLACE, f"814119990{number:05d}", head, "", 1, 60, 5000, 2018)


def write_book(path: Path, *rows: Row) -> Path:
    """A workbook with two title rows, as the national system exports it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "户信息"
    sheet.append(["户信息查询"])
    sheet.append(["导出单位：样板乡"])
    sheet.append(list(HOUSEHOLDS))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
