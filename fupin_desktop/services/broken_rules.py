"""The rules that stand in the way of saving: asked of the household, or of the village's book, as it would be."""

from collections.abc import Iterable, Sequence

from fupin_desktop.domain.book import IN_BOOK, OWNER, edited_book
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import ALL_CHECKS, CheckContext, Finding, run, run_book
from fupin_desktop.domain.edited import LISTS, edited
from fupin_desktop.domain.errors import Problem
from fupin_desktop.services.check_context import book_of, policy_of
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
        found = run(edited(dossier, edits), context, {record for record, _ in written})
        problems += _in_the_way(found, written)
    return problems + _broken_in_books(registry, edits)


def _broken_in_books(registry: Registry, edits: Sequence[Edit]) -> list[Problem]:
    written = {(edit.record, edit.id) for edit in edits if edit.record in IN_BOOK}
    stated = {str(edit.value) for edit in edits if edit.record in IN_BOOK and edit.field == OWNER and edit.value}
    homes = [str(edit.value) for edit in edits if edit.field == "household_id" and edit.value]
    kept = (registry.record(*of) for of in written)
    villages = stated | {one.village_id for one in kept if one is not None and one.village_id}
    if not villages:
        return []
    context = CheckContext(registry.today(), policy=policy_of(registry))
    problems: list[Problem] = []
    for village in registry.records("village", "id", villages):
        book = edited_book(book_of(registry, village, registry.today(), homes), edits)
        problems += _in_the_way(run_book(book, context), written)
    return problems


def _in_the_way(found: Iterable[Finding], written: set[tuple[str, str]]) -> list[Problem]:
    return [
        Problem(one.message.partition("：")[2] or one.message, one.record, one.record_id, one.field)
        for one in found
        if one.rule in ALL_CHECKS and ALL_CHECKS[one.rule].refuses and (one.record, one.record_id) in written
    ]


def _households(registry: Registry, edits: Sequence[Edit]) -> set[str]:
    stated = {str(edit.value) for edit in edits if edit.record in LISTS and edit.field == "household_id" and edit.value}
    kept = (registry.record(edit.record, edit.id) for edit in edits if edit.record in LISTS)
    return stated | {one.household_id for one in kept if one is not None and one.household_id}
