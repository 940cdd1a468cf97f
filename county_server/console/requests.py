"""What a request brings: the visit of its cookie, and the fields of a posted form that is ours."""

import hmac
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Query, Request

from county_server.arriving import Arriving
from county_server.console.visits import Visit, Visits
from county_server.store import Store
from fupin_desktop.domain.errors import Refused
from fupin_desktop.sync.protocol import LineLost, TurnedAway

COOKIE, DOOR = "fupin-visit", "fupin-door"
TOKEN = "token"
NOT_READ = "表单的内容读不懂，没有改动任何内容。"
MOST_FORM, MOST_FIELDS = 16 << 10, 40
LARGEST = (1 << 53) - 1
RENEWED = "inner"  # the part of the first page that asks for itself again every minute


class NotSignedIn(Exception):
    """Nobody is signed in; the door is shown."""


class NotOurForm(Exception):
    """A form without the token of this visit: from another page, or from before the last sign-in."""


def address(request: Request) -> str:
    """Where the request comes from."""
    return request.client.host if request.client else ""


def visits(request: Request) -> Visits:
    """The console's door."""
    found: Visits = request.app.state.visits
    return found


def signed_in(request: Request) -> Visit:
    """Whose request it is; NotSignedIn if nobody's."""
    is_somebody = request.headers.get("HX-Target") != RENEWED
    found = visits(request).visit(request.cookies.get(COOKIE, ""), address(request), is_somebody=is_somebody)
    if found is None:
        raise NotSignedIn
    request.state.visit = found
    return found


def own_store(request: Request) -> Store:
    """The store behind the pages."""
    return visits(request).store


async def fields(request: Request) -> dict[str, str]:
    """The fields of a posted form, each once, within limits."""
    try:
        body = await Arriving(request, MOST_FORM).whole()
        found = dict(parse_qsl(body.decode("ascii"), max_num_fields=MOST_FIELDS, errors="strict"))
    except (ValueError, TurnedAway, LineLost):
        raise Refused(NOT_READ) from None
    if any("\0" in text for text in found.values()):
        raise Refused(NOT_READ)
    return found


def ours(
    found: Annotated[dict[str, str], Depends(fields)], visit: Annotated[Visit, Depends(signed_in)]
) -> dict[str, str]:
    """The fields of a form that we gave to this visit."""
    if not hmac.compare_digest(found.get(TOKEN, "").encode(), visit.token.encode()):
        raise NotOurForm
    return {name: text.strip() for name, text in found.items()}


def is_part(request: Request) -> bool:
    """Whether only the part of the page is asked for that changes; not where the browser goes back to a whole page."""
    asked = request.headers
    return "HX-Request" in asked and "HX-History-Restore-Request" not in asked


SignedIn = Annotated[Visit, Depends(signed_in)]
Number = Annotated[int, Query(ge=0, le=LARGEST)]
Ours = Annotated[dict[str, str], Depends(ours)]
Own = Annotated[Store, Depends(own_store)]
