"""The resident team: days, visits, diary and plans counted by hand; what is not recorded is not absent."""

from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.catalogue.helpers.attendance import Attendance
from fupin_desktop.catalogue.helpers.leave import Leave
from fupin_desktop.catalogue.helpers.village_posting import VillagePosting
from fupin_desktop.catalogue.helpers.work_log import WorkLog
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.domain.team import Item, assessed, grade, leave_days, members, posted_on, total, working_days

WANG = VillagePosting(id="p", village_id="v", helper_id="wang", post="1", started_on="2018-01-15")
PRESENT, AWAY = "1", "2"


def book(until: date, *rows: object) -> Book:
    """January 2018 has 23 Mondays to Fridays; from the 15th, 13."""
    names = {Attendance: "attendance", Leave: "leave", WorkLog: "work_log", VillagePosting: "village_posting"}
    lists: dict[str, list[object]] = {}
    for row in (WANG, *rows):
        lists.setdefault(names[type(row)], []).append(row)
    return Book(Village(id="v", name="甲子沟村"), until, lists)


def day(number: int, state: str) -> Attendance:
    return Attendance(id=f"a{number}", helper_id="wang", day=f"2018-01-{number:02d}", state=state)


def items(of: Book, **more: object) -> dict[str, Item]:
    given = {"households": ["h1", "h2", "h3", "h4"], "visits": [], "plans": [], **more}
    return {one.key: one for one in assessed(of, 2018, shipped_policy(), **given)}  # type: ignore[arg-type]


def test_working_days_are_mondays_to_fridays_up_to_the_day() -> None:
    assert len(working_days(2018, date(2018, 1, 31))) == 23
    assert len(working_days(2018, date(2020, 1, 1))) == 261


def test_days_in_the_village_are_counted_within_the_posting() -> None:
    of = book(date(2018, 1, 31), day(15, PRESENT), day(16, PRESENT), day(17, AWAY), day(12, PRESENT))
    (one,) = members(of, 2018, [])
    assert (one.working, one.recorded, one.present, one.share) == (13, 3, 2, Decimal("15.4"))


def test_what_was_not_recorded_has_no_share() -> None:
    (one,) = members(book(date(2018, 1, 31)), 2018, [])
    assert one.share is None
    assert items(book(date(2018, 1, 31)))["resident"].score is None


def test_a_leave_counts_its_working_days_in_the_year() -> None:
    leave = Leave(id="l", helper_id="wang", started_on="2018-01-18", ended_on="2018-01-22")
    (one,) = members(book(date(2018, 1, 31), leave), 2018, [])
    assert (one.on_leave, leave_days(leave)) == (3, 5)  # Thursday, Friday, Monday; with the weekend five


def test_a_household_visited_twice_counts_once_and_a_diary_counts_too() -> None:
    visits = [Visit(id=f"v{n}", household_id="h1", helper_id="wang", visited_on="2018-01-20") for n in range(2)]
    stranger = Visit(id="s", household_id="h3", helper_id="somebody", visited_on="2018-01-20")
    log = WorkLog(id="g", helper_id="wang", household_id="h2", day="2018-01-21", content="入户")
    of = book(date(2018, 2, 28), log)
    found = items(of, visits=[*visits, stranger])
    assert (found["visited"].part, found["visited"].whole, found["visited"].ids) == (2, 4, ("h1", "h2"))
    assert found["visited"].score == Decimal("15.0")  # 30 × 50 % ÷ 100 %
    assert (found["logs"].part, found["logs"].whole) == (1, 2)  # January has one, February none


def test_plans_that_fell_due_are_kept_or_not() -> None:
    kept = AssistancePlan(id="k", ends_on="2018-01-10", done_on="2018-01-09")
    missed, later = AssistancePlan(id="m", ends_on="2018-01-20"), AssistancePlan(id="l", ends_on="2018-12-31")
    found = items(book(date(2018, 1, 31)), plans=[kept, missed, later])["plans"]
    assert (found.part, found.whole, found.actual, found.score) == (1, 2, Decimal("50.0"), Decimal("10.0"))


def test_the_score_leaves_out_what_has_no_data_and_gives_the_grade() -> None:
    found = items(book(date(2018, 1, 31)), plans=[AssistancePlan(id="k", ends_on="2018-01-10", done_on="2018-01-09")])
    # resident has no data; visited 0 of 30, logs 0 of 10, plans 20 of 20: 20 of 60
    assert total(found.values()) == Decimal("33.3")
    assert grade(Decimal("33.3"), shipped_policy()) == "不称职"
    assert grade(Decimal("90"), shipped_policy()) == "优秀"
    assert total([]) is None


@pytest.mark.parametrize(("on", "is_there"), [(date(2018, 1, 14), False), (date(2018, 1, 15), True)])
def test_a_posting_begins_on_its_day(on: date, is_there: bool) -> None:
    assert bool(posted_on(book(on), on)) is is_there
