"""Checking some households and villages anew, with whoever has or had a number or a phone in common with them.

All are claimed before they are read: what somebody saves in between takes the claim away, and stays due.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.checks import CheckContext, Finding, folded, run, run_book, run_village
from fupin_desktop.domain.checks.index import helper_rows, number_key, person_rows, phone_key, phone_rows
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.policy import Policy
from fupin_desktop.services.check_context import book_of, context, village_facts
from fupin_desktop.services.ports import Registry


def check_anew(registry: Registry, ids: Sequence[str], due: frozenset[str], day: date, policy: Policy) -> None:
    """Check these, and of the others that they concern those that are not due anyway; keep what was found."""
    claimed_by = new_id()
    registry.claim(ids, claimed_by)
    dossiers = list(registry.dossiers(ids, None, day))
    villages = _villages(registry, ids, dossiers, due)
    others = sorted(registry.sharing(ids, _own_keys(dossiers), _helper_keys(dossiers)) - due)
    beside = [*others, *(one.id for one in villages)]
    registry.claim(beside, claimed_by)
    dossiers += registry.dossiers(others, None, day)
    codes = {one.household.village_code or "" for one in dossiers}
    known = context(registry, day, policy, codes, _own_keys(dossiers) | _helper_keys(dossiers))
    rows = [row for one in dossiers for row in _rows(one.household.id, run(one, known))]
    for facts in village_facts(registry, villages, day):
        rows += _rows(facts.village.id, run_village(facts, known))
    for village in villages:
        rows += _rows(village.id, run_book(book_of(registry, village, day), known))
    registry.put_findings({*ids, *beside}, rows, claimed_by, _shared(dossiers, known))


def _villages(
    registry: Registry, ids: Sequence[str], dossiers: Iterable[Dossier], due: frozenset[str]
) -> list[Village]:
    """The villages among those to be checked, and those of the households: a village's form is compared with them."""
    codes = {one.household.village_code for one in dossiers if one.household.village_code}
    around = registry.records("village", "village_code", codes)
    return [*registry.records("village", "id", ids), *(one for one in around if one.id not in due)]


def _own_keys(dossiers: Iterable[Dossier]) -> set[str]:
    """The numbers and phones of the households and their members, as they are compared."""
    found: set[str | None] = set()
    for dossier in dossiers:
        found.update(number_key(row.id_number) for row in person_rows(dossier))
        found.update(phone_key(row.phone) for row in phone_rows(dossier))
    return {key for key in found if key}


def _helper_keys(dossiers: Iterable[Dossier]) -> set[str]:
    """The numbers and phones of the households' helpers."""
    return {key for dossier in dossiers for _, key in _of_helpers(dossier)}


def _of_helpers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """(helper, number or phone)."""
    for row in helper_rows(dossier):
        for key in (number_key(row.id_number), phone_key(row.phone)):
            if key:
                yield row.helper_id, key


def _shared(dossiers: Iterable[Dossier], known: CheckContext) -> list[tuple[str, str]]:
    """(number or phone, household) of whatever two households, or a household and a helper, have in common."""
    holders: dict[str, set[str]] = {}
    homes: dict[str, set[str]] = {}

    def add(key: str, holder: str, home: str) -> None:
        holders.setdefault(key, set()).add(holder)
        homes.setdefault(key, set()).add(home)

    for by_key in (known.seen.persons, known.seen.phones):
        for key, several in by_key.items():
            for row in several:
                add(key, row.household_id, row.household_id)
    for dossier in dossiers:
        for helper_id, key in _of_helpers(dossier):
            add(key, helper_id, dossier.household.id)
    return [(key, home) for key, several in holders.items() if len(several) > 1 for home in sorted(homes[key]) if home]


def _rows(owner_id: str, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "household_id": owner_id,
            "rule": one.rule,
            "level": one.level.value,
            "content": json.dumps(asdict(one) | {"level": one.level.value}, ensure_ascii=False),
        }
        for one in folded(findings)
    ]
