"""The resident team: who is posted, days in the village, visits, diary, plans kept; and its assessment (§3.3–3.5).

A working day is a Monday to a Friday: there is no calendar of holidays here, and the sheet says so. A day without a
record was not recorded: it counts neither as present nor as absent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.catalogue.helpers.attendance import Attendance
from fupin_desktop.catalogue.helpers.leave import Leave
from fupin_desktop.catalogue.helpers.village_posting import VillagePosting
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.policy import Policy
from fupin_desktop.fields.days import first_day, last_day

POSTING, ATTENDANCE, LEAVE, LOG = "village_posting", "attendance", "leave", "work_log"
PRESENT = "1"  # attendance_state 出勤
FIRST_SECRETARY = "2"
SATURDAY, WHOLE_DAY = 5, 10


@dataclass(frozen=True, slots=True)
class MemberDays:
    """One posting in a year: working days it covers, days recorded, days in the village, leave days; logs, visits."""

    posting: VillagePosting
    working: int
    recorded: int
    present: int
    on_leave: int
    logs: int
    visits: int

    @property
    def share(self) -> Decimal | None:
        """Days in the village of the working days, in per cent; None where nothing was recorded."""
        return rate(self.present, self.working) if self.recorded else None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the assessment: part of whole, with the records behind the part; None where there are no data."""

    key: str
    title: str
    rule: str
    weight: int
    target: Decimal
    part: int
    whole: int
    has_data: bool
    ids: tuple[str, ...]

    @property
    def actual(self) -> Decimal | None:
        """Part of whole in per cent."""
        return rate(self.part, self.whole) if self.has_data else None

    @property
    def score(self) -> Decimal | None:
        """Weight × actual ÷ target, at most the weight."""
        if self.actual is None:
            return None
        return min(Decimal(self.weight), (self.weight * self.actual / self.target).quantize(Decimal("0.1")))


def posted_on(book: Book, day: date) -> list[VillagePosting]:
    """Who is posted on a day."""
    return [one for one in book.rows(POSTING) if covers(one, day)]


def covers(posting: VillagePosting, day: date) -> bool:
    """Whether a posting holds on a day; days known to the month hold for the whole month."""
    return lies_between(day, posting.started_on, posting.ended_on)


def lies_between(day: date, start: str | None, end: str | None) -> bool:
    """Whether a day lies within two partial days; an open end never ends, an unknown start never begins."""
    first, last = first_day(start or ""), last_day(end or "")
    return first is not None and first <= day and (last is None or day <= last)


def members(book: Book, year: int, visits: Sequence[Visit]) -> list[MemberDays]:
    """Every posting that holds in the year, up to the book's day."""
    found: list[MemberDays] = []
    for posting in book.rows(POSTING):
        days = [day for day in working_days(year, book.day) if covers(posting, day)]
        if days:
            found.append(_days_of(book, posting, days, year, visits))
    return found


def working_days(year: int, until: date) -> list[date]:
    """Mondays to Fridays of a year, up to a day."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), until)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def leave_days(leave: Leave) -> int | None:
    """Calendar days of a leave, both ends counted; None if an end is not known to the day."""
    first, last = leave.started_on or "", leave.ended_on or ""
    if len(first) != WHOLE_DAY or len(last) != WHOLE_DAY:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def assessed(
    book: Book,
    year: int,
    policy: Policy,
    *,
    households: Sequence[str],
    visits: Sequence[Visit],
    plans: Iterable[AssistancePlan],
) -> list[Item]:
    """The items in the policy's order; `households` are the validly registered ones of the year."""
    team = members(book, year, visits)
    counted = {
        "resident": _resident(book, team, year),
        "visited": _visited(book, team, year, households, visits),
        "logs": _logs(book, team, year),
        "plans": _plans(plans, year, book.day),
    }
    tree = policy.team
    return [
        Item(one["key"], one["title"], one["rule"], one["weight"], Decimal(one["target"]), *counted[one["key"]])
        for one in tree["item"]
    ]


def total(items: Iterable[Item]) -> Decimal | None:
    """The score out of a hundred; items without data are left out, and the rest weighs the whole."""
    known = [one for one in items if one.score is not None]
    weight = sum(one.weight for one in known)
    if not weight:
        return None
    return (sum((one.score or Decimal(0) for one in known), Decimal(0)) * 100 / weight).quantize(Decimal("0.1"))


def grade(score: Decimal | None, policy: Policy) -> str:
    """优秀, 称职 …; "" without a score."""
    if score is None:
        return ""
    return next(one["title"] for one in policy.team["grade"] if score >= Decimal(one["from"]))


def rate(part: int, whole: int) -> Decimal | None:
    """In per cent with one decimal; None of nothing."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None


Counted = tuple[int, int, bool, tuple[str, ...]]


def _days_of(book: Book, posting: VillagePosting, days: list[date], year: int, visits: Sequence[Visit]) -> MemberDays:
    own: list[Attendance] = [one for one in book.rows(ATTENDANCE) if one.helper_id == posting.helper_id]
    wanted = {day.isoformat() for day in days}
    recorded = {one.day: one.state for one in own if one.day in wanted}
    leaves: list[Leave] = [one for one in book.rows(LEAVE) if one.helper_id == posting.helper_id]
    on_leave = sum(1 for day in days if any(_is_in(leave, day) for leave in leaves))
    of_year = str(year)
    return MemberDays(
        posting,
        len(days),
        len(recorded),
        sum(state == PRESENT for state in recorded.values()),
        on_leave,
        sum(1 for one in book.rows(LOG) if one.helper_id == posting.helper_id and (one.day or "").startswith(of_year)),
        sum(1 for one in visits if one.helper_id == posting.helper_id and (one.visited_on or "").startswith(of_year)),
    )


def _is_in(leave: Leave, day: date) -> bool:
    return bool(leave.ended_on) and lies_between(day, leave.started_on, leave.ended_on)


def _resident(book: Book, team: Sequence[MemberDays], year: int) -> Counted:
    own = {one.posting.helper_id for one in team}
    ids = tuple(
        one.id
        for one in book.rows(ATTENDANCE)
        if one.helper_id in own and one.state == PRESENT and (one.day or "").startswith(str(year))
    )
    return sum(one.present for one in team), sum(one.working for one in team), any(one.recorded for one in team), ids


def _visited(
    book: Book, team: Sequence[MemberDays], year: int, households: Sequence[str], visits: Sequence[Visit]
) -> Counted:
    own, of_year = {one.posting.helper_id for one in team}, str(year)
    seen = {one.household_id for one in visits if one.helper_id in own and (one.visited_on or "").startswith(of_year)}
    seen |= {
        one.household_id
        for one in book.rows(LOG)
        if one.household_id and one.helper_id in own and (one.day or "").startswith(of_year)
    }
    reached = tuple(one for one in households if one in seen)
    return len(reached), len(households), bool(households) and bool(team), reached


def _logs(book: Book, team: Sequence[MemberDays], year: int) -> Counted:
    due = {f"{day:%Y-%m}" for day in working_days(year, book.day)} if team else set[str]()
    rows: list[Any] = [one for one in book.rows(LOG) if (one.day or "")[:7] in due]
    kept = {(one.day or "")[:7] for one in rows}
    return len(kept), len(due), bool(due), tuple(one.id for one in rows)


def _plans(plans: Iterable[AssistancePlan], year: int, day: date) -> Counted:
    of_year = [one for one in plans if (one.ends_on or "").startswith(str(year))]
    due = [one for one in of_year if (last_day(one.ends_on or "") or day) <= day]
    kept = tuple(one.id for one in due if one.done_on)
    return len(kept), len(due), bool(due), kept
