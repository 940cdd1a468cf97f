"""How large what comes from outside may be, and the plain JSON in it; what is beyond is malformed, and nothing else."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from fupin_desktop.domain.changes import canonical

MOST_INTEGER = 1 << 63
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


class Malformed(ValueError):
    """Bytes that are no segment of ours, or one that is beyond the limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one segment may hold at most; with these its decoding takes less than 96 MB."""

    packed: int = 1 << 20  # bytes as they travel
    unpacked: int = 1 << 22  # bytes of all columns
    commits: int = 1 << 14
    ops: int = 1 << 16
    bases: int = 1 << 17
    entries: int = 1 << 16  # of any one dictionary
    text: int = 1 << 20  # bytes of all texts
    value: int = 1 << 16  # characters of one text, one header or one value
    said: int = 1 << 24  # characters of all texts as often as they are used: what has to be hashed
    depth: int = 16


LIMITS = Limits()
CHRONICLE_LIMITS = Limits(  # of a village's whole log; only a laptop takes one, from the server that it has pinned
    packed=(1 << 22) - (1 << 10),
    unpacked=1 << 24,
    commits=1 << 17,
    ops=1 << 18,
    bases=1 << 19,
    entries=1 << 18,
    text=1 << 23,
    said=1 << 26,
)


def bounded(count: int, most: int, what: str) -> int:
    """The count, if it is within its limit."""
    if not 0 <= count <= most:
        raise Malformed(f"{count} {what}, {most} at most")
    return count


def plain_json(text: str, limits: Limits = LIMITS) -> Any:
    """The value of a canonical JSON text; any other text of the same value is malformed."""
    if text.count("[") + text.count("{") > limits.depth:
        _check_depth(text, limits.depth)
    value = json.loads(text, parse_constant=_no_constant)
    _check_integers(value)
    if canonical(value) != text.encode():
        raise Malformed("not the canonical text of its value")
    return value


def json_text(value: Any, limits: Limits = LIMITS) -> str:
    """The canonical JSON text of a value that whoever reads it will take."""
    text = canonical(value).decode()
    plain_json(text, limits)
    return text


def _check_depth(text: str, most: int) -> None:
    depth = 0
    for sign in re.findall(r"[\[\]{}]", _QUOTED.sub("", text)):
        depth += 1 if sign in "[{" else -1
        if depth > most:
            raise Malformed("too deep")


def _check_integers(value: object) -> None:
    if isinstance(value, int):
        if abs(value) >= MOST_INTEGER:
            raise Malformed("a number too large")
    elif isinstance(value, list):
        for one in cast("list[object]", value):
            _check_integers(one)
    elif isinstance(value, dict):
        for one in cast("dict[str, object]", value).values():
            _check_integers(one)


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is no value")
