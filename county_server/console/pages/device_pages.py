"""设备: the computers, the codes by which new ones come in, and stopping one."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from county_server.console import acts
from county_server.console.codes import TOWNSHIP, offers, regions_to_choose, roles_to_give, try_to_give
from county_server.console.laptops import Laptop, laptops
from county_server.console.requests import Number, Ours, Own, SignedIn
from county_server.console.shown import shown
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.domain.errors import Refused

router = APIRouter()
PAGE = 50
LEAST_REASON, MOST_REASON = 2, 150


@router.get("/devices")
def devices(visit: SignedIn, store: Own, q: str = "", state: str = "", page: Number = 0) -> Response:
    """All of them, a page at a time, and the form for a code."""
    with store.database.reading() as connection:
        found = laptops(connection, store, visit.staff)
        names = regions_to_choose(connection, visit)
    wanted = [one for one in found if _is_asked_for(one, q.strip(), state, visit.place)]
    pages = max(-(-len(wanted) // PAGE), 1)
    page = min(page, pages - 1)
    return shown(
        "devices.html",
        visit,
        at="/devices",
        devices=wanted[page * PAGE : (page + 1) * PAGE],
        wanted=len(wanted),
        page=page,
        pages=pages,
        count=len(found),
        offers=offers(store, visit.staff),
        roles=roles_to_give(visit.staff),
        regions=names,
        now=store.clock(),
        q=q,
        state=state,
    )


@router.post("/codes")
def give_code(request: Request, visit: SignedIn, store: Own, form: Ours) -> Response:
    """A code on its slip: shown now and never again."""
    given = try_to_give(store, visit, form)
    return shown("slip.html", visit, at="/devices", given=given, county=store.authority.name, url=_address(request))


@router.get("/devices/{device}")
def device(visit: SignedIn, store: Own, device: str) -> Response:
    """One of them."""
    return shown("device.html", visit, at="/devices", one=_known(visit, store, device), now=store.clock())


@router.get("/devices/{device}/revoke")
def ask(visit: SignedIn, store: Own, device: str) -> Response:
    """First the reason."""
    one = _stoppable(visit, store, device)
    return shown("revoke.html", visit, at="/devices", one=one, now=store.clock(), reason="", is_second=False)


@router.post("/devices/{device}/revoke")
def revoke(visit: SignedIn, store: Own, device: str, form: Ours) -> Response:
    """Then once more, with what it means; then it is done."""
    one, reason = _stoppable(visit, store, device), form.get("reason", "")
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise Refused(f"请写明停用的原因，如「7月3日在乡政府丢失」，不超过 {MOST_REASON} 个字。")
    if form.get("sure") != "yes":
        return shown("revoke.html", visit, at="/devices", one=one, now=store.clock(), reason=reason, is_second=True)
    store.revoke(device)
    with store.database.writing("记录停用") as connection:
        acts.note(
            connection,
            store.clock(),
            visit.staff.name,
            "revoke",
            address=visit.address,
            subject=device,
            region=one.prefixes[0],
            detail=f"{one.name}：{reason}",
        )
    return RedirectResponse(f"/devices/{device}", status_code=303)


def _known(visit: Visit, store: Store, device: str) -> Laptop:
    with store.database.reading() as connection:
        found = laptops(connection, store, visit.staff, device)
    if not found:
        raise HTTPException(404)
    return found[0]


def _stoppable(visit: Visit, store: Store, device: str) -> Laptop:
    one = _known(visit, store, device)
    if not visit.staff.is_countys:
        raise Refused("停用电脑由县里办理。请打电话告诉县里是哪台电脑、出了什么事。")
    if one.is_own or not one.is_valid:
        raise Refused(f"「{one.name}」不能停用，或者已经停用。")
    return one


def _is_asked_for(one: Laptop, text: str, state: str, place: Callable[[str], str]) -> bool:
    if state == "noticed" and not one.noticed:
        return False
    if state in ("week", "late", "never") and (one.lamp != state or not one.is_valid or one.is_own):
        return False
    if state == "revoked" and one.is_valid:
        return False
    if not text or text in one.name or text == one.device:
        return True
    names = [name for prefix in one.prefixes for name in (place(prefix), place(prefix[:TOWNSHIP]))]
    return any(prefix.startswith(text) for prefix in one.prefixes) or any(text in name for name in names)


def _address(request: Request) -> str:
    return str(request.base_url).rstrip("/")
