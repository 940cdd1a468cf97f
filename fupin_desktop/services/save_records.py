"""Saving: check each value, keep sealed years sealed, keep reported sums honest, write one commit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import PSEUDO_FIELDS
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.entering import complaint_about
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.domain.identity import village_id, yearly_id
from fupin_desktop.domain.income import REPORTED
from fupin_desktop.fields.spec import Kind, Stage
from fupin_desktop.services.broken_rules import broken_rules
from fupin_desktop.services.ports import Registry

RECKONED = {"household_income": REPORTED}  # sums that no longer hold once a part of them was changed here


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save wrote: its group (for undo) and the records touched."""

    group: str
    touched: frozenset[str]


def save(registry: Registry, edits: Sequence[Edit], *, title: str, reason: str = "", region: str = "") -> Saved:
    """Write edits as one commit of one person. Refused with the problems at their fields; then nothing is written."""
    problems = [problem for edit in edits if (problem := _problem(edit))]
    problems += _rewritten(registry, edits)
    problems += _missing(registry, edits) + _codes_taken(registry, edits) + _undecided(registry, edits)
    problems = problems or broken_rules(registry, edits)
    if problems:
        raise Refused("有几处填写不对，还没有保存。", problems)
    region = region or region_of(registry, edits)
    kind = kind_of_save(sealed_years(registry, edits, region), reason)
    deed = Deed(title=title, region=region, kind=kind, reason=reason)
    group, touched = registry.write([(deed, [*edits, *_outdated_sums(registry, edits)])])
    return Saved(group, frozenset(touched))


def kind_of_save(sealed: Collection[int], reason: str) -> str:
    """What a commit that touches these sealed years is called. Refused if it touches any and says no reason."""
    if not sealed:
        return "edit"
    if not reason.strip():
        years = "、".join(f"{year} 年" for year in sorted(sealed))
        raise Refused(f"{years}已封年。如确需更正，请写明补记原因，程序会记下日期和经办人。")
    return "addendum"


def new_yearly(record: str, owner_id: str, year: int) -> tuple[str, list[Edit]]:
    """The id of a yearly record, and the edits that make it."""
    record_id = yearly_id(record, owner_id, year)
    owner, year_field = RECORDS[record].key
    return record_id, [Edit(record, record_id, owner, owner_id), Edit(record, record_id, year_field, year)]


def region_of(registry: Registry, edits: Sequence[Edit]) -> str:
    """The village code in whose stream the edits belong: that of their household, else the registry's own."""
    stated = next((edit.value for edit in edits if edit.field == "village_code" and edit.value), None)
    if stated:
        return str(stated)
    for record, record_id in dict.fromkeys((edit.record, edit.id) for edit in edits):
        household_id = household_of(registry, record, record_id, edits)
        household = registry.record("household", household_id) if household_id else None
        if household is not None and household.village_code:
            return household.village_code
        village = _village_of(registry, record, record_id, edits)
        if village is not None and village.village_code:
            return village.village_code
    return registry.setting("region") or ""


def _village_of(registry: Registry, record: str, record_id: str, edits: Iterable[Edit]) -> Any | None:
    """The village that keeps the record in a list of its own."""
    if RECORDS[record].owner != "village_id":
        return None
    stated = next((edit.value for edit in edits if edit.id == record_id and edit.field == "village_id"), None)
    owner = stated or getattr(registry.record(record, record_id), "village_id", None)
    return registry.record("village", str(owner)) if owner else None


def household_of(registry: Registry, record: str, record_id: str, edits: Iterable[Edit] = ()) -> str | None:
    """The household that a record belongs to; None for villages, helpers and units."""
    if record == "household":
        return record_id
    owner = next((e.value for e in edits if e.id == record_id and e.field in ("household_id", "person_id")), None)
    found = registry.record(record, record_id)
    held: str | None = getattr(found, "household_id", None) or (owner if record != "person_year" else None)
    if held and record != "person":
        return held
    person_id = record_id if record == "person" else getattr(found, "person_id", None) or owner
    memberships = registry.records("membership", "person_id", [person_id]) if person_id else []
    current = sorted(memberships, key=lambda m: m.left_on is not None)
    return current[0].household_id if current else None


def sealed_years(registry: Registry, edits: Sequence[Edit], region: str) -> set[int]:
    """The sealed years of the village that these edits would change."""
    stated = {int(e.value) for e in edits if e.record in YEARLY and e.field == "year" and e.value}
    changed = {(edit.record, edit.id) for edit in edits if edit.record in YEARLY}
    years = stated | {one.year for of in changed if (one := registry.record(*of)) and one.year}
    village_year_ids = {yearly_id("village_year", village_id(region), year): year for year in years}
    found = registry.records("village_year", "id", village_year_ids)
    return {one.year for one in found if one.sealed_on}


YEARLY = tuple(name for name, record in RECORDS.items() if record.key or name == "income_item")


def _problem(edit: Edit) -> Problem | None:
    spec = RECORDS[edit.record].by_name.get(edit.field)
    if spec is None:
        known = (*PSEUDO_FIELDS, *RECORDS[edit.record].key)
        return (
            None
            if edit.field in known
            else Problem(f"没有「{edit.field}」这个栏目。", edit.record, edit.id, edit.field)
        )
    complaint = complaint_about(spec, edit.value)
    if complaint is None and spec.needed is Stage.SAVE and edit.value is None:
        complaint = f"「{spec.label}」不能空着。"
    return Problem(complaint, edit.record, edit.id, edit.field) if complaint else None


def _missing(registry: Registry, edits: Sequence[Edit]) -> list[Problem]:
    """Fields without which a new record cannot be kept."""
    given: dict[tuple[str, str], dict[str, Any]] = {}
    for edit in edits:
        given.setdefault((edit.record, edit.id), {})[edit.field] = edit.value
    problems: list[Problem] = []
    for (record, record_id), values in given.items():
        needed = [s for s in RECORDS[record].fields if s.needed is Stage.SAVE and s.name not in values]
        if needed and not set(values) & set(PSEUDO_FIELDS) and registry.record(record, record_id) is None:
            problems += [Problem(f"「{spec.label}」不能空着。", record, record_id, spec.name) for spec in needed]
    return problems


def _rewritten(registry: Registry, edits: Sequence[Edit]) -> list[Problem]:
    """A line of a ledger that is only added to stands as it was written."""
    return [
        Problem("记下的一笔不能改，也不能放入回收站。记错了请冲销，两笔都留着。", edit.record, edit.id, edit.field)
        for edit in edits
        if RECORDS[edit.record].is_only_added_to and registry.record(edit.record, edit.id) is not None
    ]


def _codes_taken(registry: Registry, edits: Sequence[Edit]) -> list[Problem]:
    """A national code names one record: typed for a second one it would send the county's data to the wrong house."""
    problems: list[Problem] = []
    for edit in edits:
        if edit.field in ("household_code", "person_code") and edit.value:
            others = [one for one in registry.records(edit.record, edit.field, [edit.value]) if one.id != edit.id]
            if others:
                name = getattr(others[0], "head_name", None) or getattr(others[0], "name", None) or "另一条记录"
                label = RECORDS[edit.record].by_name[edit.field].label
                sentence = f"「{label}」{edit.value} 已是{name}的，请核对后再填。"
                problems.append(Problem(sentence, edit.record, edit.id, edit.field))
    return problems


def _undecided(registry: Registry, edits: Sequence[Edit]) -> list[Problem]:
    """A field of a group that disagrees: saving it restates the others, and would decide them unasked."""
    named: dict[tuple[str, str], list[str]] = {}
    for edit in edits:
        if edit.field in RECORDS[edit.record].by_name and len(RECORDS[edit.record].group_of(edit.field)) > 1:
            named.setdefault((edit.record, edit.id), []).append(edit.field)
    problems: list[Problem] = []
    for (record, record_id), fields in named.items():
        spec, disputed = RECORDS[record], registry.disputed(record, record_id)
        for field in fields:
            others = [one.label for one in spec.group_of(field) if one.name in disputed and one.name not in fields]
            if others:
                sentence = (
                    f"它和「{'」「'.join(others)}」是一组，那里两台电脑写的不一样，请先在「同步」里核定，再改这一栏。"
                )
                problems.append(Problem(sentence, record, record_id, field))
    return problems


def _outdated_sums(registry: Registry, edits: Sequence[Edit]) -> list[Edit]:
    """Blank what a higher level reported of a sum once its parts are changed: from then on it is computed."""
    written = {(edit.record, edit.id, edit.field) for edit in edits}
    blanks: list[Edit] = []
    for record, names in RECKONED.items():
        ids = dict.fromkeys(e.id for e in edits if e.record == record and _is_part(record, e.field))
        for record_id in ids:
            kept = registry.record(record, record_id)
            reported = [name for name in names if getattr(kept, name, None) is not None]
            blanks += [Edit(record, record_id, n, None) for n in reported if (record, record_id, n) not in written]
    return blanks


def _is_part(record: str, field: str) -> bool:
    spec = RECORDS[record].by_name.get(field)
    return spec is not None and spec.kind is Kind.MONEY and not spec.derived
