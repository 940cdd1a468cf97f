"""The clock readings of commits as columns and back: each as the difference from what was to be expected."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from fupin_desktop.sync.columns import Reader, Writer
from fupin_desktop.sync.limits import Malformed

MOST_MS = 1 << 53
MOST_COUNT = 1 << 31

Stamped = tuple[int, int]
Where = Mapping[str, Sequence[int]]  # for each key the commits whose header has it in columns


def is_time(value: Any) -> bool:
    """Whether a column can hold it as a reading of a clock."""
    return type(value) is int and 0 <= value < MOST_MS


def is_count(value: Any) -> bool:
    """Whether a column can hold it as the counter of a stamp."""
    return type(value) is int and 0 <= value < MOST_COUNT


def write_times(body: Writer, headers: Sequence[Mapping[str, Any]], where: Where) -> None:
    """What the machine said, what it should have said, and the stamps."""
    walls = {i: headers[i]["wall"] for i in where["wall"]}
    told = list(walls.values())
    body.number(told[0] if told else 0)
    body.signed(_steps(told))
    offsets = [headers[i]["est"] - walls.get(i, 0) for i in where["est"]]
    body.signed(_steps([0, *offsets]))
    found: list[Stamped] = []
    last = (-1, 0)
    for i in where["hlc"]:
        ms, counter = _expected(last, walls.get(i, 0))
        last = headers[i]["hlc"]
        found.append((last[0] - ms, last[1] - counter))
    body.signed([ms for ms, _ in found])
    body.signed([counter for _, counter in found])


def read_times(body: Reader, headers: Sequence[dict[str, Any]], where: Where) -> None:
    """Put the clock readings into the headers."""
    first = body.number()
    told = list(_sums(first, body.signed(max(0, len(where["wall"]) - 1)))) if where["wall"] else []
    walls = dict(zip(where["wall"], told, strict=True))
    if (first and not told) or not all(map(is_time, told)):
        raise Malformed("a clock out of all time")
    for i, wall in walls.items():
        headers[i]["wall"] = wall
    offsets = list(_sums(0, body.signed(len(where["est"]))))[1:]
    for i, offset in zip(where["est"], offsets, strict=True):
        headers[i]["est"] = _time(walls.get(i, 0) + offset)
    size = len(where["hlc"])
    last = (-1, 0)
    for i, later, more in zip(where["hlc"], body.signed(size), body.signed(size), strict=True):
        ms, counter = _expected(last, walls.get(i, 0))
        last = _time(ms + later), counter + more
        if not is_count(last[1]):
            raise Malformed("a stamp out of all count")
        headers[i]["hlc"] = list(last)


def _expected(last: Stamped, wall: int) -> Stamped:
    """As db/writing.py gives stamps out; if another program does it otherwise, only bytes are lost."""
    return (wall, 0) if wall > last[0] else (last[0], last[1] + 1)


def _time(value: int) -> int:
    if not is_time(value):
        raise Malformed("a clock out of all time")
    return value


def _steps(values: Sequence[int]) -> list[int]:
    return [later - earlier for earlier, later in pairwise(values)]


def _sums(first: int, steps: Sequence[int]) -> Iterator[int]:
    yield first
    for step in steps:
        first += step
        yield first
