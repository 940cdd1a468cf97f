"""Cells to values: the writing is put right, the meaning is never guessed, and a refusal says why."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.excel.layout import spec_of
from fupin_desktop.excel.parse import parser
from fupin_desktop.excel.parsed import Fault

GOOD_ID = "141199197001010018"
BAD_END = "141199197001011000"


def parsed(path: str, cell: Any, **how: Any) -> Any:
    return parser(spec_of(path), **how)(cell)


@pytest.mark.parametrize("path", ["household_income.wage_income", "person.sex", "person.name", "pairing.started_on"])
@pytest.mark.parametrize("cell", ["", "  ", "\u3000", "-", "—", "/", "——"])
def test_a_blank_is_blank_in_every_kind_and_never_zero(path: str, cell: str):
    assert parsed(path, cell) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0", "0"),
        ("0.0", "0"),
        (0, "0"),
        ("7.50", "7.5"),
        (7.5, "7.5"),
        ("1,234.5", "1234.5"),
        ("１２３４．５０", "1234.5"),
        ("¥ 1 234", "1234"),
        ("1234元", "1234"),
        (1599.3333333333333, "1599.33"),
        ("-200", "-200"),
        ('="350"', "350"),
    ],
)
def test_sums_are_read_however_they_are_written(cell: Any, value: str):
    assert parsed("household_income.net_income", cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["约3000", "三千", "无", "1.2.3", "nan", "inf", "#DIV/0!", date(2018, 1, 1), "1E+20"])
def test_what_is_no_sum_is_refused_with_a_reason(cell: Any):
    fault = parsed("household_income.net_income", cell)
    assert isinstance(fault, Fault)
    assert fault.value is None
    assert fault.reason


@pytest.mark.parametrize(
    ("path", "unit", "cell", "value"),
    [
        ("household_income.wage_income", "万元", "1.2", "12000"),
        ("household_income.wage_income", "元", "1.2", "1.2"),
        ("village_year.collective_income", "元", "52000", "5.2"),
        ("household_conditions.cultivated_land", "公顷", "2", "30"),
        ("household_conditions.road_distance_km", "米", "350", "0.35"),
        ("household_conditions.cultivated_land", "亩", "2", "2"),
    ],
)
def test_the_unit_in_the_header_is_converted(path: str, unit: str, cell: str, value: str):
    assert parsed(path, cell, unit=unit) == Decimal(value)


def test_counts_are_whole():
    assert parsed("household_year.member_count", "4人") == 4
    assert parsed("household_year.member_count", "4.0") == 4
    assert "整数" in parsed("household_year.member_count", "3.5").reason


def test_an_impossible_number_is_taken_and_complained_about():
    fault = parsed("person_year.work_months", "24")
    assert fault.value == Decimal(24)
    assert "0 到 12" in fault.reason


@pytest.mark.parametrize(
    ("cell", "year"), [("2018", 2018), (2018.0, 2018), ("2018年", 2018), ("2018年底", 2018), ("20181231", 2018)]
)
def test_years_are_read(cell: Any, year: int):
    assert parsed("household_year.exit_year", cell) == year


@pytest.mark.parametrize("cell", ["18", "二〇一八", "0", "20188"])
def test_what_is_no_year_is_refused(cell: str):
    assert isinstance(parsed("household_year.exit_year", cell), Fault)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True),
        ("有", True),
        ("√", True),
        ("1", True),
        (1.0, True),
        (True, True),
        ("Y", True),
        ("否", False),
        ("无", False),
        ("0", False),
        ("×", False),
        ("未参加", False),
    ],
)
def test_yes_and_no_are_read_however_they_are_written(cell: Any, value: bool):
    assert parsed("household_conditions.is_dangerous_house", cell) is value


def test_a_doubtful_yes_is_refused():
    assert "是" in parsed("household_conditions.is_dangerous_house", "部分").reason


@pytest.mark.parametrize(("cell", "code"), [("男", "1"), ("1", "1"), (2.0, "2"), ("女", "2")])
def test_sexes_are_read_as_label_or_code(cell: Any, code: str):
    assert parsed("person.sex", cell) == code


def test_a_code_that_has_lost_its_nought_is_understood():
    assert parsed("membership.relation_to_head", 1.0) == "01"
    assert parsed("person_year.education_level", "3") == "03"
    assert parsed("household_conditions.house_grade", "3") == "3"


def test_an_unknown_label_is_refused_by_name():
    assert parsed("person_year.labour_skill", "超人").reason == "「劳动技能」里没有「超人」这一项"


@pytest.mark.parametrize(
    "cell", ["长期慢性病,残疾", "长期慢性病、残疾", "长期慢性病及残疾", "长期慢性病残疾", "长期慢性病 残疾"]
)
def test_joined_labels_are_taken_apart(cell: str):
    assert set(parsed("person_year.health_status", cell)) == {"02", "04"}


def test_none_is_not_blank_in_a_list_and_a_third_cause_is_taken_with_a_complaint():
    assert parsed("household_year.other_causes", "无") == ()
    fault = parsed("household_year.other_causes", "缺水,缺技术,缺资金")
    assert len(fault.value) == 3
    assert "最多 2 项" in fault.reason


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("20131201", "2013-12-01"),
        ("201312", "2013-12"),
        ("2013", "2013"),
        ("2013年12月", "2013-12"),
        ("2013年12月5日", "2013-12-05"),
        ("2013-12", "2013-12"),
        ("2013/2/5", "2013-02-05"),
        ("2013.12", "2013-12"),
        ("2013-12-05 00:00:00", "2013-12-05"),
        ("２０１３年１２月", "2013-12"),
        (41613.0, "2013-12-05"),
        ("41613", "2013-12-05"),
        (20131205.0, "2013-12-05"),
        (201312.0, "2013-12"),
        (2013.12, "2013-12"),
        (datetime(2013, 12, 5), "2013-12-05"),  # noqa: DTZ001 - a cell knows no zone
        (date(2013, 12, 5), "2013-12-05"),
    ],
)
def test_days_keep_the_precision_with_which_they_were_written(cell: Any, day: str):
    assert parsed("household.first_identified", cell) == day


def test_in_a_column_of_months_the_first_is_padding_and_any_other_day_is_meant():
    assert parsed("household.first_identified", "20131201", is_month=True) == "2013-12"
    assert parsed("household.first_identified", "20131205", is_month=True) == "2013-12-05"


@pytest.mark.parametrize("cell", ["20131301", "2013年13月", "20130230", "去年", "12月", "99999999", True])
def test_what_is_no_day_is_refused(cell: Any):
    assert isinstance(parsed("household.first_identified", cell), Fault)


def test_a_month_that_a_spreadsheet_has_cut_is_not_guessed():
    assert "1月还是10月" in parsed("household.first_identified", 2013.1).reason
    assert parsed("household.first_identified", "2013.1") == "2013-01"


@pytest.mark.parametrize(
    "cell",
    [
        "141199197001010018",
        " 141199197001010018 ",
        "１４１１９９１９７００１０１００１８",
        "'141199197001010018",
        '="141199197001010018"',
    ],
)
def test_id_numbers_are_read_however_they_are_wrapped(cell: str):
    assert parsed("person.id_number", cell) == GOOD_ID


@pytest.mark.parametrize("cell", ["14119919700101005x", "14119919700101005Ｘ", "14119919700101005ｘ"])
def test_the_last_letter_is_a_capital(cell: str):
    assert parsed("person.id_number", cell) == "14119919700101005X"


@pytest.mark.parametrize(
    "cell", [1.41199197001010e17, 141199197001010018, "1.41E+17", "1.41199E+17", "1E+17", "1E17", BAD_END]
)
def test_id_numbers_that_a_spreadsheet_has_damaged_are_never_taken(cell: Any):
    fault = parsed("person.id_number", cell)
    assert isinstance(fault, Fault)
    assert fault.value is None
    assert "丢失" in fault.reason


@pytest.mark.parametrize(
    "cell",
    [
        "14119919700101001",
        "141199197001010011",
        "14119919700101001A",
        "999999197001010018",
        "14119970010100",
        "14119919700101001843",
    ],
)
def test_wrong_id_numbers_are_kept_for_the_checks(cell: str):
    assert parsed("person.id_number", cell) == cell


@pytest.mark.parametrize("cell", ["0", "无", "无证件", "00000"])
def test_a_placeholder_is_no_id_number(cell: str):
    assert parsed("person.id_number", cell).value is None


@pytest.mark.parametrize("path", ["household.household_code", "person.person_code", "helper.helper_code"])
@pytest.mark.parametrize("cell", ["0", "00000000", "无", "1", 0.0])
def test_no_placeholder_is_a_code(path: str, cell: Any):
    assert isinstance(parsed(path, cell), Fault)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("81411990000001", "81411990000001"),
        (81411990000001.0, "81411990000001"),
        ("81411990000001.0", "81411990000001"),
        (" 8141199 0000001", "81411990000001"),
    ],
)
def test_codes_are_texts_of_digits(cell: Any, code: str):
    assert parsed("household.household_code", cell) == code


def test_codes_and_accounts_with_lost_digits_are_refused():
    assert isinstance(parsed("household.household_code", "8.14E+13"), Fault)
    assert isinstance(parsed("household.bank_account", 6.2284800123456789e18), Fault)
    assert parsed("household.bank_account", "6228480012345678901") == "6228480012345678901"


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("19900000001.0", "19900000001"),
        (19900000001.0, "19900000001"),
        ("199 0000 0001", "19900000001"),
        ("199-0000-0001", "19900000001"),
        ("１９９００００００01", "19900000001"),
        ("0358-0000000", "0358-0000000"),
    ],
)
def test_phones_lose_what_the_spreadsheet_added(cell: Any, phone: str):
    assert parsed("person.person_phone", cell) == phone


@pytest.mark.parametrize("name", ["彭　平", "彭平  ", "卡德尔·玉山", "宋平𬒈", "卢强㛃"])
def test_names_keep_their_blanks_and_their_characters(name: str):
    assert parsed("person.name", name) == name


def test_private_characters_of_old_fonts_get_their_own_place():
    assert parsed("person.name", "\ue816\ue831") == "\U00020087\U000215d7"
    assert parsed("person.name", b"\xfeQ".decode("gb18030")) == "\U00020087"


def test_a_text_that_is_too_long_is_refused_with_its_length():
    assert "最多 50 个字，这里有 60 个" in parsed("person.name", "长" * 60).reason


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes()))
def test_no_cell_whatever_brings_a_parser_down(cell: Any):
    for path in (
        "person.name",
        "person.id_number",
        "person.person_phone",
        "person.sex",
        "person_year.health_status",
        "household_income.net_income",
        "household_year.member_count",
        "household_year.exit_year",
        "household.first_identified",
        "household_conditions.is_dangerous_house",
        "household.bank_account",
    ):
        parsed(path, cell, year=2018)
