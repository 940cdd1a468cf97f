"""What the registry holds, by every key under which a file may name it. It asks no database: it is handed the rows.

Each table is built when first asked for: an export that comes again finds everybody by code, and needs no other.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import HEAD
from fupin_desktop.domain.id_number import birth_day, identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.fields.spec import Scope

Values = Mapping[str, Any]
RowsOf = Callable[[str], Iterable[tuple[str, Values]]]  # record -> id and values of each that is not deleted
Current = Callable[[str, Sequence[str]], Mapping[str, Values]]  # record, ids -> the values of those that exist
Key = TypeVar("Key", bound=Hashable)


class VillageNames(NamedTuple):
    """How a village is called; None where the registry does not know yet."""

    name: str | None = None
    township: str | None = None
    county: str | None = None


class Belonging(NamedTuple):
    """A person's present membership."""

    membership_id: str
    household_id: str


class Known:
    """The registry's records by their keys. Records in the recycle bin are only in `taken`."""

    def __init__(
        self,
        rows_of: RowsOf,
        current: Current,
        taken: Container[str] | Callable[[], Container[str]] = frozenset(),
        newest_year: int | None = None,
    ) -> None:
        self._rows_of, self._current, self._taken, self._newest_year = rows_of, current, taken, newest_year
        self._held: dict[str, Mapping[str, Values]] = {}

    def held(self, record: str) -> Mapping[str, Values]:
        """Every record of a lasting kind, by id."""
        if record not in self._held:
            self._held[record] = dict(self._rows_of(record))
        return self._held[record]

    def current(self, record: str, ids: Sequence[str]) -> Mapping[str, Values]:
        """The records of these ids that exist; yearly ones are fetched, for there may be many years."""
        if RECORDS[record].scope is Scope.YEARLY:
            return self._current(record, ids) if ids else {}
        return self.held(record)

    def is_older(self, year: int | None) -> bool:
        """Whether the registry holds a newer year than this one."""
        return year is not None and self.newest_year is not None and year < self.newest_year

    @cached_property
    def taken(self) -> Container[str]:
        """Ids that were ever given out, the recycle bin included."""
        return self._taken() if callable(self._taken) else self._taken

    @cached_property
    def newest_year(self) -> int | None:
        """The newest year with data."""
        if self._newest_year is not None:
            return self._newest_year
        return max((values["year"] for _, values in self._rows_of("household_year")), default=None)

    @cached_property
    def villages(self) -> dict[str, VillageNames]:
        """The names of the villages, by code."""
        return {
            values["village_code"]: VillageNames(*map(values.get, ("name", "township_name", "county_name")))
            for values in self.held("village").values()
            if values.get("village_code")
        }

    @cached_property
    def households(self) -> dict[str, str]:
        """Household ids by code."""
        return self._by("household", "household_code")

    @cached_property
    def heads(self) -> dict[str, list[str]]:
        """The households of each head's identity: as the members' list says, and as was reported of them."""
        persons = self.held("person")
        listed = {
            (identity(persons[one].get("id_number")), household_id): None
            for one, (membership_id, household_id) in self.memberships.items()
            if one in persons and self.held("membership")[membership_id].get("relation_to_head") == HEAD
        }
        reported = {
            (identity(values.get("head_id_number")), one): None for one, values in self.held("household").items()
        }
        return _several(listed | reported)

    @cached_property
    def head_names(self) -> dict[str, list[str]]:
        """Household ids by the head's plain name."""
        return _several(
            (plain_name(v.get("head_name") or "") or None, one) for one, v in self.held("household").items()
        )

    @cached_property
    def persons(self) -> dict[str, str]:
        """Person ids by code."""
        return self._by("person", "person_code")

    @cached_property
    def identities(self) -> dict[str, list[str]]:
        """Person ids by identity."""
        return _several((identity(values.get("id_number")), one) for one, values in self.held("person").items())

    @cached_property
    def namesakes(self) -> dict[tuple[str, str], list[str]]:
        """Person ids by plain name and birth date."""
        return _several((namesake_key(values), one) for one, values in self.held("person").items())

    @cached_property
    def memberships(self) -> dict[str, Belonging]:
        """The present membership of each person."""
        return {
            values["person_id"]: Belonging(one, values["household_id"])
            for one, values in self.held("membership").items()
            if not values.get("left_on")
        }

    @cached_property
    def past_memberships(self) -> dict[tuple[str, str], list[str]]:
        """The ended memberships by person id and household id."""
        return _several(
            ((values["person_id"], values["household_id"]), one)
            for one, values in self.held("membership").items()
            if values.get("left_on")
        )

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """The persons of each household."""
        return _several((household_id, person_id) for person_id, (_, household_id) in self.memberships.items())

    @cached_property
    def helpers(self) -> dict[str, str]:
        """Helper ids by code."""
        return self._by("helper", "helper_code")

    @cached_property
    def helper_identities(self) -> dict[str, list[str]]:
        """Helper ids by identity."""
        return _several((identity(values.get("id_number")), one) for one, values in self.held("helper").items())

    @cached_property
    def helper_phones(self) -> dict[tuple[str, str], list[str]]:
        """Helper ids by plain name and phone."""
        return _several((phone_key(values), one) for one, values in self.held("helper").items())

    @cached_property
    def units(self) -> dict[str, str]:
        """Unit ids by code."""
        return self._by("unit", "unit_code")

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Unit ids by plain name."""
        return {plain_name(values["name"]): one for one, values in self.held("unit").items() if values.get("name")}

    @cached_property
    def pairings(self) -> dict[tuple[str, str], list[str]]:
        """Pairing ids by household id and helper id."""
        return _several(
            ((values["household_id"], values["helper_id"]), one) for one, values in self.held("pairing").items()
        )

    @cached_property
    def pairings_of(self) -> dict[str, list[tuple[str, str]]]:
        """The (helper id, pairing id) of each household."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (household_id, helper_id), pairing_ids in self.pairings.items():
            found[household_id] += [(helper_id, one) for one in pairing_ids]
        return found

    def code_of(self, record: str, record_id: str) -> str:
        """The national code of a record; "" if it has none."""
        values = self.held(record).get(record_id, {})
        return values.get(f"{record}_code") or ""

    def _by(self, record: str, field: str) -> dict[str, str]:
        return {values[field]: one for one, values in self.held(record).items() if values.get(field)}


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


def _several(pairs: Iterable[tuple[Key | None, str]]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for key, one in pairs:
        if key is not None:
            found.setdefault(key, []).append(one)
    return found
