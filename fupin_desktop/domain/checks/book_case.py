"""A village's book as the checks see it. It judges nothing."""

from typing import Any

from fupin_desktop.domain.book import RECORD_OF, Book
from fupin_desktop.domain.checks.context import CheckContext
from fupin_desktop.domain.checks.register import Level, Remark
from fupin_desktop.domain.policy import Tree


class BookCase:
    """The lists of one village on the day of the check."""

    __slots__ = ("book", "context", "day", "year")

    def __init__(self, book: Book, context: CheckContext) -> None:
        self.book, self.context, self.day, self.year = book, context, book.day, book.day.year

    def parameters(self, rule: str, year: int | None = None) -> Tree:
        """The thresholds of a rule in a year; absent: the year of the check."""
        return self.context.parameters(rule, year or self.year)

    def remark(self, row: Any, field: str, message: str, level: Level | None = None) -> Remark:
        """A remark at a field of a record of the book, or of the village itself."""
        name = self.book.village.name or self.book.village.village_code or "（村名未填）"
        return Remark(f"{name}：{message}", RECORD_OF[type(row)], row.id, field, level=level)
