"""Drawing lots: the few ways in which the demo uses its random numbers. The same generator gives the same lots."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import TypeVar

Drawn = TypeVar("Drawn")


def between(rng: Random, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    return least + int(rng.random() * (most - least + 1))


def stepped(rng: Random, least: int, most: int, step: int) -> int:
    """As `between`, in steps."""
    return least + step * int(rng.random() * ((most - least) // step + 1))


def share(rng: Random, least: float, most: float) -> float:
    """A number from `least` to `most`."""
    return least + rng.random() * (most - least)


def one_of(rng: Random, several: Sequence[Drawn]) -> Drawn:
    """Any of them."""
    return several[int(rng.random() * len(several))]


def weighted(rng: Random, weights: Mapping[str, int]) -> str:
    """One of the keys, each as often as its weight says."""
    at = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        at -= weight
        if at < 0:
            return key
    return next(iter(weights))


def some_of(rng: Random, several: Sequence[Drawn], count: int) -> list[Drawn]:
    """Up to `count` of them, in any order, none twice."""
    left = list(several)
    return [left.pop(int(rng.random() * len(left))) for _ in range(min(count, len(left)))]


def day_in(rng: Random, year: int, first_month: int = 1, last_month: int = 12) -> str:
    """A day of the year within these months."""
    return f"{year}-{between(rng, first_month, last_month):02d}-{between(rng, 1, 28):02d}"


def birthday(rng: Random, year: int) -> date:
    """A day on which to be born."""
    return date(year, between(rng, 1, 12), between(rng, 1, 28))


def new_id(rng: Random) -> str:
    """An id for a record that has no code."""
    return f"{rng.getrandbits(128):032x}"
