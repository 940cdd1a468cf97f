"""Whether a village may leave poverty in a year, read from its form, its households and its accepted projects."""

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.domain.village_exit import Criterion, Standing, criteria
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.fund_ledger import book_called
from fupin_desktop.services.ports import Registry

EXITED = ("1", "4")  # C-03


def village_criteria(registry: Registry, village_code: str, year: int) -> list[Criterion]:
    """Every criterion of a village in a year."""
    book = book_called(registry, village_code)
    ids = registry.household_ids(HouseholdQuery(filters={"village_code": (village_code,)}, year=year))
    conditions = registry.records("household_conditions", "household_id", ids)
    poor = [row for row in registry.household_rows(ids, year) if row.poverty_status not in EXITED]
    standing = Standing(
        registry.record("village_year", yearly_id("village_year", book.village.id, year)),
        sum(row.members or 0 for row in poor),
        tuple(one for one in conditions if one.year == year),
        book,
    )
    return criteria(standing, policy_of(registry))
