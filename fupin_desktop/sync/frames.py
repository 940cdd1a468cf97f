"""A stream of bytes cut into frames, written by one side and read by the other as they come, also half of one.

frame = kind (1) · length (4) · content. What a frame means is its receiver's affair; here only sizes are judged.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

HEAD_BYTES = 5
MOST_BYTES = 1 << 22  # of one frame; a segment is far smaller


class FrameKind(IntEnum):
    """What a frame holds."""

    HEAD = 1  # a message that says what follows
    CREDENTIALS = 2  # certificates and incarnation statements of streams that follow
    SEGMENT = 3  # name (16) · total (4) · offset (4) · bytes
    CHUNK = 4  # of an attachment: hash (32) · total (8) · offset (8) · bytes
    END = 5  # nothing follows, and nothing was cut off
    CHRONICLE = 6  # as a segment: many chains in one, for whoever asked for them


class Frame(NamedTuple):
    """One frame; `whole` is False if the line was lost within it, and then `content` is what came."""

    kind: FrameKind
    content: bytes
    whole: bool = True


class BadFrame(ValueError):
    """Bytes that are no frames: another program, or a broken one."""


def framed(kind: FrameKind, content: bytes) -> bytes:
    """One frame as bytes."""
    return bytes((kind,)) + len(content).to_bytes(4, "big") + content


def frames(pieces: Iterable[bytes]) -> Iterator[Frame]:
    """The frames of a stream that arrives in pieces of any size; the last one may be cut off."""
    arriving = Arriving()
    for piece in pieces:
        yield from arriving.frames(piece)
    if begun := arriving.begun():
        yield begun


class Arriving:
    """Puts pieces together as they come, for whoever may have to stop between two of them."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    @property
    def size(self) -> int:
        """How many bytes wait for the rest of their frame."""
        return len(self._waiting)

    def frames(self, piece: bytes) -> Iterator[Frame]:
        """The frames that this piece completes; BadFrame if they are none, and then nothing waits."""
        self._waiting += piece
        while len(self._waiting) >= HEAD_BYTES:
            kind, size = self._head()
            if len(self._waiting) < HEAD_BYTES + size:
                break
            content = bytes(self._waiting[HEAD_BYTES : HEAD_BYTES + size])
            del self._waiting[: HEAD_BYTES + size]
            yield Frame(kind, content)

    def begun(self) -> Frame | None:
        """The frame of which only a part has come, if there is one."""
        if len(self._waiting) <= HEAD_BYTES:
            return None
        kind, _ = self._head()
        content = bytes(self._waiting[HEAD_BYTES:])
        self._waiting.clear()
        return Frame(kind, content, whole=False)

    def _head(self) -> tuple[FrameKind, int]:
        size = int.from_bytes(self._waiting[1:HEAD_BYTES], "big")
        kind = self._waiting[0]
        if kind not in FrameKind.__members__.values() or size > MOST_BYTES:
            self._waiting.clear()
            raise BadFrame(f"frame of kind {kind} and {size} bytes")
        return FrameKind(kind), size
