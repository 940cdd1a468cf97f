"""The county's console: pages at the server for its staff. It decides through the store; it carries no commit."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from county_server.store import Store


def console(store: "Store") -> "FastAPI":
    """The pages over a store, to be mounted beside the exchange: make_app(…, console=console(store))."""
    from county_server.console.web import make_console

    return make_console(store)
