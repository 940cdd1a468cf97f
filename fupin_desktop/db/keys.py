"""The data key of a registry, wrapped by the passphrase and again by the recovery code, in `keys.json`.

The recovery code is kept on a sealed sheet at the township: when a passphrase is forgotten, it is read over
the telephone. Only wrapped keys are ever written.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from fupin_desktop.domain.errors import Refused, Unavailable

SUITE = "scrypt-chacha20poly1305-1"
COST = {"n": 2**15, "r": 8, "p": 1}  # 32 MB, about 0.1 s on a village laptop
GROUPS = 8  # of four digits and a check digit each: about 106 bits


def new_key() -> bytes:
    """A random data key of 32 bytes."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """A code that can be read over the telephone: groups of five digits, the fifth checks the group."""
    groups = (f"{secrets.randbelow(10_000):04d}" for _ in range(GROUPS))
    return "-".join(group + _check_digit(place, group) for place, group in enumerate(groups))


def misheard_groups(code: str) -> list[int]:
    """The groups (from 1) of a recovery code whose check digit does not hold; [0] if the length is wrong."""
    digits = _digits(code)
    if len(digits) != 5 * GROUPS:
        return [0]
    groups = [digits[start : start + 5] for start in range(0, len(digits), 5)]
    return [n + 1 for n, group in enumerate(groups) if group[4] != _check_digit(n, group[:4])]


def write_keys(file: Path, key: bytes, passphrase: str, recovery_code: str | None) -> None:
    """Wrap the key and write the file anew; without a code, the wrapping by the recovery code is kept."""
    wraps = {"passphrase": _wrap(key, passphrase)}
    if recovery_code is not None:
        wraps["recovery"] = _wrap(key, _digits(recovery_code))
    elif file.exists():
        wraps["recovery"] = _read(file)["recovery"]
    partial = file.with_suffix(".part")
    with partial.open("w", encoding="utf-8") as out:
        json.dump({"suite": SUITE, "wraps": wraps}, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(file)


def unlock(file: Path, passphrase: str) -> bytes:
    """The data key by the passphrase."""
    key = _unwrap(_read(file)["passphrase"], passphrase)
    if key is None:
        raise Refused("口令不对。请看清大小写和输入法再试；忘记了可点「忘记口令」，用恢复码重设。")
    return key


def unlock_by_recovery(file: Path, code: str) -> bytes:
    """The data key by the recovery code."""
    wrong = misheard_groups(code)
    if wrong == [0]:
        raise Refused(f"恢复码应为 {GROUPS} 组、每组 5 位数字，请对照封存的恢复单重新输入。")
    if wrong:
        raise Refused(f"恢复码第 {'、'.join(map(str, wrong))} 组听错或抄错了，请请对方再读一遍这几组。")
    key = _unwrap(_read(file)["recovery"], _digits(code))
    if key is None:
        raise Refused("这个恢复码不是本登记库的，请核对恢复单上的村名和日期。")
    return key


def _check_digit(place: int, group: str) -> str:
    weighted: Iterator[int] = ((3 if n % 2 else 7) * int(digit) for n, digit in enumerate(group))
    return str((sum(weighted) + place) % 10)


def _digits(code: str) -> str:
    return "".join(char for char in code if char.isdecimal() and char.isascii())


def _stretch(secret: str, salt: bytes, cost: dict[str, int]) -> bytes:
    if cost != COST:  # whoever wrote other costs wants to exhaust this machine, or to be guessed quickly
        raise Unavailable("钥匙文件里的参数不对，可能已损坏，请从最近的备份恢复。")
    return hashlib.scrypt(
        secret.encode(), salt=salt, dklen=32, maxmem=128 * 2**20, n=COST["n"], r=COST["r"], p=COST["p"]
    )


def _wrap(key: bytes, secret: str) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = ChaCha20Poly1305(_stretch(secret, salt, COST)).encrypt(nonce, key, SUITE.encode())
    texts = {name: base64.b64encode(raw).decode() for name, raw in (("salt", salt), ("nonce", nonce), ("key", sealed))}
    return texts | {"cost": COST}


def _unwrap(wrap: dict[str, Any], secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        salt, nonce, sealed = (base64.b64decode(wrap[name]) for name in ("salt", "nonce", "key"))
        return ChaCha20Poly1305(_stretch(secret, salt, wrap["cost"])).decrypt(nonce, sealed, SUITE.encode())
    except InvalidTag:
        return None
    except (KeyError, TypeError, ValueError):
        raise Unavailable("钥匙文件已损坏，请从最近的备份恢复。") from None


def _read(file: Path) -> dict[str, Any]:
    """The wrapped keys by whom they answer to."""
    try:
        content = cast("dict[str, Any]", json.loads(file.read_text("utf-8")))
        if str(content["suite"]) != SUITE:
            raise Refused("这个登记库是较新的程序建立的，请先升级本程序再打开。")
        return {name: content["wraps"][name] for name in ("passphrase", "recovery")}
    except FileNotFoundError:
        raise Unavailable(f"登记库里缺少钥匙文件 {file.name}，请从最近的备份恢复。") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise Unavailable(f"钥匙文件 {file.name} 读不出来或已损坏，请从最近的备份恢复。") from None
