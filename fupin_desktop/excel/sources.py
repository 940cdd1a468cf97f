"""Which records stand behind each row of an exported sheet. It words nothing and writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.dossier import Dossier

Source = Mapping[str, Any]  # record name -> the record, or what stands beside the records


@dataclass(frozen=True, slots=True)
class Region:
    """The names of the places above a household."""

    province: str | None
    city: str | None
    county: str | None
    township: str | None
    village: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of itself."""

    year: int


def sources_of(sheet: str, dossier: Dossier) -> Iterator[Source]:
    """The rows of a dossier in a sheet: one, one for each member, or one for each pairing."""
    now = dossier.now
    shared: Source = {
        "household": dossier.household,
        "household_year": now.facts,
        "household_income": now.income,
        "household_conditions": now.conditions,
        "village": dossier.village,
        "region": _region(dossier.household.village_code, dossier.village),
        "row": Row(dossier.year),
    }
    if sheet == "persons":
        for member in dossier.members:
            yield {**shared, "person": member.person, "person_year": member.now, "membership": member.membership}
    elif sheet == "helpers":
        for helping in dossier.helpings:
            yield {**shared, "pairing": helping.pairing, "helper": helping.helper, "unit": helping.unit}
    else:
        yield shared


def sources_of_village(village: Village, facts: VillageYear | None, year: int) -> Iterator[Source]:
    """The one row of a village."""
    yield {"village": village, "village_year": facts, "row": Row(year)}


def _region(code: str | None, village: Village | None) -> Region:
    """The names of the places: those that the registry holds, else those of the public codes."""
    public = region_path(code or "")
    return Region(
        province=public.province or None,
        city=public.city or None,
        county=(village and village.county_name) or public.county or None,
        township=(village and village.township_name) or public.township or None,
        village=(village and village.name) or public.village or None,
    )
