"""The look-up tables of an import, built from the registry's records. Reads no database: it is handed the rows."""

from collections.abc import Callable, Container, Hashable, Iterable
from typing import TypeVar

from fupin_desktop.domain.dossier import HEAD
from fupin_desktop.domain.id_number import identity
from fupin_desktop.domain.names import plain_name
from fupin_desktop.domain.staging.known import (
    Belonging,
    Current,
    Known,
    Values,
    VillageNames,
    namesake_key,
    phone_key,
)

Key = TypeVar("Key", bound=Hashable)
Rows = Iterable[tuple[str, Values]]  # id and values of each record


def known(rows_of: Callable[[str], Rows], current: Current, taken: Container[str] = frozenset()) -> Known:
    """The look-up tables over all records that `rows_of` gives for a record's name."""
    villages, households = list(rows_of("village")), list(rows_of("household"))
    persons, helpers, units = list(rows_of("person")), list(rows_of("helper")), list(rows_of("unit"))
    memberships = [row for row in rows_of("membership") if not row[1].get("left_on")]
    return Known(
        current=current,
        villages={
            values["village_code"]: VillageNames(
                values.get("name"), values.get("township_name"), values.get("county_name")
            )
            for _, values in villages
            if values.get("village_code")
        },
        households=_by(households, "household_code"),
        household_villages={record_id: values.get("village_code") for record_id, values in households},
        heads=_heads(households, persons, memberships),
        head_names=_several((_plain(values.get("head_name")), record_id) for record_id, values in households),
        persons=_by(persons, "person_code"),
        identities=_several((identity(values.get("id_number")), record_id) for record_id, values in persons),
        namesakes=_several((namesake_key(values), record_id) for record_id, values in persons),
        memberships={
            str(values["person_id"]): Belonging(record_id, str(values["household_id"]))
            for record_id, values in memberships
        },
        helpers=_by(helpers, "helper_code"),
        helper_identities=_several(
            (identity(values.get("id_number")), record_id) for record_id, values in helpers
        ),
        helper_phones=_several((phone_key(values), record_id) for record_id, values in helpers),
        units=_by(units, "unit_code"),
        unit_names={plain_name(values["name"]): record_id for record_id, values in units if values.get("name")},
        pairings=_several(
            ((str(values["household_id"]), str(values["helper_id"])), record_id)
            for record_id, values in rows_of("pairing")
        ),
        newest_year=max((values["year"] for _, values in rows_of("household_year")), default=None),
        taken=taken,
    )




def _plain(name: str | None) -> str | None:
    return plain_name(name) if name else None


def _by(rows: Rows, field: str) -> dict[str, str]:
    return {values[field]: record_id for record_id, values in rows if values.get(field)}


def _several(pairs: Iterable[tuple[Key | None, str]]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for key, record_id in pairs:
        if key is not None:
            found.setdefault(key, []).append(record_id)
    return found


def _heads(
    households: Rows, persons: Rows, memberships: Iterable[tuple[str, Values]]
) -> dict[str, list[str]]:
    """The households of each head: as the members' list says, and as was reported of the household."""
    numbers = {record_id: identity(values.get("id_number")) for record_id, values in persons}
    listed = {
        (numbers.get(str(values["person_id"])), str(values["household_id"])): None
        for _, values in memberships
        if values.get("relation_to_head") == HEAD
    }
    reported = {(identity(values.get("head_id_number")), record_id): None for record_id, values in households}
    return _several(listed | reported)
