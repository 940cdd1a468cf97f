"""统计: households and persons by township and village, with their states."""

from fastapi import APIRouter, Response

from county_server.console import figures
from county_server.console.places import Village
from county_server.console.requests import Own, SignedIn
from county_server.console.shown import shown
from county_server.console.territory import townships

router = APIRouter()


@router.get("/figures")
def page(visit: SignedIn, store: Own, year: int = 0) -> Response:
    """The table of a year; the newest if none is asked for."""
    staff = visit.staff
    with store.database.reading() as connection:
        known = figures.years(connection)
        chosen = year if year in known else next(iter(known), None)
        found = townships(connection, staff, [], chosen, store.clock(), visit.place)
        whole = all(own.startswith(staff.areas) for own in store.authority.prefixes)
        nowhere = figures.by_village(connection, staff.areas, chosen, whole=True).get("") if whole else None
    counted = [village.counted for one in found for village in one.villages] + ([nowhere] if nowhere else [])
    total = figures.summed(counted)
    return shown(
        "figures.html",
        visit,
        at="/figures",
        townships=[
            (one, [v for v in one.villages if _has_any(v)]) for one in found if any(map(_has_any, one.villages))
        ],
        nowhere=nowhere,
        total=total,
        statuses=figures.statuses(total, chosen),
        years=known,
        year=chosen,
    )


def _has_any(village: Village) -> bool:
    return village.counted.households > 0
