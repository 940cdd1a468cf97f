"""Values as plain JSON and back: equal for every kind, the same bytes for equal values."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.fields.plain import decimal_text, from_plain, to_plain
from fupin_desktop.fields.spec import FieldSpec, Kind
from tests.fields.sample_values import EVERY_FIELD, NAMES, two_values

MONEY = FieldSpec(label="金额", kind=Kind.MONEY, decimals=2)
CAUSES = FieldSpec(label="原因", kind=Kind.CODES, codes="cause")


@pytest.mark.parametrize(("record", "spec"), EVERY_FIELD, ids=NAMES)
def test_every_field_goes_through_json_and_comes_back_equal(record: object, spec: FieldSpec) -> None:
    for value in (*two_values(spec), None):
        through = from_plain(spec, json.loads(json.dumps(to_plain(spec, value))))
        assert through == value
        assert type(through) is type(value)


@pytest.mark.parametrize(("written", "plain"), [("7.50", "7.5"), ("7.5", "7.5"), ("100", "100"), ("-0.00", "0")])
def test_equal_sums_have_one_text(written: str, plain: str) -> None:
    assert to_plain(MONEY, Decimal(written)) == plain


def test_a_sum_is_never_a_float() -> None:
    assert isinstance(to_plain(MONEY, Decimal("0.1")), str)
    assert from_plain(MONEY, to_plain(MONEY, Decimal("0.1"))) == Decimal("0.1")


def test_the_order_of_several_codes_says_nothing() -> None:
    assert to_plain(CAUSES, ("07", "01")) == to_plain(CAUSES, ("01", "07"))


def test_blank_none_and_zero_are_three_things() -> None:
    assert to_plain(CAUSES, None) is None
    assert to_plain(CAUSES, ()) == []
    assert to_plain(MONEY, Decimal(0)) == "0"


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_no_decimal_is_written_with_an_exponent(value: Decimal) -> None:
    assert "e" not in decimal_text(value).lower()
    assert Decimal(decimal_text(value)) == value
