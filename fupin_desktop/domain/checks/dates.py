"""Whether two days that may be known only to the month or the year stand in the wrong order."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any


def is_before(one: str, other: str) -> bool:
    """Whether the first day lies before the second for certain: 2018-05 is not before 2018-05-20."""
    width = min(len(one), len(other))
    return one[:width] < other[:width]


def out_of_order(record: Any, steps: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Fields of a record that must follow one another, where a later one lies before an earlier: (later, earlier)."""
    filled = [(name, getattr(record, name)) for name in steps if getattr(record, name)]
    said: set[str] = set()
    for (earlier, first), (later, second) in combinations(filled, 2):
        if later not in said and is_before(second, first):
            said.add(later)
            yield later, earlier
