"""Settling a disagreement: one value for the field (or one whole opinion of the group), superseding every head."""

from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save

SETTLED = "核定不一致"  # a sealed year asks for a reason, and this is one


def take_head(registry: Registry, conflict_id: str, commit: str, *, reason: str = "") -> Saved:
    """Decide for the values that one commit wrote."""
    found = _find(registry, conflict_id)
    if found["kind"] == "edited_after_deletion":
        return _settle(registry, found, {LIFE: True}, reason)
    chosen = {head.field: head.value for head in found["heads"] if head.commit.startswith(commit)}
    if not chosen:
        raise Refused(f"这处不一致里没有「{commit}」这个说法。请用 fupin conflicts 看清后再选。")
    return _settle(registry, found, chosen, reason)


def take_value(registry: Registry, conflict_id: str, text: str, *, reason: str = "") -> Saved:
    """Decide for a value that nobody wrote yet."""
    found = _find(registry, conflict_id)
    spec = RECORDS[found["record"]].by_name.get(found["field"])
    if spec is None:
        raise Refused("这几个栏目要一起定，请从已有的说法里选一个。")
    try:
        return _settle(registry, found, {spec.name: entered(spec, text)}, reason)
    except NotUnderstood as error:
        raise Refused(str(error)) from None


def agree_to_deletion(registry: Registry, conflict_id: str, *, reason: str = "") -> Saved:
    """Decide that a record which was deleted on one side and edited on the other goes to the recycle bin.

    Two steps: a deletion that is said again would say nothing new, and undo brings back what was edited.
    """
    found = _find(registry, conflict_id)
    if found["kind"] != "edited_after_deletion":
        raise Refused("这处不一致和删除无关，请从已有的说法里选一个。")
    _settle(registry, found, {LIFE: True}, reason)
    return _settle(registry, found, {LIFE: False}, reason)


def settle_value(registry: Registry, conflict_id: str, value: Any, *, reason: str = "") -> Saved:
    """Decide for a typed value that nobody wrote yet."""
    found = _find(registry, conflict_id)
    return _settle(registry, found, {found["field"]: value}, reason)


def _find(registry: Registry, conflict_id: str) -> dict[str, Any]:
    found = next((one for one in registry.conflicts() if one["id"] == conflict_id), None)
    if found is None:
        raise Refused("这处不一致已经处理过，或编号不对。请用 fupin conflicts 查看现在的。")
    return found


def _settle(registry: Registry, found: dict[str, Any], values: dict[str, Any], reason: str) -> Saved:
    edits = [Edit(found["record"], found["record_id"], name, value) for name, value in values.items()]
    title = f"核定{RECORDS[found['record']].title}的不一致"
    return save(registry, edits, title=title, reason=reason or SETTLED)
