"""How many may be served at once: a few work, more send and receive, the rest are told when to come again.

Three hundred villages arrive within five minutes of an afternoon, over lines that take seconds for what is worked off
in milliseconds. So a place in a lane is held for a whole request, but a place at work only while there is something to
do: a slow line keeps nobody waiting, and neither memory nor the database is overrun.
"""

import random
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TypeVar

import anyio
import anyio.to_thread

from fupin_desktop.sync.protocol import Busy

SOON, LATE = 2.0, 20.0  # seconds, between which everybody who is turned away gets a moment of his own
Result = TypeVar("Result")


class Admission:
    """A lane: so many requests inside at once, and so many of them at work."""

    def __init__(self, inside: int, working: int, chance: random.Random | None = None) -> None:
        self.threads = anyio.CapacityLimiter(inside)
        self._most = inside
        self._inside = 0
        self._working = threading.Semaphore(working)
        self._chance = chance or random.Random()

    @property
    def is_busy(self) -> bool:
        """Whether anybody is inside."""
        return self._inside > 0

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None]:
        """A place in the lane; Busy if it is full."""
        if self._inside >= self._most:
            raise Busy(self._chance.uniform(SOON, LATE))
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    async def work(self, work: Callable[[], Result]) -> Result:
        """Do it on a thread, when there is a place at work."""
        return await anyio.to_thread.run_sync(partial(self._at_work, work), limiter=self.threads)

    @contextmanager
    def waiting(self) -> Generator[None]:
        """Around what a thread at work only waits for: somebody else may work meanwhile."""
        self._working.release()
        try:
            yield
        finally:
            self._working.acquire()

    def _at_work(self, work: Callable[[], Result]) -> Result:
        with self._working:
            return work()


class Lanes:
    """Text before photos: lanes for short questions, for the registry's text, for what is large, for photos."""

    def __init__(self, working: int = 4) -> None:
        self.short = Admission(inside=200, working=working)
        self.text = Admission(inside=80, working=working)
        self.bulk = Admission(inside=20, working=2)
        self.photos = Admission(inside=20, working=2)
