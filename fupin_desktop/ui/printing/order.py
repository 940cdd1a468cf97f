"""What is to be printed, in one value, and how it is called; no widget."""

from dataclasses import dataclass, replace
from datetime import date

HOME, WALL = "home", "wall"
PROFILE_WORDS = {HOME: "户内存放", WALL: "户外张贴"}


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """A paper for households; `year` and `on` ask for an older state, None for what holds now."""

    paper: str
    title: str
    per_household: bool
    household_ids: tuple[str, ...]
    profile: str = HOME
    year: int | None = None
    on: date | None = None

    @property
    def is_of_now(self) -> bool:
        """Whether it tells what holds now: only then is it noted as the paper that the household has."""
        return self.year is None and self.on is None

    def only(self, household_ids: tuple[str, ...]) -> "PrintOrder":
        """The same for other households."""
        return replace(self, household_ids=household_ids)

    def file_name(self, whose: str, today: date) -> str:
        """帮扶联系卡_张来福_户外张贴_20180703.pdf."""
        state = f"{self.on:%Y%m%d}的样子" if self.on else f"{self.year}年" if self.year else ""
        place = PROFILE_WORDS[WALL] if self.profile == WALL else ""
        parts = [self.title, whose, place, state, f"{today:%Y%m%d}"]
        return "_".join(part for part in parts if part) + ".pdf"
