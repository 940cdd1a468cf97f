"""What the checks know beyond each dossier, read from the store: everything, or only what concerns some households."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_explanation import VillageExplanation
from fupin_desktop.domain.book import EXPLANATION, IN_BOOK, OWNER, Book
from fupin_desktop.domain.checks import CheckContext, VillageFacts
from fupin_desktop.domain.checks.carried import carried_from, fields_needed
from fupin_desktop.domain.checks.context import LAND
from fupin_desktop.domain.checks.county_rules import county_checks
from fupin_desktop.domain.checks.index import HelperRow, PersonRow, PhoneRow, seen_from
from fupin_desktop.domain.policy import Policy, read_policy
from fupin_desktop.services.ports import Registry

POLICY_FOLDER = "policy"  # the county's own thresholds, beside the registry


def policy_of(registry: Registry) -> Policy:
    """The policy as shipped, with the county's own thresholds if there are any."""
    county = registry.folder / POLICY_FOLDER
    return read_policy(county if county.is_dir() else None)


def context(
    registry: Registry,
    day: date,
    policy: Policy,
    codes: Collection[str] | None = None,
    keys: Iterable[str] | None = None,
) -> CheckContext:
    """Others' numbers, the columns carried, the thresholds; of some villages, numbers and phones if they are given."""
    rows = registry.check_rows(fields_needed(), (), codes, keys)
    seen = seen_from(
        (PersonRow(*row) for row in rows.persons),
        (PhoneRow(*row) for row in rows.phones),
        (HelperRow(*row) for row in rows.helpers),
    )
    return CheckContext(day, seen, carried_from(rows.carried), registry.today(), policy, county_checks(policy))


def book_of(registry: Registry, village: Village, day: date, also: Iterable[str] = ()) -> Book:
    """The lists of one village, with the heads' names of the households that they name, and of some others."""
    lists = {name: tuple(registry.records(name, OWNER, [village.id])) for name in IN_BOOK}
    named = {getattr(row, "household_id", None) for rows in lists.values() for row in rows}
    ids = sorted({one for one in (*named, *also) if one})
    names = {one.id: one.head_name for one in registry.household_rows(ids)} if ids else {}
    asking = {one.household_id for one in lists["need"] if one.household_id} | set(also)
    return Book(village, day, lists, names, _secrets(registry, asking) if asking else {})


def _secrets(registry: Registry, household_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Members' names and illnesses: words that must not stand in what others are shown."""
    found: dict[str, dict[str, None]] = {}
    memberships = registry.records("membership", "household_id", sorted(household_ids))
    homes = {one.person_id: one.household_id for one in memberships if one.person_id and one.household_id}
    for person in registry.records("person", "id", homes):
        found.setdefault(homes[person.id], {})[person.name or ""] = None
    for of_year in registry.records("person_year", "person_id", homes):
        found.setdefault(homes[of_year.person_id], {})[of_year.illness_name or ""] = None
    return {home: tuple(word for word in words if word) for home, words in found.items()}


def village_facts(registry: Registry, villages: Iterable[Village], day: date) -> list[VillageFacts]:
    """The newest form of each village that the day allows, with the land of its households."""
    by_id = {one.id: one for one in villages}
    newest: dict[str, Any] = {}
    for year in registry.records("village_year", "village_id", by_id):
        if year.year <= day.year:
            newest[year.village_id] = max(newest.get(year.village_id, year), year, key=lambda one: one.year)
    codes = {by_id[key].village_code or "" for key in newest}
    land = registry.check_rows({}, LAND, codes, ()).land
    explained: dict[str, tuple[VillageExplanation, ...]] = {}
    for one in registry.records(EXPLANATION, OWNER, newest):
        explained[one.village_id] = (*explained.get(one.village_id, ()), one)
    return [
        VillageFacts(by_id[key], year, land.get((by_id[key].village_code or "", year.year), {}), explained.get(key, ()))
        for key, year in newest.items()
    ]
