"""The tables of the exchange: seals, quarantine, receipts, revocations, half-received segments, and what happened.

They belong to this file alone and change only by migrations; none of them says anything about a record.
"""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table

from fupin_desktop.db.log_tables import LOG, WHOLE

seal = Table(
    "seal",
    LOG,
    Column("commit_no", WHOLE, ForeignKey("commit_ref.no"), primary_key=True, autoincrement=False),
    Column("stream_no", WHOLE, ForeignKey("stream.no"), nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("seal_by_stream", "stream_no", "seq"),
)

quarantine = Table(  # commits that are known and not believed; the whole commit is kept
    "quarantine",
    LOG,
    Column("id", LargeBinary, primary_key=True),
    Column("incarnation", String, nullable=False),
    Column("region", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("previous", LargeBinary, nullable=False),  # empty at the beginning of its stream
    Column("header", LargeBinary, nullable=False),  # the very bytes that were hashed
    Column("ops", LargeBinary, nullable=False),
    Column("signature", LargeBinary),  # of the seal over it, where there is one
    Column("reason", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("received_at", WHOLE, nullable=False),
    Column("received_via", String, nullable=False),
    Column("received_from", String, nullable=False),
    Column("decision", String, nullable=False),  # "": waits for a person; admitted, left
    Column("note", String, nullable=False),  # why it was left
    Column("decided_at", WHOLE),
    Index("quarantine_by_region", "region"),
    Index("quarantine_by_previous", "previous"),
)

revocation = Table(  # signed lists, as they came; they count together
    "revocation",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("received_at", WHOLE, nullable=False),
)

staged = Table(  # segments of which only the beginning has come
    "staged",
    LOG,
    Column("name", LargeBinary, primary_key=True),
    Column("sender", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("updated_at", WHOLE, nullable=False),
)

receipt = Table(  # what the other side has signed to have; of each side and level the newest counts
    "receipt",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("sender", String, nullable=False),
    Column("level", String, nullable=False),  # applied, durable
    Column("content", LargeBinary, nullable=False),
    Column("received_at", WHOLE, nullable=False),
    Index("receipt_by_sender", "sender", "level"),
)

receipt_tip = Table(
    "receipt_tip",
    LOG,
    Column("sender", String, primary_key=True),
    Column("level", String, primary_key=True),
    Column("commit_id", LargeBinary, primary_key=True),
    Column("incarnation", String, nullable=False),
    Column("region", String, nullable=False),
    Column("seq", WHOLE, nullable=False),
)

exchange_event = Table(  # when, with whom, what: ids of devices and numbers, no name of a person
    "exchange_event",
    LOG,
    Column("no", WHOLE, primary_key=True),
    Column("at", WHOLE, nullable=False),
    Column("peer", String, nullable=False),
    Column("what", String, nullable=False),
    Column("counts", String, nullable=False),
)
