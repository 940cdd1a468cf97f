"""同步记录: what happened in exchanges, by village and device."""

from fastapi import APIRouter, Request, Response

from county_server.console.codes import regions_to_choose
from county_server.console.exchanges import PAGE, exchanged
from county_server.console.laptops import laptops
from county_server.console.requests import Number, Own, SignedIn, is_part
from county_server.console.shown import shown

router = APIRouter()


@router.get("/events")
def events(
    request: Request, visit: SignedIn, store: Own, village: str = "", device: str = "", before: Number = 0
) -> Response:
    """The log, newest first; only its lines where the filter was changed in place."""
    village, device = village.strip(), device.strip()
    with store.database.reading() as connection:
        devices = laptops(connection, store, visit.staff)
        places = regions_to_choose(connection, visit)
        found = exchanged(connection, devices, village=village, device=device, before=before)
    return shown(
        "events_lines.html" if is_part(request) else "events.html",
        visit,
        at="/events",
        found=found,
        devices=[one for one in devices if not one.is_own],
        village=village,
        places=places,
        device=device,
        older=found[-1].no if len(found) == PAGE else 0,
    )
