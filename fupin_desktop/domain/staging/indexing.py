"""The registry's rows as the look-up tables of an import."""

from collections.abc import Callable, Container

from fupin_desktop.domain.staging.known import Current, Known, RowsOf


def known(
    rows_of: RowsOf,
    current: Current,
    taken: Container[str] | Callable[[], Container[str]] = frozenset(),
    newest_year: int | None = None,
) -> Known:
    """The look-up tables over all records that `rows_of` gives; `taken` and the tables are asked for when needed."""
    return Known(rows_of, current, taken, newest_year)
