"""The columns of a list, from its catalogued fields: a record that is pointed to by its name."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.services.ledgers import Ledger
from fupin_desktop.ui.dossiers.list_column import ListColumn, field_column

WIDTHS = {Kind.DAY: 6.5, Kind.YEAR: 4.0, Kind.COUNT: 5.0, Kind.DECIMAL: 6.0, Kind.MONEY: 7.5, Kind.FLAG: 4.0}
WORDS = 8.0  # texts, codes, and names of records
NUMBERS = (Kind.COUNT, Kind.DECIMAL, Kind.MONEY)
MAJOR = 4  # columns that stay where there is little room


def columns_of(ledger: Ledger, names: Mapping[str, str]) -> tuple[ListColumn, ...]:
    """The columns, in the order of resources/ledgers.toml; `names` are looked up when a row is drawn."""
    specs = [ledger.spec.by_name[name] for name in ledger.columns]
    return tuple(_column(ledger.record, spec, names, is_minor=at >= MAJOR) for at, spec in enumerate(specs))


def _column(record: str, spec: FieldSpec, names: Mapping[str, str], *, is_minor: bool) -> ListColumn:
    width = max(WIDTHS.get(spec.kind, WORDS), len(spec.label) + 1)
    if spec.kind is Kind.REF:
        text = partial(_name, spec.name, names)
        return ListColumn(label=spec.label, text=text, width=width, stretch=2, is_minor=is_minor)
    stretch = 2 if spec.kind is Kind.TEXT else 0
    is_number = spec.kind in NUMBERS
    return field_column(record, spec.name, width, stretch=stretch, is_number=is_number, is_minor=is_minor)


def _name(field: str, names: Mapping[str, str], row: Any) -> str:
    return names.get(getattr(row, field) or "", "")
