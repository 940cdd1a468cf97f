"""A county as it runs: its own PostgreSQL, `fupin-county serve` in a process of its own, and what both use up."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import _administer, _run, _url

REGION = "141124"
SETTINGS = "-c listen_addresses='' -c max_wal_size=4GB -c shared_buffers=256MB"
TICKS = os.sysconf("SC_CLK_TCK")
PAGES_OF_MB = (1 << 20) // os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that is ready."""

    url: str
    folder: Path
    pid: int
    database_pid: int | None = None  # the first process of its PostgreSQL

    def worked(self) -> float:
        """Seconds of processor time that the server and its database have used so far."""
        return _of_process(self.pid) + (_of_database(self.database_pid) if self.database_pid else 0.0)

    def memory(self) -> int:
        """The most that the server ever had, in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1_024 for line in lines if line.startswith("VmHWM"))

    def memory_now(self) -> float:
        """What it has at this moment, in MB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) / PAGES_OF_MB


@dataclass(frozen=True, slots=True)
class Postgres:
    """A PostgreSQL of one's own, with the settings of a fresh installation: every commit reaches the disk."""

    folder: Path
    pid: int

    def database(self, name: str) -> str:
        """A new database's address."""
        _administer(self.folder, f"CREATE DATABASE {name}")
        return _url(self.folder, name)


@contextmanager
def postgres() -> Generator[Postgres]:
    """It, until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="fupin-bench-pg-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "fupin", "-E", "UTF8", "--locale=C")
        _run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", f"-k {folder} {SETTINGS}", "start")
        try:
            yield Postgres(folder, int((folder / "data" / "postmaster.pid").read_text().split()[0]))
        finally:
            _run("pg_ctl", "-D", f"{folder}/data", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(
    folder: Path, database: str = "", database_pid: int | None = None, before: Callable[[Path], None] | None = None
) -> Generator[Serving]:
    """A county founded in the folder and served; `before` may prepare its store while nobody serves it."""
    command = [sys.executable, "-m", "county_server", "--data", str(folder)]
    where = ["--database", database] if database else []
    subprocess.run([*command, "init", "--region", REGION, *where], check=True, capture_output=True)
    if before:
        before(folder)
    serving = [*command, "serve", "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Serving(process.stdout.readline().strip(), folder, process.pid, database_pid)
        finally:
            process.terminate()


def _of_process(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def _of_database(pid: int) -> float:
    """The first process, those of its children that have ended, and those that live."""
    own = sum(int(one) for one in _stat(pid)[11:15]) / TICKS
    return own + sum(_of_process(child) for child in _children(pid))


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return ["0"] * 40
