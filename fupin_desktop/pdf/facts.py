"""The facts that a paper may name, and how each reads: every field of the catalogue, and what is told of a dossier
in other words. Nothing here is about place, size or who may see it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.income import REPORTED, figures, member_count
from fupin_desktop.fields.spec import FieldSpec, Kind
from fupin_desktop.fields.wording import worded
from fupin_desktop.pdf.seen import Seen, day_words, helping, labels, member, viewed
from fupin_desktop.pdf.told import TOLD


@dataclass(frozen=True)
class Fact:
    """One thing that can be printed."""

    name: str
    label: str  # as a form says it, with its unit
    read: Callable[[Seen], str]  # "" for a blank
    spec: FieldSpec | None = None  # of a field of the catalogue


class NoSuchFact(Exception):
    """A layout names what is not registered."""


@cache
def fact(name: str) -> Fact:
    """The fact of that name, `record.field`; NoSuchFact if there is none or it is no words."""
    told = TOLD.get(name)
    if told is not None:
        return Fact(name, *told)
    record, _, field = name.partition(".")
    spec = RECORDS[record].by_name.get(field) if record in RECORDS else None
    if spec is None or spec.kind is Kind.REF or record not in _SOURCES:
        raise NoSuchFact(name)
    return Fact(name, spec.label + (f"（{spec.unit}）" if spec.unit else ""), _reader(record, spec), spec)


def value(name: str, seen: Seen) -> Any:
    """What is registered under that name; None for a blank."""
    record, _, field = name.partition(".")
    return _value(record, field)(seen)


def _reader(record: str, spec: FieldSpec) -> Callable[[Seen], str]:
    registered = _value(record, spec.name)

    if spec.kind is Kind.DAY:
        return lambda seen: day_words(registered(seen))

    def read(seen: Seen) -> str:
        found = registered(seen)
        return "" if found is None else worded(spec, found, labels(viewed(seen).year))

    return read


def _value(record: str, field: str) -> Callable[[Seen], Any]:
    source = _SOURCES[record]

    def registered(seen: Seen) -> Any:
        owner = source(seen)
        return None if owner is None else getattr(owner, field)

    return _DERIVED.get(f"{record}.{field}", registered)


def _of_member(part: str) -> Callable[[Seen], Any]:
    def source(seen: Seen) -> Any:
        found = member(seen)
        return None if found is None else getattr(found, part)

    return source


def _of_helping(part: str) -> Callable[[Seen], Any]:
    def source(seen: Seen) -> Any:
        found = helping(seen)
        return None if found is None else getattr(found, part)

    return source


def _line(seen: Seen) -> Any:
    return seen.item


_SOURCES: dict[str, Callable[[Seen], Any]] = {
    "village": lambda seen: seen.dossier.village,
    "household": lambda seen: seen.dossier.household,
    "household_year": lambda seen: viewed(seen).now.facts,
    "household_income": lambda seen: viewed(seen).now.income,
    "household_conditions": lambda seen: viewed(seen).now.conditions,
    "person": _of_member("person"),
    "person_year": _of_member("now"),
    "membership": _of_member("membership"),
    "pairing": _of_helping("pairing"),
    "helper": _of_helping("helper"),
    "unit": _of_helping("unit"),
    "assistance_plan": _line,
    "assistance_measure": _line,
    "assistance_effect": _line,
}


def _figure(name: str) -> Callable[[Seen], Any]:
    def read(seen: Seen) -> Any:
        found = figures(viewed(seen))
        return None if found is None else getattr(found, name)

    return read


def _head_or_reported(part: str, reported: str) -> Callable[[Seen], Any]:
    """The head's own, or what was reported of it while the members are not known."""

    def read(seen: Seen) -> Any:
        head = seen.dossier.head
        return (getattr(head.person, part) if head else None) or getattr(seen.dossier.household, reported)

    return read


# Fields that are computed here; the catalogue's stored value is what a higher level reported.
_DERIVED: dict[str, Callable[[Seen], Any]] = {
    "household.head_name": _head_or_reported("name", "head_name"),
    "household.head_id_number": _head_or_reported("id_number", "head_id_number"),
    "household.head_person_code": _head_or_reported("person_code", "head_person_code"),
    "household_year.member_count": lambda seen: member_count(viewed(seen)),
    **{f"household_income.{name}": _figure(name) for name in REPORTED},
}
