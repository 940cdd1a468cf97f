"""Registering that members have left whom the county's newest roster no longer lists: each with a date and a reason."""

from collections.abc import Iterable, Sequence
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.dossier import HEAD
from fupin_desktop.domain.entering import NotUnderstood, entered
from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.domain.staging.batch import Missing
from fupin_desktop.fields.days import first_day
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved


def register_leaving(registry: Registry, gone: Sequence[Missing], left_on: str, reason: str) -> Saved:
    """These members leave on that day for that reason (a code or label of C-27): one action, one commit a household.

    The counts that the county reports stay as they are: the roster without these members came with them.
    """
    day, why = _entered("left_on", left_on), _entered("leave_reason", reason)
    begins = first_day(day)
    if begins is None or begins > registry.today():
        raise Refused("减少日期还没有到。请写实际减少的那一天。")
    wanted = {one.id: one for one in gone}
    found = registry.records("membership", "person_id", wanted)
    leaving = [m for m in found if m.left_on is None and m.household_id == wanted[m.person_id].household_id]
    if not leaving:
        raise Refused("这些人现在都不在户里，没有要登记减少的。")
    _refuse_headless(registry, leaving, wanted)
    households = {m.household_id: None for m in leaving}
    group, touched = registry.write(
        [_deed(registry, one, [m for m in leaving if m.household_id == one], wanted, day, why) for one in households],
        "登记减少",
    )
    return Saved(group, frozenset(touched))


def _deed(
    registry: Registry, household_id: str, leaving: Iterable[Any], gone: dict[str, Missing], day: str, why: str
) -> tuple[Deed, list[Edit]]:
    household = registry.record("household", household_id)
    names = "、".join(gone[one.person_id].title for one in leaving)
    edits = [
        Edit("membership", one.id, field, value)
        for one in leaving
        for field, value in (("left_on", day), ("leave_reason", why))
    ]
    region = (household.village_code if household else None) or registry.setting("region") or ""
    return Deed(title=f"登记减少 {names}（县里名册已没有）", region=region), edits


def _refuse_headless(registry: Registry, leaving: Iterable[Any], gone: dict[str, Missing]) -> None:
    """Who is the head goes last, or after another one has been named."""
    ids = {one.id for one in leaving}
    problems: list[Problem] = []
    for head in (one for one in leaving if one.relation_to_head == HEAD):
        members = registry.records("membership", "household_id", [head.household_id])
        stay = [one for one in members if one.left_on is None and one.id not in ids]
        if stay and not any(one.relation_to_head == HEAD for one in stay):
            name = gone[head.person_id].title
            message = f"{name}是户主，户里还有 {len(stay)} 人。请先变更户主，再登记减少。"
            problems.append(Problem(message, "membership", head.id, "left_on"))
    if problems:
        raise Refused("有户主不能直接减少，没有登记任何人。", problems)


def _entered(field: str, typed: str) -> str:
    spec = RECORDS["membership"].by_name[field]
    try:
        value = entered(spec, typed)
    except NotUnderstood as error:
        raise Refused(str(error)) from error
    if value is None:
        raise Refused(f"请写明「{spec.label}」，再登记减少。")
    return str(value)
