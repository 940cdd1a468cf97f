"""The villages within somebody's areas, by township, with their laptops and what is counted and waits there."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from county_server.console import words
from county_server.console.by_village import conflicts_by_village, held_by_village, village_codes, written_villages
from county_server.console.figures import Counted, by_village
from county_server.console.laptops import Laptop
from county_server.console.places import Township, Village
from county_server.console.staff import Staff

TOWNSHIP, VILLAGE = 9, 12


def townships(
    connection: Connection,
    staff: Staff,
    laptops: Iterable[Laptop],
    year: int | None,
    now: int,
    place: Callable[[str], str],
) -> list[Township]:
    """Every village of which anything is known here, by township, in the order of their codes."""
    working = [one for one in laptops if one.is_valid and not one.is_own]
    counted = by_village(connection, staff.areas, year, whole=False)
    conflicts, held = conflicts_by_village(connection, staff), held_by_village(connection, staff)
    known, at = village_codes(connection, staff.areas), _by_prefix(working)
    codes = {*counted, *conflicts, *held, *known, *written_villages(connection, staff)}
    codes = {one for one in codes if len(one) == VILLAGE} | {one for one in at if len(one) == VILLAGE}
    found: dict[str, Township] = {}
    for code in sorted(codes):
        of_village = at.get(code, [])
        last = max((one.last_ms for one in of_village if one.last_ms), default=None)
        found.setdefault(code[:TOWNSHIP], _township(code[:TOWNSHIP], place)).villages.append(
            Village(
                code=code,
                name=place(code),
                lamp=words.lamp(last, now),
                last_ms=last,
                laptops=of_village,
                counted=counted.get(code, Counted()),
                conflicts=conflicts.get(code, 0),
                held=held.get(code, 0),
            )
        )
    for prefix, several in at.items():
        if len(prefix) == TOWNSHIP:
            found.setdefault(prefix, _township(prefix, place)).laptops.extend(several)
    return [found[code] for code in sorted(found)]


def _township(code: str, place: Callable[[str], str]) -> Township:
    return Township(code=code, name=place(code))


def _by_prefix(laptops: Iterable[Laptop]) -> dict[str, list[Laptop]]:
    found: dict[str, list[Laptop]] = {}
    for one in laptops:
        for prefix in one.prefixes:
            found.setdefault(prefix, []).append(one)
    return found
