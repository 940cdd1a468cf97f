"""The server as a web application: the exchange, later the staff's pages; errors as words, never as a trace.

It opens no database and no socket: store.py and serving.py do.
"""

import logging
import math
import random
from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp

from county_server.admission import LATE, SOON, Lanes
from county_server.attachment_api import attachment_api
from county_server.conversations import Conversations
from county_server.exchange_api import CLOSE, exchange_api
from county_server.store import Store
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.streams import Gap, Unkeepable
from fupin_desktop.sync.frames import BadFrame
from fupin_desktop.sync.http import PATH
from fupin_desktop.sync.limits import Malformed
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.protocol import Busy, LineLost, TurnedAway
from fupin_desktop.sync.signing import NotOpened, NotVouched

logger = logging.getLogger("county_server")
OURS = (TurnedAway, BadMessage, BadFrame, Malformed, NotVouched, NotOpened, Unkeepable, Refused)
PASSING = (Busy, Gap, Unavailable, LineLost)


def make_app(
    store: Store,
    *,
    pinned: bytes | None = None,
    lanes: Lanes | None = None,
    came: Callable[[], None] = lambda: None,
    console: ASGIApp | None = None,
) -> FastAPI:
    """The application over a store. `console`: the staff's pages (county_server/console), which get all other paths."""
    app = FastAPI(title="fupin-county", docs_url=None, redoc_url=None, openapi_url=None)
    shown = store.presented(pinned)

    @app.post(PATH + "authority")
    async def authority() -> Response:  # pyright: ignore[reportUnusedFunction]
        return Response(shown)

    lanes = lanes or Lanes()
    app.include_router(exchange_api(store, Conversations(store, came), lanes))
    app.include_router(attachment_api(store, lanes))
    for kind in (*OURS, *PASSING):
        app.add_exception_handler(kind, refusal)
    if console is not None:
        app.mount("/", console)
    return app


def refusal(_: Request, error: Exception) -> Response:
    """How what was refused looks on the line: a short word or a sentence, or when to come again."""
    if isinstance(error, Unavailable):
        logger.warning("unavailable: %s", error)
    if isinstance(error, PASSING):
        after = error.after_seconds if isinstance(error, Busy) else random.uniform(SOON, LATE)
        return Response(status_code=503, headers={"Retry-After": str(math.ceil(after))} | CLOSE)
    told = error.reason if isinstance(error, TurnedAway) else str(error) if isinstance(error, Refused) else "message"
    return Response(told.encode(), status_code=403, headers=CLOSE)
