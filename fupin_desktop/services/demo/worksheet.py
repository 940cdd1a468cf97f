"""The demo's income of one year before it is a record. Sums are in fen, so that they add up without rounding."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Line(NamedTuple):
    """An income_item before it is a record."""

    item: str
    name: str
    quantity: int | Decimal | None
    unit: str
    price: int | None
    amount: int
    person_id: str | None = None


@dataclass(slots=True)
class Income:
    """What came in, by lines, and the totals of the form by their field names."""

    lines: list[Line] = field(default_factory=list[Line])
    totals: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def items(self) -> frozenset[str]:
        """The codes of the lines."""
        return frozenset(line.item for line in self.lines)

    def sold(self, item: str) -> str:
        """What was sold under that item."""
        return next((line.name for line in self.lines if line.item == item), "")
