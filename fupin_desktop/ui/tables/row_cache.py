"""Rows that were read, by id: fresh, stale (shown until they are read again) or forgotten. Knows no Qt."""

from collections.abc import Iterable, Sequence
from typing import Any

MOST_KEPT = 6000


class RowCache:
    """The newest rows are kept; what was read before `outdate` is shown but asked for again."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, Any]] = {}
        self._age = 0

    def row(self, row_id: str) -> Any | None:
        """The row as it was read last."""
        found = self._rows.get(row_id)
        return found[1] if found else None

    def is_fresh(self, row_id: str) -> bool:
        """Whether the row need not be read."""
        found = self._rows.get(row_id)
        return found is not None and found[0] == self._age

    @property
    def age(self) -> int:
        """To be handed back to `put`, so that what was read before a change does not pass for fresh."""
        return self._age

    def put(self, rows: Iterable[Any], age: int, missing: Sequence[str] = ()) -> None:
        """Keep rows; those that no longer exist count as read."""
        for row in rows:
            self._rows.pop(row.id, None)
            self._rows[row.id] = (age, row)
        for row_id in missing:
            self._rows[row_id] = (age, None)
        while len(self._rows) > MOST_KEPT:
            del self._rows[next(iter(self._rows))]

    def outdate(self) -> None:
        """Something was changed: every row is stale."""
        self._age += 1

    def clear(self) -> None:
        """Nothing that was read may be shown any more."""
        self._age += 1
        self._rows.clear()
