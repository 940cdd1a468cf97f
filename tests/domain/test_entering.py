"""From what is typed to values: what a person types is understood, what is impossible is said in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.entering import NotUnderstood, complaint_about, entered
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.fields.wording import with_unit, worded
from tests.fields.sample_values import EVERY_FIELD, NAMES, two_values

PERSON, HOUSEHOLD = RECORDS["person"].by_name, RECORDS["household"].by_name
INCOME, YEAR = RECORDS["household_income"].by_name, RECORDS["household_year"].by_name
CONDITIONS = RECORDS["household_conditions"].by_name


def label_of(table: str, code: str) -> str:
    return code_table(table).label(code)


@pytest.mark.parametrize(("record", "spec"), EVERY_FIELD, ids=NAMES)
def test_what_a_field_shows_can_be_typed_back(record: object, spec: FieldSpec) -> None:
    for value in two_values(spec):
        assert entered(spec, worded(spec, value, label_of)) == value
        assert entered(spec, with_unit(spec, value, label_of)) == value


@pytest.mark.parametrize(("record", "spec"), EVERY_FIELD, ids=NAMES)
def test_blank_is_blank_and_never_zero_or_none(record: object, spec: FieldSpec) -> None:
    for typed in ("", "  ", "\u3000", "\t"):
        assert entered(spec, typed) is None


@pytest.mark.parametrize("spec", {(spec.kind, spec.privacy): spec for _, spec in EVERY_FIELD}.values())
@given(typed=st.text(max_size=60) | st.from_regex(r"[0-9年月日./,\- ]{1,12}", fullmatch=True))
def test_whatever_is_typed_is_understood_or_refused_in_words(spec: FieldSpec, typed: str) -> None:
    refused = ""
    try:
        assert complaint_about(spec, entered(spec, typed)) is None
    except NotUnderstood as error:
        refused = str(error)
    assert not refused or spec.label in refused


@pytest.mark.parametrize(
    ("spec", "typed", "value"),
    [
        (INCOME["wage_income"], "12,000", Decimal(12000)),
        (INCOME["wage_income"], "１２０００．５元", Decimal("12000.5")),
        (INCOME["wage_income"], "0", Decimal(0)),
        (YEAR["planned_exit_year"], "2019年", 2019),
        (YEAR["main_cause"], "因病", "01"),
        (YEAR["main_cause"], "01", "01"),
        (YEAR["other_causes"], "无", ()),
        (PERSON["id_number"], " 14119919700101001x", "14119919700101001X"),
        (HOUSEHOLD["bank_account"], "6222 0000 0000 0000", "6222000000000000"),
        (HOUSEHOLD["address"], "　东沟5号院　", "东沟5号院"),
        (HOUSEHOLD["address"], "东沟\r\n5号院", "东沟\n5号院"),
        (HOUSEHOLD["first_identified"], "2013年12月", "2013-12"),
        (HOUSEHOLD["first_identified"], "2013.12", "2013-12"),
        (HOUSEHOLD["first_identified"], "2013/6/5", "2013-06-05"),
        (HOUSEHOLD["first_identified"], "20130605", "2013-06-05"),
        (HOUSEHOLD["first_identified"], "201306", "2013-06"),
        (HOUSEHOLD["first_identified"], "2013 6 5", "2013-06-05"),
        (HOUSEHOLD["first_identified"], "２０１３年６月５日", "2013-06-05"),
        (CONDITIONS["has_radio_tv"], "是", True),
        (CONDITIONS["has_radio_tv"], "否", False),
    ],
)
def test_people_type_it_their_way(spec: FieldSpec, typed: str, value: Any) -> None:
    assert entered(spec, typed) == value


@pytest.mark.parametrize(
    ("spec", "typed", "says"),
    [
        (INCOME["wage_income"], "一万二", "请填数字"),
        (INCOME["wage_income"], "-1", "不能小于 0"),
        (INCOME["wage_income"], "1.005", "最多 2 位小数"),
        (INCOME["wage_income"], "1e5", "请填数字"),
        (INCOME["wage_income"], "NaN", "请填数字"),
        (INCOME["wage_income"], "9" * 40, "太大了"),
        (RECORDS["membership"].by_name["position"], "1.5", "请填整数"),
        (RECORDS["membership"].by_name["position"], "100", "不能大于 99"),
        (HOUSEHOLD["first_identified"], "2013-02-30", "不是一个日期"),
        (HOUSEHOLD["first_identified"], "20131", "不是一个日期"),
        (HOUSEHOLD["first_identified"], "2013-65", "不是一个日期"),
        (HOUSEHOLD["first_identified"], "去年", "不是一个日期"),
        (HOUSEHOLD["first_identified"], "1799-01", "年份是 1799，应在 1900 年到 2050 年之间"),
        (HOUSEHOLD["first_identified"], "2099-01", "年份是 2099"),
        (HOUSEHOLD["household_code"], "8141199\N{PILE OF POO}", "编号和号码里不会有它"),
        (HOUSEHOLD["phone"], "1990000\N{WATCH}", "编号和号码里不会有它"),
        (YEAR["main_cause"], "因懒", "没有「因懒」这一项"),
        (PERSON["name"], "张" * 51, "最多 50 个字"),
        (PERSON["name"], "张\x00演示", "不能识别的字符"),
        (PERSON["name"], "张\ud800", "不能识别的字符"),
        (CONDITIONS["has_radio_tv"], "也许", "请填「是」或「否」"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_type(spec: FieldSpec, typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says) as refused:
        entered(spec, typed)
    assert spec.label in str(refused.value)


def test_too_many_codes_are_refused() -> None:
    assert "最多选 2 项" in (complaint_about(YEAR["other_causes"], ("01", "02", "03")) or "")


def test_an_unknown_code_that_came_another_way_is_refused() -> None:
    assert "没有「zz」" in (complaint_about(YEAR["main_cause"], "zz") or "")


def test_a_half_character_that_came_another_way_is_refused() -> None:
    assert complaint_about(PERSON["name"], "\udfff") is not None


def test_numbers_that_no_number_should_be_are_refused() -> None:
    for value in (Decimal("NaN"), Decimal("Infinity"), Decimal("1e400")):
        assert complaint_about(INCOME["wage_income"], value) is not None


def test_a_code_table_knows_every_kind() -> None:
    assert {spec.kind for _, spec in EVERY_FIELD} == set(Kind)
