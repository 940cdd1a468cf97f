"""What a list shows of a value that is not open to every eye: enough to tell two people apart, not enough to copy."""

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain import id_number
from fupin_desktop.fields.spec import FieldSpec, Privacy

HIDDEN = "已隐藏"


def masked(spec: FieldSpec, text: str) -> str:
    """The text as lists and projectors may show it (reference: domain.md §12)."""
    match spec.privacy:
        case Privacy.OPEN:
            return text
        case Privacy.IDENTITY:
            return id_number.masked(text)
        case Privacy.CONTACT:
            return text[:3] + "*" * (len(text) - 7) + text[-4:] if len(text) > 7 else "*" * len(text)
        case Privacy.ACCOUNT:
            return "*" * max(len(text) - 4, 0) + text[-4:] if len(text) > 8 else "*" * len(text)
        case Privacy.HEALTH:
            return HIDDEN if text else ""


def masked_field(record: str, field: str, text: str | None) -> str:
    """The same, for a catalogued field."""
    return masked(RECORDS[record].by_name[field], text or "")
