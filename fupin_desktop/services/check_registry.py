"""Running the checks: over the whole registry for a day, or anew over the households that a save has touched."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.checks import ALL_CHECKS, Finding, Level, run_all
from fupin_desktop.domain.checks.running import Outcome
from fupin_desktop.domain.policy import Policy
from fupin_desktop.services.check_anew import check_anew
from fupin_desktop.services.check_context import book_of, context, policy_of, village_facts
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
CHUNK = 200  # dossiers in hand at once
CHECKED_BY = "checked_by"  # the rules and thresholds by which the kept findings were found


def check(registry: Registry, village_code: str = "", day: date | None = None) -> Outcome:
    """Every finding, as of a day (absent: the end of the newest year with data, at latest today)."""
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters))
    on = day or registry.today()
    villages = registry.records("village", "village_code", [village_code] if village_code else None)
    known = context(registry, on, policy_of(registry))
    facts = village_facts(registry, villages, on)
    books = (book_of(registry, one, on) for one in villages)
    outcome = run_all(registry.dossiers(ids, None, on), known, villages=facts, books=books)
    if village_code:
        outcome = Outcome(_of_village(outcome.findings, ids), outcome.unchecked)
    return outcome


def refresh(registry: Registry, progress: Progress | None = None, cancelled: Cancelled | None = None) -> int:
    """Check anew what has changed since the last time and keep the findings; returns how many were due.

    Some at a time, village by village, each with what concerns it and nothing else of the registry.
    """
    policy = policy_of(registry)
    _mark_if_rules_changed(registry, policy)
    due = registry.unchecked()
    known_due, day = frozenset(due), registry.today()
    for done in range(0, len(due), CHUNK):
        if cancelled and cancelled():
            return done
        check_anew(registry, due[done : done + CHUNK], known_due, day, policy)
        if progress:
            progress(min(done + CHUNK, len(due)), len(due))
    return len(due)


def _mark_if_rules_changed(registry: Registry, policy: Policy) -> None:
    """What was found under other rules or thresholds is out of date, though nobody has touched the records."""
    told = [[(one.id, one.title, one.level.value) for one in ALL_CHECKS.values()], asdict(policy)]
    rules = hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()
    if registry.setting(CHECKED_BY) != rules:
        owners = [*registry.household_ids(HouseholdQuery()), *(one.id for one in registry.records("village"))]
        registry.claim(owners, "rules changed")
        registry.put_setting(CHECKED_BY, rules)


def findings_of(registry: Registry, household_id: str) -> list[Finding]:
    """The findings kept of one household."""
    return _read(registry.findings([household_id]))


def all_findings(registry: Registry) -> list[Finding]:
    """Every finding kept."""
    return _read(registry.findings())


def rules() -> tuple[str, ...]:
    """The ids of all rules."""
    return tuple(ALL_CHECKS)


def rule_title(rule: str) -> str:
    """What a rule is called."""
    return ALL_CHECKS[rule].title if rule in ALL_CHECKS else rule


def _of_village(findings: Iterable[Finding], ids: Sequence[str]) -> tuple[Finding, ...]:
    here = {*ids, ""}
    return tuple(one for one in findings if one.household_id in here)


def _read(rows: Sequence[dict[str, Any]]) -> list[Finding]:
    plain = (json.loads(row["content"]) for row in rows)
    return [Finding(**one | {"level": Level(one["level"])}) for one in plain]
