"""The door: signing in and out."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from county_server.console.requests import COOKIE, DOOR, TOKEN, Ours, Own, SignedIn, address, fields, visits
from county_server.console.shown import shown
from county_server.console.visits import LONGEST_MS
from fupin_desktop.domain.errors import Refused

router = APIRouter()
STALE = "这一页放得太久，请再登录一次。"


@router.get("/sign-in")
def door(request: Request, store: Own) -> Response:
    """The form."""
    return _door(request, store.authority.name)


@router.post("/sign-in")
def sign_in(request: Request, store: Own, found: Annotated[dict[str, str], Depends(fields)]) -> Response:
    """In, or the form again with a sentence."""
    at, name = visits(request), found.get("name", "")
    if not at.is_door_token(request.cookies.get(DOOR, ""), found.get(TOKEN, "")):
        return _door(request, store.authority.name, STALE, name, status=403)
    try:
        cookie = at.sign_in(name, found.get("password", ""), address(request))
    except Refused as error:
        return _door(request, store.authority.name, str(error), name, status=403)
    former = at.visit(request.cookies.get(COOKIE, ""), address(request))
    if former:  # whoever comes after a colleague at the same computer leaves no visit of his open
        at.sign_out(former)
    answer = RedirectResponse("/", status_code=303)
    answer.delete_cookie(DOOR)
    _set_cookie(request, answer, COOKIE, cookie)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, visit: SignedIn, _: Ours) -> Response:
    """Out; the cookie opens nothing any more."""
    visits(request).sign_out(visit)
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


def _door(request: Request, county: str, sentence: str = "", name: str = "", status: int = 200) -> Response:
    cookie = secrets.token_hex(16)
    token = visits(request).door_token(cookie)
    answer = shown("sign_in.html", None, status=status, county=county, sentence=sentence, name=name, token=token, at="")
    _set_cookie(request, answer, DOOR, cookie)
    return answer


def _set_cookie(request: Request, answer: Response, name: str, value: str) -> None:
    is_secure = request.url.scheme == "https"
    answer.set_cookie(
        name, value, max_age=LONGEST_MS // 1000, httponly=True, samesite="strict", secure=is_secure, path="/"
    )
