"""What the checks know beyond the dossier before them: the day, others' numbers, the columns carried, the policy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_explanation import VillageExplanation
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.checks.carried import LASTING, Carried, CarriedScan
from fupin_desktop.domain.checks.index import (
    HelperRow,
    PersonRow,
    PhoneRow,
    Seen,
    helper_rows,
    person_rows,
    phone_rows,
    seen_from,
)
from fupin_desktop.domain.checks.register import ALL_CHECKS, Check
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.policy import Policy, Tree, shipped_policy

LAND = ("cultivated_land", "forest_land", "returned_forest_land", "orchard_land", "pasture_land")


@dataclass(frozen=True, slots=True)
class VillageFacts:
    """A village in one year, with what its registered households have together (rules B01–B04)."""

    village: Village
    year: VillageYear
    household_land: dict[str, Decimal] = field(default_factory=dict[str, Decimal])  # by field of LAND
    explanations: tuple[VillageExplanation, ...] = ()


@dataclass(frozen=True)
class CheckContext:
    """`carried` None: no column is missing. `horizon`: the last day of which the registry can know anything."""

    day: date
    seen: Seen = field(default_factory=Seen)
    carried: Carried | None = None
    horizon: date | None = None
    policy: Policy = field(default_factory=shipped_policy)
    of_county: tuple[Check, ...] = ()  # the rules that the county has added
    _parameters: dict[tuple[str, int], Tree] = field(
        default_factory=dict[tuple[str, int], Tree], init=False, repr=False, compare=False
    )
    _checkable: dict[tuple[str, int, bool, bool], tuple[Check, ...]] = field(
        default_factory=dict[tuple[str, int, bool, bool], tuple[Check, ...]], init=False, repr=False, compare=False
    )

    def parameters(self, rule: str, year: int) -> Tree:
        """The thresholds of a rule for the data of a year."""
        key = (rule, year)
        if key not in self._parameters:
            self._parameters[key] = self.policy.check_parameters(rule, year)
        return self._parameters[key]

    def carried_in(self, village_code: str, year: int) -> frozenset[str] | None:
        """The fields carried in a village and year, lasting ones among them; None: all."""
        if self.carried is None:
            return None
        nothing: frozenset[str] = frozenset()
        return self.carried.get((village_code, year), nothing) | self.carried.get((village_code, LASTING), nothing)

    def checkable(
        self, village_code: str, year: int, *, of_village: bool = False, of_book: bool = False
    ) -> tuple[Check, ...]:
        """The checks that hold in the year and whose fields are carried."""
        key = (village_code, year, of_village, of_book)
        if key not in self._checkable:
            carried = None if of_village else self.carried_in(village_code, year)
            self._checkable[key] = tuple(
                one
                for one in (*ALL_CHECKS.values(), *self.of_county)
                if (one.of_village, one.of_book) == (of_village, of_book)
                and self.holds(one, year)
                and not lacking(one, carried)
            )
        return self._checkable[key]

    def holds(self, one: Check, year: int) -> bool:
        """Whether the rule is asked of data of that year."""
        return int(self.parameters(one.id, year).get("since", 0)) <= year


def lacking(one: Check, carried: frozenset[str] | None) -> tuple[str, ...]:
    """The fields without which the rule cannot be checked; of alternatives, the first."""
    if carried is None:
        return ()
    return tuple(group[0] for group in one.needs if not any(path in carried for path in group))


def context_of(
    dossiers: Iterable[Dossier], day: date, *, policy: Policy | None = None, horizon: date | None = None
) -> CheckContext:
    """The context of dossiers that are all in hand, in one pass."""
    scan = CarriedScan()
    persons: list[PersonRow] = []
    phones: list[PhoneRow] = []
    helpers: list[HelperRow] = []
    newest = day
    for dossier in dossiers:
        scan.add(dossier)
        persons += person_rows(dossier)
        phones += phone_rows(dossier)
        helpers += helper_rows(dossier)
        newest = max(newest, date(dossier.year, 12, 31))
    return CheckContext(
        day, seen_from(persons, phones, helpers), scan.carried(), horizon or newest, policy or shipped_policy()
    )


def village_land(dossiers: Iterable[Dossier]) -> dict[str, Decimal]:
    """What the households have together of each kind of land."""
    sums: dict[str, Decimal] = {}
    for dossier in dossiers:
        conditions = dossier.now.conditions
        for name in LAND:
            area: Decimal | None = getattr(conditions, name, None)
            if area is not None:
                sums[name] = sums.get(name, Decimal(0)) + area
    return sums
