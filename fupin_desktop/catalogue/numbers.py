"""Each field's number in history and on the wire: appended to, never changed, never reused."""

import tomllib
from functools import lru_cache
from pathlib import Path

LIFE = "_life"  # whether the record stands or was put into the recycle bin
ALIAS = "_alias"  # the record that this one was merged into
PSEUDO_FIELDS = (LIFE, ALIAS)


@lru_cache(maxsize=1)
def _numbers() -> dict[tuple[str, str], int]:
    tables = tomllib.loads(Path(__file__).with_name("numbers.toml").read_text("utf-8"))
    return {(record, field): number for record, fields in tables.items() for field, number in fields.items()}


@lru_cache(maxsize=1)
def _names() -> dict[int, tuple[str, str]]:
    return {number: name for name, number in _numbers().items()}


def number_of(record: str, field: str) -> int:
    """The number of a field; KeyError for a field that has none yet."""
    return _numbers()[record, field]


def name_of(number: int) -> tuple[str, str] | None:
    """(record, field) of a number; None for one that a newer program has given out."""
    return _names().get(number)
