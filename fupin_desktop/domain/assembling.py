"""Putting a dossier together from records that lie beside one another: what belongs in it on its day and year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear, Member, holds_on
from fupin_desktop.fields.days import first_day

YEARLY = {"household_year": "facts", "household_income": "income", "household_conditions": "conditions"}
Owned = Mapping[str, Sequence[Any]]  # owner's id -> its records


@dataclass(kw_only=True)
class Parts:
    """The records of some households, by id or by owner."""

    households: Mapping[str, Any]
    owned: Mapping[str, Owned]  # record name -> household id -> records
    villages: Mapping[str | None, Any]
    persons: dict[str, Any] = field(default_factory=dict[str, Any])
    person_years: dict[str, Sequence[Any]] = field(default_factory=dict[str, Sequence[Any]])
    helpers: dict[str, Any] = field(default_factory=dict[str, Any])
    units: dict[str, Any] = field(default_factory=dict[str, Any])

    def of(self, record: str, household_id: str) -> Sequence[Any]:
        """The records of one kind that belong to a household."""
        return self.owned.get(record, {}).get(household_id, ())


def assemble(household_id: str, parts: Parts, year: int | None, day: date) -> Dossier:
    """The dossier in a year and on a day; without a year, the newest with data that the day allows."""
    household = parts.households[household_id]
    seen = year or _newest_year(household_id, parts, day)
    on = min(day, date(seen, 12, 31))
    is_newest = seen >= max(_years_known(household_id, parts), default=seen)
    present = day if is_newest else on
    members, former = _members(household_id, parts, seen, present)
    return Dossier(
        household=household,
        year=seen,
        day=on,
        present=present,
        village=parts.villages.get(household.village_code),
        years=_years(household_id, parts, seen),
        members=members,
        former_members=former,
        helpings=_helpings(household_id, parts, present),
        plans=_dated(parts.of("assistance_plan", household_id), "year", seen),
        measures=_dated(parts.of("assistance_measure", household_id), "done_on", seen),
        effects=_dated(parts.of("assistance_effect", household_id), "noted_on", seen),
        visits=_dated(parts.of("visit", household_id), "visited_on", seen),
        education_aids=_dated(parts.of("education_aid", household_id), "school_year", seen),
        micro_loans=_dated(parts.of("micro_loan", household_id), "started_on", seen),
        relocations=_dated(parts.of("relocation", household_id), "plan_year", seen),
        explanations=tuple(sorted(parts.of("explanation", household_id), key=lambda one: one.id)),
        attachments=_dated(parts.of("attachment", household_id), "taken_on", seen),
    )


def _newest_year(household_id: str, parts: Parts, day: date) -> int:
    years = _years_known(household_id, parts)
    return max((year for year in years if year <= day.year), default=day.year)


def _years_known(household_id: str, parts: Parts) -> set[int]:
    return {one.year for name in YEARLY for one in parts.of(name, household_id) if one.year}


def _years(household_id: str, parts: Parts, newest: int) -> dict[int, HouseholdInYear]:
    found: dict[int, dict[str, Any]] = {}
    for name, place in (
        ("household_year", "facts"),
        ("household_income", "income"),
        ("household_conditions", "conditions"),
    ):
        for one in parts.of(name, household_id):
            if one.year and one.year <= newest:
                found.setdefault(one.year, {})[place] = one
    for item in parts.of("income_item", household_id):
        if item.year and item.year <= newest:
            year = found.setdefault(item.year, {})
            year["items"] = (*year.get("items", ()), item)
    return {year: HouseholdInYear(year=year, **found[year]) for year in sorted(found)}


def _members(household_id: str, parts: Parts, year: int, day: date) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    here: list[Member] = []
    gone: list[Member] = []
    for membership in parts.of("membership", household_id):
        person = parts.persons.get(membership.person_id)
        if person is None:
            continue
        known = sorted((y for y in parts.person_years.get(person.id, ()) if y.year <= year), key=lambda y: y.year)
        now = known[-1] if known and known[-1].year == year else None
        member = Member(person=person, membership=membership, years=tuple(known), now=now)
        if not _joined_by(membership.joined_on, day):
            continue
        (gone if _left_by(membership.left_on, day) else here).append(member)
    return tuple(sorted(here, key=_order)), tuple(sorted(gone, key=_order))


def _joined_by(joined_on: str | None, day: date) -> bool:
    joined = first_day(joined_on) if joined_on else None
    return joined is None or joined <= day


def _left_by(left_on: str | None, day: date) -> bool:
    left = first_day(left_on) if left_on else None
    return left is not None and left <= day


def _order(member: Member) -> tuple[bool, int, str, str]:
    membership = member.membership
    position = 999 if membership.position is None else membership.position
    return (not member.is_head, position, membership.relation_to_head or "99", member.person.id)


def _helpings(household_id: str, parts: Parts, day: date) -> tuple[Helping, ...]:
    found = [
        Helping(pairing=pairing, helper=helper, unit=parts.units.get(helper.unit_id or "") if helper else None)
        for pairing in parts.of("pairing", household_id)
        for helper in [parts.helpers.get(pairing.helper_id)]
    ]
    found.sort(key=lambda helping: helping.pairing.started_on or "", reverse=True)
    return tuple(sorted(found, key=lambda helping: not holds_on(helping.pairing, day)))


def _dated(records: Sequence[Any], name: str, newest: int) -> tuple[Any, ...]:
    """Records in the order of their dates, those of later years left out; undated ones come last."""
    kept = [one for one in records if getattr(one, name) is None or int(str(getattr(one, name))[:4]) <= newest]
    return tuple(sorted(kept, key=lambda one: (getattr(one, name) is None, str(getattr(one, name)), one.id)))
