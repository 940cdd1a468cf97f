"""What the page reads to show a village: its two records, the figures, its name and place, what was half typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.regions import region, region_path
from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.domain.policy import read_policy
from fupin_desktop.services.classify import classified_village
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.forms.opened_record import OpenedRecord, open_record
from fupin_desktop.ui.villages.village_figures import Figure, class_figures, counts, figures

POLICY_FOLDER = "policy"
NOT_CARRIED = ("is_exited", "exit_year", "sealed_on", "sealed_by")


@dataclass(frozen=True, slots=True)
class OpenVillage:
    """A village in a year, open."""

    code: str
    year: int
    village: OpenedRecord
    of_year: OpenedRecord
    before: Any | None  # the yearly record of the newest earlier year
    figures: Sequence[Figure]
    drafts: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """What the village is called."""
        named = self.village.value.name if self.village.value is not None else None
        return named or region_path(self.code).village or self.code

    @property
    def place(self) -> str:
        """County and township, as registered or as the tables have them."""
        path, kept = region_path(self.code), self.village.value
        county = (kept.county_name if kept is not None else None) or path.county
        township = (kept.township_name if kept is not None else None) or path.township
        return " ".join(part for part in (county, township, self.code) if part)

    @property
    def is_in_tables(self) -> bool:
        """Whether the code stands in the tables of regions of any edition."""
        return region(self.code) is not None

    @property
    def sealed_on(self) -> str:
        """The day on which the year was sealed; "" if it is open."""
        return (self.of_year.value.sealed_on or "") if self.of_year.value is not None else ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been filled in for the year."""
        kept = self.of_year.value
        return kept is None or all(getattr(kept, spec.name) is None for spec in RECORDS["village_year"].fields)

    def carried(self) -> dict[str, Any]:
        """What the year before says and this one may take over; whether it has left poverty is asked anew."""
        specs = RECORDS["village_year"].fields
        wanted = (s for s in specs if not s.derived and s.name not in NOT_CARRIED and s.on_form_of(self.year))
        values = {spec.name: getattr(self.before, spec.name, None) for spec in wanted}
        return {name: value for name, value in values.items() if value is not None}

    def known_before(self) -> dict[str, Any]:
        """What can be said of a village that is not registered yet: its code, and the names of the tables."""
        path = region_path(self.code)
        names = {"name": path.village, "township_name": path.township, "county_name": path.county}
        return {"village_code": self.code} | {field: name for field, name in names.items() if name}


def open_village(registry: Registry, code: str, year: int) -> OpenVillage:
    """Read a village; runs away from the window."""
    own = village_id(code)
    year_id = yearly_id("village_year", own, year)
    village = open_record(registry, "village", own)
    of_year = open_record(registry, "village_year", year_id, {"village_id": own, "year": year})
    earlier = [one for one in registry.records("village_year", "village_id", [own]) if one.year < year]
    county = registry.folder / POLICY_FOLDER
    policy = read_policy(county if county.is_dir() else None)
    counted = figures(counts(registry, code, year), of_year.value, policy)
    if village.value is not None:
        counted += class_figures(classified_village(registry, code, year))
    drafts = {key: draft for key, draft in registry.drafts().items() if draft.get("id") in (own, year_id)}
    newest = max(earlier, key=lambda one: one.year, default=None)
    return OpenVillage(code, year, village, of_year, newest, counted, drafts)
