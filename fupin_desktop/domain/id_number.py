"""The resident identity number (GB 11643-1999) and the disability certificate (reference: domain.md §9.1–9.2).

Pure functions over text; a number is never corrected or guessed, only read.
"""

import unicodedata
from datetime import date

from fupin_desktop.fields.days import first_day

LENGTHS = (15, 18, 20, 22)  # old, present, disability certificate, reissued certificate
PLACEHOLDER_PREFIX = "999999"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def normalised(number: str) -> str:
    """The number as it should be written: half-width, no blanks, capital X."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def is_placeholder(number: str) -> bool:
    """Whether the text stands for "has no number": one digit repeated, or the prefix 999999."""
    return not number or number.startswith(PLACEHOLDER_PREFIX) or len(set(number)) == 1


def identity(number: str | None) -> str | None:
    """The 18 characters by which two records are known to be one person; None if they cannot be had."""
    shown = normalised(number or "")
    if is_placeholder(shown):
        return None
    if len(shown) == 15 and shown.isdecimal():
        body = shown[:6] + "19" + shown[6:]
        return body + check_character(body)
    return shown[:18] if len(shown) in LENGTHS and has_good_check(shown) else None


def check_character(body: str) -> str:
    """The check character of the first 17 digits."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def has_good_check(number: str) -> bool:
    """Whether the first 18 characters end in their check character."""
    return has_good_characters(number) and check_character(number[:17]) == number[17]


def has_good_characters(number: str) -> bool:
    """Whether there are 17 digits and then a digit or X."""
    return len(number) >= 18 and number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"


def doubt_about(number: str) -> str:
    """What is odd about a number as it is typed; "" if nothing is. It is said, never refused."""
    shown = normalised(number)
    if not shown:
        return ""
    if len(shown) not in LENGTHS:
        return f"证件号码一般是18位，现有{len(shown)}位。"
    if len(shown) >= 18 and not has_good_check(shown):
        return "最后一位校验码对不上，请再核对一遍号码。"
    return ""


def birth_day(number: str | None) -> date | None:
    """The birth date in the number; None if there is none or it is no date."""
    digits = normalised(number or "")
    if len(digits) == 15:
        digits = digits[:6] + "19" + digits[6:]
    part = digits[6:14]
    if len(digits) < 17 or not part.isdecimal():
        return None
    return first_day(f"{part[:4]}-{part[4:6]}-{part[6:]}")


def sex(number: str | None) -> str | None:
    """C-05 code of the sex in the number: the 17th digit is odd for men."""
    digits = normalised(number or "")
    mark = digits[14:15] if len(digits) == 15 else digits[16:17] if len(digits) >= 18 else ""
    return ("1" if int(mark) % 2 else "2") if mark.isdecimal() else None


def disability(number: str | None) -> tuple[str, str] | None:
    """(category, grade) from a certificate of 20 or 22 characters."""
    digits = normalised(number or "")
    return (digits[18], digits[19]) if len(digits) in (20, 22) else None


def masked(number: str | None) -> str:
    """First six and last four characters, as offices mask it: 141199********0018."""
    shown = number or ""
    return shown[:6] + "*" * (len(shown) - 10) + shown[-4:] if len(shown) > 10 else "*" * len(shown)
