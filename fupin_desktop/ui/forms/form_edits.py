"""What a form changed, as edits; and a half-typed form as plain data and back. Pure functions."""

from collections.abc import Mapping
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import Edit, OpId
from fupin_desktop.fields.plain import from_plain, to_plain
from fupin_desktop.ui.forms.opened_record import OpenedRecord

Seen = Mapping[str, tuple[OpId, ...]]


def changed_fields(opened: OpenedRecord, values: Mapping[str, Any]) -> list[str]:
    """The fields whose value is another than what was opened; equal results are no change."""
    spec, baseline = RECORDS[opened.record], opened.baseline
    return [
        name
        for name, value in values.items()
        if to_plain(spec.by_name[name], value) != to_plain(spec.by_name[name], getattr(baseline, name))
    ]


def edits_of(opened: OpenedRecord, values: Mapping[str, Any], seen: Seen | None = None) -> list[Edit]:
    """Edits for what changed; fields of one group are restated together, each with what was seen of it."""
    changed = changed_fields(opened, values)
    if not changed and opened.value is not None:
        return []
    known = opened.seen if seen is None else seen
    spec, baseline = RECORDS[opened.record], opened.baseline
    together = dict.fromkeys(one.name for name in changed for one in spec.group_of(name))
    edits = [Edit(opened.record, opened.id, name, value) for name, value in _keys(opened) if name not in together]
    for name in together:
        value = values.get(name, getattr(baseline, name))
        if name in changed or name in known:
            edits.append(Edit(opened.record, opened.id, name, value, known.get(name, ())))
    return edits if changed else []


def draft_of(opened: OpenedRecord, values: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any] | None:
    """What was typed and not saved, as JSON can hold it; None if that is nothing."""
    changed = changed_fields(opened, values)
    if not changed and not typed:
        return None
    spec = RECORDS[opened.record]
    names = dict.fromkeys(one.name for name in (*changed, *typed) for one in spec.group_of(name))
    return {
        "record": opened.record,
        "id": opened.id,
        "is_new": opened.value is None,
        "keys": dict(opened.keys),
        "values": {name: to_plain(spec.by_name[name], values[name]) for name in changed},
        "typed": dict(typed),
        "seen": {name: [[op.commit.hex(), op.place] for op in opened.seen.get(name, ())] for name in names},
    }


def values_in(draft: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values of a draft."""
    spec = RECORDS[draft["record"]]
    return {
        name: from_plain(spec.by_name[name], plain) for name, plain in draft["values"].items() if name in spec.by_name
    }


def seen_in(draft: Mapping[str, Any]) -> dict[str, tuple[OpId, ...]]:
    """What the person had seen when the draft was typed."""
    return {
        name: tuple(OpId(bytes.fromhex(commit), place) for commit, place in several)
        for name, several in draft["seen"].items()
    }


def _keys(opened: OpenedRecord) -> list[tuple[str, Any]]:
    return list(opened.keys.items()) if opened.value is None else []
