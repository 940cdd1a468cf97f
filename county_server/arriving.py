"""Bodies as they come and go: asked for piece by piece, within sizes, and not for ever.

What is not asked for waits in the line, not in memory. A line may be slow, but not slower than any modem.
"""

from collections.abc import AsyncIterator, Iterator

import anyio
import anyio.from_thread
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from county_server.admission import Admission
from fupin_desktop.sync.protocol import LineLost, TurnedAway

PATIENCE = 60.0  # seconds without a byte
GRACE = 120.0  # seconds of waiting that everybody has
LEAST_SPEED = 300  # bytes a second, beyond that
UNREAD = "fupin.unread"  # in a request's scope: what had come when the line was lost, and nobody had asked for yet


class Pace:
    """How long a line has kept us waiting, against what it has carried."""

    def __init__(self) -> None:
        self._waited = 0.0
        self._carried = 0

    @property
    def left(self) -> float:
        """Seconds that may pass until something moves."""
        return max(0.0, min(PATIENCE, GRACE + self._carried / LEAST_SPEED - self._waited))

    def moved(self, since: float, size: int) -> None:
        """Something moved."""
        self._waited += anyio.current_time() - since
        self._carried += size


class Arriving:
    """The body of a request."""

    def __init__(self, request: Request, most: int) -> None:
        self._stream = aiter(request.stream())
        self._scope = request.scope
        self._pace = Pace()
        self._most = most
        self._size = 0
        self.is_lost = False  # it broke off before its end

    async def piece(self) -> bytes:
        """The next bytes; none at the end. LineLost if nothing comes, TurnedAway if too much does."""
        if self.is_lost:
            raise LineLost
        began = anyio.current_time()
        try:
            with anyio.fail_after(self._pace.left):
                found = await anext(self._stream, b"")
        except (ClientDisconnect, TimeoutError) as error:
            self.is_lost = True
            found = self._scope.pop(UNREAD, b"")
            if not found:
                raise LineLost from error
        self._pace.moved(began, len(found))
        self._size += len(found)
        if self._size > self._most:
            self.is_lost = True
            raise TurnedAway("size")
        return found

    async def whole(self) -> bytes:
        """All of it."""
        content = bytearray()
        while found := await self.piece():
            content += found
        return bytes(content)

    def pieces(self, lane: Admission) -> Iterator[bytes]:
        """The same for a thread at work, which lets others work while it waits."""
        while True:
            with lane.waiting():
                found = anyio.from_thread.run(self.piece)
            if not found:
                return
            yield found


class Leaving:
    """An answer of unknown length, sent as fast as it is read; without its end where that cannot be sent."""

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; without an end if the other side stops reading."""
        pace = Pace()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        async for piece in self._pieces:
            began = anyio.current_time()
            with anyio.move_on_after(pace.left) as scope_of_time:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            if scope_of_time.cancelled_caught:
                return
            pace.moved(began, len(piece))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
