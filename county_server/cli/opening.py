"""Which server a command is about, and opening it."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from county_server.store import Store

Database = Annotated[
    str, typer.Option("--database", metavar="地址", help="PostgreSQL 地址；不写就看 DATABASE_URL，再就用加密文件。")
]


def folder(context: typer.Context) -> Path:
    """The server's folder."""
    found: Path = context.find_root().obj or Path("county")
    return found


@contextmanager
def opened(context: typer.Context, database: str) -> Generator["Store"]:
    """The server's store, closed afterwards."""
    from county_server.store import open_store

    store = open_store(folder(context), database)
    try:
        yield store
    finally:
        store.close()
