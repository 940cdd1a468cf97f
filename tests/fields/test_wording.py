"""Values as people read them."""

from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.fields.wording import with_unit, worded
from tests.fields.sample_values import EVERY_FIELD, NAMES, two_values


def label_of(table: str, code: str) -> str:
    return code_table(table).label(code)


@pytest.mark.parametrize(
    ("spec", "value", "shown"),
    [
        (FieldSpec(label="金额", kind=Kind.MONEY, unit="元"), Decimal("12000.5"), "12,000.50 元"),
        (FieldSpec(label="面积", kind=Kind.DECIMAL, unit="亩"), Decimal("3.50"), "3.5 亩"),
        (FieldSpec(label="人数", kind=Kind.COUNT, unit="人"), 0, "0 人"),
        (FieldSpec(label="日期", kind=Kind.DAY), "2016-03", "2016年3月"),
        (FieldSpec(label="日期", kind=Kind.DAY), "2016-03-01", "2016年3月1日"),
        (FieldSpec(label="是否", kind=Kind.FLAG), False, "否"),
        (FieldSpec(label="原因", kind=Kind.CODES, codes="cause"), (), "无"),
        (FieldSpec(label="原因", kind=Kind.CODE, codes="cause"), "01", "因病"),
        (FieldSpec(label="金额", kind=Kind.MONEY, unit="元"), None, ""),
    ],
)
def test_a_value_is_said_as_people_say_it(spec: FieldSpec, value: Any, shown: str) -> None:
    assert with_unit(spec, value, label_of) == shown


@pytest.mark.parametrize(("record", "spec"), EVERY_FIELD, ids=NAMES)
def test_every_field_has_words_for_its_values_and_none_for_blank(record: object, spec: FieldSpec) -> None:
    one, other = two_values(spec)
    assert worded(spec, one, label_of) != worded(spec, other, label_of)
    assert worded(spec, None, label_of) == ""
