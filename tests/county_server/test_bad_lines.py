"""Lines that break, crawl, or carry nonsense: what came is kept, the server goes on, nobody is kept waiting."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import product
from pathlib import Path

import httpx
import pytest

from county_server import arriving, serving
from county_server.app import refusal
from county_server.exchange_api import MOST_HELLO
from county_server.store import Store, found_store, open_store
from fupin_desktop.db.verify import verify
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.frames import FrameKind, framed
from fupin_desktop.sync.http import PATH, HttpCounty, client
from fupin_desktop.sync.presented import unchecked_context
from fupin_desktop.sync.protocol import LineLost, TurnedAway
from tests.county_server.conftest import Running, heads_of
from tests.county_server.laptops import Laptop

TOKEN_FREE = ("hello", "enrol", "renew", "vouch")
ROUTES = (*TOKEN_FREE, "compare", "push", "pull")


class Breaking:
    """Pushes as far as so many bytes, then hangs up."""

    def __init__(self, own: HttpCounty, after: int) -> None:
        self._own, self._left = own, after

    def __getattr__(self, name: str) -> object:
        return getattr(self._own, name)

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        return self._own.push(token, self._some(pieces))

    def _some(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            yield piece[: self._left]
            self._left -= len(piece)
            if self._left <= 0:
                raise httpx.WriteError("the plug was pulled")


def test_what_came_before_the_line_broke_is_kept_and_not_sent_again(
    county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(county)
    laptop.save_many(range(900))
    with pytest.raises(LineLost):
        laptop.sync(through=lambda own: Breaking(own, 8_000))
    _until(lambda: county.store.replica.staged(laptop.device))
    (kept,) = county.store.replica.staged(laptop.device).values()
    assert 7_000 < kept < 8_000
    assert not heads_of(county.store)
    _verified(county.store)
    rest = laptop.sync()
    assert rest.sent.commits == 900
    assert heads_of(county.store) == {(tip.stream.region, tip.id) for tip in laptop.registry.replica().tips([""])}
    assert not county.store.replica.staged(laptop.device)


def test_a_killed_server_has_whole_segments_or_nothing(
    tmp_path: Path, empty_database: Callable[[], str], new_laptop: Callable[..., Laptop]
) -> None:
    for number, database in enumerate(("", empty_database())):
        folder = tmp_path / f"killed{number}"
        found_store(folder, "141124", "临县", database)
        process, url = _started(folder, database)
        laptop = new_laptop()
        store = open_store(folder, database)
        laptop.enrol(url, store.enrol_code("141124199201", Role.VILLAGE, 7)[0])
        laptop.save_many(range(2_000))
        with pytest.raises(LineLost):
            laptop.sync(through=lambda own, process=process: _Killing(own, process))
        process.wait(10)
        process.stdout.close()  # type: ignore[union-attr]
        _verified(store)
        again, laptop.url = _started(folder, database)
        laptop.sync()
        assert heads_of(store) == {(tip.stream.region, tip.id) for tip in laptop.registry.replica().tips([""])}
        again.send_signal(signal.SIGTERM)
        assert again.wait(20) == 0
        again.stdout.close()  # type: ignore[union-attr]
        store.close()


class _Killing(Breaking):
    def __init__(self, own: HttpCounty, process: "subprocess.Popen[str]") -> None:
        super().__init__(own, 1 << 30)
        self._process = process

    def _some(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for number, piece in enumerate(pieces):
            yield piece
            if number == 4:
                os.kill(self._process.pid, signal.SIGKILL)


def _started(folder: Path, database: str) -> tuple["subprocess.Popen[str]", str]:
    command = [
        sys.executable,
        "-m",
        "county_server",
        "--data",
        str(folder),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
    ]
    command += ["--database", database] if database else []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_garbage_is_refused_with_a_word_and_never_breaks_the_server(
    file_county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(file_county)
    token = _token(laptop)
    hostile = [b"", b"\0", os.urandom(700), b"\xff" * 3_000, framed(FrameKind.SEGMENT, b"x" * 40), b"\x9f" * 60_000]
    hostile += [framed(FrameKind.SEGMENT, b"n" * 16 + (40).to_bytes(4, "big") + bytes(4) + b"x" * 40)]
    with laptop.line() as http:
        for route, body in product(ROUTES, hostile):
            headers = {} if route in TOKEN_FREE else {"X-Token": token.hex()}
            answer = http.post(PATH + route, content=body, headers=headers)
            assert answer.status_code in (200, 403), (route, answer.text)
            assert answer.status_code == 403 or route == "push"  # an empty push is none
            assert len(answer.content) < 200
    assert not file_county.store.replica.tips([""])
    laptop.sync()


def test_a_body_without_end_is_cut_off_early(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop = new_laptop(file_county)
    token = _token(laptop).hex()
    for route, headers in (("hello", {}), ("enrol", {}), ("push", {"X-Token": token})):
        sent = 0

        def flood() -> Iterator[bytes]:
            nonlocal sent
            for _ in range(1_600):  # 100 MB
                sent += 1 << 16
                yield b"\x03\x00\x3f\xff\xff" + bytes((1 << 16) - 5)

        with laptop.line() as http, suppress(httpx.TransportError):
            answer = http.post(PATH + route, content=flood(), headers=headers)
            assert answer.status_code == 403
        assert route == "push" or sent <= 100 << 20
    assert laptop.sync().round_trips == 2
    assert file_county.store.replica.staged(laptop.device) == {}
    assert MOST_HELLO < 1 << 20


def test_a_stranger_without_a_token_sends_and_gets_nothing(
    file_county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(file_county)
    with laptop.line() as http:
        county = HttpCounty(http)
        for token in (b"", b"x" * 32, _token(laptop)[:-1] + b"?"):
            for ask in (
                lambda token=token: county.push(token, [b"x"]),
                lambda token=token: list(county.pull(token, b"")),
                lambda token=token: county.compare(token, b"\x80"),
            ):
                with pytest.raises(TurnedAway, match="token"):
                    ask()


def test_the_head_of_an_answer_tells_nothing_and_there_are_no_other_pages(file_county: Running) -> None:
    with httpx.Client(base_url=file_county.url, verify=unchecked_context(), trust_env=False) as http:
        answer = http.post(PATH + "authority")
        assert set(answer.headers) <= {"content-length"}
        for path in ("/docs", "/openapi.json", "/redoc", PATH + "hello"):
            assert http.get(path).status_code in (404, 405)


def test_slow_lines_keep_nobody_waiting(
    file_county: Running, new_laptop: Callable[..., Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty laptops that stand still in the middle of a body, and one that is served at once; then they are cut off."""
    monkeypatch.setattr(arriving, "PATIENCE", 3.0)
    laptop = new_laptop(file_county)
    token = _token(laptop).hex()
    head = f"POST {PATH}push HTTP/1.1\r\nHost: x\r\nX-Token: {token}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n\x03\0"
    crawling = [_connected(file_county) for _ in range(50)]
    for one in crawling:
        one.sendall(head.encode())
    laptop.save(address="东沟5号院")
    assert laptop.sync().sent.commits == 2
    for one in crawling:
        one.settimeout(20)
        assert one.recv(400).startswith(b"HTTP/1.1 200")  # what came is answered, and that was nothing
        one.close()


def test_who_says_nothing_or_reads_nothing_is_cut_off(
    file_county: Running, new_laptop: Callable[..., Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(arriving, "PATIENCE", 1.0)
    silent, half = _connected(file_county), _connected(file_county)
    half.sendall(b"POST /sync/1/hello HTTP/1.1\r\nHost")
    for one in (silent, half):
        one.settimeout(10)
        with suppress(ConnectionError, ssl.SSLError):
            assert one.recv(10) == b""
        one.close()
    laptop = new_laptop(file_county)
    laptop.save_many(range(4_000))
    laptop.sync()
    reader = new_laptop(file_county)
    wants = _pull_of_everything(reader)
    deaf = _connected(file_county, receive_buffer=4_096)
    deaf.sendall(wants)
    _until(lambda: not _busy(file_county), seconds=15)
    deaf.close()
    reader.sync()
    assert reader.shown("phone", "h7")


def test_when_the_lane_is_full_one_is_told_when_to_come_again(file_county: Running) -> None:
    answer = refusal(None, Unavailable("数据库正忙"))  # type: ignore[arg-type]
    assert answer.status_code == 503
    assert 1 <= int(answer.headers["retry-after"]) <= 20


def test_fifty_laptops_say_hello_at_once(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop = new_laptop(file_county)
    laptop.sync()
    with ThreadPoolExecutor(50) as threads:
        assert all(one.round_trips == 1 for one in threads.map(lambda _: laptop.sync(), range(50)))


def _verified(store: Store) -> None:
    writer = store.database.engine.execution_options(immediate=True)
    with writer.connect() as connection:
        assert not verify(connection).differences


def _token(laptop: Laptop) -> bytes:
    """A token, as a conversation gets it; the laptop has something to say for it."""
    found: list[bytes] = []

    class Listening:
        def __init__(self, own: HttpCounty) -> None:
            self._own = own

        def __getattr__(self, name: str) -> object:
            return getattr(self._own, name)

        def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
            found.append(token)
            raise LineLost

    if not laptop.registry.replica().tips([""]):
        laptop.save(village_code="141124199201")
    with pytest.raises(LineLost):
        laptop.sync(through=Listening)
    return found[0]


def _pull_of_everything(laptop: Laptop) -> bytes:
    from fupin_desktop.domain.streams import StreamKey
    from fupin_desktop.sync.messages import Pull, Wanted

    found: list[bytes] = []

    class Listening:
        def __init__(self, own: HttpCounty) -> None:
            self._own = own

        def __getattr__(self, name: str) -> object:
            return getattr(self._own, name)

        def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
            head = f"POST {PATH}pull HTTP/1.1\r\nHost: x\r\nX-Token: {token.hex()}\r\n"
            head += f"Content-Length: {len(request)}\r\n\r\n"
            found.append(head.encode() + request)
            raise LineLost

    assert Pull((Wanted(StreamKey("0" * 16, "14"), ()),))
    with pytest.raises(LineLost):
        laptop.sync(through=Listening)
    return found[0]


def _busy(county: Running) -> bool:
    return any(connection.is_served for connection in county._service._server.server_state.connections)


def _connected(county: Running, receive_buffer: int = 0) -> ssl.SSLSocket:
    plain = socket.socket()
    if receive_buffer:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    plain.connect(("127.0.0.1", county.port))
    return unchecked_context().wrap_socket(plain)


def _until(holds: Callable[[], object], seconds: float = 10) -> None:
    """Wait for what another thread does."""
    waiting = threading.Event()
    for _ in range(int(seconds * 20)):
        if holds():
            return
        waiting.wait(0.05)
    raise AssertionError("it did not come")


def test_the_client_asks_only_the_pinned_server() -> None:
    with pytest.raises(Exception, match="证书读不出来"):
        client("https://127.0.0.1:1", b"\x09nonsense")
