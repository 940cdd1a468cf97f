"""Conversations with laptops as the server holds them: answered by sync/answering.py, written down for the staff."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite writes it alike

from county_server.own_tables import contact
from county_server.store import Store
from fupin_desktop.db.exchange import events
from fupin_desktop.db.exchange.taking import Received
from fupin_desktop.sync.answering import DEVICE_BYTES
from fupin_desktop.sync.messages import Answer, Heard, Hello, Pull
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.signing import SIGNATURE_BYTES
from fupin_desktop.sync.transfer import FULL


class Conversations:
    """The requests of the exchange, over one store."""

    def __init__(self, store: Store, came: Callable[[], None] = lambda: None) -> None:
        self._store = store
        self._came = came  # told when there is something for the worker to do

    def hello(self, request: bytes, address: str) -> bytes:
        """Who asks, and whether there is anything to exchange."""
        answer = self._store.answering.hello(request)
        hello, told = Hello.from_bytes(request[SIGNATURE_BYTES:]), Answer.from_bytes(answer[SIGNATURE_BYTES:])
        if told.same or told.token:
            self._met(hello, told, address)
        if hello.revocations:
            self._came()  # whom it says to be revoked, the list of computers says as well
        return answer

    def compare(self, token: bytes, request: bytes) -> bytes:
        """The tips of some regions."""
        return self._store.answering.compare(token, request)

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Take in what comes."""
        counted = _Counted(pieces)
        answer = self._store.answering.push(token, counted)
        verdicts = Heard.from_bytes(answer).verdicts
        taken, held = sum(one.taken for one in verdicts), sum(one.held for one in verdicts)
        refused = sum(1 for one in verdicts if one.refused)
        counts = {"bytes": counted.size, "segments": len(verdicts), "commits": taken, "held": held, "refused": refused}
        full = sum(1 for one in verdicts if one.refused == FULL)
        self._note(token, "push", counts | ({"full": full} if full else {}))
        if taken:
            self._came()
        return answer

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Check who asks, then give what is lacking there."""
        return self._giving(token, self._store.answering.pull(token, self._with_newer_certificates(request)))

    def _with_newer_certificates(self, request: bytes) -> bytes:
        """Who knows a device may know it by a certificate that has been replaced since: it is introduced again."""
        try:
            pull = Pull.from_bytes(request)
        except BadMessage:
            return request  # told to whoever has a token, and not before
        again = self._store.certified_again(pull.credentials)
        return replace(pull, credentials=tuple(sorted({*pull.credentials} - again))).to_bytes() if again else request

    def _giving(self, token: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
        counted = _Counted(pieces)
        yield from counted
        self._note(token, "pull", {"bytes": counted.size})

    def _met(self, hello: Hello, told: Answer, address: str) -> None:
        counts = {"same": int(told.same), "clock_off_ms": hello.clock_ms - told.clock_ms}
        with self._store.database.writing("记录交换") as connection:
            now = told.clock_ms
            _keep_contact(connection, hello.device, now, counts["clock_off_ms"], address)
            events.note(connection, Received("net", hello.device, now), "hello", counts)

    def _note(self, token: bytes, what: str, counts: Mapping[str, int]) -> None:
        self._store.replica.note(token[:DEVICE_BYTES].hex(), what, counts)


class _Counted:
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.size += len(piece)
            yield piece


def _keep_contact(connection: Connection, device: str, now: int, off: int, address: str) -> None:
    values = {"at_ms": now, "clock_off_ms": off, "address": address}
    row: Any = upsert(contact).values(device=device, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["device"], set_=values))
