"""Opening a dossier and saving a field in a county of 200 000 persons; the floor is the bare rows and a bare commit."""

import random
from collections.abc import Iterator

from bench.measuring import Line, bounded, middle, once, p95
from bench.stores import county
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.services.save_records import save

TIMES = 60


def measure(persons: int) -> Iterator[Line]:
    """Sixty households picked by chance."""
    registry = county(persons)
    chosen = random.Random(2).sample(registry.household_ids(HouseholdQuery()), TIMES)
    opening = [once(lambda one=one: registry.dossier(one)) for one in chosen]
    rows = [once(lambda one=one: _bare_rows(registry, one)) for one in chosen]
    yield bounded(f"open a dossier, {persons} persons, p95", p95(opening), "≤ 60 ms", 0.06, middle(rows))
    saving = [once(lambda one=one, n=n: _save(registry, one, n)) for n, one in enumerate(chosen)]
    floor = [once(lambda n=n: registry.put_setting("bench", str(n))) for n in range(TIMES)]
    yield bounded("save a field, p95", p95(saving), "≤ 30 ms", 0.03, middle(floor))
    registry.close()


def _bare_rows(registry: SqlRegistry, household_id: str) -> None:
    with registry._engine.connect() as connection:
        for table in ("household_year", "household_income", "household_conditions", "membership", "pairing", "visit"):
            connection.exec_driver_sql(f"SELECT * FROM {table} WHERE household_id = ?", (household_id,)).fetchall()


def _save(registry: SqlRegistry, household_id: str, number: int) -> None:
    save(registry, [Edit("household", household_id, "villager_group", f"第{number}组")], title="基准")
