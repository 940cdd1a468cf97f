"""考核 of a county's 20 000 households, scaled from fully filled ones; the floor is reading them once."""

from collections.abc import Iterator

from bench.measuring import Line, bounded, once
from bench.stores import registry_of
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.services.assess import assess, targets
from fupin_desktop.services.check_registry import refresh

HOUSEHOLDS = 1_000
BUDGETED = 20_000


def measure(_persons: int) -> Iterator[Line]:
    """The assessment of the county and of its villages, of each household, and the goals by year."""
    registry = registry_of(HOUSEHOLDS)
    refresh(registry)  # what every save has done before
    ids = registry.household_ids(HouseholdQuery())
    reading = once(lambda: list(registry.dossiers(ids)))
    scale = BUDGETED / len(ids)
    for work, count in (
        ("county", lambda: assess(registry, "county")),
        ("villages", lambda: assess(registry, "village")),
        ("households", lambda: assess(registry, "household")),
        ("goals by year", lambda: targets(registry)),
    ):
        yield bounded(f"考核, {BUDGETED} households: {work}", once(count) * scale, "≤ 60 s", 60, reading * scale)
    registry.close()
