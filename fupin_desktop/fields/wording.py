"""A value of each kind as a person reads it: 12,000.00 元; 2016年3月1日; 是."""

from collections.abc import Callable
from typing import Any

from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.fields.spec import FieldSpec, Kind

LabelOf = Callable[[str, str], str]  # (code table, code) -> label


def worded(spec: FieldSpec, value: Any, label_of: LabelOf) -> str:
    """The value in words without its unit; "" for a blank."""
    if value is None:
        return ""
    match spec.kind:
        case Kind.CODE:
            return label_of(spec.codes, value)
        case Kind.CODES:
            return "、".join(label_of(spec.codes, item) for item in value) if value else "无"
        case Kind.FLAG:
            return "是" if value else "否"
        case Kind.MONEY:
            return f"{value:,.2f}"
        case Kind.DECIMAL:
            return decimal_text(value)
        case Kind.DAY:
            return day_in_words(value)
        case Kind.TEXT | Kind.COUNT | Kind.YEAR | Kind.REF:
            return str(value)


def with_unit(spec: FieldSpec, value: Any, label_of: LabelOf) -> str:
    """The value in words with its unit; "" for a blank."""
    shown = worded(spec, value, label_of)
    return f"{shown} {spec.unit}" if shown and spec.unit else shown


def day_in_words(value: str) -> str:
    """2016-03-01 as 2016年3月1日, 2016-03 as 2016年3月."""
    parts = value.split("-")
    names = ("年", "月", "日")
    return "".join(f"{int(part)}{name}" for part, name in zip(parts, names, strict=False))
