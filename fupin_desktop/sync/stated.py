"""What stands in signed statements, each thing in its only form; anything else is NotVouched."""

import re
from enum import Enum
from typing import Any, TypeVar, cast

from fupin_desktop.sync.signing import KEY_BYTES, NotVouched

DEVICE_BYTES = 8  # of a device's and of an incarnation's id
MOST_PREFIXES = 64
MOST_NAME = 60
MOST_WHOLE = 1 << 60
_REGION = re.compile(r"[0-9]{2,12}", re.ASCII)
Member = TypeVar("Member", bound=Enum)


def items(plain: object, size: int | None = None) -> list[Any]:
    """A list, of so many things where that is known."""
    if not isinstance(plain, list) or size not in (None, len(cast("list[Any]", plain))):
        raise NotVouched("not the list that was due")
    return cast("list[Any]", plain)


def octets(plain: object, size: int | None = None) -> bytes:
    """Bytes, so many where that is known."""
    if not isinstance(plain, bytes) or size not in (None, len(plain)):
        raise NotVouched("not the bytes that were due")
    return plain


def key(plain: object) -> bytes:
    """A public key."""
    return octets(plain, KEY_BYTES)


def hex_id(plain: object) -> str:
    """The id of a device or an incarnation as 16 hex digits."""
    return octets(plain, DEVICE_BYTES).hex()


def whole(plain: object) -> int:
    """A whole number, none or more."""
    if not isinstance(plain, int) or isinstance(plain, bool) or not 0 <= plain < MOST_WHOLE:
        raise NotVouched("not a whole number")
    return plain


def name(plain: object) -> str:
    """A short text that can be shown in one line."""
    if not isinstance(plain, str) or len(plain) > MOST_NAME or not plain.isprintable():
        raise NotVouched("not a short text")
    return plain


def region(plain: object) -> str:
    """A region code, or the beginning of one."""
    if not isinstance(plain, str) or not _REGION.fullmatch(plain):
        raise NotVouched("not a region")
    return plain


def prefixes(plain: object) -> tuple[str, ...]:
    """Beginnings of region codes, at least one."""
    found = tuple(region(one) for one in items(plain))
    if not 1 <= len(found) <= MOST_PREFIXES:
        raise NotVouched("no regions, or too many")
    return found


def member(kind: type[Member], plain: object) -> Member:
    """A member of a closed set."""
    for one in kind:
        if one.value == plain:
            return one
    raise NotVouched(f"not a {kind.__name__.lower()}")
