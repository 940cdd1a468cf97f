"""Pairing households with a helper: one action, whatever the number of households and villages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.dossier import holds_on
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.fields.days import first_day
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved


@dataclass(frozen=True, slots=True)
class NewHelper:
    """A helper who is not registered yet; the unit by its id, or by the name of a new one."""

    name: str
    phone: str | None = None
    unit_id: str | None = None
    unit_name: str | None = None


def pair(
    registry: Registry,
    household_ids: Sequence[str],
    helper: str | NewHelper,
    started_on: str,
    *,
    ends_current: bool = False,
) -> Saved:
    """Let a helper help these households; where that helper already does, nothing is written."""
    helper_id, made = (helper, []) if isinstance(helper, str) else _new_helper(helper)
    name = helper.name if isinstance(helper, NewHelper) else _name(registry, helper)
    homes = {home.id: home.village_code or "" for home in registry.records("household", "id", household_ids)}
    current = [
        one for one in registry.records("pairing", "household_id", list(homes)) if holds_on(one, registry.today())
    ]
    has_already = {one.household_id for one in current if one.helper_id == helper_id}
    by_village: dict[str, list[Edit]] = {}
    for home, village in homes.items():
        if home not in has_already:
            by_village.setdefault(village, []).extend(_new_pairing(home, helper_id, started_on))
    if not by_village:
        raise Refused(f"选中的户都已由{name}帮扶，没有改动。")
    for one in current if ends_current else ():
        if one.helper_id != helper_id and one.household_id not in has_already:
            ended = Edit("pairing", one.id, "ended_on", _last_day(started_on, one.started_on))
            by_village[homes[one.household_id]].append(ended)
    own = registry.setting("region") or next(iter(by_village))
    if made:
        by_village[own] = [*made, *by_village.get(own, [])]
    title = f"结对：{name} 帮扶 {len(homes) - len(has_already)} 户"
    deeds = [(Deed(title=title, region=village or own), edits) for village, edits in by_village.items()]
    group, touched = registry.write(deeds, "结对")
    return Saved(group, frozenset(touched))


def helped_count(registry: Registry, household_ids: Sequence[str]) -> int:
    """How many of these households have a helper today."""
    today = registry.today()
    return len(
        {p.household_id for p in registry.records("pairing", "household_id", household_ids) if holds_on(p, today)}
    )


def _name(registry: Registry, helper_id: str) -> str:
    found = registry.record("helper", helper_id)
    if found is None:
        raise Refused("这位帮扶人已不在登记库里。请重新选择。")
    return found.name or ""


def _new_helper(helper: NewHelper) -> tuple[str, list[Edit]]:
    helper_id = new_id()
    unit_id, edits = helper.unit_id, []
    if helper.unit_name and not unit_id:
        unit_id = new_id()
        edits = [Edit("unit", unit_id, "name", helper.unit_name)]
    values = {"name": helper.name, "phone": helper.phone, "unit_id": unit_id}
    edits += [Edit("helper", helper_id, field, value) for field, value in values.items() if value]
    return helper_id, edits


def _new_pairing(household_id: str, helper_id: str, started_on: str) -> list[Edit]:
    values = {"household_id": household_id, "helper_id": helper_id, "started_on": started_on}
    made = new_id()
    return [Edit("pairing", made, field, value) for field, value in values.items()]


def _last_day(next_starts: str, started: str | None) -> str:
    """The day before the next helper starts, as far as that is known to the day; never before its own start."""
    day = first_day(next_starts)
    ended = (day - timedelta(days=1)).isoformat() if day and len(next_starts) == 10 else next_starts
    return max(ended, started or "")
