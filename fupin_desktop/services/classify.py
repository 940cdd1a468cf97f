"""The households of a village by class: who is in it and why, and who has had no fitting measure in the year."""

from dataclasses import dataclass

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.groups import Group, InGroup, classify, groups
from fupin_desktop.services.check_context import policy_of
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
