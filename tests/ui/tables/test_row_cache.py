"""Rows that were read: what is shown, and what must be read again."""

from dataclasses import dataclass

from fupin_desktop.ui.tables.row_cache import MOST_KEPT, RowCache


@dataclass(frozen=True)
class Row:
    id: str
    name: str = ""


def test_a_stale_row_is_still_shown_but_no_longer_fresh() -> None:
    cache = RowCache()
    cache.put([Row("a", "张来福")], cache.age)
    cache.outdate()
    assert cache.row("a") == Row("a", "张来福")
    assert not cache.is_fresh("a")


def test_what_was_asked_before_a_change_does_not_pass_for_fresh() -> None:
    cache = RowCache()
    asked_at = cache.age
    cache.outdate()
    cache.put([Row("a", "旧")], asked_at)
    assert cache.row("a") == Row("a", "旧")
    assert not cache.is_fresh("a")


def test_a_row_that_no_longer_exists_is_not_asked_for_again_and_again() -> None:
    cache = RowCache()
    cache.put([], cache.age, missing=["gone"])
    assert cache.is_fresh("gone")
    assert cache.row("gone") is None


def test_only_the_newest_rows_are_kept() -> None:
    cache = RowCache()
    cache.put([Row(str(number)) for number in range(MOST_KEPT + 10)], cache.age)
    assert cache.row("0") is None
    assert cache.row(str(MOST_KEPT + 9)) is not None


def test_nothing_is_left_after_another_year_is_in_view() -> None:
    cache = RowCache()
    cache.put([Row("a")], cache.age)
    cache.clear()
    assert cache.row("a") is None
