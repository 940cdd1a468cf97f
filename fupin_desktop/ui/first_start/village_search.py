"""Finding a village of Lüliang in the tables of regions by part of its name, its township's name, or its code."""

from dataclasses import dataclass

from fupin_desktop.catalogue.codes import plain_label
from fupin_desktop.catalogue.regions import Region, region_name, region_path, villages

MOST = 200


@dataclass(frozen=True, slots=True)
class VillageFound:
    """A village of the tables, as one chooses it."""

    code: str
    name: str
    place: str  # county and township
    is_present: bool  # False: its code is of the older edition


def counties() -> list[tuple[str, str]]:
    """(first six digits, name) of the counties, in the order of their codes."""
    codes = sorted({place.code[:6] for place in villages()})
    return [(code, region_name(code) or code) for code in codes]


def find_villages(typed: str, county: str = "") -> list[VillageFound]:
    """The villages that the words fit, those of today first; all of a county without words."""
    plain = plain_label(typed)
    if not plain and not county:
        return []
    hits = [place for place in villages(county) if not plain or _fits(place, plain)]
    hits.sort(key=lambda place: (place.valid_to is not None, not plain_label(place.name).startswith(plain), place.code))
    return [_found(place) for place in hits[:MOST]]


def village_of(code: str) -> VillageFound | None:
    """The village of a code; None if no table has it."""
    found = next((place for place in villages(code) if place.code == code), None) if len(code) == 12 else None
    return _found(found) if found else None


def _fits(place: Region, plain: str) -> bool:
    if plain.isdigit():
        return place.code.startswith(plain)
    return plain in plain_label(place.name) or plain in plain_label(region_name(place.code[:9]) or "")


def _found(place: Region) -> VillageFound:
    path = region_path(place.code)
    return VillageFound(place.code, short_name(place.name), f"{path.county} {path.township}", place.valid_to is None)


def short_name(name: str) -> str:
    """甲子沟村民委员会 as one says it: 甲子沟村."""
    for ending, kept in (("村民委员会", "村"), ("村委会", "村"), ("居民委员会", "社区"), ("居委会", "社区")):
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            return stem if stem.endswith(kept) else stem + kept
    return name
