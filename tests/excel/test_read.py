"""Reading sheets: only data rows, every cell typed, families under their heads, and a complaint for what is bad."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.staging.reading import Reading, YearBasis
from fupin_desktop.excel.layout import layout
from fupin_desktop.excel.open_workbook import open_bytes
from fupin_desktop.excel.read import read_sheets, read_workbook
from tests.excel import books
from tests.excel.books import csv_bytes, household_row, person_row, sheet, xlsx


def only(path: Path, year: int | None = None) -> Reading:
    (reading,) = read_workbook(path, year)
    return reading


def test_a_national_household_sheet_becomes_typed_columns(tmp_path: Path):
    reading = only(books.households(tmp_path / "户.xlsx", household_row(1), household_row(2, 人均纯收入="")))
    assert (reading.layout, reading.entity, reading.year) == ("households", "household", 2018)
    assert reading.rows == [4, 5]
    assert reading.column("household_income.net_income_per_capita") == [Decimal("3000.50"), None]
    assert reading.column("household_year.other_causes") == [("07", "09")] * 2
    assert reading.column("household_conditions.is_dangerous_house") == [False, False]
    assert reading.problems == []
    assert reading.notes == []


@pytest.mark.parametrize("titles", [0, 1, 2, 4])
def test_numbers_and_texts_say_the_same_wherever_the_header_stands(tmp_path: Path, titles: int):
    as_text = only(books.households(tmp_path / "文.xlsx", household_row(1), titles=titles))
    as_number = only(
        books.households(
            tmp_path / "数.xlsx",
            household_row(1, 家庭人口数=2, 人均纯收入=3000.5, 年度=2018, 户编号=81411990000001)
            | {"耕地面积（亩）": 7.5},
            titles=titles,
        )
    )
    assert as_text.columns == as_number.columns


def test_totals_signatures_notes_and_blank_rows_are_not_people(tmp_path: Path):
    rows = books.sheet("persons", [person_row(1, 0), person_row(1, 1)])
    width = len(rows[2])
    feet = (
        ["合计"],
        ["小计：2"],
        ["", "", "本页合计"],
        ["填表人：张三", "审核人："],
        ["注：本表一式两份"],
        [" "],
        ["填表日期：2018-12-31"],
    )
    reading = only(
        books.xlsx(tmp_path / "人.xlsx", {"表": [*rows, *([*foot, *[""] * (width - len(foot))] for foot in feet)]})
    )
    assert reading.rows == [4, 5]
    assert reading.problems == []


def test_a_total_in_the_middle_and_a_second_printed_header_are_passed_over(tmp_path: Path):
    first, second = (books.sheet("persons", [person_row(number, 0)]) for number in (1, 2))
    reading = only(books.xlsx(tmp_path / "人.xlsx", {"表": [*first, ["小计"], *second[2:]]}))
    assert reading.column("person.name") == ["赵演1", "赵演2"]


def test_a_row_that_counts_the_columns_is_not_a_person(tmp_path: Path):
    rows = books.sheet("persons", [person_row(1, 0)])
    counting = [str(number) for number in range(1, len(rows[2]) + 1)]
    assert only(books.xlsx(tmp_path / "人.xlsx", {"表": [*rows[:3], counting, *rows[3:]]})).rows == [5]


def test_hidden_blank_rows_are_passed_over(tmp_path: Path):
    path = books.households(tmp_path / "户.xlsx", household_row(1), {}, household_row(2))
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.save(path)
    assert only(path).rows == [4, 6]


def test_a_row_that_names_nobody_but_says_much_comes_back(tmp_path: Path):
    nobody = person_row(1, 0, 姓名="", 人编号="", 证件号码="")
    reading = only(books.persons(tmp_path / "人.xlsx", person_row(1, 0), nobody))
    assert reading.rows == [4]
    assert [(one.row, one.place) for one in reading.problems] == [(5, -1)]
    assert "不知道说的是谁" in reading.problems[0].reason


def test_a_family_merged_over_its_rows_keeps_its_household(tmp_path: Path):
    rows = books.sheet("persons", [person_row(family, order) for family in (1, 2, 3) for order in (0, 1)])
    code = rows[2].index("户编号")
    rows[4][code] = ""
    path = books.xlsx(tmp_path / "人.xlsx", {"表": rows}, merged={"表": [(3, code, 4, code)]})
    codes = [f"8141199000000{family}" for family in (1, 1, 2, 2, 3, 3)]
    assert only(path).column("household.household_code") == codes


def test_a_household_that_stands_only_on_the_heads_row_holds_for_the_rows_below(tmp_path: Path):
    below = dict.fromkeys(("省", "市", "县", "乡", "行政村", "户编号"), "")
    members = [
        person_row(1, 0),
        person_row(1, 1) | below,
        person_row(1, 2, 与户主关系="之子") | below,
        person_row(2, 0),
    ]
    reading = only(books.persons(tmp_path / "人.xlsx", *members))
    assert reading.column("household.household_code") == ["81411990000001"] * 3 + ["81411990000002"]


def test_one_person_without_a_household_among_many_stays_without(tmp_path: Path):
    reading = only(
        books.persons(
            tmp_path / "人.xlsx", person_row(1, 0), person_row(1, 1), person_row(1, 2, 户编号=""), person_row(2, 0)
        )
    )
    assert reading.column("household.household_code")[2] is None


def test_serial_days_and_real_dates_are_days(tmp_path: Path):
    reading = only(
        books.persons(
            tmp_path / "人.xlsx",
            person_row(1, 0, 首次识别时间=date(2013, 12, 1)),
            person_row(1, 1, 首次识别时间=41609),
            person_row(1, 2, 首次识别时间="41609"),
        )
    )
    assert reading.column("person.first_identified") == ["2013-12"] * 3


def test_a_bad_cell_is_named_by_file_sheet_row_and_column_and_the_rest_of_its_row_is_kept(tmp_path: Path):
    reading = only(books.persons(tmp_path / "人.xlsx", person_row(1, 0, 民族="火星族", 证件号码=1.41199e17)))
    by_column = {one.column: one for one in reading.problems}
    assert by_column.keys() == {"民族", "证件号码"}
    bad = by_column["民族"]
    assert (bad.file, bad.sheet, bad.row, bad.value) == ("人.xlsx", "贫困人口信息", 4, "火星族")
    assert not bad.is_taken
    assert reading.column("person.ethnicity") == [None]
    assert reading.column("person.name") == ["赵演1"]


def test_columns_that_are_not_ours_are_said_once(tmp_path: Path):
    rows = [household_row(number, **{"备注(县)": "甲", "脱贫办意见": ""}) for number in range(3)]
    reading = only(books.households(tmp_path / "户.xlsx", *rows))
    assert reading.notes == ["《户.xlsx》的「户信息」里这些列没有收：备注(县)、脱贫办意见。"]


def test_a_missing_key_column_is_named_with_what_it_means(tmp_path: Path):
    headers = [header for header, _ in layout("households").columns]
    rows = books.sheet("households", [household_row(1)])
    place = headers.index("户编号")
    reading = only(
        books.xlsx(tmp_path / "户.xlsx", {"表": [[c for i, c in enumerate(row) if i != place] for row in rows]})
    )
    assert "缺少「户编号」一列：改用「户主编号」和「户主证件号码」对应到户" in reading.notes[0]


@pytest.mark.parametrize(
    ("title", "name", "given", "year", "basis"),
    [
        ("2017年度贫困人口", "人口.xlsx", None, 2017, YearBasis.TITLE),
        ("数据年度：2017    导出时间：2019-06-01", "人口.xlsx", None, 2017, YearBasis.TITLE),
        ("导出时间：2018-12-31", "人口_20160101.xlsx", None, 2018, YearBasis.EXPORT_DAY),
        ("导出时间：2019-01-31", "人口.xlsx", None, 2018, YearBasis.EXPORT_DAY),
        ("导出时间：2019-03-31", "人口.xlsx", None, 2019, YearBasis.EXPORT_DAY),
        ("贫困人口", "贫困人口信息_20181231.xlsx", 2015, 2018, YearBasis.EXPORT_DAY),
        ("贫困人口", "人口.xlsx", 2015, 2015, YearBasis.GIVEN),
        ("贫困人口", "人口.xlsx", None, None, YearBasis.NONE),
    ],
)
def test_the_year_is_read_from_the_title_then_the_name_then_what_was_given(
    tmp_path: Path, title: str, name: str, given: int | None, year: int | None, basis: YearBasis
):
    rows = books.sheet("persons", [person_row(1, 0)])
    reading = only(books.xlsx(tmp_path / name, {"表": [[title], *rows[2:]]}), given)
    assert (reading.year, reading.year_basis) == (year, basis)


def test_text_tables_in_gb18030_with_guards_are_read_like_workbooks(tmp_path: Path):
    rows = books.sheet("persons", [person_row(1, 0, 姓名="宋平𬒈"), person_row(1, 1)], titles=0)
    data = books.csv_bytes(rows, "gb18030", guarded=("户编号", "人编号", "证件号码"))
    (from_text,) = read_sheets(open_bytes("人.csv", data), 2018)
    from_book = only(
        books.persons(tmp_path / "人.xlsx", person_row(1, 0, 姓名="宋平𬒈"), person_row(1, 1), titles=0), 2018
    )
    assert from_text.columns == from_book.columns
    assert from_text.problems == []


def test_old_workbooks_are_read_like_new_ones(tmp_path: Path):
    rows = books.sheet("persons", [person_row(1, 0), person_row(1, 1)])
    assert (
        only(books.xls(tmp_path / "旧.xls", "表", rows)).columns
        == only(books.xlsx(tmp_path / "新.xlsx", {"表": rows})).columns
    )


def test_strange_sheets_beside_ours_are_named_and_hidden_ones_are_not(tmp_path: Path):
    path = books.xlsx(
        tmp_path / "表.xlsx",
        {"户信息": books.sheet("households", [household_row(1)]), "封面": [["汇总"]], "字典": [["是"]]},
    )
    book = openpyxl.load_workbook(path)
    book["字典"].sheet_state = "hidden"
    book.save(path)
    assert any("没有认出表头，没有收：封面" in note for note in only(path).notes)
    assert not any("字典" in note for note in only(path).notes)


def test_a_workbook_without_any_header_of_ours_is_refused_with_the_names_it_needs(tmp_path: Path):
    with pytest.raises(Refused, match="没有认得出的表头：没有找到「户编号」「姓名」"):
        read_workbook(books.xlsx(tmp_path / "别的.xlsx", {"表": [["物资", "数量"], ["米", 3]]}))


def test_a_sheet_with_a_header_and_nothing_below_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="只有表头，没有数据行"):
        read_workbook(books.households(tmp_path / "空.xlsx"))


def test_several_columns_of_causes_are_one_list(tmp_path: Path):
    rows = [
        ["户编号", "户主姓名", "致贫原因1", "致贫原因2", "致贫原因3"],
        ["81411990000001", "赵演", "因病", "缺技术", "缺水"],
        ["81411990000002", "李演", "因学", "", ""],
    ]
    reading = only(books.xlsx(tmp_path / "户.xlsx", {"表": rows}), 2018)
    assert reading.column("household_year.other_causes") == [("07", "06"), None]


def test_nothing_of_a_persons_number_is_in_a_reason(tmp_path: Path):
    reading = only(
        books.persons(
            tmp_path / "人.xlsx",
            person_row(1, 0, 证件号码="141199197001011000"),
            person_row(1, 1, 证件号码=1.41199197001e17),
        )
    )
    assert len(reading.problems) == 2
    assert not any("141199" in one.reason or "1.41" in one.reason for one in reading.problems)


def test_a_text_row_with_more_cells_than_its_header_is_not_taken_one_place_off(tmp_path: Path):
    rows = sheet(
        "households", [household_row(1, 次要致贫原因="缺技术"), household_row(2, 次要致贫原因="缺技术,缺资金")]
    )
    file = tmp_path / "户.csv"
    file.write_bytes(csv_bytes(rows, "gb18030"))
    (reading,) = read_workbook(file)
    assert reading.rows == [4]
    (problem,) = reading.problems
    assert (problem.row, problem.column) == (5, "")
    assert "多出 1 格" in problem.reason


def test_a_comma_at_the_end_of_every_row_moves_nothing(tmp_path: Path):
    rows = sheet("households", [household_row(one, 次要致贫原因="缺技术") for one in (1, 2)])
    file = tmp_path / "户.csv"
    lines = csv_bytes(rows, "utf-8").decode().splitlines()
    file.write_text("\n".join([*lines[:3], *(f"{line}," for line in lines[3:])]), "utf-8")
    (reading,) = read_workbook(file)
    assert reading.rows == [4, 5]


def test_a_text_column_without_a_header_of_its_own_is_no_reason_to_refuse_a_row(tmp_path: Path):
    rows = sheet("households", [household_row(1, 次要致贫原因="缺技术")])
    file = tmp_path / "户.csv"
    file.write_bytes(csv_bytes([*rows[:2], [*rows[2], ""], [*rows[3], "备注"]], "utf-8"))
    (reading,) = read_workbook(file)
    assert reading.rows == [4]
    assert reading.problems == []


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2018年样板乡甲子沟村贫困人口花名册", 2018),
        ("2018 年户信息", 2018),
        ("2019年3月样板乡", None),
        ("120181年", None),
    ],
)
def test_a_title_may_name_its_year_in_passing(tmp_path: Path, title: str, year: int | None):
    rows = sheet("households", [household_row(1)], titles=1)
    place = rows[1].index("年度")
    for row in rows[1:]:
        del row[place]
    rows[0] = [title]
    (reading,) = read_workbook(xlsx(tmp_path / "户.xlsx", {"表": rows}))
    assert reading.year == year


def test_a_column_that_stands_twice_and_a_hidden_sheet_are_told(tmp_path: Path):
    rows = sheet("households", [household_row(1)])
    rows[2].append("户编号")
    rows[3].append("x")
    (reading,) = read_workbook(xlsx(tmp_path / "户.xlsx", {"表": rows}))
    assert reading.column("household.household_code") == ["81411990000001"]
    assert reading.notes == ["《户.xlsx》的「表」里这些列重复，只收了靠左的一列，请核对是不是它：户编号。"]
    book = openpyxl.load_workbook(
        xlsx(tmp_path / "藏.xlsx", {"表": sheet("households", [household_row(1)]), "空": [[]]})
    )
    book["表"].sheet_state, book.active = "hidden", 1
    book.save(tmp_path / "藏.xlsx")
    (reading,) = read_workbook(tmp_path / "藏.xlsx")
    assert "隐藏的工作表" in reading.notes[0]
