"""What regions are called: as the villages call themselves, else as the tables of codes do, else their code."""

import threading

from sqlalchemy import Connection, select

from county_server.store import Store
from fupin_desktop.catalogue.regions import region_name
from fupin_desktop.db.record_tables import TABLES

KEPT_MS = 60_000
TOWNSHIP = 9
village = TABLES["village"]


class PlaceNames:
    """The names, read again once a minute."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, str] = {}
        self._read_at = 0
        self._reading = threading.Lock()

    def __call__(self, code: str) -> str:
        """What a region is called."""
        return self._known().get(code) or region_name(code) or code

    def _known(self) -> dict[str, str]:
        now = self._store.clock()
        with self._reading:
            if not 0 <= now - self._read_at < KEPT_MS:
                with self._store.database.reading() as connection:
                    self._names = _names(connection)
                self._read_at = now
        return self._names


def _names(connection: Connection) -> dict[str, str]:
    """Of the villages that have a record; of townships only where the tables of codes do not know them."""
    found: dict[str, str] = {}
    query = select(village.c.village_code, village.c.name, village.c.township_name).where(village.c.deleted.is_(False))
    for code, name, township in connection.execute(query.where(village.c.village_code.is_not(None))):
        if name:
            found[code] = name
        if township and region_name(code[:TOWNSHIP]) is None:
            found[code[:TOWNSHIP]] = township
    return found
