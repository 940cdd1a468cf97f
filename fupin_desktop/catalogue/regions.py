"""The regions of Lüliang in two editions of the statistical codes, and the county codes before 2003.

Data from resources/codes (scripts/build_regions.py says what its years mean); read when first asked for.
A code that is in no table is never an error here: villages are merged, split and invented by clerks.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from fupin_desktop.catalogue.codes import plain_label
from fupin_desktop.paths import resources

PROVINCE = "山西省"
_PROVINCE_CODE = "14"
_OPEN = 9999
_COMMITTEES = ("村民委员会", "居民委员会", "村委会", "居委会")
_ENDINGS = {
    "village": ("行政村", "社区", "村"),
    "township": ("街道办事处", "街道", "办事处", "镇", "乡"),
    "county": ("县", "区", "市"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """A region as one edition names it."""

    code: str  # 12 digits, padded with zeros above the village
    name: str
    level: str  # city, county, township, village
    parent: str
    valid_from: int | None  # None: in the oldest edition already
    valid_to: int | None  # None: in the newest edition still
    successor: str | None  # the code that took its place, where that is certain

    def valid_in(self, year: int) -> bool:
        """Whether the edition that held in that year has it."""
        return (self.valid_from or 0) <= year <= (self.valid_to or _OPEN)


class RegionPath(NamedTuple):
    """The names above and at a region, empty where the level is unknown or below it."""

    province: str
    city: str
    county: str
    township: str
    village: str


class OldCounty(NamedTuple):
    """A county code of GB/T 2260 before 2003, as it stands in the identity numbers of most adults."""

    code: str  # 6 digits
    name: str
    valid_from: int
    valid_to: int
    successor: str  # 6 digits


def region(code: str, year: int | None = None) -> Region | None:
    """The region of a code or prefix, as named in that year or else last; None if it is in no table."""
    return _chosen(_by_code().get(code.ljust(12, "0"), ()), year)


def region_name(code: str, year: int | None = None) -> str | None:
    """The name of a region; None if its code is in no table."""
    found = region(code, year)
    return found.name if found else None


def region_path(code: str, year: int | None = None) -> RegionPath:
    """The five names of a region; of an unknown code, those of the known regions above it."""
    names = [PROVINCE if code.startswith(_PROVINCE_CODE) else ""]
    for start, end in ((2, 4), (4, 6), (6, 9), (9, 12)):
        is_named = len(code) >= end and code[start:end].strip("0") != ""
        names.append(region_name(code[:end], year) or "" if is_named else "")
    return RegionPath(*names)


def villages(of: str = "", year: int | None = None) -> tuple[Region, ...]:
    """The villages whose codes begin so, by code; without a year those of every edition."""
    return tuple(
        place
        for place in _regions()
        if place.level == "village" and place.code.startswith(of) and (year is None or place.valid_in(year))
    )


def find_village(county: str, township: str, village: str, year: int | None = None) -> Region | None:
    """The village of these names, with or without 县, 乡, 村, 村委会; None if there is not just one."""
    places = [
        place
        for place in _villages_by_plain_name().get(plain_place(village, "village"), ())
        if _is_named(place.code[:6], "county", county) and _is_named(place.code[:9], "township", township)
    ]
    held = [place for place in places if _holds(place, year)] or places
    exact = [place for place in held if plain_label(place.name) == plain_label(village)]
    alike = exact or [place for place in held if _is_of_residents(place.name) == _is_of_residents(village)] or held
    return alike[-1] if len({place.code for place in alike}) == 1 else None


def old_county(code: str) -> OldCounty | None:
    """The county that a 6-digit code of before 2003 stood for; None if it was none of this area's."""
    return _old_counties().get(code)


@cache
def plain_place(name: str, level: str) -> str:
    """A place name as it is compared: without the committee and the kind of place at its end."""
    shown = plain_label(name)
    if level == "village":
        shown = _without(shown, _COMMITTEES)
    return _without(shown, _ENDINGS.get(level, ()))


def _without(name: str, endings: tuple[str, ...]) -> str:
    ending = next((ending for ending in endings if name.endswith(ending)), "")
    return name.removesuffix(ending) or name


def _is_named(code: str, level: str, name: str) -> bool:
    """Whether a region bears the name in any edition: its villages' rows do not say which one they quote."""
    places = _by_code().get(code.ljust(12, "0"), ())
    return any(plain_place(place.name, level) == plain_place(name, level) for place in places)


def _is_of_residents(name: str) -> bool:
    """Whether it is a residents' committee, which often shares its name with the village beside it."""
    return plain_label(name).endswith(("社区", "居委会", "居民委员会"))


def _holds(place: Region, year: int | None) -> bool:
    return place.valid_to is None if year is None else place.valid_in(year)


def _chosen(places: tuple[Region, ...], year: int | None) -> Region | None:
    """Of several rows the one that holds in the year, else the newest."""
    return max(
        places,
        key=lambda place: (year is not None and place.valid_in(year), place.valid_to or _OPEN),
        default=None,
    )


@cache
def _regions() -> tuple[Region, ...]:
    return tuple(
        Region(
            code,
            name,
            level,
            parent,
            int(since) if since else None,
            int(until) if until else None,
            next_ or None,
        )
        for code, name, level, parent, since, until, next_ in _rows("regions")
    )


@cache
def _by_code() -> dict[str, tuple[Region, ...]]:
    places: dict[str, tuple[Region, ...]] = {}
    for place in _regions():
        places[place.code] = (*places.get(place.code, ()), place)
    return places


@cache
def _villages_by_plain_name() -> dict[str, list[Region]]:
    places: dict[str, list[Region]] = {}
    for place in villages():
        places.setdefault(plain_place(place.name, "village"), []).append(place)
    return places


@cache
def _old_counties() -> dict[str, OldCounty]:
    return {
        code: OldCounty(code, name, int(since), int(until), successor)
        for code, name, since, until, successor in _rows("old_county_codes")
    }


def _rows(table: str) -> Iterator[list[str]]:
    with (resources() / "codes" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        yield from reader
