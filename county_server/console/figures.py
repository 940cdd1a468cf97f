"""Households and persons in figures, by village and state: the same sums as the laptops' own (services/overview.py)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, false, func, or_, select

from county_server.console.scope import within
from county_server.console.staff import Staff
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.db.lists import household, members, year_of
from fupin_desktop.db.reading import years

__all__ = ["Counted", "by_village", "summed", "years"]
STATUS = "poverty_status"
NO_CODE = ""


@dataclass(slots=True)
class Counted:
    """Households and persons of a place; households by state ("" for blank)."""

    households: int = 0
    persons: int = 0
    by_status: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, other: "Counted") -> None:
        """Count another place in."""
        self.households += other.households
        self.persons += other.persons
        for code, number in other.by_status.items():
            self.by_status[code] = self.by_status.get(code, 0) + number


def by_village(connection: Connection, areas: Sequence[str], year: int | None, *, whole: bool) -> dict[str, Counted]:
    """The figures of each village code within the areas; with `whole` also of households without a code ("")."""
    code = household.c.village_code
    here = or_(within(code, areas), code.is_(None) if whole else false())
    joined = household.outerjoin(year_of, and_(year_of.c.household_id == household.c.id, year_of.c.year == year))
    each = (  # once, also where two records of a year were merged
        select(
            household.c.id,
            code.label("village"),
            func.max(year_of.c.poverty_status).label("status"),
            func.max(members).label("members"),
        )
        .select_from(joined)
        .where(household.c.deleted.is_(False), here)
        .group_by(household.c.id, code)
        .subquery()
    )
    query = select(each.c.village, each.c.status, func.count(), func.sum(each.c.members))
    found: dict[str, Counted] = {}
    for village, status, households, persons in connection.execute(query.group_by(each.c.village, each.c.status)):
        one = Counted(households, int(persons or 0), {status or NO_CODE: households})
        found.setdefault(village or NO_CODE, Counted()).add(one)
    return found


def without_village(connection: Connection, staff: Staff, own: Sequence[str], year: int | None) -> list[Counted]:
    """The figures of households without a village code; only for whoever has the whole of the server's regions."""
    if not all(one.startswith(staff.areas) for one in own):
        return []
    found = by_village(connection, staff.areas, year, whole=True).get(NO_CODE)
    return [found] if found else []


def summed(several: Sequence[Counted]) -> Counted:
    """The sum of several places."""
    total = Counted()
    for one in several:
        total.add(one)
    return total


def statuses(counted: Counted, year: int | None) -> list[tuple[str, str]]:
    """The states that anybody is in, in the order of their table, blank last: code and label."""
    table = code_table(STATUS)
    known = [item.code for item in table.items]
    codes = list(dict.fromkeys(code for code in known if code in counted.by_status))
    codes += sorted(code for code in counted.by_status if code not in known and code)
    found = [(code, table.label(code, year)) for code in codes]
    return found + ([(NO_CODE, "未填")] if counted.by_status.get(NO_CODE) else [])
