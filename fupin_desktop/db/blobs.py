"""Photos and scans under the hash of their content, encrypted one by one; added, never overwritten."""

import filecmp
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from fupin_desktop.db.engine import world_errors
from fupin_desktop.db.parts import Parts
from fupin_desktop.db.replacing import flush
from fupin_desktop.domain.errors import Unavailable

ATTACHMENTS = "attachments"  # beside the database, and beside backups
COMING = "coming"  # within it: what has come in part, as db/parts.py keeps it
MARK = b"FPB1"  # suite: ChaCha20-Poly1305 under a key of its own, bound to the content's hash
NONCE_BYTES = 12


class Blobs:
    """The attachments folder of a registry."""

    def __init__(self, folder: Path, data_key: bytes) -> None:
        self.folder = folder
        self._key = hashlib.blake2b(b"blobs", key=data_key, digest_size=32).digest()
        self._parts = Parts(data_key)

    def put(self, content: bytes) -> str:
        """Keep content; returns its SHA-256 by which it is found again."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        name = hashlib.sha256(content).hexdigest()
        file = self._file(name)
        with suppress(Unavailable):
            self.get(name)
            return name  # already here and whole; a damaged one is written anew
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = MARK + nonce + ChaCha20Poly1305(self._key).encrypt(nonce, content, name.encode())
        with world_errors("保存附件"):
            file.parent.mkdir(parents=True, exist_ok=True)
            partial = file.with_suffix(".part")
            try:
                with partial.open("wb") as out:
                    out.write(sealed)
                    out.flush()
                    os.fsync(out.fileno())
                partial.replace(file)
            finally:
                partial.unlink(missing_ok=True)  # a full disk is not filled further by what could not be kept
        return name

    def get(self, name: str) -> bytes:
        """The content of that hash; Unavailable if it is missing or was damaged."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        if not self.has(name):
            raise Unavailable("这份附件不在本机：和县里同步照片以后就能看。如果它原来在本机，请从备份恢复。")
        with world_errors("读取附件"):
            sealed = self._file(name).read_bytes()
        try:
            nonce, body = sealed.removeprefix(MARK)[:NONCE_BYTES], sealed[len(MARK) + NONCE_BYTES :]
            return ChaCha20Poly1305(self._key).decrypt(nonce, body, name.encode())
        except (InvalidTag, ValueError):  # ValueError: cut off within the nonce
            raise Unavailable("这份附件的文件已损坏。请从备份恢复附件文件夹。") from None

    def has(self, name: str) -> bool:
        """Whether the content is here."""
        return self._file(name).exists()

    def begun(self) -> dict[str, int]:
        """What has come in part: hashes, and how many bytes are here."""
        found = {file.name: self._parts.here(file)[0] for file in (self.folder / COMING).glob("*")}
        return {name: here for name, here in found.items() if here}

    def add(self, name: str, total: int, offset: int, piece: bytes) -> int:
        """Keep the next piece of what comes; returns how many bytes are here now, 0 if the whole is not its hash."""
        file = self.folder / COMING / name
        here = self._parts.append(file, name, total, offset, piece)
        if here < total:
            return here
        is_right = self._parts.proven(file, name)
        if is_right:
            self.put(b"".join(self._parts.read(file, name)))
        file.unlink(missing_ok=True)
        return total if is_right else 0

    def names(self) -> set[str]:
        """Every hash that is kept."""
        return {file.name for file in _kept_in(self.folder)}

    def _file(self, name: str) -> Path:
        return self.folder / name[:2] / name


def copy_missing(source: Path, target: Path, aside: Path | None = None) -> None:
    """Add what another folder has more; with `aside`, a file that is there but otherwise is kept there.

    It is otherwise when it is damaged, or sealed under another key.
    """
    for file in _kept_in(source):
        copy = target / file.parent.name / file.name
        if copy.exists() and aside is not None and not filecmp.cmp(file, copy):
            kept = aside / file.parent.name / file.name
            kept.parent.mkdir(parents=True, exist_ok=True)
            copy.replace(kept)
        if not copy.exists():
            _copy(file, copy)


def _kept_in(folder: Path) -> Iterator[Path]:
    return (file for file in folder.glob("??/*") if not file.suffix)


def _copy(file: Path, copy: Path) -> None:
    """A second name where the disk is the same, a copy elsewhere."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, copy)
    except OSError:
        partial = copy.with_suffix(".part")
        shutil.copy2(file, partial)
        flush(partial)
        partial.replace(copy)
