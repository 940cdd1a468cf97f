"""The tables that hold the truth: devices, streams, commits and their ops; and what is kept beside the truth.

They change only by migrations (db/migrations). Large keys stand once: `commit_ref` and `record_ref` give each
commit and each record a small local number, which never leaves this file.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

LOG = MetaData()
WHOLE = BigInteger().with_variant(Integer, "sqlite")  # SQLite's are wide; a key of its must be called INTEGER

meta = Table("meta", LOG, Column("key", String, primary_key=True), Column("value", String, nullable=False))

device = Table(
    "device",
    LOG,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("created_at", WHOLE, nullable=False),
    Column("certificate", LargeBinary),  # the authority's word, as it came
)

incarnation = Table(
    "incarnation",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("device_id", String, ForeignKey("device.id"), nullable=False),
    Column("created_at", WHOLE, nullable=False),
    Column("reason", String, nullable=False),  # created, restored, cloned; of other devices: heard
    Column("statement", LargeBinary),  # the device's word that it writes under this number, as it came
    Column("signature", LargeBinary),
)

stream = Table(
    "stream",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("incarnation_no", WHOLE, ForeignKey("incarnation.no"), nullable=False),
    Column("region", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    # a copied folder may begin the same stream with another salt: then there are two rows, as two branches
    UniqueConstraint("incarnation_no", "region", "salt", name="stream_by_salt"),
)

commit_ref = Table(
    "commit_ref",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("id", LargeBinary, nullable=False, unique=True),  # also of commits that are named but not here yet
)

commit_log = Table(
    "commit_log",
    LOG,
    Column("no", WHOLE, ForeignKey("commit_ref.no"), primary_key=True),
    Column("stream_no", WHOLE, ForeignKey("stream.no"), nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("previous_no", WHOLE, ForeignKey("commit_ref.no")),
    Column("header", LargeBinary, nullable=False),  # the very bytes that were hashed
    Column("hlc_ms", WHOLE, nullable=False),
    Column("hlc_count", WHOLE, nullable=False),
    Column("wall_ms", WHOLE, nullable=False),
    Column("group_id", String, nullable=False),
    Column("undoes", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("received_at", WHOLE, nullable=False),
    Column("received_via", String, nullable=False),  # local, net, usb, peer
    Column("received_from", String, nullable=False, server_default=""),  # the device that handed it on
    # not unique (stream, seq): a fork is data, not an error
    Index("commit_by_stream", "stream_no", "seq"),
    Index("commit_by_previous", "previous_no"),
    Index("commit_by_group", "group_id"),
    Index("commit_by_time", "hlc_ms", "hlc_count"),
)

record_ref = Table(
    "record_ref",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("id", String, nullable=False, unique=True),
)

field_op = Table(
    "field_op",
    LOG,
    Column("commit_no", WHOLE, ForeignKey("commit_log.no"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("record_no", WHOLE, ForeignKey("record_ref.no"), nullable=False),
    Column("field", WHOLE, nullable=False),
    Column("value", String, nullable=False),  # canonical JSON, also of fields that only a newer program knows
    Index("op_by_record", "record_no", "field"),
    sqlite_with_rowid=False,
)

op_base = Table(
    "op_base",
    LOG,
    Column("commit_no", WHOLE, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("base_no", WHOLE, ForeignKey("commit_ref.no"), primary_key=True),
    Column("base_place", WHOLE, primary_key=True),
    Index("op_by_base", "base_no", "base_place"),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    LOG,
    Column("key", String, primary_key=True),
    Column("content", String, nullable=False),
    Column("saved_at", WHOLE, nullable=False),
)

import_batch = Table(
    "import_batch",
    LOG,
    Column("id", String, primary_key=True),
    Column("content", String, nullable=False),
    Column("state", String, nullable=False),  # waiting, applied, dropped
    Column("made_at", WHOLE, nullable=False),
)

reading = Table(
    "reading",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("at", WHOLE, nullable=False),
    Column("user", String, nullable=False),
    Column("record", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("field", String, nullable=False),
)

printed = Table(
    "printed",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("at", WHOLE, nullable=False),
    Column("paper", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("household_id", String, nullable=False),
    Column("digest", String, nullable=False),
    Index("printed_by_household", "household_id", "paper", "profile"),
)

saved_filter = Table(
    "saved_filter",
    LOG,
    Column("name", String, primary_key=True),
    Column("content", String, nullable=False),
)
