"""Land, house, water and road of a demo household: how they were, and the year in which they became better."""

from decimal import Decimal
from typing import Any

from fupin_desktop.services.demo.draws import between, one_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, YEARS
from fupin_desktop.services.demo.words import words

REPAIRED, NEW, UNASSESSED = "2", "1", "9"  # C-18
CEMENT, CLEAN, OTHER_FUEL = "03", "04", "99"  # C-15, C-16
AREA_PER_HEAD = 25  # m² of a new house (rule V08)
TAP, WELL, RAIN = "01", "02", "05"  # C-20


def settle(home: Home) -> None:
    """Draw land and house, and when they were improved; the year of exit is known."""
    _take_land(home)
    last_chance = home.exit_year or LAST
    if _may_wait(home) and home.tag not in ("five", "keep"):
        lot = home.rng.random()
        small = len(home.members) <= 6 and not home.family.get("event")
        if home.tag == "moved" or (lot < 0.07 and small):
            home.danger = "4"
            home.improved["moved"] = _when(home, last_chance, may_fail=LAST + 1)
        elif lot < 0.24:
            home.danger = one_of(home.rng, ("3", "3", "4"))
            home.improved["house"] = _when(home, last_chance, may_fail=LAST + 9)
    for what, already in (("water", 0.86), ("road", 0.7), ("toilet", 0.45)):
        waits = home.rng.random() >= already and (what != "water" or _may_wait(home))
        home.improved[what] = _when(home, last_chance, may_fail=LAST + 9) if waits else YEARS[0] - 1


def _may_wait(home: Home) -> bool:
    """Whether house and water could still be bad in the first year: who is out of poverty has them safe."""
    return home.exit_year is None or home.exit_year > home.years[0]


def _when(home: Home, last: int, *, may_fail: int) -> int:
    """A year after the first one, at latest the year of exit; who is poor may still be waiting."""
    first = home.years[0] + 1
    if home.exit_year is None and (home.rng.random() < 0.3 or first > LAST):
        return may_fail
    return between(home.rng, min(first, last), last)


def _take_land(home: Home) -> None:
    rng, heads = home.rng, len(home.members)
    forest = between(rng, 0, 20 * min(heads, 4)) if rng.random() < 0.7 else 0
    cultivated = between(rng, 8, 35) * heads
    home.land = {
        "cultivated_land": cultivated,
        "irrigated_land": between(rng, 0, cultivated // 6),
        "forest_land": forest,
        "returned_forest_land": min(forest, between(rng, 8, 60)) if forest and rng.random() < 0.8 else 0,
        "orchard_land": between(rng, 5, 20 * min(heads, 4)) if rng.random() < 0.5 else 0,
        "pasture_land": between(rng, 5, 40) if rng.random() < 0.06 else 0,
        "water_surface": between(rng, 2, 8) if rng.random() < 0.01 else 0,
    }
    if rng.random() < 0.12:
        home.means.land_rented_out = max(1, cultivated // 30)


def conditions(home: Home) -> dict[int, dict[str, Any]]:
    """The fields of household_conditions by year."""
    rng = home.rng
    lasting: dict[str, Any] = {name: Decimal(tenths).scaleb(-1) for name, tenths in home.land.items()}
    lasting |= {
        "has_production_power": rng.random() < 0.93,
        "has_domestic_power": True,
        "has_radio_tv": rng.random() < 0.96,
        "in_cooperative": home.means.in_cooperative,
        "road_distance_km": Decimal(between(rng, 0, 28)).scaleb(-1),
    }
    road, fuel = one_of(rng, ("01", "01", "02")), one_of(rng, ("01", "03", "03", "03", CLEAN, CLEAN, OTHER_FUEL))
    area = Decimal(between(rng, 20, 30) * (2 + min(len(home.members), 6)) // 2)
    source = one_of(rng, (WELL, RAIN, RAIN))
    drawn = (road, fuel, area, source)
    return {year: lasting | _of_year(home, year, *drawn) for year in home.years}


def _of_year(home: Home, year: int, road: str, fuel: str, area: Decimal, source: str) -> dict[str, Any]:
    danger, water = home.is_dangerous(year), home.has("water", year)
    return {
        "water_source": TAP if water else source,
        "access_road_type": CEMENT if home.has("road", year) else road,
        "has_sanitary_toilet": home.has("toilet", year) or home.has("moved", year),
        "main_fuel": fuel,
        "housing_area": _new_area(home) if home.has("moved", year) else area,
        "is_dangerous_house": danger,
        "house_grade": _grade(home, year),
        "house_reconstruction_year": home.improved["house"] if home.danger and home.has("house", year) else None,
    } | _of_vintage(home, year, fuel)


def _of_vintage(home: Home, year: int, fuel: str) -> dict[str, Any]:
    """What stands on the forms of some years only."""
    water = home.has("water", year)
    if year < LAST:
        safe = {"is_water_safe": water, "has_water_difficulty": not water and home.number % 2 == 0}
        return safe | {"has_safe_housing": not home.is_dangerous(year)}
    names = words("living")["fuel_names"].get(fuel)
    return {
        "safe_water_solved": water,
        "linked_to_enterprise": home.rng.random() < 0.2,
        "linked_to_entrepreneur": home.rng.random() < 0.25,
        "main_fuel_name": one_of(home.rng, names) if names else None,
    }


def _grade(home: Home, year: int) -> str:
    if home.is_dangerous(year):
        return home.danger
    if home.has("moved", year):
        return NEW
    if home.danger:
        return REPAIRED
    return UNASSESSED if home.number % 37 == 0 else "2" if home.number % 3 else "1"


def _new_area(home: Home) -> Decimal:
    """The area that even the smallest count of members is entitled to."""
    fewest = min(len(home.here(year)) for year in home.years)
    return Decimal(AREA_PER_HEAD * fewest)
