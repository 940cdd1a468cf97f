"""Opening a year from the last one, and sealing it: afterwards it changes only by dated addenda."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, kind_of_save, new_yearly, save

# Money is counted anew each year, and so is what only happened in one: carrying it over would invent income.
CARRIED = ("household_year", "household_conditions", "person_year")
LEFT_BEHIND = ("member_count", "change_year", "exit_year", "return_year", "return_cause", "work_months", "employer")


PROGRESS_EVERY = 50  # households


@dataclass(frozen=True, slots=True)
class YearState:
    """A year with data, and the day on which it was sealed ("" if it is open)."""

    year: int
    sealed_on: str


def year_states(registry: Registry, village_code: str) -> list[YearState]:
    """The years, newest first; of the whole registry none is called sealed."""
    years = registry.years(village_code or None)
    kept = registry.records("village_year", "village_id", [village_id(village_code)]) if village_code else []
    sealed = {one.year: one.sealed_on or "" for one in kept}
    return [YearState(year, sealed.get(year, "")) for year in years]


def open_year(
    registry: Registry,
    village_code: str,
    year: int,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    reason: str = "",
) -> Saved | None:
    """Open the year for every household of the village; None if it was stopped before anything was written."""
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters))
    dossiers: list[Dossier] = []
    for number, dossier in enumerate(registry.dossiers(ids, year), 1):
        if cancelled():
            return None
        dossiers.append(dossier)
        if number % PROGRESS_EVERY == 0:
            progress(number, len(ids))
    return carry_over(registry, dossiers, year, reason=reason)


def carry_over(registry: Registry, dossiers: Sequence[Dossier], year: int, *, reason: str = "") -> Saved:
    """Open a year for households: what the newest earlier year says, where the year is still blank."""
    villages = {dossier.household.village_code or "" for dossier in dossiers}
    kinds = {one: kind_of_save({year} if is_sealed(registry, one, year) else (), reason) for one in villages}
    deeds: list[tuple[Deed, list[Edit]]] = []
    for dossier in dossiers:
        edits = _carried(dossier, year)
        if edits:
            title = f"从 {_earlier(dossier, year)} 年结转到 {year} 年"
            village = dossier.household.village_code or ""
            deeds.append((Deed(title=title, region=village, kind=kinds[village], reason=reason), edits))
    if not deeds:
        raise Refused(f"没有可以结转的内容：{year} 年已经填过，或上一年没有资料。")
    group, touched = registry.write(deeds, "结转")
    return Saved(group, frozenset(touched))


def seal_year(registry: Registry, village_code: str, year: int, *, by: str) -> Saved:
    """Seal a village's year."""
    record_id, opening = new_yearly("village_year", village_id(village_code), year)
    kept = registry.record("village_year", record_id)
    if kept is not None and kept.sealed_on:
        raise Refused(f"{year} 年已在 {kept.sealed_on} 封年。")
    edits = [] if kept is not None else opening
    edits += [
        Edit("village_year", record_id, "sealed_on", registry.today().isoformat()),
        Edit("village_year", record_id, "sealed_by", by),
    ]
    return save(registry, edits, title=f"封存 {year} 年", region=village_code)


def is_sealed(registry: Registry, village_code: str, year: int) -> bool:
    """Whether a village's year is sealed."""
    record_id, _ = new_yearly("village_year", village_id(village_code), year)
    kept = registry.record("village_year", record_id)
    return kept is not None and bool(kept.sealed_on)


def _earlier(dossier: Dossier, year: int) -> int | None:
    return max((one for one in dossier.years if one < year), default=None)


def _carried(dossier: Dossier, year: int) -> list[Edit]:
    earlier = _earlier(dossier, year)
    if earlier is None:
        return []
    then, now = dossier.years[earlier], dossier.years.get(year)
    edits: list[Edit] = []
    if then.facts and not (now and now.facts):
        edits += _copied("household_year", dossier.household.id, then.facts, year)
    if then.conditions and not (now and now.conditions):
        edits += _copied("household_conditions", dossier.household.id, then.conditions, year)
    for member in dossier.members:
        before = next((one for one in reversed(member.years) if one.year < year), None)
        if before and not any(one.year == year for one in member.years):
            edits += _copied("person_year", member.person.id, before, year)
    return edits


def _copied(record: str, owner_id: str, source: Any, year: int) -> list[Edit]:
    record_id, edits = new_yearly(record, owner_id, year)
    for spec in RECORDS[record].fields:
        value = getattr(source, spec.name)
        if value is not None and spec.name not in LEFT_BEHIND and not spec.derived and spec.on_form_of(year):
            edits.append(Edit(record, record_id, spec.name, value))
    return edits
