"""What a file knows of itself: settings, the device that writes into it, and as which incarnation."""

import secrets
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite writes it alike

from fupin_desktop.db.log_tables import device, incarnation, meta


def get_meta(connection: Connection, key: str) -> str | None:
    """A value kept about the file itself."""
    return connection.scalars(select(meta.c.value).where(meta.c.key == key)).first()


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a value about the file itself."""
    row: Any = upsert(meta).values(key=key, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def first_device(connection: Connection, name: str, now: int) -> None:
    """Write down the device on which a registry is made."""
    made = secrets.token_hex(8)
    connection.execute(insert(device).values(id=made, name=name, created_at=now))
    _incarnate(connection, made, "created", now)


def new_incarnation(connection: Connection, reason: str, now: int) -> None:
    """After a restore or a copy the device writes as another incarnation: a rollback is just another branch."""
    _incarnate(connection, own_device(connection), reason, now)


def own_device(connection: Connection) -> str:
    """The id of the device that writes into this file."""
    current = get_meta(connection, "incarnation")
    return connection.scalars(select(incarnation.c.device_id).where(incarnation.c.id == current)).one()


def rename_device(connection: Connection, name: str) -> None:
    """Give this computer the name that history shows."""
    connection.execute(update(device).where(device.c.id == own_device(connection)).values(name=name))


def _incarnate(connection: Connection, device_id: str, reason: str, now: int) -> None:
    fresh = secrets.token_hex(8)
    values = {"id": fresh, "device_id": device_id, "created_at": now, "reason": reason}
    connection.execute(insert(incarnation).values(values))
    put_meta(connection, "incarnation", fresh)
