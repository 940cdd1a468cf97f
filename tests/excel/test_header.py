"""Finding the header: wherever it stands, however it is written, over one row or over three."""

from typing import Any

import pytest

from fupin_desktop.excel.header import Header, find_header
from fupin_desktop.excel.layout import layout
from fupin_desktop.excel.open_workbook import Range, Sheet


def found(*rows: list[Any], merged: tuple[Range, ...] = ()) -> Header:
    width = max(map(len, rows))
    header = find_header(Sheet("表", [row + [""] * (width - len(row)) for row in rows], merged))
    assert header is not None
    return header


PERSONS = [header for header, _ in layout("persons").columns]


@pytest.mark.parametrize("above", range(9))
def test_the_header_is_found_in_whatever_row_it_stands(above: int):
    header = found(*([f"说明{number}"] for number in range(above)), PERSONS, ["山西省"] * 28)
    assert (header.layout.name, header.first_row, header.data_row) == ("persons", above, above + 1)
    assert len(header.places) == 28


def test_blank_rows_above_do_not_count():
    assert found(*[[""] for _ in range(30)], PERSONS).first_row == 30


@pytest.mark.parametrize("name", ["households", "exits", "persons", "helpers", "villages"])
def test_each_national_sheet_is_recognised_as_itself(name: str):
    header = found(["标题"], [header for header, _ in layout(name).columns], ["1"])
    assert header.layout.name == name
    assert not header.unknown
    assert not header.doubled


@pytest.mark.parametrize(
    "written",
    [
        "户主\n姓名",
        "户主 姓名",
        "户主\u3000姓名",
        "*户主姓名",
        "户主姓名：",
        "A3户主姓名",
        "户主姓名（必填）",
        " 户主姓名 ",
    ],
)
def test_blanks_line_breaks_stars_and_remarks_in_a_header_do_not_hide_it(written: str):
    header = found(["户编号", written, "户主证件号码"])
    assert header.places["household.head_name"] == (1,)


def test_brackets_of_either_width_and_missing_units_are_one_header():
    for written in ("耕地面积（亩）", "耕地面积(亩)", "耕地面积", "耕地面积 （亩）"):
        assert "household_conditions.cultivated_land" in found(["户编号", "户主姓名", written]).places


def test_a_two_row_header_with_a_merged_group_is_joined():
    upper = ["户编号", "姓名", "证件号码", "社会保障", "", ""]
    lower = ["", "", "", "是否参加大病保险", "新型养老", "职工养老"]
    header = found(
        ["花名册"], upper, lower, ["1", "张演示", "141199197001010018", "是", "否", "否"], merged=(((1, 3), (1, 5)),)
    )
    assert header.data_row == 3
    assert header.places["person_year.in_employee_pension"] == (5,)
    assert header.texts[5] == "社会保障/职工养老"


def test_a_three_row_header_as_in_inner_mongolia_is_read_without_knowing_what_is_merged():
    rows = (
        ["家庭成员", "", "", "", "", ""],
        ["家庭编号", "户主姓名", "姓名", "证件号码", "健康", ""],
        ["", "", "", "", "健康状况", "劳动能力"],
        ["15001", "赵演示", "赵演示", "141199197001010018", "健康", "普通劳动力"],
    )
    header = found(*rows, merged=(((0, 0), (0, 5)),))
    assert (header.first_row, header.data_row) == (1, 3)
    assert header.places["person_year.labour_skill"] == (5,)


def test_a_group_title_does_not_swallow_the_first_row_of_data():
    header = found(["户编号", "姓名", "性别", "民族"], ["", "", "", ""], ["8141", "张演示", "男", "汉族"])
    assert header.data_row == 1


def test_unknown_columns_and_second_columns_of_a_field_are_named():
    header = found(["户编号", "姓名", "证件号码", "备注(县)", "身份证号"])
    assert header.unknown == ("备注(县)",)
    assert header.doubled == ("身份证号",)


def test_a_column_of_running_numbers_is_known_and_worth_no_word():
    header = found(["序号", "户编号", "姓名", "证件号码"])
    assert header.unknown == ()


def test_two_columns_of_further_causes_are_one_field():
    header = found(["户编号", "户主姓名", "户主证件号码", "致贫原因1", "致贫原因2", "致贫原因3"])
    assert header.places["household_year.main_cause"] == (3,)
    assert header.places["household_year.other_causes"] == (4, 5)


def test_the_first_identification_in_a_roster_is_the_persons_own_unless_both_stand_there():
    alone = found(["户编号", "姓名", "人编号", "首次识别时间"])
    both = found(["户编号", "姓名", "人编号", "首次识别时间", "人员识别时间"])
    assert alone.places["person.first_identified"] == (3,)
    assert both.places["household.first_identified"] == (3,)
    assert both.places["person.first_identified"] == (4,)


def test_the_local_pairing_sheet_is_recognised():
    header = found(
        ["村名", "户主\n姓名", "户编号", "人口数", "主要致贫原因", "helpPerson", "所属单位", "职务", "helpPerson_phone"]
    )
    assert header.layout.name == "helpers"
    assert header.places["helper.name"] == (5,)


@pytest.mark.parametrize(
    "row", [["甲", "乙", "丙"], ["姓名", "性别"], ["省", "市", "县", "乡", "村"], ["序号", "年度", "村", "姓名"], [""]]
)
def test_a_sheet_without_three_known_columns_and_a_key_is_not_ours(row: list[str]):
    assert find_header(Sheet("表", [row, ["1"] * len(row)])) is None
