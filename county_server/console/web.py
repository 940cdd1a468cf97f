"""The console as a web application: its pages, its own style and script, errors as pages, and what browsers may do."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from county_server.console.pages import (
    act_pages,
    conflict_pages,
    device_pages,
    event_pages,
    figure_pages,
    front_pages,
    held_pages,
    procedure_pages,
    signing_pages,
)
from county_server.console.requests import NotOurForm, NotSignedIn
from county_server.console.shown import shown
from county_server.console.visits import Visits
from county_server.store import Store
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.paths import resources

logger = logging.getLogger("county_server")
STATIC = Path(__file__).parent / "static"
FONTS = {"regular": "NotoSansSC-Regular.ttf", "bold": "NotoSansSC-Bold.ttf"}
PAGES = (
    signing_pages,
    front_pages,
    device_pages,
    procedure_pages,
    conflict_pages,
    held_pages,
    figure_pages,
    event_pages,
    act_pages,
)
GUARDED = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
WRONG_ADDRESS = "地址写得不对。"
FRESH, KEPT = "no-store", "public, max-age=86400"


def make_console(store: Store) -> FastAPI:
    """The pages over a store."""
    app = FastAPI(title="fupin-county console", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.visits = Visits(store)
    for pages in PAGES:
        app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC))

    @app.get("/fonts/{weight}")
    def font(weight: str) -> Response:  # pyright: ignore[reportUnusedFunction]
        if weight not in FONTS:
            raise HTTPException(404)
        return FileResponse(resources() / "fonts" / FONTS[weight], media_type="font/ttf")

    app.middleware("http")(_guard)
    _errors(app)
    return app


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    is_sane = b"%00" not in request.scope["query_string"] and "\0" not in request.url.path
    response = await call_next(request) if is_sane else _sentence(request, WRONG_ADDRESS, 404)
    is_lasting = request.url.path.startswith(("/static/", "/fonts/")) and response.status_code == 200
    response.headers.update(GUARDED | {"Cache-Control": KEPT if is_lasting else FRESH})
    return response


def _errors(app: FastAPI) -> None:
    @app.exception_handler(NotSignedIn)
    def sign_in(request: Request, _: NotSignedIn) -> Response:  # pyright: ignore[reportUnusedFunction]
        if request.headers.get("HX-Request"):
            return Response(status_code=204, headers={"HX-Redirect": "/sign-in"})
        return RedirectResponse("/sign-in", status_code=303)

    @app.exception_handler(NotOurForm)
    def stale(request: Request, _: NotOurForm) -> Response:  # pyright: ignore[reportUnusedFunction]
        return _sentence(request, "这一页放得太久，没有改动任何内容。请返回、刷新后再做一次。", 403)

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> Response:  # pyright: ignore[reportUnusedFunction]
        told = [str(error), *(problem.message for problem in error.problems)]
        return _sentence(request, "".join(told), 409)

    @app.exception_handler(Unavailable)
    def unavailable(request: Request, error: Unavailable) -> Response:  # pyright: ignore[reportUnusedFunction]
        logger.warning("unavailable: %s", error)
        return _sentence(request, str(error), 503)

    @app.exception_handler(HTTPException)
    def other(request: Request, error: HTTPException) -> Response:  # pyright: ignore[reportUnusedFunction]
        words = {404: "没有这一页，或者它不在您管的范围里。", 405: "这个地址不能这样用。"}
        return _sentence(request, words.get(error.status_code, "这一次请求不对，没有改动任何内容。"), error.status_code)

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, _: Exception) -> Response:  # pyright: ignore[reportUnusedFunction]
        return _sentence(request, WRONG_ADDRESS, 404)

    @app.exception_handler(Exception)  # stands outside of the guard, so it brings the headers itself
    def broken(request: Request, _: Exception) -> Response:  # pyright: ignore[reportUnusedFunction]
        response = _sentence(
            request, "程序出了错，不知道做成了没有。请返回看一看再试；还是不行，请告诉管服务器的同志。", 500
        )
        response.headers.update(GUARDED | {"Cache-Control": FRESH})
        return response


def _sentence(request: Request, sentence: str, status: int) -> Response:
    visit = getattr(request.state, "visit", None)
    return shown("sentence.html", visit, status=status, sentence=sentence, at="")
