"""All checks over fully filled households, scaled to 20 000, and what one save costs; the floor is reading them.

The rules look at one dossier at a time, so their time grows with the number of dossiers; the context that they
share is built for the households there are.
"""

from collections.abc import Iterator

from bench.measuring import Line, bounded, once
from bench.stores import registry_of
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import run_all
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.services.check_registry import check, context, refresh
from fupin_desktop.services.save_records import save

HOUSEHOLDS = 1_000
BUDGETED = 20_000


def measure(persons: int) -> Iterator[Line]:
    """The rules alone, the whole command, and the refresh after one save."""
    del persons
    registry = registry_of(HOUSEHOLDS)
    ids = registry.household_ids(HouseholdQuery())
    dossiers: list[Dossier] = []
    reading = once(lambda: dossiers.extend(registry.dossiers(ids)))
    known = context(registry, registry.today())
    rules = once(lambda: run_all(dossiers, known))
    scale = BUDGETED / len(dossiers)
    work = f"all checks, {BUDGETED} households ({len(dossiers)} × {scale:.0f})"
    yield bounded(work, rules * scale, "≤ 10 s", 10, reading * scale)
    whole = once(lambda: check(registry))
    yield bounded(f"  with reading them (fupin check), {len(dossiers)}", whole, "", 60, reading)
    refresh(registry)
    edit = Edit("household", ids[0], "villager_group", "第一小组之一")
    save(registry, [edit], title="基准")
    after = once(lambda: refresh(registry))
    yield bounded(f"  after one save among {len(dossiers)}", after, "", 1, reading)
    registry.close()
