"""Photos and scans over HTTP: bytes in, bytes out; what they mean is sync/answering_attachments.py's affair."""

from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from county_server.admission import Lanes
from county_server.arriving import Arriving
from county_server.exchange_api import CLOSE, Streamed, leaving, token_of, worked
from county_server.store import Store
from fupin_desktop.sync.answering import DEVICE_BYTES
from fupin_desktop.sync.answering_attachments import AnsweringAttachments
from fupin_desktop.sync.attachments import CHUNK, HEAD_BYTES, MOST_BATCH
from fupin_desktop.sync.http import PATH

MOST_QUESTION = 64 << 10
MOST_GIVEN = MOST_BATCH + MOST_BATCH // CHUNK * (HEAD_BYTES + 5) + (64 << 10)


def attachment_api(store: Store, lanes: Lanes) -> APIRouter:
    """The routes by which photos and scans travel."""
    api = APIRouter(prefix=PATH + "attachments")
    lane, talks = lanes.photos, _Written(store)

    @api.post("/state")
    async def state(request: Request) -> Response:
        body = await Arriving(request, MOST_QUESTION).whole()
        return await worked(lanes.short, partial(talks.answering.state, token_of(request), body))

    @api.post("/give")
    async def give(request: Request) -> Response:
        body = Arriving(request, MOST_GIVEN)
        response = await worked(lane, partial(talks.give, token_of(request), body.pieces(lane)))
        if body.is_lost:
            response.headers.update(CLOSE)
        return response

    @api.post("/take")
    async def take(request: Request) -> Any:
        body = await Arriving(request, MOST_QUESTION).whole()
        async with AsyncExitStack() as before:
            await before.enter_async_context(lane.place())
            pieces = await lane.work(partial(talks.take, token_of(request), body))
            return Streamed(leaving(lane, pieces, before.pop_all()))

    return api


class _Written:
    """The answers, written down for the staff with what they moved."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.answering = AnsweringAttachments(store.answering, store.contents)

    def give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        moved: list[int] = []
        answer = self.answering.give(token, _counted(pieces, moved))
        self._note(token, "photos_in", sum(moved))
        return answer

    def take(self, token: bytes, request: bytes) -> Iterator[bytes]:
        return self._giving(token, self.answering.take(token, request))

    def _giving(self, token: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
        moved: list[int] = []
        yield from _counted(pieces, moved)
        self._note(token, "photos_out", sum(moved))

    def _note(self, token: bytes, what: str, size: int) -> None:
        self._store.replica.note(token[:DEVICE_BYTES].hex(), what, {"bytes": size})


def _counted(pieces: Iterable[bytes], moved: list[int]) -> Iterator[bytes]:
    for piece in pieces:
        moved.append(len(piece))
        yield piece
