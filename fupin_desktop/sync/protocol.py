"""The other side of a conversation as whoever asks sees it: four requests, and three ways to fail."""

from collections.abc import Iterable, Iterator
from typing import Protocol


class LineLost(Exception):
    """The line broke, or a time ran out: what was received is kept, and asking again goes on from there."""


class Busy(Exception):
    """The server is full; it says after how many seconds to come again."""

    def __init__(self, after_seconds: float) -> None:
        super().__init__(after_seconds)
        self.after_seconds = after_seconds


class TurnedAway(Exception):
    """The server will not talk to this device; `reason` is a short word, see docs/exchange.md §5."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class County(Protocol):
    """Whoever answers: the county's server over a line, or the same code in the same process in tests."""

    def hello(self, request: bytes) -> bytes: ...
    def compare(self, token: bytes, request: bytes) -> bytes: ...
    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes: ...
    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]: ...
