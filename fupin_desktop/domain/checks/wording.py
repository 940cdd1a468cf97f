"""How messages name things: the catalogue's labels and the code tables' words. It judges nothing."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.fields.wording import with_unit


@cache
def spec_of(path: str) -> FieldSpec:
    """The description of "record.field"."""
    record, _, field = path.partition(".")
    return RECORDS[record].by_name[field]


def label(path: str) -> str:
    """The catalogue's label of "record.field"."""
    return spec_of(path).label


def said(path: str, value: Any) -> str:
    """The value as people read it, in quotes: “因病”."""
    return f"“{with_unit(spec_of(path), value, _label_of)}”"


def labels(paths: Iterable[str]) -> str:
    """Several labels in a row."""
    return "、".join(label(path) for path in paths)


def named(table: str, code: str) -> str:
    """The label of a code."""
    return code_table(table).label(code)


def yuan(value: Decimal) -> str:
    """A sum of money in a sentence: 2300元."""
    return f"{decimal_text(value)}元"


def number(value: Decimal | int) -> str:
    """A number in a sentence."""
    return decimal_text(Decimal(value))


def masked_phone(phone: str) -> str:
    """A phone as offices mask it (reference: domain.md §12): 199****0001."""
    tail = phone[-4:] if len(phone) > 7 else ""
    return phone[:3] + "*" * max(len(phone) - 3 - len(tail), 0) + tail


def _label_of(table: str, code: str) -> str:
    return code_table(table).label(code)
