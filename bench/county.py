"""A county's server at full load, over loopback and TLS: edits and laptops a second beside the floor, an empty sync.

T1, T2 (how many a second), T4 and T9 of reference/sync.md §6; the herd of an afternoon is bench/arrivals.py's.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.county_process import REGION, Postgres, Serving, postgres, served
from bench.light_laptop import LightLaptop, Line, Talked, enrolled, line_to
from bench.measuring import Line as Row
from bench.measuring import words
from bench.same_rows import by_copy, by_insert, counted_ops, marks, seconds_to_put
from bench.village_weeks import Village, imported, weeks
from fupin_desktop.sync.http import HttpCounty

LAPTOPS, EDITS, AT_ONCE = 24, 1_000, 12
HOUSEHOLDS = 20
FLOOR, PER_SECOND, EMPTY = 20_000, 20.0, 0.010
SYNCS = 50
QUIET = 0.05  # of a processor: the server is at rest


@dataclass
class Prepared:
    """What one laptop will send, made beforehand, so that only the server's work is measured."""

    laptop: LightLaptop
    token: bytes
    body: list[bytes]


def measure(persons: int) -> Iterator[Row]:
    """On both databases."""
    del persons
    folder = Path(tempfile.mkdtemp(prefix="fupin-bench-"))
    try:
        with postgres() as engine:
            yield from _county(folder / "PostgreSQL", "PostgreSQL", engine)
        yield from _county(folder / "SQLite", "SQLite", None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _county(folder: Path, name: str, engine: Postgres | None) -> Iterator[Row]:
    url = engine.database("county") if engine else ""
    villages = [village_of(number, HOUSEHOLDS) for number in range(LAPTOPS)]
    laptops: list[LightLaptop] = []
    with served(
        folder, url, engine.pid if engine else None, lambda made: laptops.extend(enrolled(made, villages))
    ) as serving:
        line = line_to(folder, serving.url)
        _sync_all(laptops, line)  # what the villages were founded with
        at_rest(serving)
        since = marks(url) if engine else {}
        for village in villages:
            weeks(village, EDITS)
        ready = [_prepared(one, line) for one in laptops]
        yield from _pushed(ready, line, serving, name)
        at_rest(serving)
        if engine:
            yield from _beside(url, engine, since)
        yield from _empty(laptops[0], line, name)


def _pushed(ready: list[Prepared], line: Line, serving: Serving, name: str) -> Iterator[Row]:
    edits = sum(sum(len(commit.ops) for commit in _new(one)) for one in ready)
    size = sum(len(piece) for one in ready for piece in one.body)
    start, worked = time.perf_counter(), serving.worked()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        seconds = sorted(threads.map(lambda one: _push(one, line), ready))
    taken, worked = time.perf_counter() - start, serving.worked() - worked
    _TAKEN[name] = taken
    speed, rate = edits / taken, len(ready) / taken
    yield Row(f"{name}: edits taken in, verified", f"{speed:,.0f} /s", budget="≥ 20 000", holds=speed >= FLOOR)
    yield Row(f"{name}: laptops of {EDITS} edits, {AT_ONCE} at once", f"{rate:.1f} /s", budget="≥ 20", holds=rate >= 20)
    yield Row(f"{name}: processor time for 1 000 edits", words(worked * 1_000 / edits))
    worst = seconds[int(len(seconds) * 0.95) - 1]
    yield Row(f"{name}: p95 of a push", words(worst), budget="≤ 5 s", holds=worst <= 5)
    yield Row(f"{name}: bytes of an edit", f"{size / edits:.1f} B", budget="≤ 20", holds=size / edits <= 20)
    yield Row(
        f"{name}: memory of the server", f"{serving.memory()} MB", budget="≤ 1 024", holds=serving.memory() <= 1_024
    )


_TAKEN: dict[str, float] = {}


def _beside(url: str, engine: Postgres, since: dict[str, int]) -> Iterator[Row]:
    """The same rows by COPY and by INSERT, into the same tables of the same PostgreSQL."""
    ops = counted_ops(url, since)
    for called, put in (("COPY", by_copy), ("executemany", by_insert)):
        floor = seconds_to_put(url, engine.database(f"by_{called.lower()}"), since, put)
        ours = _TAKEN["PostgreSQL"]
        yield Row(
            f"PostgreSQL: the same {ops} edits, raw {called}",
            f"{ops / ours:,.0f} /s",
            f"{ops / floor:,.0f} /s",
            f"{ours / floor:.1f}",
        )


def _empty(laptop: LightLaptop, line: Line, name: str) -> Iterator[Row]:
    """A sync with nothing to say, on one connection that stays open."""
    sizes: list[tuple[int, int]] = []
    with line.client() as http:
        http.event_hooks = {"response": [lambda one: sizes.append((len(one.request.content), _length(one)))]}
        county = HttpCounty(http)
        laptop.sync(county)
        start = time.perf_counter()
        trips = sum(_nothing(laptop, county).round_trips for _ in range(SYNCS))
        each = (time.perf_counter() - start) / SYNCS
    asked, told = sizes[-1]
    yield Row(
        f"{name}: empty sync ({trips / SYNCS:.0f} round trip, {asked} and {told} B)",
        words(each),
        budget="≤ 10 ms",
        holds=each <= EMPTY,
    )


def _nothing(laptop: LightLaptop, county: HttpCounty) -> Talked:
    talked = laptop.sync(county)
    assert talked.same, "there was something to say"
    return talked


def _length(response: object) -> int:
    return int(response.headers["content-length"])  # type: ignore[attr-defined]


def _push(one: Prepared, line: Line) -> float:
    start, talked = time.perf_counter(), Talked()
    with line.client() as http:
        one.laptop.push(HttpCounty(http), one.token, one.body, talked)
    assert talked.commits_taken == len(_new(one)), talked
    assert not talked.put_aside, talked
    return time.perf_counter() - start


def _prepared(laptop: LightLaptop, line: Line) -> Prepared:
    with line.client() as http:
        greeted = laptop.greeted(HttpCounty(http), Talked())
    stream = laptop.pocket.stream
    known = frozenset(tip.id for tip in greeted.tips or () if tip.stream == stream)
    return Prepared(laptop, greeted.token, list(laptop.pieces(greeted, {stream: known})))


def _new(one: Prepared) -> list[object]:
    return list(one.laptop.pocket.village.commits[one.laptop.pocket.village.founded :])


def _sync_all(laptops: list[LightLaptop], line: Line) -> None:
    for one in laptops:
        with line.client() as http:
            talked = one.sync(HttpCounty(http))
        assert not talked.put_aside, talked


def village_of(number: int, households: int) -> Village:
    """A village of its own, after its first import."""
    made = imported(households, seed=number + 1, region=f"{REGION}{number // 200 + 200:03d}{number % 200 + 201:03d}")
    made.founded = len(made.commits)
    return made


def at_rest(serving: Serving, most: float = 120.0) -> None:
    """Wait until the worker has made the rows that were left for later."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        before = serving.worked()
        time.sleep(0.5)
        if serving.worked() - before < 0.5 * QUIET:
            return
