"""All checks over 20 000 households, and what one save costs; the floor is reading the same dossiers."""

from collections.abc import Iterator

from bench.measuring import Line, bounded, once
from bench.stores import registry_of
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks import run_all
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.services.check_registry import check, context, refresh
from fupin_desktop.services.save_records import save

HOUSEHOLDS = 20_000


def measure(persons: int) -> Iterator[Line]:
    """The rules alone, the whole command, and the refresh after one save."""
    del persons
    registry = registry_of(HOUSEHOLDS)
    ids = registry.household_ids(HouseholdQuery())
    dossiers: list[Dossier] = []
    reading = once(lambda: dossiers.extend(registry.dossiers(ids)))
    known = context(registry, registry.today())
    rules = once(lambda: run_all(dossiers, known))
    yield bounded(f"all checks over {len(ids)} households", rules, "≤ 10 s", 10, reading)
    whole = once(lambda: check(registry))
    yield bounded("  the same with reading (fupin check)", whole, "", 60, reading)
    refresh(registry)
    edit = Edit("household", ids[0], "villager_group", "第一小组之一")
    save(registry, [edit], title="基准")
    after = once(lambda: refresh(registry))
    yield bounded("  after one save: only what depends on it", after, "", 5, reading)
    registry.close()
