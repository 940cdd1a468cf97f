"""Photos and scans to the county and from it, after the text: what lacks where, chunk by chunk, up to a budget.

It remembers nothing but what is in the contents' store: whatever breaks, the next time goes on from the chunks that are
there (docs/exchange.md §10).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.sync.attachments import (
    CHUNK,
    FULL,
    MOST_BATCH,
    MOST_NAMES,
    UNKNOWN,
    WHOLE,
    Damaged,
    There,
    chunks_of,
    digest,
    packed_wanted,
    read_chunk,
    short,
    unpacked_given,
)
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.frames import FrameKind, framed, frames
from fupin_desktop.sync.packing import BadMessage, pack
from fupin_desktop.sync.protocol import County, LineLost, TurnedAway
from fupin_desktop.sync.signing import SIGNATURE_BYTES, NotVouched, Purpose, verify
from fupin_desktop.sync.transfer import until_lost

MOST_FAILURES = 3  # of one content in one session
STATE, GIVE = b"state", b"give"


class Contents(Protocol):
    """The contents that are on this computer, whole or begun, by the hexadecimal SHA-256."""

    def get(self, name: str) -> bytes: ...
    def has(self, name: str) -> bool: ...
    def begun(self) -> Mapping[str, int]: ...
    def add(self, name: str, total: int, offset: int, piece: bytes) -> int: ...


class Carrier(County, Protocol):
    """A county that also carries contents."""

    def attachments_state(self, token: bytes, request: bytes) -> bytes: ...
    def attachments_give(self, token: bytes, pieces: Iterable[bytes]) -> bytes: ...
    def attachments_take(self, token: bytes, request: bytes) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Named:
    """A content that a record of our regions names; `size` as the record says, 0 where it does not."""

    name: str
    size: int = 0
    is_preview: bool = False


@dataclass(slots=True)
class Moved:
    """How far it came, also when it was cut off."""

    sent: int = 0  # photos; previews are not counted
    received: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
    round_trips: int = 0
    unreadable: int = 0  # here, and damaged
    refused: int = 0  # not taken there
    is_full: bool = False  # the server's disk
    has_more: bool = False  # the budget ended before the work

    @property
    def size(self) -> int:
        """Bytes both ways."""
        return self.sent_bytes + self.received_bytes


Watch = Callable[[Moved], None]  # before each chunk; may raise to stop


@dataclass(slots=True)
class Carrying:
    """One session of the lane, for whoever holds a token."""

    contents: Contents
    county: Carrier
    server: Certificate
    token: bytes
    budget: int
    watch: Watch
    moved: Moved
    there: frozenset[bytes] = frozenset()  # short hashes that the server has, as far as it said
    _begun: dict[bytes, int] = field(default_factory=dict[bytes, int])
    _failures: Counter[str] = field(default_factory=Counter[str])

    def run(self, named: Iterable[Named]) -> None:
        """Out, then in: previews of both, then photos of both. LineLost, Busy or TurnedAway may end it."""
        self._ask()
        once = {one.name: one for one in named}
        everything = sorted(once.values(), key=lambda one: (one.size, one.name))
        for kind in (True, False):
            ours = [one for one in everything if one.is_preview is kind]
            self._give([one for one in ours if self._is_lacking_there(one)])
            self._take([one for one in ours if self._is_lacking_here(one)])

    def _is_lacking_there(self, one: Named) -> bool:
        return short(_octets(one)) not in self.there and self.contents.has(one.name)

    def _is_lacking_here(self, one: Named) -> bool:
        return short(_octets(one)) in self.there and not self.contents.has(one.name)

    def _ask(self) -> None:
        """What is there."""
        request = pack([digest(self.there)])
        self.moved.round_trips += 1
        said = There.from_bytes(self._vouched(STATE + request, self.county.attachments_state(self.token, request)))
        if said.names is not None:
            self.there = said.names
        self._begun = dict(said.begun)
        self.moved.is_full = said.is_full

    def _vouched(self, request: bytes, answer: bytes) -> bytes:
        signature, body = answer[:SIGNATURE_BYTES], answer[SIGNATURE_BYTES:]
        try:
            verify(self.server.sign, Purpose.ATTACHMENTS, self.token + request + body, signature)
        except NotVouched:
            raise TurnedAway("server") from None
        return body

    @property
    def _left(self) -> int:
        return max(0, self.budget - self.moved.size)

    # Out

    def _give(self, lacking: list[Named]) -> None:
        waiting = sorted(lacking, key=lambda one: _octets(one) not in self._begun)  # what was begun comes first
        while waiting and not self.moved.is_full:
            if not self._left:
                self.moved.has_more = True
                return
            batch = self._batch(waiting)
            if batch:
                self._give_batch({one.name: one for one, _ in batch}, batch)
            waiting = [one for one in waiting if self._goes_on(one) and short(_octets(one)) not in self.there]

    def _goes_on(self, one: Named) -> bool:
        return self._failures[one.name] < MOST_FAILURES

    def _batch(self, waiting: list[Named]) -> list[tuple[Named, bytes]]:
        """As many contents as one request carries; those that cannot be read are passed over."""
        batch: list[tuple[Named, bytes]] = []
        room = min(MOST_BATCH, self._left)
        for one in waiting:
            if room <= 0:
                break
            try:
                content = self.contents.get(one.name)
            except Unavailable:
                self.moved.unreadable += 1
                self._failures[one.name] = MOST_FAILURES
                continue
            batch.append((one, content))
            room -= len(content) - self._begun.get(_octets(one), 0)
        return batch

    def _give_batch(self, batch: Mapping[str, Named], contents: list[tuple[Named, bytes]]) -> None:
        before = {name: self._begun.get(_octets(one), 0) for name, one in batch.items()}
        self.moved.round_trips += 1
        answer = self.county.attachments_give(self.token, self._sending(contents))
        found = {one.name.hex(): one for one in unpacked_given(self._vouched(GIVE, answer))}
        for name, one in batch.items():
            given = found.get(name)
            if given is None or (given.word == "" and given.here <= before[name]):
                self._failures[name] += 1
            if given is None:
                continue
            self._begun[given.name] = given.here
            if given.word == WHOLE:
                self.there |= {short(given.name)}
                self.moved.sent += not one.is_preview
            elif given.word == FULL:
                self.moved.is_full = True
            elif given.word:
                self._failures[name] += MOST_FAILURES if given.word == UNKNOWN else 1
                self.moved.refused += self._failures[name] >= MOST_FAILURES

    def _sending(self, contents: list[tuple[Named, bytes]]) -> Iterator[bytes]:
        room = min(MOST_BATCH, self._left)
        for one, content in contents:
            for chunk in chunks_of(_octets(one), content, self._begun.get(_octets(one), 0)):
                if room <= 0:
                    break
                self.watch(self.moved)
                yield chunk.framed()
                self.moved.sent_bytes += len(chunk.content)
                room -= len(chunk.content)
        yield framed(FrameKind.END, b"")

    # In

    def _take(self, lacking: list[Named]) -> None:
        begun = self.contents.begun()
        waiting = sorted(lacking, key=lambda one: one.name not in begun)
        while waiting:
            if not self._left:
                self.moved.has_more = True
                return
            batch = waiting[:MOST_NAMES]
            self._take_batch({one.name: one for one in batch})
            waiting = [one for one in waiting if self._goes_on(one) and not self.contents.has(one.name)]

    def _take_batch(self, batch: Mapping[str, Named]) -> None:
        begun = self.contents.begun()
        before = {name: begun.get(name, 0) for name in batch}
        self.moved.round_trips += 1
        most = max(CHUNK, min(MOST_BATCH, self._left))
        request = packed_wanted(most, [(bytes.fromhex(name), offset) for name, offset in before.items()])
        touched, ended, damaged = set[str](), False, 0
        for frame in frames(until_lost(self.county.attachments_take(self.token, request))):
            ended |= frame.kind is FrameKind.END
            if frame.kind is FrameKind.CHUNK and frame.whole:
                self.watch(self.moved)
                name = self._keep(frame.content, batch)
                damaged += not name
                touched |= {name} - {""}
        if not ended:
            raise LineLost
        begun = self.contents.begun()
        for name in touched or batch:  # those that were not reached yet are asked for again
            if not touched and not damaged:
                self._failures[name] = MOST_FAILURES  # nothing at all came: it is not there
            elif not self.contents.has(name) and begun.get(name, 0) <= before[name]:
                self._failures[name] += 1

    def _keep(self, content: bytes, batch: Mapping[str, Named]) -> str:
        """Keep one chunk; returns whose it was, "" for one that was altered on the way."""
        self.moved.received_bytes += len(content)
        try:
            chunk = read_chunk(content)
        except Damaged:
            return ""
        name = chunk.name.hex()
        if name not in batch:
            raise BadMessage("a chunk that nobody asked for")
        if not self.contents.has(name):
            self.contents.add(name, chunk.total, chunk.offset, chunk.content)
            self.moved.received += self.contents.has(name) and not batch[name].is_preview
        return name


def _octets(one: Named) -> bytes:
    return bytes.fromhex(one.name)
