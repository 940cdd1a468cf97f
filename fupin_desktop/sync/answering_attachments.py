"""The side that answers about photos and scans: what is there, chunks taken in, chunks given to whoever may see them.

A content is taken where a record of the asking device's regions names it, and given out where a device of these very
regions has given it: to know a hash is not enough (docs/exchange.md §10).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fupin_desktop.sync.answering import Answering
from fupin_desktop.sync.attachments import (
    FULL,
    UNKNOWN,
    WHOLE,
    WRONG,
    Chunk,
    Damaged,
    Given,
    There,
    digest,
    packed_given,
    read_chunk,
    read_digest,
    short,
    unpacked_wanted,
)
from fupin_desktop.sync.carrying import GIVE, STATE
from fupin_desktop.sync.frames import FrameKind, framed, frames
from fupin_desktop.sync.signing import Purpose, sign
from fupin_desktop.sync.transfer import until_lost


class Full(Exception):
    """The disk has no room for photos."""


class ServedContents(Protocol):
    """Where a server keeps contents; hashes are bytes here, regions are those for which a content was given."""

    @property
    def is_full(self) -> bool: ...
    def there(self, prefixes: Collection[str]) -> set[bytes]: ...
    def given_for(self, names: Collection[bytes], prefixes: Collection[str]) -> set[bytes]: ...
    def regions_naming(self, name: bytes, prefixes: Collection[str]) -> set[str]: ...
    def begun(self, device: str) -> Mapping[bytes, int]: ...
    def add(self, device: str, chunk: Chunk) -> int: ...
    def finish(self, device: str, chunk: Chunk, regions: Collection[str]) -> bool: ...
    def read(self, name: bytes, offset: int) -> Iterator[Chunk]: ...


@dataclass(frozen=True, slots=True)
class AnsweringAttachments:
    """One server over one store of contents."""

    answering: Answering
    contents: ServedContents

    def state(self, token: bytes, request: bytes) -> bytes:
        """What is there of the asking device's regions."""
        asking, before = self.answering.asking(token), read_digest(request)
        names = frozenset(short(name) for name in self.contents.there(asking.prefixes))
        told = None if digest(names) == before else names
        there = There(told, self.contents.begun(asking.device), self.contents.is_full)
        return self._signed(token + STATE + request, there.to_bytes())

    def give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Take in what comes, up to where the line breaks: every whole chunk is kept."""
        asking = self.answering.asking(token)
        taking = _Taking(self.contents, asking.device, asking.prefixes)
        for frame in frames(until_lost(pieces)):
            if frame.kind is FrameKind.CHUNK and frame.whole:
                taking.take(frame.content)
        return self._signed(token + GIVE, packed_given(taking.given.values()))

    def take(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Give what was asked for, in that order, as much as may come; what may not be seen is passed over."""
        asking, (most, wanted) = self.answering.asking(token), unpacked_wanted(request)
        allowed = self.contents.given_for([name for name, _ in wanted], asking.prefixes)
        return self._giving([one for one in wanted if one[0] in allowed], most)

    def _giving(self, wanted: Iterable[tuple[bytes, int]], most: int) -> Iterator[bytes]:
        for name, offset in wanted:
            for chunk in self.contents.read(name, offset):
                if most <= 0:
                    break
                yield chunk.framed()
                most -= len(chunk.content)
        yield framed(FrameKind.END, b"")

    def _signed(self, asked: bytes, body: bytes) -> bytes:
        return sign(self.answering.me.keys, Purpose.ATTACHMENTS, asked + body) + body


@dataclass(slots=True)
class _Taking:
    contents: ServedContents
    device: str
    prefixes: Collection[str]
    given: dict[bytes, Given] = field(default_factory=dict[bytes, Given])
    _regions: dict[bytes, set[str]] = field(default_factory=dict[bytes, set[str]])

    def take(self, frame: bytes) -> None:
        """One chunk; what is not kept is told with its word."""
        try:
            chunk = read_chunk(frame)
        except Damaged:
            return
        before = self.given.get(chunk.name)
        if before is not None and before.word:
            return
        self.given[chunk.name] = self._kept(chunk)

    def _kept(self, chunk: Chunk) -> Given:
        regions = self._naming(chunk.name)
        if not regions:
            return Given(chunk.name, 0, UNKNOWN)
        if self.contents.given_for([chunk.name], self.prefixes):
            return Given(chunk.name, chunk.total, WHOLE)
        try:
            here = self.contents.add(self.device, chunk)
        except Full:
            return Given(chunk.name, 0, FULL)
        if here < chunk.total:
            return Given(chunk.name, here)
        is_whole = self.contents.finish(self.device, chunk, regions)
        return Given(chunk.name, here, WHOLE) if is_whole else Given(chunk.name, 0, WRONG)

    def _naming(self, name: bytes) -> set[str]:
        if name not in self._regions:
            self._regions[name] = self.contents.regions_naming(name, self.prefixes)
        return self._regions[name]
