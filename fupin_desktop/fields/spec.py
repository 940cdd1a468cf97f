"""What a field and a record are: the closed set of kinds, and the two descriptions built from them."""

from dataclasses import dataclass, fields, replace
from enum import Enum
from functools import cached_property
from typing import Any


class Kind(Enum):
    """What sort of value a field holds; a new kind must be learnt wherever `match` is used on it."""

    TEXT = "text"  # str
    CODE = "code"  # str, a code of one table
    CODES = "codes"  # tuple[str, ...]; () means "none", None means "not asked"
    FLAG = "flag"  # bool
    COUNT = "count"  # int
    DECIMAL = "decimal"  # Decimal: areas, distances, months
    MONEY = "money"  # Decimal, yuan
    YEAR = "year"  # int
    DAY = "day"  # str: ISO date that may stop at the year or the month
    REF = "ref"  # str: id of another record


class Stage(Enum):
    """From when on a field must be filled."""

    NEVER = "never"
    SAVE = "save"  # without it the record cannot be kept
    SUBMIT = "submit"  # missing it is reported, never refused


class Scope(Enum):
    """Whether a record lasts, or is made anew for each year."""

    LASTING = "lasting"
    YEARLY = "yearly"


class Privacy(Enum):
    """How far a value may be shown: lists and projectors mask anything but OPEN."""

    OPEN = "open"
    IDENTITY = "identity"  # ID numbers
    CONTACT = "contact"  # phones
    ACCOUNT = "account"  # bank accounts
    HEALTH = "health"  # illness, disability


class Decider(Enum):
    """Who decides when two people have entered different values (docs/decisions/0012)."""

    VILLAGE = "village"
    COUNTY = "county"  # anybody may enter it; a disagreement waits for the township or the county


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """One fact that is registered: its meaning, never its place on a screen or a paper."""

    label: str
    kind: Kind
    name: str = ""
    codes: str = ""  # name of the code table, for CODE and CODES
    target: str = ""  # name of the record referred to, for REF
    unit: str = ""
    least: int | None = None
    most: int | None = None
    decimals: int = 0
    max_length: int = 200
    max_items: int | None = None
    needed: Stage = Stage.NEVER
    national: str = ""  # field code of the national system (reference: domain.md §1)
    since: int | None = None  # first and last data year on whose form the field stands
    until: int | None = None
    group: str = ""  # fields that stand or fall together when two people changed them
    decided_by: Decider = Decider.VILLAGE
    derived: bool = False  # computed here; only what a higher level reported is stored, to compare
    privacy: Privacy = Privacy.OPEN
    help: str = ""
    example: object = None

    def named(self, name: str) -> "FieldSpec":
        """The same field, knowing the name it was given in its record."""
        return replace(self, name=name)

    def on_form_of(self, year: int) -> bool:
        """Whether the form of that data year carries the field."""
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


@dataclass(frozen=True)
class RecordSpec:
    """One kind of record: its class, whether it is yearly, and what it belongs to."""

    name: str
    title: str
    cls: type[Any]
    scope: Scope = Scope.LASTING
    owner: str = ""  # the field that names the owner of a yearly or dependent record
    is_only_added_to: bool = False  # a ledger: a line that is written stays, another takes it back

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        """Every catalogued field, in reading order; `id` is not one of them."""
        return tuple(item.metadata["spec"].named(item.name) for item in fields(self.cls) if "spec" in item.metadata)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What a yearly record is found by: its owner and the year. They are written when it is made."""
        return (self.owner, "year") if self.scope is Scope.YEARLY else ()

    @cached_property
    def by_name(self) -> dict[str, FieldSpec]:
        """The fields by their names."""
        return {spec.name: spec for spec in self.fields}

    @cached_property
    def groups(self) -> dict[str, tuple[FieldSpec, ...]]:
        """The field groups of the record, each with its fields."""
        names = dict.fromkeys(spec.group for spec in self.fields if spec.group)
        return {name: tuple(s for s in self.fields if s.group == name) for name in names}

    def group_of(self, field: str) -> tuple[FieldSpec, ...]:
        """The fields that change together with this one, itself among them."""
        spec = self.by_name[field]
        return self.groups[spec.group] if spec.group else (spec,)
