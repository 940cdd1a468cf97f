"""The resident team of a village in a year: its members' days, and the assessment with the records behind it."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.domain.team import ATTENDANCE, PRESENT, Item, MemberDays, assessed, grade, members, posted_on, total
from fupin_desktop.services.check_context import policy_of
from fupin_desktop.services.fund_ledger import book_called
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save


@dataclass(frozen=True, slots=True)
class TeamReport:
    """A team in a year."""

    village_code: str
    village: str
    year: int
    members: tuple[tuple[str, MemberDays], ...]  # (name, days)
    items: tuple[Item, ...]
    score: Decimal | None
    grade: str


def team_of(registry: Registry, village_code: str, year: int | None = None) -> TeamReport:
    """The report, seen from today."""
    book, policy = book_called(registry, village_code), policy_of(registry)
    of_year = year or registry.today().year
    ids = registry.household_ids(HouseholdQuery(filters={"village_code": (village_code,)}, year=of_year))
    dossiers = [
        one
        for one in registry.dossiers(ids, of_year, registry.today())
        if one.now.facts is not None and one.now.facts.is_valid is not False
    ]
    visits = [visit for one in dossiers for visit in one.visits]
    plans = [plan for one in dossiers for plan in one.plans]
    homes = [one.household.id for one in dossiers]
    items = assessed(book, of_year, policy, households=homes, visits=visits, plans=plans)
    names = {one.id: one.name or "（无姓名）" for one in registry.records("helper")}
    team = sorted(
        members(book, of_year, visits), key=lambda one: (one.posting.post or "", one.posting.started_on or "")
    )
    score = total(items)
    return TeamReport(
        village_code,
        book.village.name or village_code,
        of_year,
        tuple((names.get(one.posting.helper_id or "", "（未知）"), one) for one in team),
        tuple(items),
        score,
        grade(score, policy),
    )


def sign_in_today(registry: Registry, village_code: str) -> tuple[int, Saved]:
    """Everybody posted who has no record of today is noted as present: how many, and what was written."""
    book, today = book_called(registry, village_code), registry.today()
    recorded = {one.helper_id for one in book.rows(ATTENDANCE) if one.day == today.isoformat()}
    missing = list(dict.fromkeys(one.helper_id for one in posted_on(book, today) if one.helper_id not in recorded))
    if not missing:
        raise Refused("没有要签到的：今天都记过了，或还没有登记驻村任职。")
    edits: list[Edit] = []
    for helper_id in missing:
        record_id = coded_id(ATTENDANCE, f"{village_code}/{helper_id}/{today.isoformat()}")  # the same on every laptop
        values = {"village_id": book.village.id, "helper_id": helper_id, "day": today.isoformat(), "state": PRESENT}
        edits += [Edit(ATTENDANCE, record_id, name, value) for name, value in values.items()]
    return len(missing), save(registry, edits, title=f"驻村签到 {len(missing)} 人", region=village_code)
