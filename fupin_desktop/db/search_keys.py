"""What a record is found by: each key is the beginning of something that people type.

Digits are kept twice, forwards and backwards, so that the tail of an ID number or a phone is a prefix too. Numbers
and phones are also kept in the form in which the checks compare them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from fupin_desktop.domain.names import plain_name

TAIL = "<"  # a key that begins with it holds the digits backwards
CODES = ("household_code", "person_code", "helper_code", "unit_code", "village_code")
PHONES = ("phone", "person_phone")
NUMBERS = ("id_number", "head_id_number", *PHONES, "household_code")


def keys_of(record: str, row: Mapping[str, Any]) -> set[str]:
    """The search keys of one row."""
    if record not in ("household", "person", "helper"):
        return set()
    found = {str(row[name]) for name in (*CODES, *NUMBERS) if row.get(name)}
    found |= {TAIL + str(row[name]).upper()[17::-1] for name in NUMBERS if row.get(name)}
    found |= set(_compared(row))
    name = row.get("name") or row.get("head_name")
    return found | set(name_keys(str(name))) if name else found


def _compared(row: Mapping[str, Any]) -> Iterator[str]:
    """The number and the phones as the checks compare them; the import is late: who only reads needs no check."""
    from fupin_desktop.domain.checks.index import number_key, phone_key

    keys = (number_key(row.get("id_number")), *(phone_key(row.get(name)) for name in PHONES))
    yield from (key for key in keys if key)


def name_keys(name: str) -> Iterator[str]:
    """The name from each of its characters on, its pinyin and its initials, in every reading."""
    from fupin_desktop.db.pinyin import readings

    shown = plain_name(name)
    yield from (shown[start:] for start in range(len(shown)))
    for syllables in readings(shown):
        yield "".join(syllables)
        yield "".join(syllable[0] for syllable in syllables)
        yield "".join(syllables[1:])
        yield "".join(syllable[0] for syllable in syllables[1:])


def ranges(typed: str) -> list[tuple[str, str]]:
    """The key ranges that what was typed asks for: from, up to."""
    text = plain_name(typed).lower()
    if not text:
        return []
    prefixes = [text.upper() if text[0].isdigit() else text]
    if text[:-1].isdigit() and len(text) >= 3:
        prefixes.append(TAIL + text.upper()[::-1])
    return [(prefix, prefix + "\U0010ffff") for prefix in prefixes]
