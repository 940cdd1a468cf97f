"""Founding a household from its head's name, number and group: one action; nobody is registered twice."""

from typing import Any

from fupin_desktop.domain import id_number
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.relations import HEAD
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save


def found_household(
    registry: Registry, village_code: str, name: str, number: str | None, group: str | None
) -> tuple[str, Saved]:
    """The id of the new household. Refused where the number belongs to somebody who is registered."""
    known = registered_at(registry, number)
    if known:
        raise Refused(f"这个证件号码已登记在{known}名下，没有新建。请在列表里查找那一户，或核对号码。")
    household_id, person_id, membership_id = new_id(), new_id(), new_id()
    records: dict[tuple[str, str], dict[str, Any]] = {
        ("household", household_id): {
            "village_code": village_code,
            "villager_group": group,
            "head_name": name,
            "head_id_number": number,
        },
        ("person", person_id): {"name": name, "id_number": number, "sex": id_number.sex(number)},
        ("membership", membership_id): {
            "household_id": household_id,
            "person_id": person_id,
            "relation_to_head": HEAD,
            "position": 0,
        },
    }
    edits = [
        Edit(record, record_id, field, value)
        for (record, record_id), values in records.items()
        for field, value in values.items()
        if value is not None
    ]
    return household_id, save(registry, edits, title=f"新建 {name}户", region=village_code)


def registered_at(registry: Registry, number: str | None) -> str:
    """「第一小组 张来福户」: the household in which the number is registered; "" if in none."""
    identity = id_number.identity(number)
    persons = registry.records("person", "id_number", {number or "", identity or ""} - {""})
    memberships = registry.records("membership", "person_id", [person.id for person in persons])
    ids = [one.household_id for one in memberships if one.left_on is None]
    home = next(iter(registry.records("household", "id", ids)), None)
    return f"{home.villager_group or ''} {home.head_name or ''}户".strip() if home else ""
