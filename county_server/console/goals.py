"""The goals by year within somebody's areas: exits against the plan, income and its growth, villages that have left.

The same sums as the laptops' own (domain/targets.py), reckoned by the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, and_, case, func, or_, select

from county_server.console.scope import within
from fupin_desktop.db.lists import household, income, whole_per_head, year_of
from fupin_desktop.db.record_tables import TABLES
from fupin_desktop.domain.policy import Policy
from fupin_desktop.domain.targets import EXITED

village, village_year = TABLES["village"], TABLES["village_year"]
POOR_VILLAGES = ("01", "04", "05")  # village_kind: 贫困村 of any plan period


@dataclass(frozen=True, slots=True)
class GoalYear:
    """One year; growth in per cent, None where one of two years that follow one another is not known."""

    year: int
    planned: int
    exited: int
    villages: int  # that left in this year
    income: Decimal | None
    growth: Decimal | None
    city_growth: Decimal | None


@dataclass(frozen=True, slots=True)
class VillageGoal:
    """The poor villages: all, of these of old base areas, and how many of both have left."""

    all: int
    old_base: int
    exited: int
    exited_old_base: int


def goal_years(connection: Connection, areas: Sequence[str], policy: Policy) -> list[GoalYear]:
    """Every year of which anything is known, in order."""
    of_year = year_of.c.year
    is_valid = or_(year_of.c.is_valid.is_(None), year_of.c.is_valid.is_(True))
    planned = case((and_(is_valid, year_of.c.planned_exit_year == of_year), household.c.id))
    left = and_(is_valid, year_of.c.poverty_status.in_(EXITED), year_of.c.exit_year == of_year)
    joined = household.join(year_of, year_of.c.household_id == household.c.id).outerjoin(
        income, and_(income.c.household_id == household.c.id, income.c.year == of_year, income.c.deleted.is_(False))
    )
    query = (
        select(
            of_year,
            func.count(planned.distinct()),
            func.count(case((left, household.c.id)).distinct()),
            func.avg(whole_per_head),
        )
        .select_from(joined)
        .where(household.c.deleted.is_(False), year_of.c.deleted.is_(False), within(household.c.village_code, areas))
        .group_by(of_year)
        .order_by(of_year)
    )
    rows = [(int(row[0]), int(row[1]), int(row[2]), row[3]) for row in connection.execute(query)]
    means = {year: Decimal(str(mean)).quantize(Decimal(1)) for year, _, _, mean in rows if mean is not None}
    villages = _villages_by_year(connection, areas)
    return [
        GoalYear(year, meant, came, villages.get(year, 0), means.get(year), _growth(means, year), _citys(policy, year))
        for year, meant, came, _ in rows
    ]


def village_goal(connection: Connection, areas: Sequence[str]) -> VillageGoal:
    """The poor villages as they are registered."""
    here = (village.c.deleted.is_(False), within(village.c.village_code, areas))
    poor = select(village.c.id, village.c.is_old_revolutionary_area)
    found = connection.execute(poor.where(*here, village.c.village_kind.in_(POOR_VILLAGES)))
    old = {row[0]: bool(row[1]) for row in found}
    left = set(connection.scalars(select(village_year.c.village_id).where(_has_left).distinct())) & set(old)
    return VillageGoal(len(old), sum(old.values()), len(left), sum(old[one] for one in left))


_has_left = and_(village_year.c.deleted.is_(False), village_year.c.is_exited.is_(True))


def _villages_by_year(connection: Connection, areas: Sequence[str]) -> dict[int, int]:
    query = (
        select(village_year.c.exit_year, func.count(village_year.c.village_id.distinct()))
        .join(village, village.c.id == village_year.c.village_id)
        .where(_has_left, village.c.deleted.is_(False), within(village.c.village_code, areas))
        .group_by(village_year.c.exit_year)
    )
    return {int(row[0]): int(row[1]) for row in connection.execute(query) if row[0] is not None}


def _growth(means: dict[int, Decimal], year: int) -> Decimal | None:
    before, now = means.get(year - 1), means.get(year)
    return ((now - before) * 100 / before).quantize(Decimal("0.1")) if before and now is not None else None


def _citys(policy: Policy, year: int) -> Decimal | None:
    told = policy.targets["city_income_growth"].get(str(year))
    return Decimal(told) if told is not None else None
