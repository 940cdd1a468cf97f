"""A dossier as it would stand after some edits: so that a rule can be asked before anything is written. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.dossier import Dossier

LISTS = {"education_aid": "education_aids", "micro_loan": "micro_loans", "relocation": "relocations"}


def edited(dossier: Dossier, edits: Iterable[Edit]) -> Dossier:
    """With the records of LISTS as the edits leave them: changed, added, or gone to the recycle bin."""
    by_record: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.record in LISTS:
            by_record.setdefault(edit.record, []).append(edit)
    changed = {LISTS[name]: edited_records(name, getattr(dossier, LISTS[name]), own) for name, own in by_record.items()}
    return replace(dossier, **changed)


def edited_records(name: str, kept: Iterable[Any], edits: Iterable[Edit]) -> tuple[Any, ...]:
    """The records of one kind as edits of that kind leave them."""
    spec = RECORDS[name]
    found = {one.id: one for one in kept}
    changed: dict[str, dict[str, Any]] = {}
    for edit in edits:
        changed.setdefault(edit.id, {})[edit.field] = edit.value
    for record_id, values in changed.items():
        own = {field: value for field, value in values.items() if field in spec.by_name}
        found[record_id] = replace(found.get(record_id) or spec.cls(id=record_id), **own)
        if values.get(LIFE) is False:
            del found[record_id]
    return tuple(found.values())
