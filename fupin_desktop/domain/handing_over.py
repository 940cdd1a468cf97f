"""What is typed into the national system from a dossier: screen by screen, in the screens' order. Pure."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.policy import Policy
from fupin_desktop.fields.plain import to_plain
from fupin_desktop.fields.spec import FieldSpec

ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry screen of the national system (resources/policy/national_entry.toml)."""

    key: str
    title: str
    records: tuple[str, ...]
    opens: str  # "always" or "yearly"
    always: frozenset[str]  # fields that can be typed at any time on a screen that else opens yearly
    also: frozenset[str]  # "record.field" without a national code that the screen asks for all the same

    def fields(self) -> Iterator[tuple[str, FieldSpec]]:
        """(record, field) in the order of the form; what is computed there is not typed."""
        for record in self.records:
            for spec in RECORDS[record].fields:
                if (spec.national and not spec.derived) or f"{record}.{spec.name}" in self.also:
                    yield record, spec

    def is_open_for(self, field: str, *, in_window: bool) -> bool:
        """Whether the field can be typed now."""
        return in_window or self.opens == ALWAYS or field in self.always


@dataclass(frozen=True, slots=True)
class Cell:
    """One value to be typed."""

    record: str
    id: str
    spec: FieldSpec
    value: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One screen filled for one household, person or pairing."""

    screen: Screen
    about_id: str
    name: str  # of the person or the helper; "" for the household itself
    cells: tuple[Cell, ...]

    @property
    def digest(self) -> str:
        """What the screen says, in sixteen characters: when it changes, the screen is to be typed again."""
        told = [(one.record, one.spec.name, to_plain(one.spec, one.value)) for one in self.cells]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def screens(policy: Policy) -> tuple[Screen, ...]:
    """The screens in their order."""
    return tuple(
        Screen(
            one["key"],
            one["title"],
            tuple(one["records"]),
            one["opens"],
            frozenset(one.get("always", ())),
            frozenset(one.get("also", ())),
        )
        for one in policy.national_entry["screen"]
    )


def in_window(policy: Policy, day: date) -> bool:
    """Whether the yearly opening is on."""
    window = policy.national_entry["window"]
    return window["from"] <= f"{day:%m-%d}" <= window["until"]


def entries(dossier: Dossier, of: Screen) -> Iterator[Entry]:
    """The screen filled from a dossier: once, or once for each person or pairing."""
    now, home = dossier.now, dossier.household
    match of.key:
        case "person":
            for one in (*dossier.members, *dossier.former_members):
                yield _entry(of, one.person.id, one.person.name or "", one.person, one.membership, one.now)
        case "pairing":
            for each in dossier.helpings:
                name = (each.helper.name if each.helper else None) or ""
                yield _entry(of, each.pairing.id, name, each.helper, each.pairing)
        case _:
            yield _entry(of, home.id, "", home, now.facts, now.income, now.conditions)


def _entry(of: Screen, about_id: str, name: str, *several: Any) -> Entry:
    held = {_RECORD_OF[type(one)]: one for one in several if one is not None}
    cells = (
        Cell(record, held[record].id, spec, getattr(held[record], spec.name))
        for record, spec in of.fields()
        if record in held
    )
    return Entry(of, about_id, name, tuple(cells))


_RECORD_OF = {one.cls: one.name for one in RECORDS.values()}
