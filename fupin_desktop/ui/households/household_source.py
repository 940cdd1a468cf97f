"""Where the household list comes from; a search shows its first hits before a county is looked through."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.domain.asking import HouseholdQuery, HouseholdRow
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.tables.record_table import Source

GLIMPSED = 60  # hits of the search box: more than a window holds
COUNTED = 3000  # households whose people are counted row by row
BY_LEVEL = {"E": "errors", "W": "warnings", "M": "missing"}


def household_source(registry: Registry) -> Source:
    """Ids, rows and first hits from a registry."""
    return Source(
        ids=registry.household_ids,
        rows=lambda ids, query: registry.household_rows(ids, query.year),
        glimpse=lambda query: first_hits(registry, query),
    )


def first_hits(registry: Registry, query: HouseholdQuery) -> Sequence[HouseholdRow] | None:
    """The rows that the search box would find first; None where that says nothing of the whole answer."""
    if not query.text.strip() or any(name not in ROW_FILTERS for name in query.filters):
        return None
    hits = registry.search(query.text, GLIMPSED)
    ids = list(dict.fromkeys(hit.household_id for hit in hits if hit.household_id))
    rows = [row for row in registry.household_rows(ids, query.year) if _passes(row, query)]
    rows.sort(key=lambda row: _place(row, query.sort), reverse=query.descending)
    return rows or None


def count_people(registry: Registry, ids: Sequence[str], year: int | None) -> int | None:
    """How many people live in these households; None if they are too many to be counted for a line of text."""
    if len(ids) > COUNTED:
        return None
    return sum(row.members or 0 for row in registry.household_rows(ids, year))


def value_of(row: HouseholdRow, name: str) -> str:
    """What a row has under the name of a filter; "" for blank."""
    return str(getattr(row, name) or "")


ROW_FILTERS = ("household_attribute", "main_cause", "poverty_status", "villager_group", "village_code", "problem")


def _passes(row: HouseholdRow, query: HouseholdQuery) -> bool:
    return all(
        any(getattr(row, BY_LEVEL[level]) for level in wanted if level in BY_LEVEL)
        if name == "problem"
        else value_of(row, name) in wanted
        for name, wanted in query.filters.items()
    )


def _place(row: HouseholdRow, sort: str) -> tuple[bool, Any, str]:
    value = getattr(row, sort, None)
    return (value is not None, value if value is not None else "", row.id)
