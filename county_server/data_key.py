"""The server's data key: a file that only the server may read, or one that a credential store hands it.

The key opens the SQLite file, and the private keys that stand in the database. Wrapped by a recovery code, which is
written on paper once, it also lies beside the database (keys.json), so that a backup and the paper are enough.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import BLAKE2b
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fupin_desktop.db import keys
from fupin_desktop.db.replacing import KEYS_NAME
from fupin_desktop.domain.errors import Unavailable

KEY_FILE = "FUPIN_COUNTY_KEY_FILE"
NAME = "data.key"
KEY_BYTES = 32
NONCE_BYTES = 12
SUITE = 1


def key_file(folder: Path) -> Path:
    """Where the key lies: as the environment says, else in the server's folder."""
    given = os.environ.get(KEY_FILE)
    return Path(given) if given else folder / NAME


def make_key(folder: Path) -> tuple[bytes, str]:
    """The key, made if none is there; with the recovery code that wraps it, which is kept nowhere."""
    key = read_key(folder) if key_file(folder).exists() else keys.new_key()
    code = keys.new_recovery_code()
    put_key(folder, key)
    keys.write_keys(folder / KEYS_NAME, key, as_passphrase(key), code)
    return key, code


def put_key(folder: Path, key: bytes) -> None:
    """Write the key into its file, unless it is there."""
    file = key_file(folder)
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".part")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key.hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
    partial.rename(file)


def read_key(folder: Path) -> bytes:
    """The key; Unavailable with one sentence if it is not there or is none."""
    file = key_file(folder)
    try:
        key = bytes.fromhex(file.read_text("ascii").strip())
    except FileNotFoundError:
        raise Unavailable(f"没有找到数据密钥「{file}」。请放回原处，或用恢复单上的恢复码从备份恢复。") from None
    except (OSError, ValueError):
        raise Unavailable(f"数据密钥「{file}」读不出来。请检查权限和内容，或用恢复单上的恢复码从备份恢复。") from None
    if len(key) != KEY_BYTES:
        raise Unavailable(f"数据密钥「{file}」不对。请放回原来的那一个。")
    return key


def as_passphrase(key: bytes) -> str:
    """What stands for a passphrase where backups want one: a server has nobody to type it."""
    return key.hex()


def sealed(key: bytes, name: str, content: bytes) -> bytes:
    """A secret as it stands in the database, bound to its name."""
    nonce = os.urandom(NONCE_BYTES)
    return bytes((SUITE,)) + nonce + ChaCha20Poly1305(_sealing(key)).encrypt(nonce, content, name.encode())


def opened(key: bytes, name: str, content: bytes) -> bytes:
    """The secret; Unavailable if it was sealed under another key."""
    nonce, rest = content[1 : 1 + NONCE_BYTES], content[1 + NONCE_BYTES :]
    try:
        return ChaCha20Poly1305(_sealing(key)).decrypt(nonce, rest, name.encode())
    except (InvalidTag, ValueError):
        raise Unavailable("数据密钥与这个县级库不配。请放回原来的数据密钥。") from None


def _sealing(key: bytes) -> bytes:
    return HKDF(algorithm=BLAKE2b(64), length=KEY_BYTES, salt=None, info=b"fupin county secrets").derive(key)
