"""All checks over fully filled households, scaled to 20 000, and what one save costs; the floor is reading them.

The rules look at one dossier at a time, so their time grows with the number of dossiers; the context that they
share is built for the households there are.
"""

import time
from collections.abc import Iterator

from bench.measuring import Line, bounded, middle, once
from bench.stores import county, registry_of
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import run_all
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.services.check_context import context, policy_of
from fupin_desktop.services.check_registry import check, refresh
from fupin_desktop.services.save_records import save

HOUSEHOLDS = 1_000
BUDGETED = 20_000
SAVES = 9


def measure(persons: int) -> Iterator[Line]:
    """The rules alone, the whole command, and the refresh after one save."""
    registry = registry_of(HOUSEHOLDS)
    ids = registry.household_ids(HouseholdQuery())
    dossiers: list[Dossier] = []
    reading = once(lambda: dossiers.extend(registry.dossiers(ids)))
    known = context(registry, registry.today(), policy_of(registry))
    rules = once(lambda: run_all(dossiers, known))
    scale = BUDGETED / len(dossiers)
    work = f"all checks, {BUDGETED} households ({len(dossiers)} × {scale:.0f})"
    yield bounded(work, rules * scale, "≤ 10 s", 10, reading * scale)
    whole = once(lambda: check(registry))
    yield bounded(f"  with reading them (fupin check), {len(dossiers)}", whole, "", 60, reading)
    registry.close()
    yield _after_a_save(registry_of(HOUSEHOLDS), f"  after one save among {len(dossiers)} households", reading)
    yield _after_a_save(county(persons), f"  after one save among {persons} persons", reading)


def _after_a_save(registry: SqlRegistry, work: str, reading: float) -> Line:
    """What the window does a moment after each save; everything else has been checked before."""
    refresh(registry)
    ids = registry.household_ids(HouseholdQuery())[:SAVES]
    taken: list[float] = []
    for number, one in enumerate(ids):
        save(registry, [Edit("household", one, "villager_group", f"第{number}组{time.time_ns()}")], title="基准")
        taken.append(once(lambda: refresh(registry)))
    registry.close()
    return bounded(work, middle(taken), "", 1, reading)
