"""Taking back the last action under its own name: a new commit that puts back what stood before.

What somebody changed after the action is left as it is, and counted: undo never overwrites in silence.
"""

import json
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, name_of
from fupin_desktop.domain.asking import Group
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.plain import from_plain
from fupin_desktop.services.ports import Registry, Written

NOT_UNDONE = ("undo", "found", "demo")  # the last two are what a registry begins with: nothing would be left


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and how many values were left because they had been changed since."""

    title: str
    group: str
    restored: int
    left: int


def undoable(registry: Registry) -> Group | None:
    """The action that undo would take back: the newest that stands, a redone one among them."""
    return next((one for one in registry.groups(200) if one.kind not in NOT_UNDONE and not one.undone), None)


def redoable(registry: Registry) -> Group | None:
    """The taking-back that redo would take back: only while nothing else was done after it."""
    for one in registry.groups(200):
        if one.kind == "undo" and not one.undone:
            return one
        if one.kind not in ("undo", "redo"):
            return None
    return None


def undo(registry: Registry) -> Undone:
    """Take back the last action."""
    group = undoable(registry)
    if group is None:
        raise Refused("没有可以撤销的操作。")
    return _take_back(registry, group, f"撤销：{group.title.removeprefix('重做：')}", "undo")


def redo(registry: Registry) -> Undone:
    """Do again what was just undone."""
    group = redoable(registry)
    if group is None:
        raise Refused("没有可以重做的操作。")
    return _take_back(registry, group, f"重做：{group.title.removeprefix('撤销：')}", "redo")


def _take_back(registry: Registry, group: Group, title: str, kind: str) -> Undone:
    ops = registry.group_ops(group.id)
    removed = {op.record_id for op in ops if _is_creation(op)}
    by_region: dict[str, dict[tuple[str, int], Edit]] = {}
    left: set[tuple[str, int]] = set()
    for op in ops:  # newest first: of a field that was written twice, what stood before the first stays
        if op.record_id in removed and not _is_creation(op):
            continue  # the whole record goes to the recycle bin, with its values
        key = op.record_id, op.field
        edit = _inverse(op)
        if edit is not None and op.is_current:
            by_region.setdefault(op.region, {})[key] = edit
        elif edit is not None:
            left.add(key)
    if not by_region:
        raise Refused(f"「{group.title}」之后的改动已把它全部盖过，没有可撤销的内容。")
    deeds = [
        (Deed(title=title, region=region, kind=kind, undoes=group.id), list(edits.values()))
        for region, edits in by_region.items()
    ]
    written, _ = registry.write(deeds, "撤销")
    return Undone(title, written, sum(len(edits) for edits in by_region.values()), len(left))


def _is_creation(op: Written) -> bool:
    name = name_of(op.field)
    return name is not None and name[1] == LIFE and op.value == "true" and not op.before


def _inverse(op: Written) -> Edit | None:
    name = name_of(op.field)
    if name is None:
        return None
    record, field = name
    if field == LIFE:
        return Edit(record, op.record_id, LIFE, value=json.loads(op.before[0]) if op.before else op.value == "false")
    spec = RECORDS[record].by_name.get(field)
    before: Any = json.loads(op.before[0]) if op.before else None
    return Edit(record, op.record_id, field, from_plain(spec, before) if spec else before)
