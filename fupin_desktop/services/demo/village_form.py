"""The village form of a year: what the registered households add up to, and the rest of the village beside them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.demo import body, schooling
from fupin_desktop.services.demo.draws import between
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.income_rows import net_per_head
from fupin_desktop.services.demo.people import LAST, YEARS, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import words

OTHERS_PER_HOUSEHOLD, OTHERS_AT_LEAST, PERSONS_OF_OTHERS = 1.4, 20, 3
LAND_BESIDE = 5  # mu of each further household, of each kind
NEAR = "样板乡"


def village_form(village: Village, lot: float, homes: Sequence[Home], year: int) -> Row:
    """The form, filled in every field; with the same lot every year, so that what is built stays."""
    rng, tally = Random(lot), count(homes, year)
    total = len(homes) + int(len(homes) * OTHERS_PER_HOUSEHOLD) + OTHERS_AT_LEAST
    others = total - tally["households"]
    values: dict[str, Any] = {"village_id": village.id, "year": year, **_exit(village, year)}
    values |= _land(homes, total - len(homes)) | _people(tally, others)
    values |= _economy(rng, tally, year) | _services(rng, len(village.groups), tally, others, year)
    if village.index == 0 and year < LAST:  # the seal is shown on one village
        values |= {"sealed_on": f"{year + 1}-01-12", "sealed_by": "样板乡扶贫站"}
    return ("village_year", yearly_id("village_year", village.id, year), values)


def count(homes: Iterable[Home], year: int) -> Counter[str]:
    """What the registered households of the year come to."""
    tally: Counter[str] = Counter()
    for home in homes:
        if year in home.years:
            _count_home(tally, home, year)
    return tally


def _count_home(tally: Counter[str], home: Home, year: int) -> None:
    here = home.here(year)
    tally["households"] += 1
    tally["persons"] += len(here)
    tally["net"] += net_per_head(home, year) * len(here)
    if not home.is_out(year):
        tally["poor_households"] += 1
        tally["poor_persons"] += len(here)
    tally["low_households"] += home.kind in ("minimum_living", "both")
    tally["five_households"] += home.kind in ("five_guarantee", "both")
    tally["dangerous"] += home.is_dangerous(year)
    tally["unsafe_water"] += not home.has("water", year)
    for member in here:
        who = member.who
        tally["low_persons"] += who.gets_allowance
        tally["women"] += who.sex == "2"
        tally["disabled"] += bool(who.certificate)
        tally["minority"] += who.ethnicity != "01"
        tally["labour"] += body.is_able(who, year)
        job = who.jobs.get(year)
        tally["migrants"] += job is not None and not job.is_post and job.place["place"][-1] != NEAR
        tally["grown"] += who.age(year) >= 16 and not schooling.status(who, year)


def _exit(village: Village, year: int) -> dict[str, Any]:
    is_exited = village.is_exited and year == LAST
    return {"is_exited": is_exited, "exit_year": year if is_exited else None}


def _land(homes: Iterable[Home], others: int) -> dict[str, Any]:
    """The land of all who are ever registered, and of the others: land does not come and go with the register."""
    tally: Counter[str] = Counter()
    for home in homes:
        tally.update(home.land)
    names = ("cultivated_land", "irrigated_land", "forest_land", "returned_forest_land", "orchard_land")
    found: dict[str, Any] = {name: Decimal(tally[name] + others * LAND_BESIDE * 10).scaleb(-1) for name in names}
    return found | {name: Decimal(tally[name] + 200).scaleb(-1) for name in ("pasture_land", "water_surface")}


def _people(tally: Counter[str], others: int) -> dict[str, Any]:
    beside = others * PERSONS_OF_OTHERS
    return {
        "households_total": tally["households"] + others,
        "persons_total": tally["persons"] + beside,
        "poor_households": tally["poor_households"],
        "poor_persons": tally["poor_persons"],
        "minimum_living_households": tally["low_households"] + others // 15,
        "minimum_living_persons": tally["low_persons"] + others // 10,
        "five_guarantee_households": tally["five_households"] + 1,
        "five_guarantee_persons": tally["five_households"] + 1,
        "minority_persons": tally["minority"] + 1,
        "women": tally["women"] + beside * 48 // 100,
        "disabled_persons": tally["disabled"] + beside * 3 // 100,
        "labour_persons": tally["labour"] + beside * 55 // 100,
        "migrant_workers": tally["migrants"] + beside * 25 // 100,
        "medical_insured": tally["persons"] + beside * 96 // 100,
        "resident_pension": tally["grown"] + beside * 70 // 100,
    }


def _economy(rng: Random, tally: Counter[str], year: int) -> dict[str, Any]:
    """The village is somewhat better off than its registered households."""
    registered = tally["net"] / max(tally["persons"], 1)
    at = YEARS.index(year)
    return {
        "net_income_per_capita": Decimal(round(registered * 1.18 / 100)),
        "collective_income": Decimal(between(rng, 12_000, 20_000) + at * 14_000).scaleb(-4),
        "has_mutual_fund": at > 0,
        "tourism_workers": 2 + 3 * at,
    }


def _services(rng: Random, groups: int, tally: Counter[str], others: int, year: int) -> dict[str, Any]:
    at, total = YEARS.index(year), tally["households"] + others
    found: dict[str, Any] = {name: between(rng, *span) for name, span in words("villages")["form"].items()}
    found["party_members"] += at
    found["agritainment_income"] += 1500 * at
    return found | {
        "groups_total": groups,
        "powered_natural_villages": groups,
        "has_bus": at > 0,
        "has_paved_road_to_township": True,
        "unsafe_water_households": tally["unsafe_water"] + others // 30,
        "water_difficulty_households": tally["unsafe_water"] + others // 60,
        "dangerous_house_households": tally["dangerous"] + others // 40,
        "broadband_households": total * (20 + 20 * at) // 100,
        "mobile_internet_households": total * (35 + 18 * at) // 100,
    }
