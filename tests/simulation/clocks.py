"""The world's time, and the clocks of computers that tell it wrongly: ahead or behind by years, jumping, stuck."""

from dataclasses import dataclass

from tests.db.registries import NOON

YEAR = 365 * 86_400_000
TEN_YEARS = 10 * YEAR


@dataclass
class Sun:
    """The time that it really is; every reading of any clock is a millisecond later."""

    now: int = NOON

    def go(self, ms: int) -> None:
        """Time passes for all."""
        self.now += ms


@dataclass
class WrongClock:
    """What one computer's clock says."""

    sun: Sun
    skew: int = 0
    stuck_at: int | None = None

    def __call__(self) -> int:
        """Milliseconds since 1970, as this machine says; 1970 is as low as it goes."""
        self.sun.now += 1
        return max(1, self.stuck_at if self.stuck_at is not None else self.sun.now + self.skew)

    def jump(self, skew: int) -> None:
        """The battery died, or somebody set the clock."""
        self.skew, self.stuck_at = skew, None

    def stick(self) -> None:
        """It goes no further."""
        self.stuck_at = self()
