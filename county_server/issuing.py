"""The authority at work: certificates under serials that count up, one after the other, and who has which."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, desc, func, insert, select, update

from county_server import kept
from county_server.own_tables import contact, issued
from fupin_desktop.db.append import alone
from fupin_desktop.db.exchange.trust import keep_credentials
from fupin_desktop.db.log_tables import incarnation
from fupin_desktop.sync.certificates import Role, issue
from fupin_desktop.sync.signing import DeviceKeys

DAY_MS = 86_400_000
LAPTOP_MS = 730 * DAY_MS
SERVER_MS = 3_650 * DAY_MS
SERIAL_FLOOR = "serial floor"  # after a restore: serials given since the backup are not given again
VALID, REPLACED, REVOKED = "valid", "replaced", "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who is certified, and for what."""

    device: str
    name: str
    sign: bytes
    box: bytes
    prefixes: tuple[str, ...]
    role: Role


def certify(connection: Connection, authority: DeviceKeys, subject: Subject, now: int, lasting: int) -> bytes:
    """A new certificate, kept in the place of the device's older one."""
    alone(connection)
    serial = 1 + max(kept.number(connection, SERIAL_FLOOR), connection.scalar(select(func.max(issued.c.serial))) or 0)
    ends = now + lasting
    content = issue(
        authority,
        device=subject.device,
        name=subject.name,
        sign=subject.sign,
        box=subject.box,
        prefixes=subject.prefixes,
        role=subject.role,
        not_before_ms=now - DAY_MS,
        not_after_ms=ends,
        serial=serial,
    )
    own = issued.c.device == subject.device
    connection.execute(update(issued).where(own, issued.c.state == VALID).values(state=REPLACED))
    row = {
        "serial": serial,
        "device": subject.device,
        "name": subject.name,
        "sign": subject.sign,
        "box": subject.box,
        "prefixes": " ".join(subject.prefixes),
        "role": subject.role.value,
        "not_before_ms": now - DAY_MS,
        "not_after_ms": ends,
        "state": VALID,
        "content": content,
    }
    connection.execute(insert(issued).values(row))
    keep_credentials(connection, [(subject.device, content)], [], {subject.device: subject.name}, now)
    return content


def newest(connection: Connection, device: str) -> Any | None:
    """The newest certificate of a device, as a row; None if it was never certified."""
    return connection.execute(
        select(issued).where(issued.c.device == device).order_by(desc(issued.c.serial)).limit(1)
    ).first()


def subject_of(row: Any) -> Subject:
    """Whom a kept certificate is about."""
    return Subject(
        device=row.device,
        name=row.name,
        sign=row.sign,
        box=row.box,
        prefixes=tuple(row.prefixes.split()),
        role=Role(row.role),
    )


def certified_again(connection: Connection, incarnations: Collection[str]) -> set[str]:
    """Those of the incarnations whose devices have had more than one certificate."""
    several = select(issued.c.device).group_by(issued.c.device).having(func.count() > 1)
    made = connection.execute(select(incarnation.c.id).where(incarnation.c.device_id.in_(several)))
    return {number for (number,) in made} & {*incarnations}


def devices(connection: Connection) -> Sequence[dict[str, Any]]:
    """Every device with its newest certificate and its last contact."""
    last = select(func.max(issued.c.serial)).group_by(issued.c.device)
    rows = connection.execute(
        select(issued, contact.c.at_ms, contact.c.clock_off_ms)
        .outerjoin(contact, contact.c.device == issued.c.device)
        .where(issued.c.serial.in_(last))
        .order_by(issued.c.serial)
    )
    return [
        {
            "device": row.device,
            "name": row.name,
            "role": row.role,
            "prefixes": row.prefixes.split(),
            "serial": row.serial,
            "until_ms": row.not_after_ms,
            "state": row.state,
            "last_contact_ms": row.at_ms,
            "clock_off_ms": row.clock_off_ms,
        }
        for row in rows
    ]
