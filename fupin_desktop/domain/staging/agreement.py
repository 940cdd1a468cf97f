"""When two values of a field say the same: a difference of writing is no difference (systems.md, pain 20)."""

import unicodedata
from typing import Any

from fupin_desktop.domain.names import plain_name
from fupin_desktop.fields.spec import FieldSpec, Kind, Privacy


def agrees(spec: FieldSpec, old: Any, new: Any) -> bool:
    """Whether the new value tells nothing that the old one does not; a blank tells nothing.

    A date that knows less than the old one agrees with it; one that knows more does not.
    """
    if new is None or old == new:
        return True
    if old is None:
        return False
    match spec.kind:
        case Kind.TEXT:
            return _plain(spec, old) == _plain(spec, new)
        case Kind.DAY:
            return old.startswith(new)
        case Kind.CODES:
            return set(old) == set(new)
        case _:
            return False


def contradicts(spec: FieldSpec, one: Any, other: Any) -> bool:
    """Whether two values cannot both be right."""
    return one is not None and not agrees(spec, one, other) and not agrees(spec, other, one)


def _plain(spec: FieldSpec, text: str) -> str:
    if spec.privacy is Privacy.CONTACT:
        return "".join(mark for mark in unicodedata.normalize("NFKC", text) if mark.isalnum())
    return plain_name(text).upper()
