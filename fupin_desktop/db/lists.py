"""Lists and searches for screens: read-only, ids first, rows a page at a time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Select,
    Table,
    and_,
    case,
    cast,
    desc,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.sql.visitors import iterate

from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.db.append import in_chunks
from fupin_desktop.db.reading import records
from fupin_desktop.db.record_tables import TABLES, conflict, finding
from fupin_desktop.db.searching import households_found
from fupin_desktop.domain.asking import HouseholdQuery, HouseholdRow
from fupin_desktop.domain.income import TRANSFERS, computed

household, year_of = TABLES["household"], TABLES["household_year"]
income, membership, person = TABLES["household_income"], TABLES["membership"], TABLES["person"]
pairing, helper = TABLES["pairing"], TABLES["helper"]
YEARLY = (year_of, income)
OWN_INCOMES = ("wage_income", "business_income", "property_income")

_here = and_(
    membership.c.household_id == household.c.id, membership.c.deleted.is_(False), membership.c.left_on.is_(None)
)
_listed = select(func.count()).select_from(membership).where(_here).scalar_subquery()
members = func.coalesce(year_of.c.member_count, func.nullif(_listed, 0))
_head = (
    select(person.c.name)
    .join(membership, membership.c.person_id == person.c.id)
    .where(_here, membership.c.relation_to_head == "01")
    .limit(1)
    .scalar_subquery()
)
head_name = func.coalesce(_head, household.c.head_name)


def _sum(parts: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    """The sum of the known parts; NULL if none is known, as in domain/income.py."""
    known = [cast(part, Float) for part in parts]
    return case(
        (func.coalesce(*known, None).is_not(None), sum((func.coalesce(one, 0.0) for one in known), literal(0.0)))
    )


_transfer = func.coalesce(_sum(income.c[name] for name in TRANSFERS), cast(income.c.transfer_income, Float))
_gross = _sum([*(income.c[name] for name in OWN_INCOMES), _transfer])
_net = _gross - func.coalesce(cast(income.c.business_expense, Float), 0.0)
# to sort by; what is shown is reckoned in decimals by domain/income.py
per_head = func.coalesce(cast(income.c.net_income_per_capita, Float), _net / func.nullif(members, 0))
# for means: only where every class is known, as in domain/checks/case.py
whole_per_head = case(
    (income.c.net_income_per_capita.is_not(None), cast(income.c.net_income_per_capita, Float)),
    (income.c.net_income.is_not(None), cast(income.c.net_income, Float) / func.nullif(members, 0)),
    (
        and_(
            *(income.c[name].is_not(None) for name in (*OWN_INCOMES, "business_expense")),
            _transfer.is_not(None),
        ),
        _net / func.nullif(members, 0),
    ),
)
SORTS: dict[str, ColumnElement[Any]] = {
    "household_code": household.c.household_code,
    "villager_group": household.c.villager_group,
    "head_name": head_name,
    "members": members,
    "household_attribute": year_of.c.household_attribute,
    "main_cause": year_of.c.main_cause,
    "poverty_status": year_of.c.poverty_status,
    "net_income_per_capita": per_head,
    "phone": household.c.phone,
}


def household_ids(connection: Connection, query: HouseholdQuery, year: int | None) -> list[str]:
    """The ids of the households asked for, in the order asked for."""
    asked = [household.c.deleted.is_(False), *(_filter(name, values) for name, values in query.filters.items())]
    if query.text.strip():
        asked.append(household.c.id.in_(households_found(query.text)))
    order = SORTS.get(query.sort, household.c.household_code)
    wanted = select(household.c.id).where(*asked).order_by(desc(order) if query.descending else order, household.c.id)
    needed = {*_names_in(order), *(name for one in asked for name in _names_in(one))}
    wanted = _from(wanted, year, [table for table in YEARLY if table.name in needed])
    return list(dict.fromkeys(connection.scalars(wanted)))  # once, also where two records of a year were merged


def _names_in(part: ColumnElement[Any]) -> set[str]:
    """The tables that a sort or a filter looks into, to be joined only then."""
    return {column.table.name for column in iterate(part) if isinstance(column, Column)}


def household_rows(connection: Connection, ids: Sequence[str], year: int | None) -> list[HouseholdRow]:
    """The rows of these households, in the order of the ids."""
    found: dict[str, HouseholdRow] = {}
    for chunk in in_chunks(ids, 400):
        helping = _helper_names(connection, chunk)
        problems = _problems(connection, chunk)
        query = _from(
            select(
                *columns(household, "id household_code village_code villager_group head_id_number phone"),
                head_name.label("head_name"),
                members.label("members"),
                *columns(year_of, "household_attribute main_cause poverty_status"),
            ),
            year,
        ).where(household.c.id.in_(chunk))
        incomes = _incomes(connection, chunk, year)
        for row in connection.execute(query).mappings():
            plain = dict(row)
            plain["head_name"] = plain["head_name"] or ""
            found[row["id"]] = HouseholdRow(
                **plain,
                net_income_per_capita=_shown_per_head(incomes.get(row["id"]), row["members"]),
                helpers="、".join(helping.get(row["id"], ())),
                errors=problems[row["id"], "E"],
                warnings=problems[row["id"], "W"],
                missing=problems[row["id"], "M"],
            )
    return [found[household_id] for household_id in ids if household_id in found]


def _incomes(connection: Connection, ids: Sequence[str], year: int | None) -> dict[str, HouseholdIncome]:
    found = records(connection, "household_income", "household_id", ids)
    return {one.household_id: one for one in found if one.year == year}


def _shown_per_head(found: HouseholdIncome | None, count: int | None) -> Decimal | None:
    """As reported, else reckoned from the parts."""
    if found is None or found.net_income_per_capita is not None:
        return found and found.net_income_per_capita
    return computed(found, count).net_income_per_capita


def columns(table: Table, names: str) -> list[Column[Any]]:
    """Several columns of a table, by their names in one string."""
    return [table.c[name] for name in names.split()]


def _from(
    query: Select[*tuple[Any, ...]], year: int | None, yearly: Sequence[Table] = (year_of,)
) -> Select[*tuple[Any, ...]]:
    query = query.select_from(household)
    for table in yearly:
        query = query.outerjoin(table, and_(table.c.household_id == household.c.id, table.c.year == year))
    return query


def _filter(name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    if name == "helper_id":
        return household.c.id.in_(
            select(pairing.c.household_id).where(
                pairing.c.helper_id.in_(values), pairing.c.deleted.is_(False), pairing.c.ended_on.is_(None)
            )
        )
    if name == "problem":
        return household.c.id.in_(
            select(finding.c.household_id).where(or_(finding.c.level.in_(values), finding.c.rule.in_(values)))
        )
    if name == "conflict":
        return exists(select(conflict.c.id).where(conflict.c.record_id == household.c.id))
    column = household.c[name] if name in household.c else year_of.c[name]
    chosen = column.in_([value for value in values if value])
    return or_(chosen, column.is_(None)) if "" in values else chosen


def _helper_names(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        select(pairing.c.household_id, helper.c.name)
        .join(helper, helper.c.id == pairing.c.helper_id)
        .where(pairing.c.household_id.in_(ids), pairing.c.deleted.is_(False), pairing.c.ended_on.is_(None))
        .order_by(pairing.c.started_on)
    )
    for row in connection.execute(query):
        found[row.household_id].append(row.name or "")
    return found


def _problems(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    query = (
        select(finding.c.household_id, finding.c.level, func.count())
        .where(finding.c.household_id.in_(ids))
        .group_by(finding.c.household_id, finding.c.level)
    )
    for household_id, level, number in connection.execute(query):
        counts[household_id, level] = number
    return counts
