"""One weekly sync over bad lines, with a real registry on the laptop: 500 edits go up, a colleague's 500 come down.

T5 of reference/sync.md §6. Beside each stands what the line alone needs for the bytes and the round trips.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.county_process import REGION, postgres, served
from bench.line import Shape, through
from bench.measuring import Line, words
from bench.village_weeks import Village, imported, weeks
from county_server.store import open_store
from fupin_desktop.db.append import append
from fupin_desktop.db.derive import take_in
from fupin_desktop.db.exchange.taking import stream_here
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.domain.streams import StreamKey
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.protocol import Busy, LineLost
from tests.county_server.laptops import Laptop, a_laptop
from tests.db.registries import a_template

EDITS, HOUSEHOLDS = 500, 20
VILLAGE = f"{REGION}200201"
SPEEDS = {"56k": 56_000, "256k": 256_000, "1M": 1_000_000}
CUT_EVERY, MOST_CONVERSATIONS = 5.0, 60
BUDGETS = {"56k": 8.0}  # seconds for 1 000 edits at 700 ms


def measure(persons: int) -> Iterator[Line]:
    """Every speed, steady and with a cut every five seconds."""
    del persons
    folder = Path(tempfile.mkdtemp(prefix="fupin-bench-"))
    try:
        with postgres() as engine, served(folder / "county", engine.database("county"), engine.pid) as serving:
            ours, theirs = (_laptop(folder, serving.url, number) for number in (1, 2))
            for speed, bits in SPEEDS.items():
                steady = 0.0
                for shape in (Shape(bits, loss=0.0), Shape(bits), Shape(bits, cut_every=CUT_EVERY)):
                    line, taken = _week(ours, theirs, shape, speed, serving.url, steady)
                    steady = steady if shape.cut_every else taken
                    yield line
            for laptop, _ in (ours, theirs):
                laptop.registry.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _week(
    ours: tuple[Laptop, Village], theirs: tuple[Laptop, Village], shape: Shape, speed: str, url: str, steady: float
) -> tuple[Line, float]:
    """A week's work on both laptops; the colleague has synced, now ours does."""
    for laptop, village in (ours, theirs):
        first = len(village.commits)
        weeks(village, EDITS)
        _write(laptop, village, first)
    theirs[0].sync()
    laptop = ours[0]
    with through(shape, url) as proxy:
        laptop.url = proxy.url
        start = time.perf_counter()
        conversations, trips = _until_done(laptop)
        taken, carried, cut = time.perf_counter() - start, proxy.carried, proxy.cut
    laptop.url = url
    bare = carried * 8 / shape.bits + (trips + 2 * conversations) * shape.round_trip
    called = f"{speed}, {shape.loss:.0%} loss" + (f", {cut} cuts, {conversations} conversations" if cut else "")
    if shape.cut_every:
        budget, holds = "≤ 2 × without cuts", taken <= 2 * steady
    else:
        most = BUDGETS.get(speed) if not shape.loss else None
        budget, holds = (f"≤ {most:.0f} s", taken <= most) if most else ("", None)
    work = f"2 × {EDITS} edits, {called}, {carried / 1000:.1f} kB"
    return Line(work, words(taken), words(bare), f"{taken / bare:.2f}", budget, holds), taken


def _until_done(laptop: Laptop) -> tuple[int, int]:
    trips = 0
    for conversation in range(1, MOST_CONVERSATIONS + 1):
        try:
            return conversation, trips + laptop.sync().round_trips
        except LineLost:
            continue
        except Busy as busy:
            time.sleep(busy.after_seconds)
    raise AssertionError("it did not come to an end")


def _laptop(folder: Path, url: str, number: int) -> tuple[Laptop, Village]:
    laptop = a_laptop(a_template(folder / f"template{number}"), folder / f"laptop{number}")
    store = open_store(folder / "county")
    laptop.enrol(url, store.enrol_code(VILLAGE, Role.VILLAGE, 7)[0])
    store.close()
    number_of_own = laptop.registry.replica().own().incarnation
    village = imported(HOUSEHOLDS, seed=number, region=VILLAGE, incarnation=number_of_own)
    _write(laptop, village, 0)
    laptop.sync()
    return laptop, village


def _write(laptop: Laptop, village: Village, first: int) -> None:
    """The commits of a village's weeks into the laptop's file, as its own."""
    with laptop.registry._write("写入") as connection:
        stream = stream_here(connection, StreamKey(village.incarnation, village.region), village.salt)
        fresh = [(stream, commit) for commit in village.commits[first:]]
        take_in(connection, append(connection, fresh, "local", machine_clock()))
