"""Who else has this number, and which fields the data carry at all: one pass over dossiers, or rows from a store.

It finds nothing wrong; it is what the checks across households look things up in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.id_number import has_good_characters, identity, is_placeholder, normalised

IDENTITY_LENGTH = 18  # the first 18 characters of a certificate are the person's number (GB 11643, 残疾人证)
SHORTEST_PHONE = 7


class PersonRow(NamedTuple):
    """A registered person; the household is "" for one who belongs to none."""

    person_id: str
    name: str
    id_number: str
    household_id: str
    household_code: str
    head_name: str


class PhoneRow(NamedTuple):
    """A phone that a household or one of its members gave; `name` is whose it is, or the head's."""

    phone: str
    name: str
    household_id: str
    household_code: str
    head_name: str


class HelperRow(NamedTuple):
    """A helper, whoever is helped."""

    helper_id: str
    name: str
    id_number: str
    phone: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Registered persons by number, households by phone, helpers by phone; the persons without a household."""

    persons: Mapping[str, list[PersonRow]] = field(default_factory=dict[str, list[PersonRow]])
    phones: Mapping[str, list[PhoneRow]] = field(default_factory=dict[str, list[PhoneRow]])
    helper_phones: Mapping[str, list[HelperRow]] = field(default_factory=dict[str, list[HelperRow]])
    orphans: tuple[PersonRow, ...] = ()


def number_key(number: str | None) -> str | None:
    """By what two numbers are one person's, a wrong check character notwithstanding; None if it is no number."""
    shown = normalised(number or "")
    if is_placeholder(shown):
        return None
    if len(shown) >= IDENTITY_LENGTH:
        return shown[:IDENTITY_LENGTH] if has_good_characters(shown) else None
    return identity(shown)


def phone_key(phone: str | None) -> str | None:
    """The digits of a phone; None for a blank or a placeholder such as 00000000000."""
    digits = "".join(mark for mark in phone or "" if mark.isdecimal())
    return digits if len(digits) >= SHORTEST_PHONE and len(set(digits)) > 1 else None


def seen_from(persons: Iterable[PersonRow], phones: Iterable[PhoneRow] = (), helpers: Iterable[HelperRow] = ()) -> Seen:
    """The index over rows. For one household it is enough to give the rows that share a number with it."""
    by_number: dict[str, list[PersonRow]] = {}
    by_phone: dict[str, list[PhoneRow]] = {}
    by_helper_phone: dict[str, list[HelperRow]] = {}
    orphans: list[PersonRow] = []
    for person in persons:
        if not person.household_id:
            orphans.append(person)
        if key := number_key(person.id_number):
            by_number.setdefault(key, []).append(person)
    for row in phones:
        if key := phone_key(row.phone):
            by_phone.setdefault(key, []).append(row)
    for helper in {row.helper_id: row for row in helpers}.values():
        if key := phone_key(helper.phone):
            by_helper_phone.setdefault(key, []).append(helper)
    return Seen(by_number, by_phone, by_helper_phone, tuple(orphans))


def person_rows(dossier: Dossier) -> Iterator[PersonRow]:
    """The members as rows of the index."""
    home = dossier.household
    for member in dossier.members:
        person = member.person
        yield PersonRow(
            person.id,
            person.name or "",
            person.id_number or "",
            home.id,
            home.household_code or "",
            dossier.head_name,
        )


def phone_rows(dossier: Dossier) -> Iterator[PhoneRow]:
    """The phones of the household and its members as rows of the index."""
    home, head = dossier.household, dossier.head_name
    place = (home.id, home.household_code or "", head)
    if home.phone:
        yield PhoneRow(home.phone, head, *place)
    for member in dossier.members:
        if member.person.person_phone:
            yield PhoneRow(member.person.person_phone, member.person.name or "", *place)


def helper_rows(dossier: Dossier) -> Iterator[HelperRow]:
    """The household's helpers as rows of the index."""
    for helping in dossier.helpings:
        if helper := helping.helper:
            yield HelperRow(helper.id, helper.name or "", helper.id_number or "", helper.phone or "")
