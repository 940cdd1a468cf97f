"""A column of a short list, as data: what it says of a record, how wide, in which colour."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.fields.wording import with_unit, worded
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.tables.masking import masked

COLOURS = {"good": colours.GOOD, "warn": colours.WARN, "danger": colours.ERROR, "hint": colours.MUTED}


@dataclass(frozen=True, kw_only=True, slots=True)
class ListColumn:
    """`width` in characters, `stretch` the share of what is left; `role` names a colour for a record."""

    label: str
    text: Callable[[Any], str]
    width: float
    stretch: int = 0
    is_number: bool = False
    role: Callable[[Any], str] | None = None
    is_minor: bool = False  # left out where there is no room


def field_column(record: str, field: str, width: float, **more: Any) -> ListColumn:
    """The column of a catalogued field: its label, its words, masked where it is not open."""
    spec = RECORDS[record].by_name[field]
    return ListColumn(label=more.pop("label", spec.label), text=partial(shown, spec), width=width, **more)


def shown(spec: FieldSpec, record: Any) -> str:
    """A field of a record as a list may show it."""
    value = getattr(record, spec.name, None)
    if spec.kind is Kind.DAY:
        return value or ""  # as it is typed: short, and in order
    return masked(spec, with_unit(spec, value, label_of)).replace("\n", " ")


def label_of(table: str, code: str) -> str:
    """The label of a code of any vintage."""
    return code_table(table).label(code)


def words_of(record: str, field: str, value: Any) -> str:
    """A value in words, not masked."""
    return worded(RECORDS[record].by_name[field], value, label_of)
