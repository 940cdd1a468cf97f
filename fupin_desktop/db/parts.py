"""Contents that come piece by piece: files of sealed blocks, each readable and provable by itself.

    mark (4) · size of the whole (8) · blocks: nonce (12) · 16 kB sealed, bound to the content's hash and its place

Where a file lies, and whether its content may be believed, is for others to say; a torn last block is passed over.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from fupin_desktop.db.engine import world_errors
from fupin_desktop.db.replacing import flush
from fupin_desktop.domain.errors import Unavailable

MARK = b"FPC1"
HEAD = len(MARK) + 8
BLOCK = 1 << 14
NONCE, TAG = 12, 16
SEALED = NONCE + BLOCK + TAG
DAMAGED = "这份附件的文件已损坏。请从备份恢复附件文件夹。"


class Parts:
    """Reads and writes such files under one key."""

    def __init__(self, data_key: bytes) -> None:
        self._key = hashlib.blake2b(b"parts", key=data_key, digest_size=32).digest()

    def here(self, file: Path) -> tuple[int, int]:
        """How many bytes of the content are in a file, and how many it will have; (0, 0) where there is no file."""
        try:
            size = file.stat().st_size
            with file.open("rb") as source:
                head = source.read(HEAD)
        except FileNotFoundError:
            return 0, 0
        if len(head) < HEAD or not head.startswith(MARK):
            return 0, 0
        total = int.from_bytes(head[len(MARK) :], "big")
        blocks, rest = divmod(size - HEAD, SEALED)
        last = total - blocks * BLOCK
        ends = 0 < last < BLOCK and rest == NONCE + last + TAG
        return min(total, blocks * BLOCK) + (last if ends else 0), total

    def append(self, file: Path, name: str, total: int, offset: int, piece: bytes) -> int:
        """Add the next block; returns how many bytes are there now. One that is not the next changes nothing."""
        here, expected = self.here(file)
        if offset != here or (here and expected != total):
            return here
        with world_errors("保存附件"):
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("rb+" if here else "wb") as out:
                if not here:
                    out.write(MARK + total.to_bytes(8, "big"))
                out.seek(HEAD + offset // BLOCK * SEALED)
                out.write(self._sealed(name, total, offset, piece))
                out.truncate()
        return offset + len(piece)

    def read(self, file: Path, name: str, offset: int = 0) -> Iterator[bytes]:
        """The blocks from an offset on; Unavailable at the first that is missing or damaged."""
        _, total = self.here(file)
        with world_errors("读取附件"), file.open("rb") as source:
            source.seek(HEAD + offset // BLOCK * SEALED)
            for start in range(offset, total, BLOCK):
                yield self._opened(source, name, total, start)

    def proven(self, file: Path, name: str) -> bool:
        """Whether the whole is there and is what its name says."""
        made = hashlib.sha256()
        try:
            for piece in self.read(file, name):
                made.update(piece)
        except Unavailable:
            return False
        return made.hexdigest() == name

    def keep(self, file: Path, target: Path) -> None:
        """Give a finished file its place for good."""
        with world_errors("保存附件"):
            target.parent.mkdir(parents=True, exist_ok=True)
            flush(file)
            os.replace(file, target)

    @cached_property
    def _cipher(self) -> Any:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        return ChaCha20Poly1305(self._key)

    def _sealed(self, name: str, total: int, offset: int, piece: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher.encrypt(nonce, piece, _place(name, total, offset))

    def _opened(self, source: BinaryIO, name: str, total: int, offset: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        sealed = source.read(NONCE + min(BLOCK, total - offset) + TAG)
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _place(name, total, offset))
        except (InvalidTag, ValueError):  # ValueError: cut off within the nonce
            raise Unavailable(DAMAGED) from None


def _place(name: str, total: int, offset: int) -> bytes:
    return f"{name} {total} {offset}".encode()
