"""A county's afternoon: twelve hundred laptops arrive within five minutes, each over a bad line, with a week's work.

T2 and T9 of reference/sync.md §6, in real time. The laptops are light (bench/light_laptop.py), the line, TLS, server
and PostgreSQL are real, and all share the two cores.
"""

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.county_process import REGION, Serving, postgres, served
from bench.light_laptop import LightLaptop, Talked, enrolled, line_to
from bench.light_laptop import Line as Way
from bench.line import Shape, through
from bench.measuring import Line, words
from bench.village_weeks import Village, imported, weeks
from fupin_desktop.sync.http import HttpCounty
from fupin_desktop.sync.protocol import Busy, LineLost, TurnedAway

LAPTOPS, MINUTES, EDITS = 1_200, 5.0, 1_000
OF_A_VILLAGE, HOUSEHOLDS = 4, 2
THREADS = 400
LINES = (56_000, 256_000, 1_000_000)
MB_A_SESSION, MB_IN_ALL, SECONDS = 50, 1_024, 60


@dataclass
class Afternoon:
    """What happened."""

    seconds: list[float] = field(default_factory=list[float])
    busy: int = 0
    lost: int = 0
    errors: int = 0
    inside: int = 0
    most_inside: int = 0
    carried: int = 0  # bytes of what was said
    lock: threading.Lock = field(default_factory=threading.Lock)

    def moved(self, change: int) -> None:
        """Somebody began, or ended."""
        with self.lock:
            self.inside += change
            self.most_inside = max(self.most_inside, self.inside)


def measure(persons: int, laptops: int = LAPTOPS, minutes: float = MINUTES) -> Iterator[Line]:
    """The afternoon."""
    del persons
    folder = Path(tempfile.mkdtemp(prefix="fupin-bench-"))
    villages = [_village(number) for number in range(laptops)]
    made: list[LightLaptop] = []
    try:
        with (
            postgres() as engine,
            served(
                folder, engine.database("county"), engine.pid, lambda place: made.extend(enrolled(place, villages))
            ) as serving,
            ExitStack() as lines,
        ):
            way = line_to(folder, serving.url)
            with ThreadPoolExecutor(4) as threads:
                list(threads.map(lambda one: _sync(one, way, way.url), made))
            for village in villages:
                weeks(village, EDITS)
            shaped = [lines.enter_context(through(Shape(bits), serving.url)).url for bits in LINES]
            before, worked, start = serving.memory_now(), serving.worked(), time.monotonic()
            seen = _arrive(made, way, shaped, minutes)
            yield from _told(seen, laptops, minutes, time.monotonic() - start, serving, before, worked)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _arrive(laptops: list[LightLaptop], way: Way, shaped: list[str], minutes: float) -> Afternoon:
    chance, seen, start = random.Random(1), Afternoon(), time.monotonic()
    moments = sorted(chance.uniform(0, minutes * 60) for _ in laptops)
    order = chance.sample(laptops, len(laptops))
    done: list[Future[None]] = []
    with ThreadPoolExecutor(THREADS) as threads:
        for moment, laptop in zip(moments, order, strict=True):
            time.sleep(max(0.0, start + moment - time.monotonic()))
            done.append(threads.submit(_visit, laptop, way, chance.choice(shaped), seen))
        for one in done:
            one.result()
    return seen


def _visit(laptop: LightLaptop, way: Way, url: str, seen: Afternoon) -> None:
    """One laptop until it is done: turned away for a moment, it comes again when it was told."""
    start = time.monotonic()
    seen.moved(1)
    try:
        while True:
            try:
                talked = _sync(laptop, way, url)
                break
            except Busy as busy:
                seen.busy += 1
                time.sleep(busy.after_seconds)
            except LineLost:
                seen.lost += 1
                time.sleep(1)
    except TurnedAway:
        seen.errors += 1
        return
    finally:
        seen.moved(-1)
    with seen.lock:
        seen.errors += bool(talked.put_aside)
        seen.carried += talked.sent + talked.received
        seen.seconds.append(time.monotonic() - start)


def _sync(laptop: LightLaptop, way: Way, url: str) -> Talked:
    with way.client(url) as http:
        return laptop.sync(HttpCounty(http))


def _told(
    seen: Afternoon, laptops: int, minutes: float, took: float, serving: Serving, before: float, worked: float
) -> Iterator[Line]:
    seconds, late = sorted(seen.seconds), took - minutes * 60
    done = len(seconds) - seen.errors
    whole = minutes * 60 + SECONDS
    yield Line(
        f"{done} of {laptops} laptops, arriving in {minutes:g} min, all done in",
        words(took),
        budget=f"≤ {whole:.0f} s",
        holds=took <= whole and done == laptops,
    )
    yield Line("… the last one, after the last arrived", words(late))
    middle, worst = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95) - 1]
    yield Line("… a laptop's time over its line, median and p95", f"{middle:.1f}, {worst:.1f} s")
    told = f"{seen.errors}, {seen.lost}, {seen.busy}"
    yield Line("… errors, lost lines, asked to come again", told, budget="0 errors", holds=seen.errors == 0)
    yield Line("… bytes a laptop, both ways", f"{seen.carried / max(1, len(seconds)) / 1000:.1f} kB")
    used = (serving.worked() - worked) / took
    yield Line("… processor of server and PostgreSQL", f"{used:.2f} cores")
    most = serving.memory()
    yield Line("… the server's most memory", f"{most} MB", budget=f"≤ {MB_IN_ALL} MB", holds=most <= MB_IN_ALL)
    each = max(0.0, most - before) / max(1, seen.most_inside)
    work = f"… of it for each of {seen.most_inside} at once"
    yield Line(work, f"{each:.1f} MB", budget=f"≤ {MB_A_SESSION} MB", holds=each <= MB_A_SESSION)


def _village(number: int) -> Village:
    place = number // OF_A_VILLAGE
    region = f"{REGION}{place // 200 + 200:03d}{place % 200 + 201:03d}"
    return imported(HOUSEHOLDS, seed=number + 1, region=region, own=f"{number:x}")


def main() -> None:
    """`python -m bench.arrivals --laptops 100 --minutes 1` for a small one."""
    asked = argparse.ArgumentParser(prog="python -m bench.arrivals")
    asked.add_argument("--laptops", type=int, default=LAPTOPS)
    asked.add_argument("--minutes", type=float, default=MINUTES)
    given = asked.parse_args()
    for line in measure(0, given.laptops, given.minutes):
        mark = "" if line.holds is None else "✓" if line.holds else "✗"
        sys.stdout.write(f"{line.work:<64}{line.ours:>14}  {line.budget} {mark}\n")


if __name__ == "__main__":
    main()
