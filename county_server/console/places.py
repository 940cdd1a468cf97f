"""A village and a township of the front page, with their laptops and what is counted and waits there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from county_server.console.figures import Counted, summed
from county_server.console.laptops import Laptop

MOST_VILLAGES = 40  # on one page; a county has hundreds


@dataclass(slots=True, kw_only=True)
class Village:
    """One village."""

    code: str
    name: str
    lamp: str
    last_ms: int | None
    laptops: list[Laptop]
    counted: Counted
    conflicts: int
    held: int


@dataclass(slots=True, kw_only=True)
class Township:
    """A township with its villages, and the computers that belong to no single one of them."""

    code: str
    name: str
    villages: list[Village] = field(default_factory=list[Village])
    laptops: list[Laptop] = field(default_factory=list[Laptop])

    @property
    def counted(self) -> Counted:
        """Households and persons of all villages."""
        return summed([one.counted for one in self.villages])

    @property
    def village_count(self) -> int:
        """How many villages."""
        return len(self.villages)

    @property
    def conflict_count(self) -> int:
        """Disagreements of all villages; one that two of them share is counted in both."""
        return sum(one.conflicts for one in self.villages)

    @property
    def held_count(self) -> int:
        """Held commits of all villages."""
        return sum(one.held for one in self.villages)

    @property
    def week_count(self) -> int:
        """Villages that have synced this week."""
        return self._lamps("week")

    @property
    def late_count(self) -> int:
        """Villages that have not for longer than a week."""
        return self._lamps("late")

    @property
    def never_count(self) -> int:
        """Villages that never have."""
        return self._lamps("never")

    def _lamps(self, lamp: str) -> int:
        return sum(1 for one in self.villages if one.lamp == lamp)


def is_long(several: Sequence[Township]) -> bool:
    """Whether the townships are shown first, and their villages where one of them was chosen."""
    return len(several) > 1 and sum(one.village_count for one in several) > MOST_VILLAGES
