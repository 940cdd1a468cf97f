"""Numbers as people write them, and nothing that only a programming language would take for one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.written import LONGEST_QUOTE, plain_number, shortened, without_unseen
from fupin_desktop.excel.layout import spec_of
from fupin_desktop.excel.parse import parser
from fupin_desktop.excel.parsed import Fault

WAGE = RECORDS["household_income"].by_name["wage_income"]
NO_NUMBERS = [
    "1_000",
    "1e5",
    "1E+5",
    "NaN",
    "Infinity",
    "-inf",
    "٣٤",
    "5²",
    "①",
    "½",
    "1,5",
    "1,2,3",
    "1 2",
    "0x10",
    "+",
    ".",
    "--5",
    "三千",
]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("-0.50", "-0.5"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1,234,567.8", "1234567.8"),
        ("12,3456", "123456"),
        ("1 234", "1234"),
        ("１，２３４．５", "1234.5"),
        ("－3", "-3"),
        ("\u22123", "-3"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, number: str):
    assert plain_number(text) == Decimal(number)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_to_people_is_refused_at_the_keyboard_and_in_a_workbook(text: str):
    assert plain_number(text) is None
    with pytest.raises(NotUnderstood, match="请填数字"):
        entered(WAGE, text)
    assert isinstance(parser(spec_of("household_income.wage_income"))(text), Fault)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_written_out_is_itself(number: Decimal):
    assert plain_number(f"{number:f}") == number
    assert plain_number(f"{number:,f}") == number


@pytest.mark.parametrize("text", ["٢٠١٨-٠١-٠١", "201²", "٢٠١٨", "2018-0①"])
def test_a_date_in_other_digits_is_refused(text: str):
    with pytest.raises(NotUnderstood, match="不是一个日期"):
        entered(RECORDS["person"].by_name["birth_date"], text)
    assert isinstance(parser(spec_of("person.birth_date"))(text), Fault)


@pytest.mark.parametrize("text", ["张\u200b三", "\ufeff张三", "张三\u202e", "张\u00ad三"])
def test_marks_that_nobody_sees_do_not_make_another_name(text: str):
    assert entered(RECORDS["person"].by_name["name"], text) == "张三"
    assert parser(spec_of("person.name"))(text) == "张三"


@pytest.mark.parametrize("text", ["张\x00三", "张\x1b[31m三", "张\x85三\x07"])
def test_control_characters_are_refused_at_the_keyboard_and_blanked_in_a_workbook(text: str):
    with pytest.raises(NotUnderstood, match="不能识别的字符"):
        entered(RECORDS["household"].by_name["address"], text)
    taken = parser(spec_of("household.address"))(text)
    assert isinstance(taken, str)
    assert taken.isprintable()


def test_a_name_is_one_line():
    assert entered(RECORDS["person"].by_name["name"], "张\n三") == "张 三"


def test_rare_characters_and_middle_dots_are_no_unseen_marks():
    assert without_unseen("艾山·阿迪力𣲗㛃䶮") == "艾山·阿迪力𣲗㛃䶮"


def test_only_a_long_text_is_shortened_and_says_how_long_it_was():
    assert shortened("一" * LONGEST_QUOTE) == "一" * LONGEST_QUOTE
    assert shortened("一" * 32_000) == "一" * LONGEST_QUOTE + "…（共 32000 个字）"
