"""The server's state in numbers, for its staff and for whoever watches over it."""

from typing import Any

from sqlalchemy import func, select

from county_server.own_tables import contact, issued
from county_server.store import Store
from county_server.upstream import upstream_of
from fupin_desktop.db.exchange.tables import quarantine
from fupin_desktop.db.log_tables import commit_log, stream
from fupin_desktop.db.record_tables import conflict, stale
from fupin_desktop.fields.days import CHINA


def status_of(store: Store) -> dict[str, Any]:
    """What there is, and what waits."""
    above = upstream_of(store)
    counts = {
        "devices": select(func.count(func.distinct(issued.c.device))).where(issued.c.state == "valid"),
        "commits": select(func.count()).select_from(commit_log),
        "villages": select(func.count(func.distinct(stream.c.region))),
        "held": select(func.count()).select_from(quarantine).where(quarantine.c.decision == ""),
        "waiting_rows": select(func.count()).select_from(stale),
        "conflicts": select(func.count()).select_from(conflict),
        "last_contact": select(func.max(contact.c.at_ms)),
    }
    with store.database.reading() as connection:
        found: dict[str, Any] = {name: connection.scalar(query) for name, query in counts.items()}
    last = found.pop("last_contact")
    return found | {
        "name": store.authority.name,
        "region": store.authority.prefixes[0],
        "fingerprint": store.authority.fingerprint.hex(),
        "device": store.own.device,
        "database": "PostgreSQL" if store.database.is_postgres else "SQLite",
        "open_codes": len(store.offers()),
        "last_contact": _moment(last) if last else None,
        "upstream": above.url if above else None,
    }


def _moment(at_ms: int) -> str:
    from datetime import datetime

    return datetime.fromtimestamp(at_ms / 1000, CHINA).isoformat(timespec="seconds")
