"""Against guessing one-time codes: an address that names codes which were never given out has to wait."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from fupin_desktop.sync.protocol import Busy

GUESSES, SECONDS = 20, 600.0  # a township office is one address; two check letters keep honest mistakes away
MOST_ADDRESSES = 10_000


class Throttle:
    """The guesses of the last minutes, by address; for one event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guesses: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, address: str) -> None:
        """Busy if there were too many from there."""
        found = self._guesses.get(address, deque())
        while found and found[0] < self._clock() - SECONDS:
            found.popleft()
        if len(found) >= GUESSES:
            raise Busy(found[0] + SECONDS - self._clock())

    def count(self, address: str) -> None:
        """One more."""
        self._guesses.setdefault(address, deque()).append(self._clock())
        self._guesses.move_to_end(address)
        if len(self._guesses) > MOST_ADDRESSES:
            self._guesses.popitem(last=False)
