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
    changed: dict[str, dict[str, dict[str, Any]]] = {}
    for edit in edits:
        if edit.record in LISTS:
            changed.setdefault(edit.record, {}).setdefault(edit.id, {})[edit.field] = edit.value
    return replace(
        dossier,
        **{LISTS[name]: _edited(name, getattr(dossier, LISTS[name]), of_record) for name, of_record in changed.items()},
    )


def _edited(name: str, kept: Iterable[Any], changed: dict[str, dict[str, Any]]) -> tuple[Any, ...]:
    spec = RECORDS[name]
    found = {one.id: one for one in kept}
    for record_id, values in changed.items():
        own = {field: value for field, value in values.items() if field in spec.by_name}
        found[record_id] = replace(found.get(record_id) or spec.cls(id=record_id), **own)
        if values.get(LIFE) is False:
            del found[record_id]
    return tuple(found.values())
