"""The words of the catalogue: each stands where a dataclass default stands, and describes the field.

To a type checker `money("…")` is a default of type `Decimal | None`; at run time it is a dataclass field that
carries a FieldSpec. So a record's annotation and its kind cannot disagree unseen.
"""

from dataclasses import field
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from fupin_desktop.fields.spec import Decider, FieldSpec, Kind, Privacy, Stage


class Amount(TypedDict, total=False):
    """What any field may say of itself beyond its label, kind and unit."""

    least: int
    most: int
    decimals: int
    max_length: int
    max_items: int
    needed: Stage
    national: str
    since: int
    until: int
    group: str
    decided_by: Decider
    derived: bool
    privacy: Privacy
    help: str
    example: object


class Traits(Amount, total=False):
    """What any field may say of itself beyond its label and kind."""

    unit: str


def _described(spec: FieldSpec) -> Any:
    return field(default=None, metadata={"spec": spec})


def text(label: str, **traits: Unpack[Traits]) -> str | None:
    """Text of one or more lines."""
    return _described(FieldSpec(label=label, kind=Kind.TEXT, **traits))


def code(label: str, codes: str, **traits: Unpack[Traits]) -> str | None:
    """One code of the table `codes`."""
    return _described(FieldSpec(label=label, kind=Kind.CODE, codes=codes, **traits))


def code_list(label: str, codes: str, **traits: Unpack[Traits]) -> tuple[str, ...] | None:
    """Several codes of the table `codes`; an empty tuple says "none"."""
    return _described(FieldSpec(label=label, kind=Kind.CODES, codes=codes, **traits))


def flag(label: str, **traits: Unpack[Traits]) -> bool | None:
    """Yes or no."""
    return _described(FieldSpec(label=label, kind=Kind.FLAG, **traits))


def count(label: str, **traits: Unpack[Traits]) -> int | None:
    """A whole number of things, none or more."""
    traits.setdefault("least", 0)
    return _described(FieldSpec(label=label, kind=Kind.COUNT, **traits))


def measured(label: str, unit: str, **traits: Unpack[Amount]) -> Decimal | None:
    """A measured number with decimals, none or more."""
    traits.setdefault("least", 0)
    traits.setdefault("decimals", 2)
    return _described(FieldSpec(label=label, kind=Kind.DECIMAL, unit=unit, **traits))


def money(label: str, **traits: Unpack[Traits]) -> Decimal | None:
    """A sum in yuan, with fen."""
    traits.setdefault("unit", "元")
    traits.setdefault("decimals", 2)
    return _described(FieldSpec(label=label, kind=Kind.MONEY, **traits))


def calendar_year(label: str, **traits: Unpack[Traits]) -> int | None:
    """A calendar year."""
    traits.setdefault("least", 1900)
    traits.setdefault("most", 2100)
    return _described(FieldSpec(label=label, kind=Kind.YEAR, **traits))


def day(label: str, **traits: Unpack[Traits]) -> str | None:
    """A date that may be known only to the month or the year."""
    return _described(FieldSpec(label=label, kind=Kind.DAY, **traits))


def ref(label: str, target: str, **traits: Unpack[Traits]) -> str | None:
    """The id of another record."""
    return _described(FieldSpec(label=label, kind=Kind.REF, target=target, **traits))
