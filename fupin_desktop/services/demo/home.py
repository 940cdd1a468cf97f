"""The household of the demo while it is being thought up: what it lives on, how it stands, its rows. No lots here."""

from dataclasses import dataclass, field
from random import Random

from fupin_desktop.services.demo.people import HEAD, LAST, YEARS, Helper, Member, Row, Someone
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import Tree
from fupin_desktop.services.demo.worksheet import Income


@dataclass(slots=True)
class Means:
    """What a household lives on; how much of each is reckoned year by year."""

    workers: list[tuple[Someone, Tree]] = field(default_factory=list[tuple[Someone, Tree]])  # and where
    post: tuple[Someone, Tree] | None = None  # a public post, and who holds it
    products: list[Tree] = field(default_factory=list[Tree])  # entries of income.toml
    wage_share: float = 0.6
    dividend: int = 0  # yuan a year
    keeping: int = 0
    shares: int = 0
    land_rented_out: int = 0  # mu
    in_cooperative: bool = False
    gets_heating: bool = False
    gets_family_planning: bool = False


@dataclass(slots=True)
class Help:
    """A pairing with one of the village's helpers."""

    helper: Helper
    started_on: str
    ended_on: str | None = None


@dataclass(slots=True)
class Home:
    """One household through the years."""

    rng: Random
    number: int  # its place in the village, from 1
    id: str
    code: str | None
    village: Village
    group: str
    family: Tree  # an entry of families.toml
    members: list[Member]
    years: tuple[int, ...] = YEARS
    first_identified: str = "2013-12"
    tag: str = ""
    exit_year: int | None = None
    return_year: int | None = None
    kind: str = "ordinary"  # of attribute: ordinary, minimum_living, five_guarantee, both
    main_cause: str = ""
    other_causes: tuple[str, ...] = ()
    danger: str = ""  # C-18 grade of the house before it was repaired or left
    improved: dict[str, int] = field(default_factory=dict[str, int])  # house, moved, water, road, toilet: since when
    means: Means = field(default_factory=Means)
    land: dict[str, int] = field(default_factory=dict[str, int])  # tenths of a mu by field of the conditions
    is_pre_exit: bool = False
    per_head: dict[int, int] = field(default_factory=dict[int, int])  # what is aimed at, yuan
    income: dict[int, Income] = field(default_factory=dict[int, Income])
    helps: list[Help] = field(default_factory=list[Help])
    had_once: set[str] = field(default_factory=set[str])  # kinds of measures that are not given twice
    rows: list[Row] = field(default_factory=list[Row])
    defect: str = ""  # the rule that the planted defect breaks
    other_half: "Home | None" = None  # the household that was split off from it

    def here(self, year: int) -> list[Member]:
        """Who belongs to it at the end of that year."""
        return [member for member in self.members if member.is_here(year)]

    @property
    def head(self) -> Someone:
        """The head of the household."""
        return next(member.who for member in self.members if member.relation == HEAD)

    @property
    def told_from(self) -> int:
        """The first year of which more than status and income is told."""
        return LAST if self.village.is_lean else self.years[0]

    def is_out(self, year: int) -> bool:
        """Whether it has exited poverty by the end of that year, and not returned."""
        returned = self.return_year is not None and year >= self.return_year
        return self.exit_year is not None and self.exit_year <= year and not returned

    def is_dangerous(self, year: int) -> bool:
        """Whether they still live in the dangerous house at the end of that year."""
        safe_from = self.improved.get("house", self.improved.get("moved", LAST + 9))
        return bool(self.danger) and year < safe_from

    def has(self, what: str, year: int) -> bool:
        """Whether water, road or toilet were in order by the end of that year."""
        return self.improved.get(what, LAST + 9) <= year

    def phone(self) -> str | None:
        """The first phone of a member who is still there."""
        return next((member.who.phone for member in self.here(LAST) if member.who.phone), None)
