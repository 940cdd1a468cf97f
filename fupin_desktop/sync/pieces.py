"""A stream of bytes sealed in pieces, of which the last says that it is the last: a cut-off file is known as one.

piece = length (4) · ChaCha20-Poly1305 under a key used once; the nonce counts the pieces and marks the last.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

PIECE = 1 << 16
TAG = 16
COUNTER_BYTES = 11


class Cut(ValueError):
    """The file ends before its end: the stick was pulled, or the copying was."""


class Altered(ValueError):
    """A piece that is not what was written."""


def sealed(content: Iterable[bytes], key: bytes, context: bytes) -> Iterator[bytes]:
    """The content as sealed pieces."""
    cipher, number, waiting = ChaCha20Poly1305(key), 0, bytearray()
    for some in content:
        waiting += some
        while len(waiting) > PIECE:
            yield _piece(cipher.encrypt(_nonce(number, last=False), bytes(waiting[:PIECE]), context))
            del waiting[:PIECE]
            number += 1
    yield _piece(cipher.encrypt(_nonce(number, last=True), bytes(waiting), context))


def opened(source: BinaryIO, key: bytes, context: bytes) -> Iterator[bytes]:
    """What the pieces hold; Cut if the last one is not there, Altered if one does not open or something follows."""
    cipher, number = ChaCha20Poly1305(key), 0
    head = source.read(4)
    while True:
        size = int.from_bytes(head, "big")
        if len(head) == 4 and size > PIECE + TAG:
            raise Altered("a piece larger than any")
        body = source.read(size)
        if len(head) < 4 or len(body) < size:
            raise Cut("the last piece is not there")
        head = source.read(4)
        try:
            yield cipher.decrypt(_nonce(number, last=not head), body, context)
        except InvalidTag:
            raise _why(cipher, number, body, context, head) from None
        if not head:
            return
        number += 1


def _why(cipher: ChaCha20Poly1305, number: int, body: bytes, context: bytes, head: bytes) -> ValueError:
    """A piece at the end of the file that opens as one in the middle: what followed it is missing."""
    try:
        cipher.decrypt(_nonce(number, last=bool(head)), body, context)
    except InvalidTag:
        return Altered("a piece that does not open")
    return Altered("something follows the last piece") if head else Cut("the last piece is not there")


def _piece(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(COUNTER_BYTES, "big") + bytes((last,))
