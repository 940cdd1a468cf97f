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
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= HEAD_BYTES:
            kind, size = _head(waiting)
            if len(waiting) < HEAD_BYTES + size:
                break
            content = bytes(waiting[HEAD_BYTES : HEAD_BYTES + size])
            del waiting[: HEAD_BYTES + size]
            yield Frame(kind, content)
    if len(waiting) > HEAD_BYTES:
        yield Frame(_head(waiting)[0], bytes(waiting[HEAD_BYTES:]), whole=False)


def _head(waiting: bytearray) -> tuple[FrameKind, int]:
    size = int.from_bytes(waiting[1:HEAD_BYTES], "big")
    if waiting[0] not in FrameKind.__members__.values() or size > MOST_BYTES:
        raise BadFrame(f"frame of kind {waiting[0]} and {size} bytes")
    return FrameKind(waiting[0]), size
