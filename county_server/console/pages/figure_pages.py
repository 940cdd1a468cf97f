"""统计: households and persons by township and village, with their states; the goals by year."""

from fastapi import APIRouter, Response

from county_server.console import figures
from county_server.console.county_registry import CountyRegistry
from county_server.console.goals import goal_years, village_goal
from county_server.console.places import Township, Village, is_long
from county_server.console.requests import Number, Own, SignedIn
from county_server.console.shown import shown
from county_server.console.territory import townships
from fupin_desktop.services.check_context import policy_of

router = APIRouter()
EVERY = "all"


@router.get("/figures")
def page(visit: SignedIn, store: Own, year: Number = 0, township: str = "") -> Response:
    """The table of a year, the newest if none is asked for; of a whole county first the townships alone."""
    staff = visit.staff
    with store.database.reading() as connection:
        known = figures.years(connection)
        chosen = year if year in known else next(iter(known), None)
        found = townships(connection, staff, [], chosen, store.clock(), visit.place)
        nowhere = figures.without_village(connection, staff, store.authority.prefixes, chosen)
    counted = [one.counted for one in found] + nowhere
    total = figures.summed(counted)
    at = township if township == EVERY or township in {one.code for one in found} else ""
    return shown(
        "figures.html",
        visit,
        at="/figures",
        townships=[(one, _listed(one, at, found)) for one in found if _is_listed(one, at)],
        choices=found if is_long(found) else [],
        township=at,
        nowhere=next(iter(nowhere), None) if at in ("", EVERY) else None,
        total=total if at in ("", EVERY) else None,
        statuses=figures.statuses(total, chosen),
        years=known,
        year=chosen,
    )


@router.get("/goals")
def goals(visit: SignedIn, store: Own) -> Response:
    """The goals by year."""
    areas = visit.staff.areas
    policy = policy_of(CountyRegistry(store, visit.staff.name, []).as_registry())
    with store.database.reading() as connection:
        years = goal_years(connection, areas, policy)
        villages = village_goal(connection, areas)
    return shown("goals.html", visit, at="/figures", years=years, villages=villages, targets=policy.targets)


def _is_listed(one: Township, at: str) -> bool:
    return at == one.code or (at in ("", EVERY) and any(map(_has_any, one.villages)))


def _listed(one: Township, at: str, found: list[Township]) -> list[Village]:
    """The villages that stand below it."""
    return [] if not at and is_long(found) else [village for village in one.villages if _has_any(village)]


def _has_any(village: Village) -> bool:
    return village.counted.households > 0
