"""People who may be registered twice: one identity number on several records. A proposal; nothing is merged here."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from county_server.console.scope import homes
from county_server.console.staff import Staff
from fupin_desktop.db.owning import households_of
from fupin_desktop.db.reading import records
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.domain.id_number import identity, masked

MOST = 200
person = TABLES["person"]


@dataclass(frozen=True, slots=True)
class Registered:
    """One of the records."""

    id: str
    name: str
    head: str
    villages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Double:
    """One number on several records; those outside of somebody's areas are only counted."""

    number: str
    people: tuple[Registered, ...]
    elsewhere: int


def doubles(connection: Connection, staff: Staff) -> tuple[list[Double], int]:
    """The first of them, and how many there are."""
    by_number: dict[str, list[tuple[str, str]]] = defaultdict(list)
    query = select(person.c.id, person.c.id_number, person.c.name)
    for one, number, name in connection.execute(
        query.where(person.c.deleted.is_(False), person.c.id_number.is_not(None))
    ):
        key = identity(number)
        if key:
            by_number[key].append((one, name or "（无姓名）"))
    several = {key: found for key, found in by_number.items() if len(found) > 1}
    at = homes(connection, {one for found in several.values() for one, _ in found})
    visible = {
        key: found for key, found in several.items() if any(staff.covers_all(at.get(one, set())) for one, _ in found)
    }
    return [_double(connection, staff, key, visible[key], at) for key in sorted(visible)[:MOST]], len(visible)


def _double(
    connection: Connection, staff: Staff, number: str, found: list[tuple[str, str]], at: dict[str, set[str]]
) -> Double:
    own = [(one, name) for one, name in found if staff.covers_all(at.get(one, set()))]
    people = tuple(Registered(one, name, _head(connection, one), tuple(sorted(at[one]))) for one, name in own)
    return Double(masked(number), people, len(found) - len(own))


def _head(connection: Connection, person_id: str) -> str:
    several = records(connection, "household", "id", households_of(connection, [person_id]))
    return "、".join(dict.fromkeys(f"{one.head_name}户" if one.head_name else "（无户主）户" for one in several))
