"""首页: which team synced when, what waits, how the server is."""

from fastapi import APIRouter, Request, Response

from county_server.console import approving
from county_server.console.figures import summed, without_village, years
from county_server.console.laptops import laptops
from county_server.console.places import is_long
from county_server.console.requests import Own, SignedIn, is_part
from county_server.console.server_state import server_state
from county_server.console.shown import shown
from county_server.console.territory import townships

router = APIRouter()


@router.get("/")
def front(request: Request, visit: SignedIn, store: Own, township: str = "") -> Response:
    """The page; only its inner part where the page renews itself. Of a whole county first the townships alone."""
    staff, now = visit.staff, store.clock()
    with store.database.reading() as connection:
        devices = laptops(connection, store, staff)
        year = next(iter(years(connection)), None)
        found = townships(connection, staff, devices, year, now, visit.place)
        nowhere = without_village(connection, staff, store.authority.prefixes, year)
        state = server_state(connection, store, devices) if staff.is_countys else None
    template = "front_inner.html" if is_part(request) else "front.html"
    return shown(
        template,
        visit,
        at="/",
        townships=found,
        chosen=next((one for one in found if one.code == township), None),
        is_long=is_long(found),
        total=summed([one.counted for one in found] + nowhere),
        noticed=[one for one in devices if one.is_valid and not one.is_own and one.noticed],
        state=state,
        mine=len(approving.waiting_for(approving.asked(store, visit), visit)),
        now=now,
        year=year,
        county=store.authority.name,
    )
