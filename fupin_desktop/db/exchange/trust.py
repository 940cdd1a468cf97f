"""What vouches for writers, kept as it came: certificates, incarnation statements, revocations. Nothing is judged."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from fupin_desktop.db.about_file import own_device
from fupin_desktop.db.exchange.tables import revocation
from fupin_desktop.db.log_tables import device, incarnation
from fupin_desktop.db.many_rows import passing_over
from fupin_desktop.domain.streams import Incarnation


def certificate(connection: Connection, device_id: str) -> bytes | None:
    """The device's certificate."""
    return connection.scalars(select(device.c.certificate).where(device.c.id == device_id)).first()


def certificates(connection: Connection) -> list[bytes]:
    """The certificates of every device that is known here."""
    query = select(device.c.certificate).where(device.c.certificate.is_not(None)).order_by(device.c.id)
    return list(connection.scalars(query))


def incarnation_of(connection: Connection, number: str) -> Incarnation | None:
    """The statement under which number a device writes; None if there is none yet."""
    row = connection.execute(select(incarnation).where(incarnation.c.id == number)).first()
    if row is None or row.statement is None:
        return None
    return Incarnation(row.id, row.device_id, row.statement, row.signature)


def unstated(connection: Connection) -> list[tuple[str, str, int]]:
    """The own device's incarnations without a signed statement: id, reason, when it was made."""
    query = select(incarnation.c.id, incarnation.c.reason, incarnation.c.created_at)
    bare = (incarnation.c.device_id == own_device(connection)) & incarnation.c.statement.is_(None)
    return [(row.id, row.reason, row.created_at) for row in connection.execute(query.where(bare).order_by("no"))]


def keep_credentials(
    connection: Connection,
    certificates: Iterable[tuple[str, bytes]],
    made: Iterable[Incarnation],
    names: Mapping[str, str],
    now: int,
) -> None:
    """Keep certificates, each in the place of its device's older one, and statements of which none is here yet."""
    for device_id, content in certificates:
        _device(connection, device_id, names, now)
        connection.execute(update(device).where(device.c.id == device_id).values(certificate=content))
    for one in made:
        _device(connection, one.device, names, now)
        heard = {"id": one.id, "device_id": one.device, "created_at": now, "reason": "heard"}
        connection.execute(passing_over(incarnation).values(heard))
        bare = (
            (incarnation.c.id == one.id) & (incarnation.c.device_id == one.device) & incarnation.c.statement.is_(None)
        )
        said = {"statement": one.statement, "signature": one.signature}
        connection.execute(update(incarnation).where(bare).values(said))


def revocations(connection: Connection) -> list[bytes]:
    """The lists of what the authority has revoked: they count together."""
    return list(connection.scalars(select(revocation.c.content).order_by(revocation.c.no)))


def keep_revocations(connection: Connection, lists: Sequence[bytes], instead_of: Sequence[bytes], now: int) -> None:
    """Add these lists; those that say nothing beside them make room. What others add meanwhile stays."""
    connection.execute(delete(revocation).where(revocation.c.content.in_(instead_of)))
    if lists:
        connection.execute(insert(revocation), [{"content": one, "received_at": now} for one in lists])


def _device(connection: Connection, device_id: str, names: Mapping[str, str], now: int) -> None:
    """Write a device down; until its name is known it is called by its number."""
    name = names.get(device_id, "").replace("\0", "")
    values = {"id": device_id, "name": name or f"电脑 {device_id[:6]}", "created_at": now}
    connection.execute(passing_over(device).values(values))
    if name:
        connection.execute(update(device).where(device.c.id == device_id).values(name=name))
