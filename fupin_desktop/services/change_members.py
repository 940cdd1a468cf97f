"""Who belongs to a household: joining, leaving, a new head, households split and joined (reference: domain.md §4.3).

Nobody is erased: a member leaves with a date and a reason, and his history goes with him.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain import id_number
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.dossier import Dossier, Member
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.relations import HEAD, to_new_head
from fupin_desktop.services.keep_years import is_sealed
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, new_yearly, save

SPLIT, MERGED = ("08", "06"), ("09", "07")  # C-26 reason of joining, C-27 reason of leaving


def add_member(
    registry: Registry,
    dossier: Dossier,
    person: Mapping[str, Any],
    membership: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
    *,
    reason: str = "",
) -> Saved:
    """A new person in the household; `facts` are those of the dossier's year: if that is sealed, with a reason."""
    person_id, membership_id = new_id(), new_id()
    edits = [Edit("person", person_id, name, value) for name, value in person.items()]
    place = 1 + max((m.membership.position or 0 for m in dossier.members), default=0)
    values = {"household_id": dossier.household.id, "person_id": person_id, "position": place, **membership}
    edits += [Edit("membership", membership_id, name, value) for name, value in values.items()]
    if facts:
        year_id, opening = new_yearly("person_year", person_id, dossier.year)
        edits += opening + [Edit("person_year", year_id, name, value) for name, value in facts.items()]
    title = f"增加成员 {person.get('name') or ''}（{dossier.head_name}户）"
    edits += _recount(registry, dossier)
    return save(registry, edits, title=title, reason=reason, region=_region(dossier))


def remove_member(registry: Registry, dossier: Dossier, member: Member, left_on: str, leave_reason: str) -> Saved:
    """A member leaves with a date and a reason (C-27)."""
    if member.is_head and len(dossier.members) > 1:
        raise Refused(f"{member.person.name}是户主。请先变更户主，再办理减少。")
    edits = [
        Edit("membership", member.membership.id, "left_on", left_on),
        Edit("membership", member.membership.id, "leave_reason", leave_reason),
    ]
    title = f"减少成员 {member.person.name or ''}（{dossier.head_name}户）"
    return save(registry, [*edits, *_recount(registry, dossier)], title=title, region=_region(dossier))


def new_relations(dossier: Dossier, new_head: Member) -> dict[str, str | None]:
    """What each member becomes to the new head, by membership id; None where a person has to say it."""
    old = dossier.head
    was = new_head.membership.relation_to_head or ""
    sexes = _sex(old), _sex(new_head)
    return {
        member.membership.id: HEAD
        if member is new_head
        else to_new_head(was, member.membership.relation_to_head or "", *sexes)
        for member in dossier.members
    }


def change_head(registry: Registry, dossier: Dossier, new_head: Member, relations: Mapping[str, str]) -> Saved:
    """Another head: every relation is rewritten in the same commit."""
    edits = [Edit("membership", one, "relation_to_head", relation) for one, relation in relations.items()]
    return save(
        registry,
        [*edits, *_head_edits(dossier, new_head)],
        title=f"变更户主 {dossier.head_name} → {new_head.person.name or ''}",
        region=_region(dossier),
    )


def split_household(
    registry: Registry,
    dossier: Dossier,
    leaving: Sequence[Member],
    new_head: Member,
    relations: Mapping[str, str],
    on: str,
) -> tuple[str, Saved]:
    """Some members found a household of their own; returns its id. `relations` are to the new head, by person."""
    if not leaving or len(leaving) == len(dossier.members):
        raise Refused("分户要选出分出去的成员，并至少留下一人在原户。")
    if dossier.head in leaving:
        raise Refused("户主不能分出去。请先变更户主，或让其他成员分户。")
    household_id = new_id()
    kept = {name: getattr(dossier.household, name) for name in ("village_code", "villager_group", "address")}
    edits = [Edit("household", household_id, name, value) for name, value in kept.items() if value is not None]
    for place, member in enumerate(leaving):
        edits += _move(member, household_id, relations[member.person.id], place, on, SPLIT)
    title = f"分户：{new_head.person.name or ''} 从 {dossier.head_name}户 分出"
    edits += _head_edits(dossier, new_head, household_id=household_id)
    return household_id, save(registry, [*edits, *_recount(registry, dossier)], title=title, region=_region(dossier))


def join_households(
    registry: Registry, staying: Dossier, dissolved: Dossier, relations: Mapping[str, str], on: str
) -> Saved:
    """One household goes up in another: its members move, it lies in the recycle bin with its history."""
    if staying.household.id == dissolved.household.id:
        raise Refused("请选择另一户来并入。")
    first = 1 + max((m.membership.position or 0 for m in staying.members), default=0)
    edits: list[Edit] = []
    for place, member in enumerate(dissolved.members, first):
        edits += _move(member, staying.household.id, relations[member.person.id], place, on, MERGED)
    edits += [*_recount(registry, staying), Edit("household", dissolved.household.id, LIFE, value=False)]
    title = f"并户：{dissolved.head_name}户 并入 {staying.head_name}户"
    return save(registry, edits, title=title, region=_region(staying))


def _move(member: Member, household_id: str, relation: str, place: int, on: str, reason: tuple[str, str]) -> list[Edit]:
    moved = new_id()
    values = {
        "household_id": household_id,
        "person_id": member.person.id,
        "relation_to_head": relation,
        "position": place,
        "joined_on": on,
        "join_reason": reason[0],
    }
    ended = [
        Edit("membership", member.membership.id, "left_on", on),
        Edit("membership", member.membership.id, "leave_reason", reason[1]),
    ]
    return ended + [Edit("membership", moved, name, value) for name, value in values.items()]


def _recount(registry: Registry, dossier: Dossier) -> list[Edit]:
    """The count and the sum per head that the county reported no longer hold; from now on they are computed.

    A sealed year stays as it was reported.
    """
    if is_sealed(registry, _region(dossier), dossier.year):
        return []
    facts, income = dossier.now.facts, dossier.now.income
    edits: list[Edit] = []
    if facts and facts.member_count is not None:
        edits.append(Edit("household_year", facts.id, "member_count", None))
    if income and income.net_income_per_capita is not None:
        edits.append(Edit("household_income", income.id, "net_income_per_capita", None))
    return edits


def _head_edits(dossier: Dossier, head: Member, household_id: str = "") -> list[Edit]:
    """What is kept of the head on the household itself, for lists and for the export."""
    values = {
        "head_name": head.person.name,
        "head_person_code": head.person.person_code,
        "head_id_number": head.person.id_number,
    }
    own = household_id or dossier.household.id
    return [Edit("household", own, name, value) for name, value in values.items()]


def _sex(member: Member | None) -> str | None:
    return (member.person.sex or id_number.sex(member.person.id_number)) if member else None


def _region(dossier: Dossier) -> str:
    return dossier.household.village_code or ""
