"""The people of the demo, households and helpers, while they are being thought up. Nobody draws lots here."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desktop.services.demo.words import Tree

YEARS = (2016, 2017, 2018)
LAST = YEARS[-1]
HEAD, SPOUSE = "01", "02"
CHILDREN = frozenset({"03", "04", "07", "08", "09", "10"})
Row = tuple[str, str, dict[str, Any]]  # record, id, values


@dataclass(slots=True)
class Job:
    """What somebody does for wages in one year."""

    months: int
    place: Tree  # an entry of people.toml: where, or which public post
    employer: str = ""
    is_post: bool = False


@dataclass(slots=True)
class Someone:
    """A person, whatever the household."""

    id: str
    code: str
    name: str
    sex: str
    born: date
    number: str  # 18 characters
    ethnicity: str = "01"
    phone: str | None = None
    certificate: str = ""  # category and grade of a disability: "43"
    ailment: str = ""  # C-09: 02 chronic, 03 serious
    illness: str = ""
    illness_grade: str = ""
    is_skilled: bool = False
    is_weak: bool = False  # what is left of the strength of somebody ill
    path: str = ""  # where school leads after junior secondary
    education: str = "03"  # C-07 once school is over
    is_soldier: bool = False
    in_employee_pension: bool = False
    in_resident_pension: bool = True
    is_party_member: bool = False
    gets_allowance: bool = False
    jobs: dict[int, Job] = field(default_factory=dict[int, Job])

    def age(self, year: int) -> int:
        """Years lived at the end of that year."""
        return year - self.born.year

    @property
    def is_ill_or_disabled(self) -> bool:
        """Whether anything but 健康 is said of the health."""
        return bool(self.ailment or self.certificate)


@dataclass(slots=True)
class Member:
    """Somebody's place in one household."""

    who: Someone
    relation: str
    position: int
    joined_on: str | None = None
    join_reason: str | None = None
    left_on: str | None = None
    leave_reason: str | None = None

    def is_here(self, year: int) -> bool:
        """Whether he belongs to it at the end of that year."""
        end = f"{year}-12-31"
        return not (self.joined_on and self.joined_on > end) and not (self.left_on and self.left_on <= end)


@dataclass(frozen=True, slots=True)
class Unit:
    """An assisting unit."""

    id: str
    code: str
    name: str
    entry: Tree


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps households."""

    id: str
    name: str
    unit: Unit
    values: dict[str, Any]
