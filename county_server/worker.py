"""What the server does when nobody asks: rows made from new heads, own chains sealed, old notes thinned."""

import logging
import threading
from collections.abc import Callable

from sqlalchemy import delete

from county_server.store import Store
from fupin_desktop.db.exchange.tables import exchange_event
from fupin_desktop.domain.errors import Unavailable

logger = logging.getLogger("county_server")
IDLE, TROUBLED = 30.0, 5.0  # seconds
PATIENCE, BREATH = 20.0, 0.25
RECORDS = 300  # at once: others wait for the log's lock meanwhile
EVENTS_KEPT_MS = 800 * 86_400_000


class Worker:
    """One thread over one store."""

    def __init__(self, store: Store, is_busy: Callable[[], bool] = lambda: False) -> None:
        self._store = store
        self._is_busy = is_busy  # whether laptops are being served: they go first, for a while
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fupin-county-worker", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    def stop(self) -> None:
        """End after what is in hand."""
        self._ended.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._once()
                pause = IDLE
            except Unavailable as error:
                logger.warning("worker: %s", error)
                pause = TROUBLED
            self._wake.wait(pause)
            self._wake.clear()

    def _once(self) -> None:
        self._store.vouch()
        self._store.follow_revocations()
        for _ in range(int(PATIENCE / BREATH)):
            if not self._is_busy() or self._ended.wait(BREATH):
                break
        while not self._ended.is_set() and self._store.replica.derive_stale(RECORDS):
            pass
        self._store.contents.sweep()
        with self._store.database.writing("整理记录") as connection:
            old = exchange_event.c.at < self._store.clock() - EVENTS_KEPT_MS
            connection.execute(delete(exchange_event).where(old))
