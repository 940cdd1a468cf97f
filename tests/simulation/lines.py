"""Lines between computers: whole, cut at any byte, or handing on messages twice, out of order, cut short, altered.

Each stands where sync/http.py stands, and hands on to the very code of the server.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from fupin_desktop.sync.frames import Frame, FrameKind, framed, frames
from fupin_desktop.sync.protocol import County, LineLost


@dataclass
class Overheard:
    """What went over the line, all of it: for the trace, for scope, and for whoever replays it later."""

    digest: "blake2b" = field(default_factory=lambda: blake2b(digest_size=16))
    size: int = 0
    pushes: list[list[bytes]] = field(default_factory=list[list[bytes]])
    answers: list[bytes] = field(default_factory=list[bytes])
    pulled: list[bytes] = field(default_factory=list[bytes])
    trips: int = 0

    def hear(self, content: bytes) -> bytes:
        """Take note of some bytes."""
        self.digest.update(len(content).to_bytes(4, "big") + content)
        self.size += len(content)
        return content


@dataclass
class Line:
    """A line that hands everything on."""

    county: County
    chance: random.Random
    heard: Overheard = field(default_factory=Overheard)

    def hello(self, request: bytes) -> bytes:
        """Pass on."""
        return self._answer(self.county.hello(self._request(request)))

    def compare(self, token: bytes, request: bytes) -> bytes:
        """Pass on."""
        return self._answer(self.county.compare(token, self._request(request)))

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Pass on."""
        self.heard.trips += 1
        return self._answer(self.county.push(token, self._pushed(token, pieces)))

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Pass on."""
        for piece in self._pulled(self.county.pull(token, self._request(request))):
            self.heard.pulled.append(piece)
            yield self.heard.hear(piece)

    def _request(self, content: bytes) -> bytes:
        self.heard.trips += 1
        return self.heard.hear(content)

    def _answer(self, content: bytes) -> bytes:
        self.heard.answers.append(content)
        return self.heard.hear(content)

    def _pushed(self, token: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
        self.heard.pushes.append([])
        for piece in pieces:
            self.heard.pushes[-1].append(piece)
            yield self.heard.hear(piece)

    def _pulled(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        return pieces


@dataclass
class CutLine(Line):
    """It breaks after so many bytes in all, whichever way they go."""

    left: int = 0

    def _request(self, content: bytes) -> bytes:
        return super()._request(self._whole(content))

    def _answer(self, content: bytes) -> bytes:
        return super()._answer(self._whole(content))

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """The server hears what came through, also when the line breaks in the middle."""
        self.heard.trips += 1
        heard = self.county.push(token, self._through(super()._pushed(token, pieces)))
        if self.left <= 0:
            raise LineLost
        return self._answer(heard)

    def _pulled(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        return self._through(pieces)

    def _whole(self, content: bytes) -> bytes:
        self.left -= len(content)
        if self.left < 0:
            raise LineLost
        return content

    def _through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            passed = piece[: max(0, self.left)]
            self.left -= len(piece)
            if passed:
                yield passed
            if self.left < 0:
                raise LineLost


@dataclass
class TwiceLine(Line):
    """Every request arrives twice; the second answer is heard, except of what is pulled, where it is the first."""

    def hello(self, request: bytes) -> bytes:
        """Hand on twice."""
        self.county.hello(request)
        return super().hello(request)

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Hand on twice."""
        whole = list(pieces)
        self.county.push(token, iter(whole))
        return super().push(token, iter(whole))

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Hand on twice."""
        list(self.county.pull(token, request))
        return super().pull(token, request)


@dataclass
class MixedLine(Line):
    """What is sent in one stream arrives in another order, some of it twice: segments before those they stand on."""

    def _pushed(self, token: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
        yield from super()._pushed(token, self._mixed(pieces))

    def _pulled(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        return self._mixed(pieces)

    def _mixed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        found = list(frames(pieces))
        several = [one for one in found if one.kind is FrameKind.SEGMENT]
        several += self.chance.sample(several, len(several) // 2)
        self.chance.shuffle(several)
        before = [one for one in found if one.kind in (FrameKind.HEAD, FrameKind.CREDENTIALS)]
        after = [one for one in found if one.kind is FrameKind.END]
        yield from (_bytes_of(one) for one in (*before, *several, *after))


@dataclass
class ShortLine(Line):
    """A proxy that hands on the beginning of one answer as if it were all of it."""

    trip: int = 1

    def _answer(self, content: bytes) -> bytes:
        return super()._answer(content[: self.chance.randrange(len(content) + 1)] if self._now() else content)

    def _pulled(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        whole = b"".join(pieces)
        yield whole[: self.chance.randrange(len(whole) + 1)] if self._now() else whole

    def _now(self) -> bool:
        return self.heard.trips == self.trip


@dataclass
class AlteredLine(Line):
    """One bit is turned in what one side sends."""

    trip: int = 1

    def _request(self, content: bytes) -> bytes:
        return super()._request(self._turned(content) if self.heard.trips + 1 == self.trip else content)

    def _pushed(self, token: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
        whole = b"".join(pieces)
        yield from super()._pushed(token, [self._turned(whole) if self.heard.trips == self.trip else whole])

    def _pulled(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        whole = b"".join(pieces)
        yield self._turned(whole) if self.heard.trips == self.trip else whole

    def _turned(self, content: bytes) -> bytes:
        if not content:
            return content
        place = self.chance.randrange(len(content))
        return content[:place] + bytes((content[place] ^ 1 << self.chance.randrange(8),)) + content[place + 1 :]


def _bytes_of(one: Frame) -> bytes:
    return framed(one.kind, one.content)
