"""A server as a line reaches it: a crash on one side is a lost line on the other."""

from collections.abc import Callable, Iterable
from typing import Any

from fupin_desktop.sync.protocol import LineLost
from tests.simulation.computers import Computer
from tests.simulation.disks import Crash


class Guarded:
    """A server as a line reaches it: when one machine stops, the other sees a line that is lost."""

    def __init__(self, server: Computer, asking: Computer) -> None:
        self.server, self.asking = server, asking
        self.crashed: Crash | None = None

    def hello(self, request: bytes) -> bytes:
        """Ask."""
        return self._asked(lambda there: there.hello(request))

    def compare(self, token: bytes, request: bytes) -> bytes:
        """Ask."""
        return self._asked(lambda there: there.compare(token, request))

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Send; it is the asking side that stops, when it is its own disk."""
        own: list[Crash] = []

        def through() -> Iterable[bytes]:
            try:
                yield from pieces
            except Crash as crash:
                own.append(crash)
                raise LineLost from None

        heard = self._asked(lambda there: there.push(token, through()))
        if own:
            raise own[0]
        return heard

    def pull(self, token: bytes, request: bytes) -> Iterable[bytes]:
        """Receive."""
        try:
            yield from self.server.answering().pull(token, request)
        except Crash as crash:
            self.crashed = crash
            raise LineLost from None

    def _asked(self, ask: Callable[[Any], bytes]) -> bytes:
        try:
            return ask(self.server.answering())
        except Crash as crash:
            self.crashed = crash
            raise LineLost from None
