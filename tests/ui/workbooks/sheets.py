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


def write_roster(path: Path, place: int, *, members: int) -> Path:
    """A 人信息 of one household with only its first members."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "贫困人口信息"
    sheet.append([*PLACES, "户编号", "人编号", "姓名", "性别", "与户主关系", "年度"])
    code = builders.household_code(place)
    relations = {"01": "户主", "02": "配偶", "03": "之子"}
    for n, (name, relation, sex, _) in enumerate(builders.HOUSEHOLDS[place].members[:members]):
        person = f"{code}{n + 1:02d}"
        sheet.append([*PLACE, code, person, name, "男" if sex == "1" else "女", relations[relation], 2018])
    book.save(path)
    return path
