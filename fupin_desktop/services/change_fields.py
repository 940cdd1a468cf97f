"""Setting fields of one record from what was typed, and adding one to a household: the command line's form."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec
from fupin_desktop.services.find_records import find_household, find_record
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, new_yearly, save

OWN_WAY = (
    "membership",
    "pairing",
    "attachment",
    "income_item",
    "explanation",
    "national_entry",
    "procedure_case",
    "procedure_step",
)  # they come with other records, or with a file


def set_values(registry: Registry, called: str, values: Sequence[tuple[str, str]], *, reason: str = "") -> Saved:
    """One commit that gives these fields these values; a yearly record that is not there yet is opened."""
    record, record_id = find_record(registry, called)
    spec = RECORDS[record]
    kept = registry.record(record, record_id)
    year = getattr(kept, "year", None)
    edits: list[Edit] = []
    if kept is None and spec.key:
        owner_called, _, of_year = called.split(":", 1)[1].rpartition(":")
        owner = {"household_id": "household", "person_id": "person", "village_id": "village"}[spec.owner]
        year = int(of_year)
        _, edits = new_yearly(record, find_record(registry, f"{owner}:{owner_called}")[1], year)
    edits += _typed(registry, spec, record_id, values, year)
    labels = "、".join(spec.by_name[name].label for name, _ in values)
    return save(registry, edits, title=f"修改{spec.title}：{labels}", reason=reason)


def add_record(
    registry: Registry, record: str, owner: str, values: Sequence[tuple[str, str]], *, reason: str = ""
) -> tuple[str, Saved]:
    """A new record of a household (a visit, a loan …) or of a village's book: its id, and what was written.

    `owner` is whatever find_household understands, or a village code; fields that point to a record take its id,
    code or ID number.
    """
    spec = RECORDS.get(record)
    addable = [
        one
        for one in RECORDS.values()
        if one.owner in ("household_id", "village_id") and not one.key and one.name not in OWN_WAY
    ]
    if spec not in addable:
        names = "、".join(f"{one.title}（{one.name}）" for one in addable)
        raise Refused(f"「{record}」不能这样新增。可以新增的有：{names}。")
    owner_id, whose = _owner(registry, spec, owner)
    record_id = new_id()
    edits = [Edit(record, record_id, spec.owner, owner_id), *_typed(registry, spec, record_id, values, None)]
    return record_id, save(registry, edits, title=f"新增 {whose} {spec.title}", reason=reason)


def typed_values(registry: Registry, record: str, values: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What was typed for fields of a record, as values; Refused with the problems."""
    return {edit.field: edit.value for edit in _typed(registry, RECORDS[record], "", values, None)}


def _owner(registry: Registry, spec: RecordSpec, called: str) -> tuple[str, str]:
    """The id of the household or village, and how people call it."""
    if spec.owner == "household_id":
        household_id = find_household(registry, called)
        return household_id, f"{getattr(registry.record('household', household_id), 'head_name', None) or ''}户"
    _, village = find_record(registry, f"village:{called}")
    found = registry.record("village", village)
    if found is None:
        raise Refused(f"登记库里没有村「{called}」。请用 12 位村编号。")
    return village, found.name or called


def _typed(
    registry: Registry, spec: RecordSpec, record_id: str, values: Sequence[tuple[str, str]], year: int | None
) -> list[Edit]:
    names = [name for name, _ in values]
    if len(set(names)) != len(names):
        raise Refused("同一个栏目写了两个值，请只写一个。")
    edits: list[Edit] = []
    problems: list[Problem] = []
    for name, text in values:
        try:
            if name not in spec.by_name:
                raise NotUnderstood(_unknown_field(spec, name))
            edits.append(Edit(spec.name, record_id, name, _value(registry, spec.by_name[name], text, year)))
        except NotUnderstood as error:
            problems.append(Problem(str(error), spec.name, record_id, name))
    if problems:
        raise Refused("有几处填写不对，还没有保存。", problems)
    return edits


def _value(registry: Registry, field: FieldSpec, text: str, year: int | None) -> Any:
    """What was typed as a value; a record by what people call it."""
    if field.kind is Kind.REF and text.strip():
        return find_record(registry, f"{field.target}:{text.strip()}")[1]
    return entered(field, text, year)


def _unknown_field(spec: RecordSpec, name: str) -> str:
    """What may be set, by label with the name to type: those that resemble what was typed, else all of them."""
    resembling = [one for one in spec.fields if name and (name in one.label or name.lower() in one.name)]
    resembling = resembling or [spec.by_name[one] for one in get_close_matches(name, spec.by_name, 3)]
    known = "、".join(f"{one.label}（{one.name}）" for one in resembling or spec.fields)
    return f"{spec.title}没有「{name}」这个栏目。{'您要的可能是' if resembling else '可用'}：{known}。"
