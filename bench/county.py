"""A county's server in a process of its own, over loopback and TLS: edits a second, laptops a second, an empty sync."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Line, words
from county_server.store import open_store
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.http import HttpCounty
from fupin_desktop.sync.protocol import LineLost
from tests.county_server.laptops import Laptop, a_laptop
from tests.db.registries import a_template
from tests.postgres import _administer, _run, _url

LAPTOPS, EDITS, AT_ONCE = 24, 1_000, 12
FIELDS = 4  # of one save
FLOOR, PER_SECOND, EMPTY = 20_000, 20.0, 0.010
SYNCS = 50


@dataclass
class Prepared:
    """What one laptop will send, captured, so that only the server's work is measured."""

    laptop: Laptop
    token: bytes
    body: list[bytes]


class Capturing:
    """A line that keeps what would be pushed."""

    def __init__(self, own: HttpCounty) -> None:
        self._own = own
        self.token, self.body = b"", list[bytes]()

    def __getattr__(self, name: str) -> object:
        return getattr(self._own, name)

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Keep it, and break."""
        self.token, self.body = token, list(pieces)
        raise LineLost


def measure(persons: int) -> Iterator[Line]:
    """T1, T2 and T4 on both databases."""
    del persons
    folder = Path(tempfile.mkdtemp(prefix="fupin-bench-"))
    try:
        template = a_template(folder / "template")
        with _postgres(folder / "pg") as url:
            for name, database in (("PostgreSQL", url), ("SQLite", "")):
                yield from _county(folder / name, template, name, database)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _county(folder: Path, template: Path, name: str, database: str) -> Iterator[Line]:
    folder.mkdir()
    with _served(folder / "county", database) as (url, pid):
        ready = [_prepared(folder / f"laptop{one}", template, url, folder / "county", one) for one in range(LAPTOPS)]
        size = sum(len(piece) for one in ready for piece in one.body)
        seconds: list[float] = []
        start, worked = time.perf_counter(), _processor_time(pid)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            seconds = sorted(threads.map(_push, ready))
        taken, worked = time.perf_counter() - start, _processor_time(pid) - worked
        edits = LAPTOPS * EDITS
        speed, rate = edits / taken, LAPTOPS / taken
        yield Line(
            f"{name}: edits taken in, verified, 4 a save", f"{speed:,.0f} /s", budget="≥ 20 000", holds=speed >= FLOOR
        )
        yield Line(f"{name}: laptops of 1 000 edits, {AT_ONCE} at once", f"{rate:.1f} /s", budget="≥ 20")
        yield Line(f"{name}: its processor time for 1 000 edits", words(worked / LAPTOPS))
        worst = seconds[int(len(seconds) * 0.95) - 1]
        yield Line(f"{name}: p95 of a push", words(worst), budget="≤ 5 s", holds=worst <= 5)
        yield Line(f"{name}: bytes of an edit", f"{size / edits:.1f} B", budget="≤ 20", holds=size / edits <= 20)
        yield Line(f"{name}: memory of the server", f"{_memory(pid)} MB", budget="≤ 1 024", holds=_memory(pid) <= 1_024)
        yield from _empty(ready[0].laptop, name)
        for one in ready:
            one.laptop.registry.close()


def _empty(laptop: Laptop, name: str) -> Iterator[Line]:
    """A sync with nothing to say, on one connection that stays open."""
    laptop.sync()
    sizes: list[int] = []
    with laptop.line() as http:
        county = HttpCounty(http)
        http.event_hooks = {"response": [lambda one: sizes.append(len(one.request.content))]}

        class Kept:
            def __getattr__(self, wanted: str) -> object:
                return getattr(county, wanted)

        laptop.sync(through=lambda _: Kept())
        start = time.perf_counter()
        trips = sum(laptop.sync(through=lambda _: Kept()).round_trips for _ in range(SYNCS))
        each = (time.perf_counter() - start) / SYNCS
    said = f"{trips / SYNCS:.0f} round trip, {sizes[-1]} B of hello"
    yield Line(f"{name}: empty sync ({said})", words(each), budget="≤ 10 ms", holds=each <= EMPTY)


def _push(one: Prepared) -> float:
    start = time.perf_counter()
    with one.laptop.line() as http:
        HttpCounty(http).push(one.token, one.body)
    return time.perf_counter() - start


def _prepared(folder: Path, template: Path, url: str, county: Path, number: int) -> Prepared:
    laptop = a_laptop(template, folder)
    village = f"141124199{201 + number}"
    store = open_store(county)
    laptop.enrol(url, store.enrol_code(village, Role.VILLAGE, 7)[0])
    store.close()
    deeds = [(Deed("修改", village), list(_edits(number, at))) for at in range(EDITS // FIELDS)]
    laptop.registry.write(deeds)
    found: list[Capturing] = []

    def through(own: HttpCounty) -> Capturing:
        found.append(Capturing(own))
        return found[0]

    try:
        laptop.sync(through=through)
    except LineLost:
        return Prepared(laptop, found[0].token, found[0].body)
    raise AssertionError("nothing was to be pushed")


def _edits(number: int, at: int) -> Iterator[Edit]:
    """One save of one of two hundred households."""
    for name in ("address", "phone", "villager_group", "head_name"):
        yield Edit("household", f"{number}h{at % 200}", name, f"东沟{at}号{at * 7919 % 997}")


def _memory(pid: int) -> int:
    """The most that the process ever had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1_024 for line in lines if line.startswith("VmHWM"))


def _processor_time(pid: int) -> float:
    """Seconds that the server itself has worked: the machine may be shared."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _served(folder: Path, database: str) -> Generator[tuple[str, int]]:
    command = [sys.executable, "-m", "county_server", "--data", str(folder)]
    where = ["--database", database] if database else []
    subprocess.run([*command, "init", "--region", "141124", *where], check=True, capture_output=True)
    serving = [*command, "serve", "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.terminate()


@contextmanager
def _postgres(folder: Path) -> Generator[str]:
    """A PostgreSQL of one's own, with the settings of a fresh installation: every commit reaches the disk."""
    folder.mkdir()
    folder.parent.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    _run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "fupin", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses='' -c max_wal_size=4GB -c shared_buffers=256MB"
    _run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
    try:
        _administer(folder, "CREATE DATABASE county")
        yield _url(folder, "county")
    finally:
        _run("pg_ctl", "-D", f"{folder}/data", "-m", "fast", "stop")
