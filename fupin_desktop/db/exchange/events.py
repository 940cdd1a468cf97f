"""What happened in exchanges: when, with which device, what, how much. No name and no value of any person."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, desc, insert, select

from fupin_desktop.db.exchange.tables import exchange_event


class When(Protocol):
    """Who was on the other side, and when."""

    @property
    def sender(self) -> str: ...
    @property
    def at(self) -> int: ...


def note(connection: Connection, came: When, what: str, counts: Mapping[str, int]) -> None:
    """Write down what happened."""
    values = {"at": came.at, "peer": came.sender, "what": what, "counts": json.dumps(dict(counts))}
    connection.execute(insert(exchange_event).values(values))


def events(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """What happened last, newest first."""
    query = select(exchange_event).order_by(desc(exchange_event.c.no)).limit(limit)
    return [dict(row) | {"counts": json.loads(row["counts"])} for row in connection.execute(query).mappings()]
