"""The villages within somebody's areas, by township, with their laptops and what is counted and waits there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from county_server.console import words
from county_server.console.figures import Counted, by_village, summed
from county_server.console.laptops import Laptop
from county_server.console.scope import of_record, within
from county_server.console.staff import Staff
from fupin_desktop.db.exchange.tables import quarantine
from fupin_desktop.db.log_tables import record_ref, stream
from fupin_desktop.db.record_tables import TABLES, conflict, record_home

TOWNSHIP, VILLAGE = 9, 12
village_table = TABLES["village"]


@dataclass(slots=True, kw_only=True)
class Village:
    """One village."""

    code: str
    name: str
    lamp: str
    last_ms: int | None
    laptops: list[Laptop]
    counted: Counted
    conflicts: int
    held: int


@dataclass(slots=True, kw_only=True)
class Township:
    """A township with its villages, and the computers that belong to no single one of them."""

    code: str
    name: str
    villages: list[Village] = field(default_factory=list[Village])
    laptops: list[Laptop] = field(default_factory=list[Laptop])

    @property
    def counted(self) -> Counted:
        """Households and persons of all villages."""
        return summed([one.counted for one in self.villages])

    @property
    def village_count(self) -> int:
        """How many villages."""
        return len(self.villages)

    @property
    def conflict_count(self) -> int:
        """Disagreements of all villages; one that two of them share is counted in both."""
        return sum(one.conflicts for one in self.villages)

    @property
    def held_count(self) -> int:
        """Held commits of all villages."""
        return sum(one.held for one in self.villages)

    @property
    def week_count(self) -> int:
        """Villages that have synced this week."""
        return self._lamps("week")

    @property
    def late_count(self) -> int:
        """Villages that have not for longer than a week."""
        return self._lamps("late")

    @property
    def never_count(self) -> int:
        """Villages that never have."""
        return self._lamps("never")

    def _lamps(self, lamp: str) -> int:
        return sum(1 for one in self.villages if one.lamp == lamp)


def townships(
    connection: Connection,
    staff: Staff,
    laptops: Iterable[Laptop],
    year: int | None,
    now: int,
    place: Callable[[str], str],
) -> list[Township]:
    """Every village of which anything is known here, by township, in the order of their codes."""
    working = [one for one in laptops if one.is_valid and not one.is_own]
    counted = by_village(connection, staff.areas, year, whole=False)
    conflicts, held = conflicts_by_village(connection, staff), _held_by_village(connection, staff)
    known, at = village_codes(connection, staff.areas), _by_prefix(working)
    codes = {*counted, *conflicts, *held, *known, *_streams(connection, staff)}
    codes = {one for one in codes if len(one) == VILLAGE} | {one for one in at if len(one) == VILLAGE}
    found: dict[str, Township] = {}
    for code in sorted(codes):
        of_village = at.get(code, [])
        last = max((one.last_ms for one in of_village if one.last_ms), default=None)
        found.setdefault(code[:TOWNSHIP], _township(code[:TOWNSHIP], place)).villages.append(
            Village(
                code=code,
                name=place(code),
                lamp=words.lamp(last, now),
                last_ms=last,
                laptops=of_village,
                counted=counted.get(code, Counted()),
                conflicts=conflicts.get(code, 0),
                held=held.get(code, 0),
            )
        )
    for prefix, several in at.items():
        if len(prefix) == TOWNSHIP:
            found.setdefault(prefix, _township(prefix, place)).laptops.extend(several)
    return [found[code] for code in sorted(found)]


def _township(code: str, place: Callable[[str], str]) -> Township:
    return Township(code=code, name=place(code))


def conflicts_by_village(connection: Connection, staff: Staff) -> dict[str, int]:
    """How many disagreements wait in each village."""
    query = (
        select(record_home.c.region, func.count(func.distinct(conflict.c.id)))
        .select_from(conflict)
        .join(record_ref, record_ref.c.id == conflict.c.record_id)
        .join(record_home, record_home.c.record_no == record_ref.c.no)
        .where(of_record(conflict.c.record_id, staff.areas))
        .group_by(record_home.c.region)
    )
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def _held_by_village(connection: Connection, staff: Staff) -> dict[str, int]:
    waits = (quarantine.c.decision == "") & within(quarantine.c.region, staff.areas)
    query = select(quarantine.c.region, func.count()).where(waits).group_by(quarantine.c.region)
    return {str(row[0]): int(row[1]) for row in connection.execute(query)}


def village_codes(connection: Connection, areas: Sequence[str]) -> set[str]:
    """The villages that have a record."""
    code = village_table.c.village_code
    return set(connection.scalars(select(code).where(village_table.c.deleted.is_(False), within(code, areas))))


def _streams(connection: Connection, staff: Staff) -> set[str]:
    return set(connection.scalars(select(stream.c.region).where(within(stream.c.region, staff.areas)).distinct()))


def _by_prefix(laptops: Iterable[Laptop]) -> dict[str, list[Laptop]]:
    found: dict[str, list[Laptop]] = {}
    for one in laptops:
        for prefix in one.prefixes:
            found.setdefault(prefix, []).append(one)
    return found
