"""Households and villages by class: who is in it and why, and who has had nothing that fits in the year."""

from dataclasses import dataclass

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.groups import Group, InGroup, classify, groups
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.domain.village_groups import VillageInGroup, classify_village
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.fund_ledger import book_called
from fupin_desktop.services.ports import Registry


@dataclass(frozen=True, slots=True)
class Classified:
    """One household in a class."""

    household_id: str
    household_code: str
    head: str
    found: InGroup

    @property
    def is_helped(self) -> bool:
        """Whether it had a fitting measure in the year."""
        return bool(self.found.measure_ids)


def classified_village(registry: Registry, village_code: str, year: int) -> list[VillageInGroup]:
    """The classes of a village in a year, with the projects that fit."""
    book = book_called(registry, village_code)
    of_year = registry.record("village_year", yearly_id("village_year", book.village.id, year))
    return list(classify_village(book, of_year, policy_of(registry)))


@dataclass(frozen=True, slots=True)
class OfGroup:
    """One class of a village."""

    group: Group
    households: tuple[Classified, ...]


def classified(registry: Registry, village_code: str = "", year: int | None = None) -> list[OfGroup]:
    """Every class that somebody is in, in the order of the policy ("": of every village)."""
    policy = policy_of(registry)
    ids = registry.household_ids(
        HouseholdQuery(filters={"village_code": (village_code,)} if village_code else {}, year=year)
    )
    by_key: dict[str, list[Classified]] = {}
    for dossier in registry.dossiers(ids, year, None if year else registry.today()):
        home = dossier.household
        for found in classify(dossier, policy):
            one = Classified(home.id, home.household_code or "", dossier.head_name, found)
            by_key.setdefault(found.group.key, []).append(one)
    return [OfGroup(group, tuple(by_key[group.key])) for group in groups(policy) if group.key in by_key]
