"""What another side has signed to have: its newest word counts, older ones are kept as evidence for a while."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, desc, insert, select

from fupin_desktop.db.exchange.tables import receipt, receipt_tip
from fupin_desktop.db.many_rows import passing_over
from fupin_desktop.domain.streams import StreamKey, Tip

KEPT = 50  # of each side and level


def keep_receipt(
    connection: Connection, sender: str, content: bytes, tips: Sequence[Tip], level: str, now: int
) -> None:
    """Keep a receipt; what only an older one named counts no more: too much is sent then, never too little."""
    values = {"sender": sender, "level": level, "content": content, "received_at": now}
    connection.execute(insert(receipt).values(values))
    own = (receipt.c.sender == sender) & (receipt.c.level == level)
    numbers = connection.scalars(select(receipt.c.no).where(own).order_by(desc(receipt.c.no)).offset(KEPT)).all()
    connection.execute(delete(receipt).where(receipt.c.no.in_(numbers)))
    connection.execute(delete(receipt_tip).where(receipt_tip.c.sender == sender, receipt_tip.c.level == level))
    rows = [
        {"sender": sender, "level": level, "commit_id": tip.id, "seq": tip.seq} | tip.stream._asdict() for tip in tips
    ]
    if rows:
        connection.execute(passing_over(receipt_tip), rows)


def confirmed(connection: Connection, sender: str, level: str) -> list[Tip]:
    """The tips that the newest receipt of this side and level names."""
    own = (receipt_tip.c.sender == sender) & (receipt_tip.c.level == level)
    rows = connection.execute(select(receipt_tip).where(own)).all()
    return sorted(Tip(StreamKey(row.incarnation, row.region), row.seq, row.commit_id) for row in rows)


def newest_receipt(connection: Connection, sender: str, level: str) -> bytes | None:
    """The very bytes of the newest receipt."""
    own = (receipt.c.sender == sender) & (receipt.c.level == level)
    return connection.scalars(select(receipt.c.content).where(own).order_by(desc(receipt.c.no)).limit(1)).first()
