"""Messages as deterministic CBOR: only plain values, within limits; one error for everything else."""

from typing import Any, cast

import cbor2

MOST_BYTES = 1 << 20
MOST_DEPTH = 8
MOST_INTEGER = 1 << 63
PLAIN = (str, bytes, bool, type(None))


class BadMessage(ValueError):
    """Bytes that are no message of ours, or one that says impossible things."""


def pack(value: Any) -> bytes:
    """The one encoding of a plain value."""
    return cbor2.dumps(value, canonical=True)


def unpack(content: bytes, most: int = MOST_BYTES) -> Any:
    """The plain value of the bytes: lists, maps, texts, bytes, whole numbers, flags and blanks."""
    if len(content) > most:
        raise BadMessage(f"{len(content)} bytes, {most} at most")
    try:
        value = cbor2.loads(content)
    except (cbor2.CBORDecodeError, ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise BadMessage(str(error)) from None
    _check(value, 0)
    if pack(value) != content:
        raise BadMessage("not the one encoding of its value")
    return value


def _check(value: object, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise BadMessage("too deep")
    if isinstance(value, list):
        for one in cast("list[object]", value):
            _check(one, depth + 1)
    elif isinstance(value, dict):
        for key, one in cast("dict[object, object]", value).items():
            _check(key, depth + 1)
            _check(one, depth + 1)
    elif isinstance(value, int):
        if abs(value) >= MOST_INTEGER:
            raise BadMessage("a number too large")
    elif not isinstance(value, PLAIN):
        raise BadMessage(f"a value of type {type(value).__name__}")
