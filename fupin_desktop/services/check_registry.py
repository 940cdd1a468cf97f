"""Running the checks: over the whole registry for a day, or anew over the households that a save has touched."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.checks import (
    ALL_CHECKS,
    CheckContext,
    Finding,
    Level,
    VillageFacts,
    folded,
    run,
    run_all,
    run_village,
)
from fupin_desktop.domain.checks.carried import carried_from, fields_needed
from fupin_desktop.domain.checks.context import LAND
from fupin_desktop.domain.checks.index import HelperRow, PersonRow, PhoneRow, seen_from
from fupin_desktop.domain.checks.running import Outcome
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.policy import read_policy
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
ACROSS = frozenset({"S05", "S07", "W10", "M08", "H02", "H04"})  # rules that look at other households
POLICY_FOLDER = "policy"  # the county's own thresholds, beside the registry


def check(registry: Registry, village_code: str = "", day: date | None = None) -> Outcome:
    """Every finding, as of a day (absent: the end of the newest year with data, at latest today)."""
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters))
    on = day or registry.today()
    found = context(registry, on)
    outcome = run_all(registry.dossiers(ids, None, on), found, villages=_villages(registry, on, village_code))
    if village_code:
        outcome = Outcome(_of_village(outcome.findings, registry, ids), outcome.unchecked)
    return outcome


def refresh(registry: Registry, progress: Progress | None = None, cancelled: Cancelled | None = None) -> int:
    """Check anew what has changed since the last time and keep the findings; returns how many households."""
    stale = registry.unchecked()
    if not stale:
        return 0
    day = registry.today()
    found = context(registry, day)
    ids = list(dict.fromkeys([*stale, *_sharing(registry, stale, found)]))
    chunk: list[Dossier] = []
    done = 0
    for dossier in registry.dossiers(ids, None, day):
        if cancelled and cancelled():
            return done
        chunk.append(dossier)
        if len(chunk) == 200:
            done += _keep(registry, chunk, found)
            chunk = []
            if progress:
                progress(done, len(ids))
    done += _keep(registry, chunk, found)
    village_findings = [f for facts in _villages(registry, day) for f in run_village(facts, found)]
    registry.put_findings([""], _rows(village_findings))
    return done


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


def context(registry: Registry, day: date) -> CheckContext:
    """What the checks know beyond each dossier: others' numbers, the columns carried, the county's thresholds."""
    rows = registry.check_rows(fields_needed(), LAND)
    county = registry.folder / POLICY_FOLDER
    policy = read_policy(county if county.is_dir() else None)
    seen = seen_from(
        (PersonRow(*row) for row in rows.persons),
        (PhoneRow(*row) for row in rows.phones),
        (HelperRow(*row) for row in rows.helpers),
    )
    return CheckContext(day, seen, carried_from(rows.carried), registry.today(), policy)


def _sharing(registry: Registry, stale: Sequence[str], context: CheckContext) -> Iterator[str]:
    """Households that share a number with a changed one, or had a finding that looked at others."""
    changed = set(stale)
    for several in (*context.seen.persons.values(), *context.seen.phones.values()):
        homes = {row.household_id for row in several if row.household_id}
        if len(homes) > 1 and homes & changed:
            yield from sorted(homes - changed)
    across = (row for row in registry.findings() if row["rule"] in ACROSS and row["household_id"])
    yield from sorted({row["household_id"] for row in across} - changed)


def _villages(registry: Registry, day: date, village_code: str = "") -> list[VillageFacts]:
    """The newest village form of each village that the day allows."""
    land = registry.check_rows({}, LAND).land
    villages = {one.id: one for one in registry.records("village")}
    newest: dict[str, Any] = {}
    for year in registry.records("village_year"):
        if year.year <= day.year and year.village_id in villages:
            newest[year.village_id] = max(newest.get(year.village_id, year), year, key=lambda one: one.year)
    facts = [
        VillageFacts(villages[key], year, land.get((villages[key].village_code, year.year), {}))
        for key, year in newest.items()
    ]
    return [one for one in facts if not village_code or one.village.village_code == village_code]


def _of_village(findings: Iterable[Finding], registry: Registry, ids: Sequence[str]) -> tuple[Finding, ...]:
    here = {*ids, ""}
    return tuple(one for one in findings if one.household_id in here)


def _keep(registry: Registry, dossiers: Sequence[Dossier], context: CheckContext) -> int:
    findings = [finding for dossier in dossiers for finding in run(dossier, context)]
    registry.put_findings([dossier.household.id for dossier in dossiers], _rows(findings))
    return len(dossiers)


def _rows(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "household_id": one.household_id,
            "rule": one.rule,
            "level": one.level.value,
            "content": json.dumps(asdict(one) | {"level": one.level.value}, ensure_ascii=False),
        }
        for one in folded(findings)
    ]


def _read(rows: Sequence[dict[str, Any]]) -> list[Finding]:
    plain = (json.loads(row["content"]) for row in rows)
    return [Finding(**one | {"level": Level(one["level"])}) for one in plain]
