"""Text as people and files write it: numerals, marks that nobody sees, quotations of bounded length.

It corrects the writing, never the meaning.
"""

import re
import unicodedata
from decimal import Decimal

LONGEST_QUOTE = 40
# A comma or blank may stand between groups of three digits, or of four as Chinese counts; 1,5 is neither 15 nor 1.5.
_NUMERAL = re.compile(
    r"[+-]?(?:(?:\d+|\d{1,3}(?:[, ]\d{3})+|\d{1,4}(?:[, ]\d{4})+)(?:\.\d*)?|\.\d+)",
    re.ASCII,
)
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_FULL_WIDTH_ZERO = 0xFF10


def plain_number(text: str) -> Decimal | None:
    """The number that a text is, half or full width, with or without grouping; None if it is anything else.

    Decimal itself would also read 1_000, 1e5, NaN and the digits of other scripts.
    """
    if has_foreign_digits(text):
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("\u2212", "-").split())
    if not _NUMERAL.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", "").replace(" ", ""))


def has_foreign_digits(text: str) -> bool:
    """Whether there are digits that would turn into others unseen: ², ①, Arabic ones. Full width is none of them."""
    return not text.isascii() and any(
        char.isdigit() and not char.isascii() and ord(char) - _FULL_WIDTH_ZERO not in range(10) for char in text
    )


def without_unseen(text: str) -> str:
    """Without zero-width and direction marks: they come along when copying, and make equal names differ."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def shortened(text: str) -> str:
    """A text as a sentence may quote it: the beginning of a long one, and how long it is."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return f"{text[:LONGEST_QUOTE]}…（共 {len(text)} 个字）"
