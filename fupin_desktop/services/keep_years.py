"""Opening a year from the last one, and sealing it: afterwards it changes only by dated addenda."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, new_yearly, save

# Money is counted anew each year, and so is what only happened in one: carrying it over would invent income.
CARRIED = ("household_year", "household_conditions", "person_year")
LEFT_BEHIND = ("member_count", "change_year", "exit_year", "return_year", "return_cause", "work_months", "employer")


def carry_over(registry: Registry, dossiers: Sequence[Dossier], year: int) -> Saved:
    """Open a year for households: what the newest earlier year says, where the year is still blank."""
    deeds: list[tuple[Deed, list[Edit]]] = []
    for village in dict.fromkeys(dossier.household.village_code or "" for dossier in dossiers):
        if is_sealed(registry, village, year):
            raise Refused(f"{year} 年已封年，不能再结转进去。如确需更正，请逐项修改并写明补记原因。")
    for dossier in dossiers:
        edits = _carried(dossier, year)
        if edits:
            title = f"从 {_earlier(dossier, year)} 年结转到 {year} 年"
            deeds.append((Deed(title=title, region=dossier.household.village_code or ""), edits))
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
