"""A real PostgreSQL for tests: started once by the suite itself, in a folder of its own, without a network.

Where it is not installed the tests fail and say what to install; they are never passed over.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from fupin_desktop.db.about_file import first_device
from fupin_desktop.db.postgres import open_postgres
from fupin_desktop.db.upgrading import make_tables

INSTALL = "sudo apt-get install -y postgresql"
TEMPLATE = "fupin_template"
SETTINGS = (
    "listen_addresses='' fsync=off synchronous_commit=off full_page_writes=off max_wal_size=4GB shared_buffers=64MB"
)
NUMBERS = count()
MADE_AT = 1_530_417_600_000


@pytest.fixture(scope="session")
def postgres_server() -> Generator[Path]:
    """The folder of the socket of a server that runs until the last test."""
    folder = Path(tempfile.mkdtemp(prefix="fupin-pg-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "fupin", "-E", "UTF8", "--locale=C", "--no-sync")
        options = " ".join(["-k", str(folder), *(f"-c {one}" for one in SETTINGS.split())])
        _run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            _make_template(folder)
            yield folder
        finally:
            _run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Path) -> Generator[Callable[[], Engine]]:
    """Opens fresh databases with all tables and a device of their own; dropped at the end."""
    opened: list[tuple[str, Engine]] = []

    def one() -> Engine:
        name = f"test_{next(NUMBERS)}"
        _administer(postgres_server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        engine = open_postgres(_url(postgres_server, name))
        opened.append((name, engine))
        with engine.begin() as connection:
            first_device(connection, "县里", MADE_AT)
        return engine

    yield one
    for name, engine in opened:
        engine.dispose()
        _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _make_template(folder: Path) -> None:
    _administer(folder, f"CREATE DATABASE {TEMPLATE}")
    engine = open_postgres(_url(folder, TEMPLATE))
    with engine.begin() as connection:
        make_tables(connection)
    engine.dispose()


def _administer(folder: Path, sql: str) -> None:
    engine = open_postgres(_url(folder, "postgres"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(sql))
    engine.dispose()


def _url(folder: Path, name: str) -> str:
    return f"postgresql+psycopg://fupin@/{name}?host={folder}"


def _run(program: str, *arguments: str) -> None:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda file: int(file.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(program)  # Debian keeps them out of the path
    if found is None:
        pytest.fail(f"没有安装 PostgreSQL，请先运行：{INSTALL}", pytrace=False)
    command = [found, *arguments]
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        command = ["runuser", "-u", "postgres", "--", *command]
    with tempfile.TemporaryFile() as said:  # no pipe: the server would keep it open
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")
