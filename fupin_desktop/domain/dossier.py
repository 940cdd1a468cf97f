"""The dossier (帮扶档案): one household with its persons, years, helpers and help, as frozen records.

A dossier is seen in one year: `year` chooses the yearly records, `day` is the day whose ages and thresholds hold,
`present` the day on which members and helpers must belong to it. The newest year is seen from today, an earlier
one from its last day; records of later years are not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.catalogue.assistance.assistance_effect import AssistanceEffect
from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.attachment import Attachment
from fupin_desktop.catalogue.assistance.education_aid import EducationAid
from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.catalogue.assistance.relocation import Relocation
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.catalogue.helpers.helper import Helper
from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.helpers.unit import Unit
from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.households.income_item import IncomeItem
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.id_number import birth_day
from fupin_desktop.fields.days import age_on

HEAD = "01"  # C-06: 本人或户主
SPOUSE = "02"  # C-06: 配偶


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person in the household, with the facts of each year up to the dossier's."""

    person: Person
    membership: Membership
    years: tuple[PersonYear, ...] = ()
    now: PersonYear | None = None  # the facts of the dossier's year

    @property
    def is_head(self) -> bool:
        """Whether the relation says 户主."""
        return self.membership.relation_to_head == HEAD

    @property
    def born(self) -> str | None:
        """The birth date: that of a readable ID number, else the one registered."""
        day = birth_day(self.person.id_number)
        return day.isoformat() if day else self.person.birth_date

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None if the birth date is not known or later."""
        born = self.born
        return age_on(born, day) if born else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Helping:
    """A pairing with the helper and the helper's unit; either may be missing in what was imported."""

    pairing: Pairing
    helper: Helper | None = None
    unit: Unit | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdInYear:
    """The yearly records of a household in one year; None where nothing was recorded."""

    year: int
    facts: HouseholdYear | None = None
    income: HouseholdIncome | None = None
    conditions: HouseholdConditions | None = None
    items: tuple[IncomeItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything that is registered of one household, seen in one year and on one day."""

    household: Household
    year: int
    day: date
    present: date | None = None  # absent: the same as `day`
    village: Village | None = None
    years: Mapping[int, HouseholdInYear] = field(default_factory=dict[int, HouseholdInYear])
    members: tuple[Member, ...] = ()  # those who belong to it, in their order, head first
    former_members: tuple[Member, ...] = ()
    helpings: tuple[Helping, ...] = ()  # every pairing, current ones first
    plans: tuple[AssistancePlan, ...] = ()
    measures: tuple[AssistanceMeasure, ...] = ()
    effects: tuple[AssistanceEffect, ...] = ()
    visits: tuple[Visit, ...] = ()
    education_aids: tuple[EducationAid, ...] = ()
    micro_loans: tuple[MicroLoan, ...] = ()
    relocations: tuple[Relocation, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def now(self) -> HouseholdInYear:
        """The yearly records of the dossier's year."""
        return self.years.get(self.year) or HouseholdInYear(year=self.year)

    @property
    def head(self) -> Member | None:
        """The first member who is 户主."""
        return next((member for member in self.members if member.is_head), None)

    @property
    def head_name(self) -> str:
        """The head's name, or what was reported of it while the members are not known."""
        head = self.head
        return (head.person.name if head else None) or self.household.head_name or ""

    @property
    def helpers_now(self) -> tuple[Helping, ...]:
        """The pairings that hold now, as seen from the dossier's year."""
        return tuple(helping for helping in self.helpings if holds_on(helping.pairing, self.present or self.day))


def holds_on(pairing: Pairing, day: date) -> bool:
    """Whether a pairing has not ended before that day; an unknown start does not end it."""
    iso = day.isoformat()
    return not (pairing.ended_on and pairing.ended_on < iso[: len(pairing.ended_on)]) and not (
        pairing.started_on and pairing.started_on > iso
    )
