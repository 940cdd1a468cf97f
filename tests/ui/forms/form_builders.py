"""Records with every field filled, made from the catalogue itself, and the keys that a person presses."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind

VALUES = {
    Kind.TEXT: "文字",
    Kind.FLAG: False,
    Kind.COUNT: 3,
    Kind.MONEY: Decimal("1234.50"),
    Kind.YEAR: 2018,
    Kind.DAY: "2018-06",
    Kind.REF: "some-record",
}


def filled(record: str, record_id: str = "r1") -> Any:
    """A record with a possible value in every field."""
    spec = RECORDS[record]
    keys = {name: 2018 if name == "year" else f"owner-{name}" for name in spec.key}
    values = {one.name: a_value(one) for one in spec.fields}
    return spec.cls(id=record_id, **keys, **values)


def blank(record: str, record_id: str = "r1") -> Any:
    """A record with nothing in it."""
    found = filled(record, record_id)
    return replace(found, **{one.name: None for one in RECORDS[record].fields})


def a_value(spec: FieldSpec) -> Any:
    """Some value that the field may hold."""
    if spec.codes:
        codes = [item.code for item in code_table(spec.codes).items]
        return (codes[1],) if spec.kind is Kind.CODES else codes[0]
    if spec.kind is Kind.DECIMAL:
        return Decimal(spec.least or 0) + Decimal("1.5" if spec.decimals else 1)
    return VALUES[spec.kind]


def type_chinese(widget: QWidget, text: str) -> None:
    """What an input method does when a word is chosen."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
