"""What the console keeps beside the server's own tables: accounts, visits, and who did what. Nothing of a household.

A version and steps of their own, as in own_tables.py; a step that has been shipped is frozen.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    inspect,
    update,
)
from sqlalchemy import select as query

from fupin_desktop.db.append import alone
from fupin_desktop.db.log_tables import WHOLE
from fupin_desktop.domain.errors import Refused

CONSOLE = MetaData()

account = Table(
    "console_account",
    CONSOLE,
    Column("no", WHOLE, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("password", LargeBinary, nullable=False),  # suite, salt and what scrypt makes of it
    Column("role", String, nullable=False),  # township, county, city
    Column("areas", String, nullable=False),  # beginnings of region codes, separated by blanks
    Column("made_at", WHOLE, nullable=False),
    Column("is_open", Boolean, nullable=False),
)

visit = Table(  # who is signed in; the cookie's number is kept as its hash only
    "console_visit",
    CONSOLE,
    Column("id", LargeBinary, primary_key=True),
    Column("account_no", WHOLE, nullable=False),
    Column("began_at", WHOLE, nullable=False),
    Column("seen_at", WHOLE, nullable=False),
)

act = Table(  # what was done here: words and numbers of devices and conflicts, never a value of a household
    "console_act",
    CONSOLE,
    Column("no", WHOLE, primary_key=True),
    Column("at", WHOLE, nullable=False),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("region", String, nullable=False),
    Column("detail", String, nullable=False),
    Index("console_act_by_time", "at"),
    Index("console_act_by_name", "name", "at"),
)

version = Table("console_version", CONSOLE, Column("number", Integer, nullable=False))


def _first(connection: Connection) -> None:
    CONSOLE.create_all(connection, [account, visit, act])


STEPS: Sequence[Callable[[Connection], None]] = (_first,)


def is_up(connection: Connection) -> bool:
    """Whether every step has been taken here."""
    return _version(connection) == len(STEPS)


def bring_up(connection: Connection) -> None:
    """Take the steps that are missing; Refused if a newer program was here."""
    alone(connection)
    found = _version(connection)
    if found > len(STEPS):
        raise Refused("这个县级库是较新版本的程序写的，本程序不去改动它。请升级本程序。")
    if not found:
        version.create(connection, checkfirst=True)
        connection.execute(insert(version).values(number=0))
    for step in STEPS[found:]:
        step(connection)
    connection.execute(update(version).values(number=len(STEPS)))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(version.name):
        return 0
    return connection.scalars(query(version.c.number)).first() or 0
