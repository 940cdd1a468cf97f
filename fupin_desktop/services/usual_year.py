"""The year in which a village is shown when the window opens: the newest that most of its households have reached."""

from collections import Counter

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.services.ports import Registry

ASKED = 200  # households, spread evenly over the list: enough to know what most of them have


def usual_year(registry: Registry, village_code: str = "") -> int:
    """One household that was carried over early does not take the whole village along."""
    today = registry.today().year
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = registry.household_ids(HouseholdQuery(filters=filters))
    asked = ids[:: max(1, len(ids) // ASKED)]
    found = {(one.household_id, one.year) for one in registry.records("household_year", "household_id", asked)}
    having = Counter(year for _, year in found if year <= today)
    usual = [year for year, count in having.items() if 2 * count >= len({one for one, _ in found})]
    known = usual or list(having) or [year for year in registry.years(village_code or None) if year <= today]
    return max(known, default=today)
