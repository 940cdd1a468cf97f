"""搁置: what came and is not believed, until somebody at the county lets it in or writes down why not."""

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from county_server.console import admitting, waiting
from county_server.console.deciding import check_decides
from county_server.console.requests import Ours, Own, SignedIn
from county_server.console.shown import shown
from county_server.console.visits import Visit
from county_server.store import Store

router = APIRouter()
MOST = 200


@router.get("/held")
def held(visit: SignedIn, store: Own, village: str = "", done: str = "") -> Response:
    """The list; those that wait first."""
    with store.database.reading() as connection:
        found = [one for one in waiting.held(connection, store, visit) if one.region.startswith(village.strip())]
    return shown(
        "held.html", visit, at="/held", found=found[:MOST], count=len(found), village=village.strip(), done=done
    )


@router.get("/held/{commit}")
def one(visit: SignedIn, store: Own, commit: str) -> Response:
    """One of them."""
    return _page(visit, _known(visit, store, commit), is_open=False)


@router.post("/held/{commit}/reveal")
def reveal(visit: SignedIn, store: Own, commit: str, _: Ours) -> Response:
    """The same with what is hidden; that it was looked at is written down first."""
    check_decides(visit)
    found = _known(visit, store, commit)
    admitting.note(store, visit, "reveal", found, "搁置的改动")
    return _page(visit, _known(visit, store, commit, is_open=True), is_open=True)


@router.post("/held/{commit}/admit")
def admit(visit: SignedIn, store: Own, commit: str, _: Ours) -> Response:
    """Let it in."""
    admitting.admit(store, visit, _known(visit, store, commit))
    return RedirectResponse("/held?done=admitted", status_code=303)


@router.post("/held/{commit}/leave")
def leave(visit: SignedIn, store: Own, commit: str, form: Ours) -> Response:
    """Write down why not."""
    admitting.leave(store, visit, _known(visit, store, commit), form.get("why", ""))
    return RedirectResponse("/held?done=left", status_code=303)


def _known(visit: Visit, store: Store, commit: str, *, is_open: bool = False) -> waiting.HeldCommit:
    with store.database.reading() as connection:
        found = waiting.one(connection, store, visit, commit, is_open=is_open)
    if found is None:
        raise HTTPException(404)
    return found


def _page(visit: Visit, found: waiting.HeldCommit, *, is_open: bool) -> Response:
    may = admitting.may_decide(visit, found)
    return shown("held_one.html", visit, at="/held", one=found, is_open=is_open, may_decide=may)
