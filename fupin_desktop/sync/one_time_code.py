"""The one-time code by which a laptop is enrolled: 26 letters and digits, read over the telephone, typed by hand.

It holds a secret that the county's server will know again, and the beginning of the authority's fingerprint, by which
the laptop knows the county again. Two letters check the others: any two that were mistyped are noticed here,
before anything is sent.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from fupin_desktop.domain.errors import Refused

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
READ_AS = str.maketrans("OIL", "011")
LENGTH = 26
CHECKS = 2
GROUP = 5
SECRET_BYTES = 6
FINGERPRINT_BYTES = 9  # 72 bits: to find another authority of the same beginning is beyond anybody's reach
_DATA = LENGTH - CHECKS
_BETWEEN = re.compile(r"[\s\-‐-―−－_.·、,，。]+")


@dataclass(frozen=True, slots=True)
class Code:
    """What a one-time code holds."""

    secret: bytes = field(repr=False)
    fingerprint: bytes  # its beginning


def shown(code: Code) -> str:
    """The code in groups of five, as it is written on the slip."""
    number = int.from_bytes(code.secret + code.fingerprint, "big")
    values = [number >> 5 * (_DATA - 1 - place) & 31 for place in range(_DATA)]
    letters = "".join(LETTERS[value] for value in (*values, *_checks(values)))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> Code:
    """The code that was typed; Refused says, in Chinese, what is wrong with it."""
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(READ_AS)
    for place, letter in enumerate(letters):
        if letter not in LETTERS:
            raise Refused(
                f"接入码第 {place // GROUP + 1} 组里的「{letter}」不对：接入码只有数字和字母，没有 U。请对照重打。"
            )
    if len(letters) != LENGTH:
        raise Refused(f"接入码应有 {LENGTH} 个字母和数字，现在是 {len(letters)} 个，请对照县里给的接入码重打。")
    values = [LETTERS.index(letter) for letter in letters]
    if tuple(values[_DATA:]) != _checks(values[:_DATA]):
        raise Refused("接入码有打错的地方，请一组一组对照县里给的接入码。还没有发送任何内容。")
    number = 0
    for value in values[:_DATA]:
        number = number << 5 | value
    content = number.to_bytes(SECRET_BYTES + FINGERPRINT_BYTES, "big")
    return Code(content[:SECRET_BYTES], content[SECRET_BYTES:])


def _checks(values: list[int]) -> tuple[int, int]:
    """The sum of the letters, and their sum weighted by place, in the field of 32: one error shows in both."""
    plain = weighted = 0
    for value in values:
        plain ^= value
        weighted = _doubled(weighted ^ value)
    return plain, weighted


def _doubled(value: int) -> int:
    return value << 1 ^ (0b100101 if value & 16 else 0)
