"""What the registry holds, by every key under which a file may name it. Plain look-up tables, no database."""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from fupin_desktop.domain.id_number import birth_day
from fupin_desktop.domain.names import plain_name

Values = Mapping[str, Any]
Current = Callable[[str, Sequence[str]], Mapping[str, Values]]  # record, ids -> the values of those that exist


class VillageNames(NamedTuple):
    """How a village is called; None where the registry does not know yet."""

    name: str | None = None
    township: str | None = None
    county: str | None = None


class Belonging(NamedTuple):
    """A person's present membership."""

    membership_id: str
    household_id: str


Ids = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Known:
    """The registry's records by their keys; records in the recycle bin are only in `taken`."""

    current: Current
    villages: Mapping[str, VillageNames] = field(default_factory=dict[str, VillageNames])  # by village code
    households: Mapping[str, str] = field(default_factory=dict[str, str])  # household code -> id
    household_villages: Mapping[str, str | None] = field(default_factory=dict[str, str | None])  # id -> code
    heads: Ids = field(default_factory=dict[str, Sequence[str]])  # the head's identity -> household ids
    head_names: Ids = field(default_factory=dict[str, Sequence[str]])  # the head's plain name -> household ids
    persons: Mapping[str, str] = field(default_factory=dict[str, str])  # person code -> id
    identities: Ids = field(default_factory=dict[str, Sequence[str]])  # identity -> person ids
    namesakes: Mapping[tuple[str, str], Sequence[str]] = field(
        default_factory=dict[tuple[str, str], Sequence[str]]
    )  # plain name and birth date -> person ids
    memberships: Mapping[str, Belonging] = field(default_factory=dict[str, Belonging])  # by person id
    helpers: Mapping[str, str] = field(default_factory=dict[str, str])  # helper code -> id
    helper_identities: Ids = field(default_factory=dict[str, Sequence[str]])
    helper_phones: Mapping[tuple[str, str], Sequence[str]] = field(
        default_factory=dict[tuple[str, str], Sequence[str]]
    )  # plain name and phone -> helper ids
    units: Mapping[str, str] = field(default_factory=dict[str, str])  # unit code -> id
    unit_names: Mapping[str, str] = field(default_factory=dict[str, str])  # plain name -> id
    pairings: Mapping[tuple[str, str], Sequence[str]] = field(
        default_factory=dict[tuple[str, str], Sequence[str]]
    )  # household id and helper id -> pairing ids
    newest_year: int | None = None
    taken: Container[str] = frozenset()  # ids that were ever given out, the recycle bin included

    @cached_property
    def household_codes(self) -> dict[str, str]:
        """The code of each household that has one."""
        return {record_id: code for code, record_id in self.households.items()}

    @cached_property
    def person_codes(self) -> dict[str, str]:
        """The code of each person who has one."""
        return {record_id: code for code, record_id in self.persons.items()}

    @cached_property
    def helper_codes(self) -> dict[str, str]:
        """The code of each helper who has one."""
        return {record_id: code for code, record_id in self.helpers.items()}

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """The persons of each household."""
        found: dict[str, list[str]] = defaultdict(list)
        for person_id, (_, household_id) in self.memberships.items():
            found[household_id].append(person_id)
        return found

    @cached_property
    def pairings_of(self) -> dict[str, list[tuple[str, str]]]:
        """The (helper id, pairing id) of each household."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (household_id, helper_id), pairing_ids in self.pairings.items():
            found[household_id] += [(helper_id, pairing_id) for pairing_id in pairing_ids]
        return found


def namesake_key(values: Values) -> tuple[str, str] | None:
    """The name and the birth date of a person: enough for a suspicion, never for a match."""
    born = birth_day(values.get("id_number"))
    birth = born.isoformat() if born else values.get("birth_date")
    name = plain_name(values.get("name") or "")
    return (name, birth) if name and birth and len(birth) == len("2018-12-31") else None


def phone_key(values: Values) -> tuple[str, str] | None:
    """The name and the phone of a helper."""
    name, phone = plain_name(values.get("name") or ""), values.get("phone")
    return (name, phone) if name and phone and not is_placeholder(phone) else None


def is_placeholder(key: str) -> bool:
    """Whether a text stands for "has none": nothing, or one character repeated (0, 00000, 无, -)."""
    return len(set(key)) <= 1
