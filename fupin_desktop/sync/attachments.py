"""What two sides say about photos and scans: chunks, lists of hashes, what became of each; limits before anything else.

Which contents travel is carrying.py's and answering_attachments.py's affair (docs/exchange.md §10).
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from fupin_desktop.sync.frames import FrameKind, framed
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.signing import NotVouched
from fupin_desktop.sync.stated import items, octets, whole

CHUNK = 1 << 14  # bytes: three seconds of a modem's line
MOST_CONTENT = 64 << 20
MOST_BATCH = 4 << 20  # of chunks in one request
MOST_NAMES = 1_000  # in one request
MOST_MESSAGE = 16 << 20
HASH_BYTES, SHORT_BYTES, CHECK_BYTES = 32, 8, 16
PLACE_BYTES = HASH_BYTES + 8 + 8
HEAD_BYTES = PLACE_BYTES + CHECK_BYTES
WHOLE, UNKNOWN, FULL, WRONG = "whole", "unknown", "full", "wrong"
WORDS = ("", WHOLE, UNKNOWN, FULL, WRONG)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one content: `name` is the SHA-256 of the whole, `total` its size."""

    name: bytes
    total: int
    offset: int
    content: bytes

    def framed(self) -> bytes:
        """As it travels."""
        place = self.name + self.total.to_bytes(8, "big") + self.offset.to_bytes(8, "big")
        return framed(FrameKind.CHUNK, place + _check(place, self.content) + self.content)

    @property
    def is_last(self) -> bool:
        """Whether nothing follows it."""
        return self.offset + len(self.content) == self.total


class Damaged(BadMessage):
    """A chunk that is not what was sent: it alone is thrown away."""


def read_chunk(frame: bytes) -> Chunk:
    """A chunk as it came; BadMessage if it claims what cannot be, Damaged if it is not what was sent."""
    if len(frame) <= HEAD_BYTES:
        raise BadMessage("no chunk")
    place, check, content = frame[:PLACE_BYTES], frame[PLACE_BYTES:HEAD_BYTES], frame[HEAD_BYTES:]
    if check != _check(place, content):
        raise Damaged("a chunk that was altered")
    total = int.from_bytes(place[HASH_BYTES : HASH_BYTES + 8], "big")
    offset = int.from_bytes(place[HASH_BYTES + 8 :], "big")
    if not 0 < total <= MOST_CONTENT:
        raise BadMessage(f"a content of {total} bytes, {MOST_CONTENT} at most")
    if offset % CHUNK or offset >= total or len(content) != min(CHUNK, total - offset):
        raise BadMessage("a chunk that does not fit where it says")
    return Chunk(place[:HASH_BYTES], total, offset, content)


def chunks_of(name: bytes, content: bytes, offset: int = 0) -> Iterable[Chunk]:
    """A whole content in chunks, from an offset on."""
    for start in range(offset, len(content), CHUNK):
        yield Chunk(name, len(content), start, content[start : start + CHUNK])


def short(name: bytes) -> bytes:
    """How a hash stands in long lists; two of a village will not begin alike."""
    return name[:SHORT_BYTES]


def digest(names: Iterable[bytes]) -> bytes:
    """A digest over a list of short hashes: equal for equal sets."""
    return hashlib.blake2b(b"".join(sorted(names)), digest_size=16, person=b"fupin contents").digest()


@dataclass(frozen=True, slots=True)
class There:
    """What the server says to have: `names` None where it is as was said before."""

    names: frozenset[bytes] | None = None
    begun: Mapping[bytes, int] = field(default_factory=dict[bytes, int])  # bytes here of what this device has begun
    is_full: bool = False

    def to_bytes(self) -> bytes:
        """As it travels."""
        names = None if self.names is None else b"".join(sorted(self.names))
        return pack([names, dict(self.begun), self.is_full])

    @classmethod
    def from_bytes(cls, content: bytes) -> "There":
        """As it came; BadMessage if it is none."""
        plain, begun, is_full = _list(content, 3)
        names = None if plain is None else _octets(plain)
        if not isinstance(begun, dict) or len(names or b"") % SHORT_BYTES:
            raise BadMessage("no list of hashes")
        unfinished = cast("dict[object, object]", begun).items()
        known = {_octets(name, HASH_BYTES): _whole(size) for name, size in unfinished}
        return cls(None if names is None else frozenset(_cut(names, SHORT_BYTES)), known, is_full is True)


@dataclass(frozen=True, slots=True)
class Given:
    """What became of one content that was sent: how many of its bytes are there, and a word."""

    name: bytes
    here: int
    word: str = ""


def packed_given(given: Collection[Given]) -> bytes:
    """As it travels."""
    return pack([[one.name, one.here, one.word] for one in given])


def unpacked_given(content: bytes) -> list[Given]:
    """As it came."""
    found: list[Given] = []
    for one in _list(content):
        name, here, word = _items(one, 3)
        found.append(Given(_octets(name, HASH_BYTES), _whole(here), word if word in WORDS else UNKNOWN))
    return found


def packed_wanted(most: int, wanted: Sequence[tuple[bytes, int]]) -> bytes:
    """How many bytes may come; which contents are asked for, and from which byte on."""
    return pack([most, [[name, offset] for name, offset in wanted]])


def unpacked_wanted(content: bytes) -> tuple[int, list[tuple[bytes, int]]]:
    """As it came; BadMessage where an offset is not one."""
    most, plain = _list(content, 2)
    found = _items(plain)
    if len(found) > MOST_NAMES:
        raise BadMessage(f"{len(found)} contents, {MOST_NAMES} at most")
    wanted = [(_octets(name, HASH_BYTES), _whole(offset)) for name, offset in (_items(one, 2) for one in found)]
    if any(offset % CHUNK or offset >= MOST_CONTENT for _, offset in wanted):
        raise BadMessage("no offset of a chunk")
    return min(_whole(most), MOST_BATCH), wanted


def read_digest(content: bytes) -> bytes:
    """What a question for the state says."""
    return _octets(_list(content, 1)[0], 16)


def _check(place: bytes, content: bytes) -> bytes:
    made = hashlib.blake2b(place, digest_size=CHECK_BYTES, person=b"fupin chunk")
    made.update(content)
    return made.digest()


def _cut(joined: bytes, size: int) -> Iterable[bytes]:
    return (joined[start : start + size] for start in range(0, len(joined), size))


def _list(content: bytes, size: int | None = None) -> list[object]:
    return _items(unpack(content, MOST_MESSAGE), size)


def _items(plain: object, size: int | None = None) -> list[object]:
    try:
        return items(plain, size)
    except NotVouched as error:
        raise BadMessage(str(error)) from None


def _octets(plain: object, size: int | None = None) -> bytes:
    try:
        return octets(plain, size)
    except NotVouched as error:
        raise BadMessage(str(error)) from None


def _whole(plain: object) -> int:
    try:
        return whole(plain)
    except NotVouched as error:
        raise BadMessage(str(error)) from None
