"""Checks of the resident team (docs/checks.md: T01–T08)."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from fupin_desktop.domain.checks.book_case import BookCase
from fupin_desktop.domain.checks.dates import is_before
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.team import (
    ATTENDANCE,
    FIRST_SECRETARY,
    LEAVE,
    POSTING,
    PRESENT,
    WHOLE_DAY,
    covers,
    leave_days,
    lies_between,
    posted_on,
)

TOWNSHIP = "1"  # leave_level


@check(
    "T01",
    level=Level.E,
    title="同一人同一天记了两次考勤",
    source="domain.md §3.4",
    fields=(),
    reads=(ATTENDANCE,),
    of_book=True,
    refuses=True,
)
def a_day_is_recorded_once(case: BookCase) -> Iterator[Remark]:
    """Told at every one of them, so that the one being typed is among them."""
    days: dict[tuple[Any, Any], list[Any]] = {}
    for one in case.book.rows(ATTENDANCE):
        days.setdefault((one.helper_id, one.day), []).append(one)
    for (_, day), several in days.items():
        if len(several) > 1:
            for one in several:
                yield case.remark(one, "day", f"{day} 这个人的考勤已经记过了。请改原来的一条。")


@check(
    "T02",
    level=Level.E,
    title="考勤不在任职期间",
    source="domain.md §3.2",
    fields=(),
    reads=(ATTENDANCE, POSTING),
    of_book=True,
    refuses=True,
)
def whoever_is_present_is_posted(case: BookCase) -> Iterator[Remark]:
    """The member is posted to the village on that day."""
    postings = case.book.rows(POSTING)
    for one in case.book.rows(ATTENDANCE):
        day = _whole(one.day)
        if day and not any(each.helper_id == one.helper_id and covers(each, day) for each in postings):
            yield case.remark(one, "day", f"{one.day} 这个人不在驻村任职期间。请先登记任职，或改日期。")


@check(
    "T03",
    level=Level.E,
    title="请假期间记了出勤",
    source="domain.md §3.3",
    fields=(),
    reads=(ATTENDANCE, LEAVE),
    of_book=True,
    refuses=True,
)
def nobody_is_present_while_on_leave(case: BookCase) -> Iterator[Remark]:
    """A leave that was broken off has its day of return."""
    for one in case.book.rows(ATTENDANCE):
        day = _whole(one.day)
        if day is None or one.state != PRESENT:
            continue
        for leave in case.book.rows(LEAVE):
            end = min(leave.back_on or leave.ended_on or "", leave.ended_on or "")
            is_away = leave.helper_id == one.helper_id and bool(end) and lies_between(day, leave.started_on, end)
            if is_away and one.day != leave.back_on:
                words = f"{one.day} 正在请假（{leave.started_on} 至 {leave.ended_on}）。提前回来的，先填销假日期。"
                yield case.remark(one, "state", words)


@check(
    "T04",
    level=Level.W,
    title="请假天数超过批准单位的权限",
    source="县级考勤规定（domain.md §3.3）：三天以内乡镇批，超过的县里批",
    fields=(),
    reads=(LEAVE,),
    of_book=True,
)
def long_leaves_are_the_countys_to_approve(case: BookCase) -> Iterator[Remark]:
    """More days than the township may give."""
    most = int(case.context.policy.team["township_leave_days"])
    for one in case.book.rows(LEAVE):
        days = leave_days(one)
        if days is not None and days > most and one.level == TOWNSHIP:
            yield case.remark(one, "level", f"请假{days}天，超过{most}天的要县里批准。请核对批准单位。")


@check(
    "T05",
    level=Level.E,
    title="任职或请假结束早于开始",
    source="domain.md §3.2",
    fields=(),
    reads=(LEAVE, POSTING),
    of_book=True,
    refuses=True,
)
def what_ends_has_begun(case: BookCase) -> Iterator[Remark]:
    """Postings and leaves."""
    for one in (*case.book.rows(POSTING), *case.book.rows(LEAVE)):
        if one.started_on and one.ended_on and is_before(one.ended_on, one.started_on):
            yield case.remark(one, "ended_on", "结束日期比开始日期还早。请核对日期。")


@check(
    "T06",
    level=Level.E,
    title="同一人的任职时间重叠",
    source="domain.md §3.2",
    fields=(),
    reads=(POSTING,),
    of_book=True,
    refuses=True,
)
def postings_of_one_member_do_not_overlap(case: BookCase) -> Iterator[Remark]:
    """A new post begins when the old one has ended."""
    own: dict[Any, list[Any]] = {}
    for one in case.book.rows(POSTING):
        own.setdefault(one.helper_id, []).append(one)
    for several in own.values():
        for first, second in combinations(sorted(several, key=lambda one: (one.started_on or "", one.id)), 2):
            if not first.ended_on or is_before(second.started_on or "", first.ended_on):
                words = "这个人在本村的另一段任职还没有结束。请先填那一段的结束时间。"
                yield from (case.remark(one, "started_on", words) for one in (first, second))


@check(
    "T07",
    level=Level.W,
    title="工作队人数不足，或没有第一书记",
    source="P-team（2017年12月，每队不少于三人）；计划三(三)",
    fields=(),
    reads=(POSTING,),
    of_book=True,
)
def every_team_is_complete(case: BookCase) -> Iterator[Remark]:
    """Asked of villages that have a team at all."""
    if not case.book.rows(POSTING):
        return
    here, least = posted_on(case.book, case.day), int(case.context.policy.team["size"])
    people = {one.helper_id for one in here}
    if len(people) < least:
        yield case.remark(
            case.book.village, "name", f"驻村工作队现有{len(people)}人，不少于{least}人。请补登任职或报县里选派。"
        )
    if all(one.post != FIRST_SECRETARY for one in here):
        yield case.remark(case.book.village, "name", "没有在任的第一书记。请登记任职，或报县里选派。")


@check(
    "T08",
    level=Level.M,
    title="没有登记驻村工作队",
    source="计划三(三)：每个贫困村有驻村工作队，并录入系统",
    fields=(),
    reads=(POSTING,),
    of_book=True,
)
def every_village_has_a_team(case: BookCase) -> Iterator[Remark]:
    """One posting at least was ever registered."""
    if not case.book.rows(POSTING):
        yield case.remark(
            case.book.village, "name", "没有登记驻村工作队。请在「帮扶 › 驻村队伍」登记队长、第一书记和队员。"
        )


def _whole(day: str | None) -> date | None:
    return date.fromisoformat(day) if day and len(day) == WHOLE_DAY else None
