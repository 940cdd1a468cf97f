"""Which pupils and students are entitled to an aid that nobody has applied for (plan 三(二)2; domain.md §6.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.checks.meanings import school_stages
from fupin_desktop.domain.dossier import Dossier, Member
from fupin_desktop.domain.policy import Policy, Tree
from fupin_desktop.fields.days import year_of


@dataclass(frozen=True, slots=True)
class Entitled:
    """One aid that a member should have: why, and what must be asked first ("": nothing)."""

    member: Member
    aid_type: str
    amount: Decimal
    reason: str
    ask: str


def entitled(dossier: Dossier, policy: Policy) -> Iterator[Entitled]:
    """For the school year that begins in the dossier's year; applied for and refused counts as applied for."""
    known: Mapping[str, Tree] = policy.assistance["education_aid"]
    for member in dossier.members:
        status = member.now.school_status if member.now else None
        for aid_type in sorted(known) if status else ():
            aid = known[aid_type]
            if _is_meant(member, aid, dossier.year) and not _has(dossier, member, aid_type, aid):
                amount = Decimal(aid["amount"])
                title = code_table("education_aid_type").label(aid_type)
                reason = f"{code_table('school_status').label(status or '')}在读，该享受{title} {amount} 元"
                yield Entitled(member, aid_type, amount, reason, aid.get("ask", ""))


def _is_meant(member: Member, aid: Tree, year: int) -> bool:
    if year < aid.get("since", 0) or not _fits(member.now.school_status if member.now else None, aid):
        return False
    before = next((one.school_status for one in member.years if one.year == year - 1), None)
    return not (aid.get("first_year") and _fits(before, aid))


def _fits(status: str | None, aid: Tree) -> bool:
    stage = school_stages().get(status or "", "")
    return bool(status) and (status in aid.get("statuses", ()) or stage in aid.get("stages", ()))


def _has(dossier: Dossier, member: Member, aid_type: str, aid: Tree) -> bool:
    """By an application of this school year (of any, where it is for the first year), or a measure of the year."""
    any_year = bool(aid.get("first_year"))
    applied = any(
        one.person_id == member.person.id and one.aid_type == aid_type and (any_year or one.school_year == dossier.year)
        for one in dossier.education_aids
    )
    kinds = aid.get("measures", ())
    return applied or any(
        one.kind in kinds
        and one.person_id in (None, member.person.id)
        and one.done_on
        and year_of(one.done_on) == dossier.year
        for one in dossier.measures
    )
