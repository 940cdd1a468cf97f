"""Dates as people know them: an ISO text that may stop at the year or the month ("2013-12")."""

import re
from calendar import monthrange
from datetime import date, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_day(value: str) -> bool:
    """Whether the text is a possible date of any precision."""
    return first_day(value) is not None


def first_day(value: str) -> date | None:
    """The earliest day that the text can mean; None if it is no date."""
    found = _PARTIAL.fullmatch(value)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


def last_day(value: str) -> date | None:
    """The latest day that the text can mean; None if it is no date."""
    start = first_day(value)
    if start is None or len(value) == 10:
        return start
    if len(value) == 4:
        return date(start.year, 12, 31)
    return start.replace(day=monthrange(start.year, start.month)[1])


def year_of(value: str) -> int:
    """The year of a partial date."""
    return int(value[:4])


def age_on(birth: str, day: date) -> int | None:
    """Full years lived on that day; None if the birth date is no date or later than the day."""
    born = first_day(birth)
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
