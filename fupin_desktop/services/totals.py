"""What villages come to, and their townships and counties: households and persons by status, exits against plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fupin_desktop.catalogue.regions import region_path
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.services.ports import Registry

EXITED, STABLE = "1", "4"  # C-03
TOWNSHIP, COUNTY = 9, 6  # digits of their codes


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of one region; every sum is over the households that are validly registered in the year."""

    region: str
    name: str
    level: str  # village, township or county
    households: int = 0
    persons: int = 0
    poor_households: int = 0
    poor_persons: int = 0
    exited_households: int = 0
    exited_persons: int = 0
    exits_of_year: int = 0  # households
    exits_planned: int = 0  # households whose planned year of exit it is

    def with_more(self, other: "Totals") -> "Totals":
        """Both together, under the own name."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in FIGURES}
        return replace(self, **sums)


FIGURES = {
    "households": "建档户",
    "persons": "建档人口",
    "poor_households": "未脱贫户",
    "poor_persons": "未脱贫人口",
    "exited_households": "已脱贫户",
    "exited_persons": "已脱贫人口",
    "exits_of_year": "当年脱贫户",
    "exits_planned": "当年计划脱贫户",
}


def totals(registry: Registry, year: int | None = None) -> list[Totals]:
    """County, its townships, their villages, each sum above its parts."""
    of_year = year or max(registry.years(), default=registry.today().year)
    kept = [one for one in registry.records("village") if one.village_code]
    villages = [_of_village(registry, one.village_code, one.name or "", of_year) for one in kept]
    names = {one.village_code[:TOWNSHIP]: one.township_name for one in kept}
    names |= {one.village_code[:COUNTY]: one.county_name for one in kept}
    found: list[Totals] = []
    for county in _grouped(villages, COUNTY):
        found.append(_sum("county", COUNTY, names, county))
        for township in _grouped(county, TOWNSHIP):
            found += [_sum("township", TOWNSHIP, names, township), *township]
    return found


def _grouped(villages: Iterable[Totals], digits: int) -> list[list[Totals]]:
    groups: dict[str, list[Totals]] = {}
    for one in sorted(villages, key=lambda one: one.region):
        groups.setdefault(one.region[:digits], []).append(one)
    return list(groups.values())


def _sum(level: str, digits: int, names: Mapping[str, str | None], several: Sequence[Totals]) -> Totals:
    code = several[0].region[:digits]
    path = region_path(several[0].region)
    known = path.township if level == "township" else path.county
    whole = Totals(code, names.get(code) or known or code, level)
    for one in several:
        whole = whole.with_more(one)
    return whole


def _of_village(registry: Registry, code: str, name: str, year: int) -> Totals:
    ids = registry.household_ids(HouseholdQuery(filters={"village_code": (code,)}, year=year))
    whole = Totals(code, name or region_path(code).village or code, "village")
    for dossier in registry.dossiers(ids, year):
        facts = dossier.now.facts
        if facts is None or facts.is_valid is False:
            continue
        persons = len(dossier.members) or facts.member_count or 0
        is_out = facts.poverty_status in (EXITED, STABLE)
        whole = whole.with_more(
            Totals(
                "",
                "",
                "",
                households=1,
                persons=persons,
                poor_households=not is_out,
                poor_persons=0 if is_out else persons,
                exited_households=is_out,
                exited_persons=persons if is_out else 0,
                exits_of_year=is_out and facts.exit_year == year,
                exits_planned=getattr(facts, "planned_exit_year", None) == year,
            )
        )
    return whole
