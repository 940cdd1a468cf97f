"""Dates that may stop at the year or the month."""

from datetime import date

import pytest

from fupin_desktop.fields.days import age_on, first_day, is_day, last_day, year_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29)),
    ],
)
def test_a_partial_date_spans_what_it_can_mean(written: str, first: date, last: date) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


@pytest.mark.parametrize(
    "written", ["", "2015-02-29", "2016-13", "2016-00", "16", "2016-1-1", "二〇一六", "2016-02-01 "]
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert not is_day(written)
    assert last_day(written) is None


def test_the_year_is_read_from_any_precision() -> None:
    assert year_of("2016") == year_of("2016-02") == year_of("2016-02-29") == 2016


def test_a_birthday_counts_from_its_own_day_on() -> None:
    assert age_on("2000-06-30", date(2018, 6, 29)) == 17
    assert age_on("2000-06-30", date(2018, 6, 30)) == 18
    assert age_on("2000-02-29", date(2018, 2, 28)) == 17


def test_who_is_not_born_yet_has_no_age() -> None:
    assert age_on("2019-01-01", date(2018, 12, 31)) is None
    assert age_on("无", date(2018, 12, 31)) is None
