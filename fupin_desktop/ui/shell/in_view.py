"""Which villages and years the registry holds, in words for the choosers of the top line; no window."""

from dataclasses import dataclass

from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry


@dataclass(frozen=True, slots=True)
class InView:
    """Pairs of value and words."""

    villages: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str], ...]


def in_view(registry: Registry, village_code: str, year: int) -> InView:
    """The villages by code and the years, newest first, with the sealed ones marked."""
    return InView(_villages(registry), _years(registry, village_code, year))


def _villages(registry: Registry) -> tuple[tuple[str, str], ...]:
    codes = {one.village_code for one in registry.records("village") if one.village_code}
    own = registry.setting("region") or ""
    codes |= {own} if not codes and len(own) == 12 else set[str]()
    return tuple((code, village_title(registry, code)) for code in sorted(codes))


def _years(registry: Registry, village_code: str, year: int) -> tuple[tuple[str, str], ...]:
    years = sorted({year, *registry.years(village_code or None)}, reverse=True)
    ids = {yearly_id("village_year", village_id(village_code), one): one for one in years} if village_code else {}
    sealed = {one.year for one in registry.records("village_year", "id", ids) if one.sealed_on} if ids else set[int]()
    return tuple((str(one), f"{one} 已封" if one in sealed else f"{one} 年") for one in years)
