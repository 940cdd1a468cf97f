"""What a list of households is asked for, and what its rows hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdQuery:
    """A question for households. Filters name a field and the values wanted; "" among them asks for blank.

    Names: household_attribute, main_cause, poverty_status, helper_id, villager_group, village_code, problem (a level
    or a rule), conflict ("1").
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    year: int | None = None
    sort: str = "household_code"
    descending: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdRow:
    """One line of the household list, in its year."""

    id: str
    household_code: str | None
    village_code: str | None
    villager_group: str | None
    head_name: str
    head_id_number: str | None
    phone: str | None
    members: int | None
    household_attribute: str | None
    main_cause: str | None
    poverty_status: str | None
    net_income_per_capita: Decimal | None
    helpers: str
    errors: int = 0
    warnings: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of the search: which record, in which household, and two lines to show."""

    record: str
    id: str
    household_id: str | None
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One value that a field was given: by whom, when, on which device, and what it replaced."""

    record: str
    id: str
    field: str
    value: object
    before: object
    at_ms: int
    user: str
    device: str
    kind: str
    title: str
    reason: str
    group: str
    commit: str
    is_current: bool
    seen_by: tuple[str, ...] = ()  # who wrote over it, having seen it


@dataclass(frozen=True, slots=True)
class Group:
    """One action of a person, as undo and history list it."""

    id: str
    title: str
    kind: str
    user: str
    at_ms: int
    commits: int
    undone: bool
    undoes: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckRows:
    """Rows for the checks across households, in the order of the fields of domain/checks/index.py's rows."""

    persons: Sequence[Sequence[Any]]
    phones: Sequence[Sequence[Any]]
    helpers: Sequence[Sequence[Any]]
    carried: Sequence[tuple[str, int, str]]
    land: Mapping[tuple[str, int], dict[str, Decimal]]
