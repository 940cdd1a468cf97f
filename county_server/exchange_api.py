"""The exchange over HTTP: bytes in, bytes out; what they mean is sync/answering.py's affair."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from county_server.admission import Admission, Lanes
from county_server.arriving import Arriving, Leaving
from county_server.conversations import Conversations
from county_server.enrolling import UnknownOffer
from county_server.store import Store
from county_server.throttle import Throttle
from fupin_desktop.sync.http import PATH, TOKEN
from fupin_desktop.sync.messages import MOST_HELLO, Pull
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.protocol import TurnedAway

MOST_MESSAGE = 16 << 20
MOST_PUSH = 256 << 20
MOST_ENROLMENT = 2 << 10
CLOSE = {"connection": "close"}


def exchange_api(store: Store, talks: Conversations, lanes: Lanes) -> APIRouter:
    """The routes by which laptops, and servers below this one, exchange."""
    api = APIRouter(prefix=PATH.rstrip("/"))

    @api.post("/hello")
    async def hello(request: Request) -> Response:
        body = await Arriving(request, MOST_HELLO).whole()
        return await worked(lanes.short, partial(talks.hello, body, _address(request)))

    @api.post("/compare")
    async def compare(request: Request) -> Response:
        body = await Arriving(request, MOST_MESSAGE).whole()
        return await worked(lanes.short, partial(talks.compare, token_of(request), body))

    @api.post("/push")
    async def push(request: Request) -> Response:
        body = Arriving(request, MOST_PUSH)
        response = await worked(lanes.text, partial(talks.push, token_of(request), body.pieces(lanes.text)))
        if body.is_lost:
            response.headers.update(CLOSE)
        return response

    @api.post("/pull")
    async def pull(request: Request) -> Any:
        body = await Arriving(request, MOST_MESSAGE).whole()
        lane = lanes.text if _has_something(body) else lanes.bulk
        async with AsyncExitStack() as before:
            await before.enter_async_context(lane.place())
            pieces = await lane.work(partial(talks.pull, token_of(request), body))
            return Streamed(leaving(lane, pieces, before.pop_all()))

    _enrolment(api, store, lanes)
    return api


def _enrolment(api: APIRouter, store: Store, lanes: Lanes) -> None:
    guesses = Throttle()

    @api.post("/enrol")
    async def enrol(request: Request) -> Response:
        guesses.check(_address(request))
        body = await Arriving(request, MOST_ENROLMENT).whole()
        try:
            return await worked(lanes.short, partial(_allowed, store, body))
        except UnknownOffer:
            guesses.count(_address(request))
            raise

    @api.post("/renew")
    async def renew(request: Request) -> Response:
        body = await Arriving(request, MOST_ENROLMENT).whole()
        return await worked(lanes.short, partial(store.renew, body))

    @api.post("/vouch")
    async def vouch(request: Request) -> Response:
        body = await Arriving(request, MOST_HELLO).whole()
        return await worked(lanes.short, partial(store.vouch_for, body))


def _allowed(store: Store, body: bytes) -> bytes:
    why, certificate = store.enrol(body)
    if why:
        raise TurnedAway(why)
    return certificate


async def worked(lane: Admission, work: Callable[[], bytes]) -> Response:
    """What work in a lane has made."""
    async with lane.place():
        return Response(await lane.work(work))


class Streamed(Response):
    """An answer as it comes, so that the framework passes it on as it is."""

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        super().__init__()
        self._leaving = Leaving(pieces)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send it."""
        await self._leaving(scope, receive, send)


async def leaving(lane: Admission, pieces: Iterator[bytes], place: AsyncExitStack) -> AsyncIterator[bytes]:
    """What a thread at work makes, piece by piece; the place in the lane is given back after the last."""
    async with place:
        while piece := await lane.work(partial(next, pieces, b"")):
            yield piece


def _has_something(body: bytes) -> bool:
    """Whether whoever pulls knows anything of what he wants; a new laptop does not, and it takes long."""
    with suppress(BadMessage):  # told to whoever has a token, and not before
        return any(one.known for one in Pull.from_bytes(body).wanted)
    return False


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def token_of(request: Request) -> bytes:
    """What says who asks."""
    try:
        return bytes.fromhex(request.headers.get(TOKEN, ""))
    except ValueError:
        raise TurnedAway("token") from None
