"""How the server is: what waits to be made, its last backup, whether it was restored, and who has not come since."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from county_server import kept
from county_server.backing_up import LAST_BACKUP
from county_server.console.incarnations import incarnations
from county_server.console.laptops import Laptop
from county_server.console.words import DAY_MS
from county_server.store import Store
from fupin_desktop.db.record_tables import stale

OLD_BACKUP_MS = 2 * DAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """What the staff should know of the machine."""

    backup_ms: int | None
    is_backup_old: bool
    waiting_rows: int
    restored_ms: int | None  # when it was last put back from a backup
    not_back: tuple[str, ...]  # laptops that had synced before, and not since: what they hold may be lacking here


def server_state(connection: Connection, store: Store, laptops: Iterable[Laptop]) -> ServerState:
    """Read it."""
    now = store.clock()
    backup = kept.number(connection, LAST_BACKUP) or None
    own = incarnations(connection, store.authority, [store.own.device])
    restored = max((one.at_ms for one in own if one.reason == "restored"), default=None)
    working = [one for one in laptops if one.is_valid and not one.is_own]
    return ServerState(
        backup_ms=backup,
        is_backup_old=backup is None or now - backup > OLD_BACKUP_MS,
        waiting_rows=connection.scalar(select(func.count()).select_from(stale)) or 0,
        restored_ms=restored,
        not_back=tuple(one.name for one in working if restored and (one.last_ms or 0) < restored),
    )
