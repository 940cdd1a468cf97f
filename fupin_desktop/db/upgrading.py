"""Bringing an older file up to this program: on a copy, checked, then swapped. A newer file is left alone."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from fupin_desktop.db.about_file import get_meta, put_meta
from fupin_desktop.db.derive import make_anew
from fupin_desktop.db.engine import close, connect, open_engine
from fupin_desktop.db.record_tables import fingerprint
from fupin_desktop.db.replacing import copy_database, replace_keeping, settle
from fupin_desktop.db.verify import broken_commits
from fupin_desktop.domain.errors import Refused, Unavailable

LOG_VERSION = "0002"  # the newest migration; tests compare it with the scripts


def log_version(file: Path, key: bytes) -> str:
    """The migration that the file stands at."""
    with closing(connect(file, key)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def upgrade_if_older(file: Path, key: bytes, newest: str = LOG_VERSION, scripts: Path | None = None) -> None:
    """Bring an older file up to the newest migration; the old one is kept beside it under its version."""
    found = log_version(file, key)
    if found == newest:
        return
    if found > newest:
        raise Refused("这个登记库是较新版本的程序写的，本程序不去改动它。请用新版本打开，或升级本程序。")
    copy = file.with_name(file.name + ".upgrading")
    copy.unlink(missing_ok=True)
    copy_database(file, copy, key)
    _upgrade(copy, key, scripts)
    settle(copy, key)
    settle(file, key)
    replace_keeping(file, copy, file.with_name(f"{file.stem}-{found}.db"))


def make_tables(connection: Connection, scripts: Path | None = None) -> None:
    """Every table of this program in an open file: those of the log by migrations, the others from the log."""
    from fupin_desktop.db.migrations import HERE, migrate

    migrate(connection, scripts or HERE)
    derive_anew(connection)


def derive_anew(connection: Connection) -> None:
    """Make the derived tables as this program wants them."""
    make_anew(connection)
    put_meta(connection, "derived", fingerprint())


def is_derived_otherwise(engine: Engine) -> bool:
    """Whether another program, with another catalogue, made the derived tables."""
    with engine.connect() as connection:
        return get_meta(connection, "derived") != fingerprint()


def is_sound(engine: Engine) -> bool:
    """Whether SQLite finds its own structure whole."""
    with engine.connect() as connection:
        return connection.execute(text("PRAGMA quick_check")).scalar() == "ok"


def _upgrade(copy: Path, key: bytes, scripts: Path | None) -> None:
    engine = open_engine(copy, key)
    try:
        with engine.begin() as connection:
            make_tables(connection, scripts)
            broken = broken_commits(connection)
        if broken or not is_sound(engine):
            raise Unavailable("升级登记库没有成功，原来的文件没有改动。请把情况报告县里，仍用旧版本程序打开。")
    finally:
        close(engine)
