"""Records out of many rows at once: what the driver gives, turned column by column and put in place together.

It asks nothing of its own: which rows, and in which order, is db/reading.py's.
"""

from collections.abc import Callable, Sequence
from dataclasses import make_dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.db.record_tables import TABLES

Turn = Callable[[Any], Any]
Rows = Select[*tuple[Any, ...]]


def columns_of(record: str) -> list[Column[Any]]:
    """The columns of a record, in the order of its class."""
    return [column for column in TABLES[record].c if column.name != "deleted"]


def fetch_columns(connection: Connection, record: str, query: Rows) -> list[Sequence[Any]]:
    """What a query over `columns_of` finds, a sequence of typed values for each column; empty if nothing is found.

    SQLAlchemy's own rows would cost more than all the rest of the reading.
    """
    result = connection.execute(query)
    cursor: Any = result.cursor
    rows = cursor.fetchall()
    result.close()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for place, turn in _turns(record, connection.dialect) if columns else ():
        columns[place] = list(map(_Turned(turn).__getitem__, columns[place]))
    return columns


def fetch_records(connection: Connection, record: str, query: Rows) -> list[Any]:
    """The records that a query over `columns_of` finds, in its order."""
    cls, filled = RECORDS[record].cls, _twin(record)
    found: list[Any] = list(map(filled, *fetch_columns(connection, record, query) or [()]))
    for one in found:
        one.__class__ = cls
    return found


class _Turned(dict[Any, Any]):
    """Each value of the driver's once, with what it stands for: few of them differ."""

    def __init__(self, turn: Turn) -> None:
        super().__init__()
        self._turn = turn

    def __missing__(self, value: Any) -> Any:
        """Turn a value that is met for the first time."""
        made = self[value] = self._turn(value)
        return made


def _turns(record: str, dialect: Dialect) -> list[tuple[int, Turn]]:
    """(place, what turns its values) of the columns whose values the driver does not give as they are meant."""
    known = _KNOWN.get((record, dialect.name))
    if known is None:
        kinds = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns_of(record)]
        known = _KNOWN[record, dialect.name] = [(place, turn) for place, turn in enumerate(kinds) if turn]
    return known


_KNOWN: dict[tuple[str, str], list[tuple[int, Turn]]] = {}


@cache
def _twin(record: str) -> type[Any]:
    """A class with the slots of a record's that is not frozen: it is filled six times as fast, then made the record.

    Python refuses the change of class unless both have the very same slots.
    """
    names = [column.name for column in columns_of(record)]
    return make_dataclass(f"Filled{RECORDS[record].cls.__name__}", names, slots=True)
