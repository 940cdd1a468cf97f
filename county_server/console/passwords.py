"""Passwords of the staff: what of them is kept, and whether one is right."""

import hmac
import secrets

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from fupin_desktop.domain.errors import Refused

LEAST, MOST = 10, 200
SUITE = b"\1"  # scrypt with the numbers below: 32 MB and some 80 ms for each try
_SALT = 16
NOBODYS = SUITE + bytes(_SALT) + bytes(32)  # so that a name that nobody has takes as long as one that somebody has


def kept_form(password: str) -> bytes:
    """What is kept of a password; Refused if it is too easy to guess."""
    if not LEAST <= len(password) <= MOST:
        raise Refused(f"密码要有 {LEAST} 到 {MOST} 个字符。可以用几个不相干的词连起来，好记又难猜。")
    if len(set(password)) < LEAST // 2:
        raise Refused("密码里重复的字太多，容易被猜中。请换一个。")
    salt = secrets.token_bytes(_SALT)
    return SUITE + salt + _stretched(password, salt)


def is_right(password: str, kept: bytes) -> bool:
    """Whether it is the password of which this was kept."""
    salt, wanted = kept[1 : 1 + _SALT], kept[1 + _SALT :]
    return hmac.compare_digest(_stretched(password[: MOST + 1], salt), wanted)


def _stretched(password: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=1 << 15, r=8, p=1).derive(password.encode("utf-8", "replace"))
