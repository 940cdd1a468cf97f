"""The rules that stand in the way of saving: asked of the household as it would be, told at the fields typed."""

from collections.abc import Sequence

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import ALL_CHECKS, CheckContext, run
from fupin_desktop.domain.edited import LISTS, edited
from fupin_desktop.domain.errors import Problem
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.ports import Registry


def broken_rules(registry: Registry, edits: Sequence[Edit]) -> list[Problem]:
    """What the edits would break, at the records they write; what was broken elsewhere before does not hinder."""
    written = {(edit.record, edit.id) for edit in edits if edit.record in LISTS}
    today = registry.today()
    problems: list[Problem] = []
    for household_id in _households(registry, edits) if written else ():
        dossier = registry.dossier(household_id, today.year, today)
        if dossier is None:
            continue
        context = CheckContext(today, policy=policy_of(registry))
        for one in run(edited(dossier, edits), context, {record for record, _ in written}):
            if one.rule in ALL_CHECKS and ALL_CHECKS[one.rule].refuses and (one.record, one.record_id) in written:
                told = one.message.partition("：")[2] or one.message
                problems.append(Problem(told, one.record, one.record_id, one.field))
    return problems


def _households(registry: Registry, edits: Sequence[Edit]) -> set[str]:
    stated = {str(edit.value) for edit in edits if edit.record in LISTS and edit.field == "household_id" and edit.value}
    kept = (registry.record(edit.record, edit.id) for edit in edits if edit.record in LISTS)
    return stated | {one.household_id for one in kept if one is not None and one.household_id}
