"""How time is taken: medians and 95th percentiles of repeated runs in one process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of the report."""

    work: str
    ours: str
    beside: str = "–"
    ratio: str = "–"
    budget: str = ""
    holds: bool | None = None


def once(work: Callable[[], Any]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def several(work: Callable[[], Any], times: int) -> list[float]:
    """Seconds of each of several runs, after one that is not counted."""
    work()
    return [once(work) for _ in range(times)]


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20)[-1]


def compared(work: str, ours: float, beside: float, budget: str, most: float) -> Line:
    """A line whose budget is a ratio."""
    ratio = ours / beside
    return Line(work, words(ours), words(beside), f"{ratio:.2f}", budget, ratio <= most)


def bounded(work: str, ours: float, budget: str, most: float, beside: float | None = None) -> Line:
    """A line whose budget is a time; a floor may stand beside it."""
    shown = "–" if beside is None else words(beside)
    ratio = "–" if beside is None else f"{ours / beside:.2f}"
    return Line(work, words(ours), shown, ratio, budget, ours <= most)


def words(seconds: float) -> str:
    """Seconds as people read them."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def middle(seconds: list[float]) -> float:
    """The median."""
    return median(seconds)
