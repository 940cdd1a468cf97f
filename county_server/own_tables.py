"""What a server keeps beside the registry's tables: its identity, offers of enrolment, certificates, contacts.

They have a version and steps of their own, each run once, in order. A step that has been shipped is frozen.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
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
    text,
    update,
)
from sqlalchemy import select as query

from fupin_desktop.db.log_tables import WHOLE
from fupin_desktop.domain.errors import Refused

OWN = MetaData()

kept = Table(  # single values: keys (sealed under the data key), certificates, the higher server's address
    "server_kept",
    OWN,
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

offer = Table(  # one-time codes that were given out; neither the code nor its secret stands here
    "server_offer",
    OWN,
    Column("id", LargeBinary, primary_key=True),
    Column("proof_key", LargeBinary, nullable=False),
    Column("prefixes", String, nullable=False),  # separated by blanks
    Column("role", String, nullable=False),
    Column("device", String, nullable=False),  # "": whichever comes first
    Column("made_ms", WHOLE, nullable=False),
    Column("expires_ms", WHOLE, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("enrolled", LargeBinary, nullable=False),  # keys of 32 bytes, one after the other
)

issued = Table(  # every certificate that this authority ever gave
    "server_issued",
    OWN,
    Column("serial", WHOLE, primary_key=True, autoincrement=False),
    Column("device", String, nullable=False),
    Column("name", String, nullable=False),
    Column("sign", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("prefixes", String, nullable=False),
    Column("role", String, nullable=False),
    Column("not_before_ms", WHOLE, nullable=False),
    Column("not_after_ms", WHOLE, nullable=False),
    Column("state", String, nullable=False),  # valid, replaced, revoked
    Column("content", LargeBinary, nullable=False),
    Index("server_issued_by_device", "device"),
)

contact = Table(  # the last conversation with each device
    "server_contact",
    OWN,
    Column("device", String, primary_key=True),
    Column("at_ms", WHOLE, nullable=False),
    Column("clock_off_ms", WHOLE, nullable=False),
    Column("address", String, nullable=False),
)

content = Table(  # photos and scans: for which regions each was given; the bytes lie in files (contents.py)
    "server_content",
    OWN,
    Column("hash", LargeBinary, primary_key=True),
    Column("region", String, primary_key=True),
    Column("size", WHOLE, nullable=False),
    Column("device", String, nullable=False),  # that gave it
    Index("server_content_by_region", "region"),
)

version = Table("server_version", OWN, Column("number", Integer, nullable=False))


def _first(connection: Connection) -> None:
    OWN.create_all(connection, [kept, offer, issued, contact])


def _contents(connection: Connection) -> None:
    OWN.create_all(connection, [content])
    # db/exchange/naming.py asks by these very fields: the hashes of photos, and of their previews
    connection.execute(text("CREATE INDEX op_naming_content ON field_op (value) WHERE field IN (318, 323)"))


STEPS: Sequence[Callable[[Connection], None]] = (_first, _contents)


def own_version(connection: Connection) -> int:
    """How many steps have been taken here; 0 in a database that no server has opened."""
    if not inspect(connection).has_table(version.name):
        return 0
    return connection.scalars(query(version.c.number)).first() or 0


def bring_up(connection: Connection) -> None:
    """Take the steps that are missing; Refused if a newer program was here."""
    found = own_version(connection)
    if found > len(STEPS):
        raise Refused("这个县级库是较新版本的程序写的，本程序不去改动它。请升级本程序。")
    if not found:
        version.create(connection, checkfirst=True)
        connection.execute(insert(version).values(number=0))
    for step in STEPS[found:]:
        step(connection)
    connection.execute(update(version).values(number=len(STEPS)))
