"""Two possible, distinct values for any field of the catalogue, by its kind."""

from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind, Privacy, RecordSpec

EVERY_FIELD = [(record, spec) for record in CATALOGUE for spec in record.fields]
NAMES = [f"{record.name}.{spec.name}" for record, spec in EVERY_FIELD]


def two_values(spec: FieldSpec) -> tuple[Any, Any]:
    """Two values that the field can hold; both are often the awkward ones of their kind."""
    match spec.kind:
        case Kind.TEXT:
            return _texts(spec)
        case Kind.CODE:
            codes = [item.code for item in code_table(spec.codes).choices()]
            return codes[0], codes[-1]
        case Kind.CODES:
            codes = tuple(sorted(item.code for item in code_table(spec.codes).choices())[: spec.max_items or 3])
            return (), codes
        case Kind.FLAG:
            return True, False
        case Kind.COUNT:
            return 0, spec.most or 7
        case Kind.YEAR:
            return 2016, 2018
        case Kind.DECIMAL | Kind.MONEY:
            least = Decimal(spec.least or 0)
            return least, least + Decimal(1).scaleb(-spec.decimals) + 1
        case Kind.DAY:
            return "2013", "2016-02-29"
        case Kind.REF:
            return "a" * 32, "b" * 32


def _texts(spec: FieldSpec) -> tuple[str, str]:
    if spec.privacy in (Privacy.IDENTITY, Privacy.ACCOUNT):
        return "141199197001010018", "141199196501020027"
    return "𠮷家沟，东·院"[: spec.max_length], "其二"[: spec.max_length]


def key_values(record: RecordSpec) -> dict[str, Any]:
    """The key of a yearly record, and what it belongs to."""
    return {name: 2018 if name == "year" else "0" * 32 for name in record.key}
