"""A read-only look into the tables for maintenance, through sqlite-utils; nothing is written."""

import sys
from pathlib import Path
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2 as sqlcipher

from fupin_desktop.db import keys
from fupin_desktop.db.engine import FILE_NAME, connect, world_errors
from fupin_desktop.db.registry_file import KEYS_NAME
from fupin_desktop.domain.errors import Refused


def row_counts(folder: Path, passphrase: str) -> dict[str, int]:
    """Every table with its number of rows."""
    return {name: table.count for name, table in sorted(_tables(folder, passphrase).items())}


def rows_of(folder: Path, passphrase: str, table: str, limit: int) -> list[dict[str, Any]]:
    """The first rows of a table; bytes as hexadecimal."""
    found = _tables(folder, passphrase).get(table)
    if found is None:
        raise Refused(f"没有「{table}」这张表。不写表名可列出全部。")
    return [
        {key: value.hex() if isinstance(value, bytes) else value for key, value in row.items()}
        for row in found.rows_where(limit=limit)
    ]


def _tables(folder: Path, passphrase: str) -> dict[str, Any]:
    # sqlite-utils catches the errors of the module that it finds under this name (reference: platform.md §3)
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", sqlcipher)
    from sqlite_utils import Database

    if not (folder / FILE_NAME).exists():
        raise Refused(f"「{folder}」里没有登记库。")
    with world_errors("查看数据表"):
        connection = connect(folder / FILE_NAME, keys.unlock(folder / KEYS_NAME, passphrase))
        connection.execute("PRAGMA query_only = ON")
        return {table.name: table for table in Database(connection).tables}
