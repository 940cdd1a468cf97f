"""Single values that a server keeps in its database: certificates as they are, private keys sealed by the data key."""

from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite writes it alike

from county_server import data_key
from county_server.own_tables import kept


def get(connection: Connection, name: str) -> bytes | None:
    """A value; None if there is none."""
    return connection.scalars(select(kept.c.content).where(kept.c.name == name)).first()


def put(connection: Connection, name: str, content: bytes) -> None:
    """Keep a value in the place of an older one."""
    row: Any = upsert(kept).values(name=name, content=content)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"content": content}))


def forget(connection: Connection, name: str) -> None:
    """Keep it no longer."""
    connection.execute(delete(kept).where(kept.c.name == name))


def get_secret(connection: Connection, key: bytes, name: str) -> bytes | None:
    """A value that was sealed."""
    content = get(connection, name)
    return None if content is None else data_key.opened(key, name, content)


def put_secret(connection: Connection, key: bytes, name: str, content: bytes) -> None:
    """Keep a value so that a copy of the database alone does not tell it."""
    put(connection, name, data_key.sealed(key, name, content))


def number(connection: Connection, name: str) -> int:
    """A number that is kept; 0 if there is none."""
    return int.from_bytes(get(connection, name) or b"", "big")


def put_number(connection: Connection, name: str, value: int) -> None:
    """Keep a number."""
    put(connection, name, value.to_bytes(8, "big"))
