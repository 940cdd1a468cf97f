"""The server on its socket: TLS, limits on heads and idle connections, an orderly end."""

import asyncio
import logging
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from county_server import tls
from county_server.admission import Lanes
from county_server.app import make_app
from county_server.arriving import UNREAD
from county_server.console import console
from county_server.store import Store
from county_server.worker import Worker
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.sync.http import NEAR
from fupin_desktop.sync.presented import Line

logger = logging.getLogger("county_server")
MOST_HEAD = 8 << 10
MOST_CONNECTIONS = 1_000
HEAD_SECONDS = 20.0
KEEP_ALIVE = 20
END_SECONDS = 5.0  # after which whoever still talks is cut off: nothing is lost by it
USER_TIMEOUT_MS = 120_000  # of TCP: a peer that acknowledges nothing, or opens its window never again


@dataclass(frozen=True, slots=True)
class Listening:
    """Where and how the server listens."""

    host: str = "127.0.0.1"
    port: int = 8443
    certificate: Path | None = None
    key: Path | None = None
    plain: bool = False


class Careful(H11Protocol):
    """Cuts off whoever opens a connection and does not say what for, or goes on sending after the answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._was: Any = self
        self.loop.call_later(HEAD_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """The line broke: the server would drop what has come and was not read, and it would be sent again."""
        if self.is_served and self.cycle.body:
            self.cycle.scope[UNREAD] = self.cycle.body  # type: ignore[typeddict-unknown-key]
        super().connection_lost(exc)

    @property
    def is_served(self) -> bool:
        """Whether an answer is under way."""
        cycle: Any = self.cycle  # None before the first request, whatever its type says
        return cycle is not None and not cycle.response_complete

    def _look(self) -> None:
        """Twice the same finished request, or twice none: nobody is being served here."""
        if self.transport.is_closing() or (not self.is_served and self._was is self.cycle):
            self.transport.abort()
            return
        self._was = self if self.is_served else self.cycle
        self.loop.call_later(HEAD_SECONDS, self._look)


class Server(uvicorn.Server):
    """Says when it is ready, and ends in time."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """End in order when asked to, and say afterwards that all is well: what is asked for is no failure."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let those finish who can."""
        loop = asyncio.get_running_loop()
        loop.call_soon(self._cut_off, _idle)
        loop.call_later(END_SECONDS, self._cut_off, _anybody)
        await super().shutdown(sockets)

    def _cut_off(self, which: Callable[[Careful], bool]) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, Careful) and which(connection):
                connection.transport.abort()


class Service:
    """A store, its worker and its socket, ready to run in this thread or another."""

    def __init__(self, store: Store, listening: Listening, ready: Callable[[str], None] = lambda _: None) -> None:
        context, pinned = _line(store, listening)
        self._store = store
        lanes = Lanes()
        self._worker = Worker(store, lambda: lanes.text.is_busy)
        self._socket = _bound(listening)
        host, port = self._socket.getsockname()[:2]
        shown = socket.gethostname() if host in tls.ANY_HOST else host
        self.url = f"{'https' if context else 'http'}://{f'[{shown}]' if ':' in shown else shown}:{port}"
        app = make_app(store, pinned=pinned, lanes=lanes, came=self._worker.wake, console=console(store))
        self._server = Server(_config(app, context), self._started)
        self._told = ready

    def run(self) -> None:
        """Serve until told to stop, or a signal comes."""
        self._store.vouch()
        self._worker.start()
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._worker.stop()
            self._socket.close()

    def stop(self) -> None:
        """End; from any thread."""
        self._server.should_exit = True

    def _started(self) -> None:
        self._told(self.url)


def _config(app: Any, context: ssl.SSLContext | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Careful,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        backlog=1_024,
        limit_concurrency=MOST_CONNECTIONS,
        h11_max_incomplete_event_size=MOST_HEAD,
        timeout_keep_alive=KEEP_ALIVE,
        ssl_context_factory=(lambda _config, _default: context) if context else None,
    )


def _line(store: Store, listening: Listening) -> tuple[ssl.SSLContext | None, bytes | None]:
    """How the line is secured, and what laptops are told to pin."""
    if listening.plain:
        if listening.host not in NEAR:
            raise Refused("不加密（--plain）只能用在本机地址上。请去掉 --plain，或用 --host 127.0.0.1。")
        return None, None
    if listening.certificate is None:
        return tls.server_context(store.tls_file(listening.host)), None
    context = tls.server_context(listening.certificate, listening.key)
    root = tls.private_root(listening.certificate)
    return context, bytes((Line.NAMED,)) + root if root else bytes((Line.SYSTEM,))


def _bound(listening: Listening) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # so named, it is sent without delay
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        made.bind((listening.host, listening.port))
    except (OSError, OverflowError):
        raise Unavailable(
            f"地址 {listening.host} 的 {listening.port} 端口用不了：可能已被占用，或没有权限。请换一个 --port。"
        ) from None
    return made


def _idle(connection: Careful) -> bool:
    return not connection.is_served


def _anybody(_: Careful) -> bool:
    return True
