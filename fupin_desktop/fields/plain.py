"""A value of each kind as plain JSON and back: the one form for history, wire and drafts."""

from decimal import Decimal
from typing import Any

from fupin_desktop.fields.spec import FieldSpec, Kind

Plain = str | int | bool | list[str] | None


def to_plain(spec: FieldSpec, value: Any) -> Plain:
    """The value as JSON can hold it, the same bytes for equal values."""
    if value is None:
        return None
    match spec.kind:
        case Kind.DECIMAL | Kind.MONEY:
            return decimal_text(value)
        case Kind.CODES:
            return sorted(value)
        case Kind.TEXT | Kind.CODE | Kind.DAY | Kind.REF:
            return str(value)
        case Kind.FLAG:
            return bool(value)
        case Kind.COUNT | Kind.YEAR:
            return int(value)


def from_plain(spec: FieldSpec, plain: Plain) -> Any:
    """The typed value of a plain one."""
    if plain is None:
        return None
    match spec.kind:
        case Kind.DECIMAL | Kind.MONEY:
            return Decimal(str(plain))
        case Kind.CODES:
            return tuple(plain) if isinstance(plain, list) else (str(plain),)
        case Kind.TEXT | Kind.CODE | Kind.DAY | Kind.REF | Kind.FLAG | Kind.COUNT | Kind.YEAR:
            return plain


def decimal_text(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: 7.50 and 7.5 are one value."""
    shown = format(value, "f")
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown in ("-0", "") else shown
