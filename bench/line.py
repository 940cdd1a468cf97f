"""A bad line between a laptop and its county: a TCP proxy in user space, in real time.

Each connection is a modem of its own: so many bits a second each way, half a round trip late, and a round trip for its
opening. A lost packet stalls all behind it for a retransmission time-out, as TCP does on so thin a line; slow start is
not modelled, as its first window is more than such a line holds. A cut takes what is under way with it.
"""

import asyncio
import random
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PACKET = 1_400  # bytes
UNDER_WAY = 8  # packets between the two ends
LEAST_TIMEOUT = 1.0  # seconds; RFC 6298


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line is like."""

    bits: float  # a second, each way
    round_trip: float = 0.7  # seconds
    loss: float = 0.02  # of the packets
    cut_every: float | None = None  # seconds

    @property
    def stall(self) -> float:
        """Seconds that a lost packet costs."""
        return max(LEAST_TIMEOUT, 2 * self.round_trip)


@dataclass
class Proxy:
    """One line to one server; `url` is what the laptop calls."""

    shape: Shape
    host: str
    port: int
    url: str = ""
    carried: int = 0  # bytes, both ways, with TLS
    opened: int = 0
    cut: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(1))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it or the line is cut."""
        self.opened += 1
        await asyncio.sleep(self.shape.round_trip)
        there, back = await asyncio.open_connection(self.host, self.port)
        carrying = asyncio.gather(self._carry(reader, back), self._carry(there, writer))
        try:
            await asyncio.wait_for(carrying, self.shape.cut_every)
        except (TimeoutError, OSError) as error:
            self.cut += isinstance(error, TimeoutError)
        finally:
            for end in (writer, back):
                end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        packets: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(UNDER_WAY)
        sending = asyncio.create_task(self._arrive(packets, writer))
        loop = asyncio.get_running_loop()
        try:
            free = 0.0
            while packet := await reader.read(PACKET):
                free = max(free, loop.time()) + len(packet) * 8 / self.shape.bits
                free += self.shape.stall if self.chance.random() < self.shape.loss else 0.0
                await packets.put((free + self.shape.round_trip / 2, packet))
                await asyncio.sleep(free - loop.time())
            await packets.put((free + self.shape.round_trip / 2, b""))
            await sending
        finally:
            sending.cancel()

    async def _arrive(self, packets: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due, packet = await packets.get()
            await asyncio.sleep(due - loop.time())
            if not packet:
                writer.close()
                return
            self.carried += len(packet)
            writer.write(packet)
            await writer.drain()


@contextmanager
def through(shape: Shape, url: str) -> Generator[Proxy]:
    """A line to the server at the address, until the end of the block."""
    parts = urlsplit(url)
    proxy = Proxy(shape, parts.hostname or "", parts.port or 0)
    ready, loop = threading.Event(), asyncio.new_event_loop()
    thread = threading.Thread(target=lambda: _run(loop, proxy, parts.scheme, ready), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield proxy
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, proxy: Proxy, scheme: str, ready: threading.Event) -> None:
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(lambda *_: None)  # a side that goes away is what a line is for
    server = loop.run_until_complete(asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=PACKET, backlog=512))
    proxy.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    ready.set()
    loop.run_forever()
    server.close()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()
