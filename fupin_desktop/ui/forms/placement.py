"""Reading resources/forms/*.toml: where each field of a record stands on its form. It holds no meaning.

A cell is "field", "field:17" (width in characters) or "field:35x3" (three lines of text).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desktop.paths import resources

WIDTH = 11.0
_CELL = re.compile(r"(\w+)(?::(\d+(?:\.\d+)?)(?:x(\d+))?)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field on the form."""

    field: str
    width: float = WIDTH
    lines: int = 1


@dataclass(frozen=True, slots=True)
class FormSection:
    """Rows of fields under a title."""

    title: str
    note: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """One form: its sections, the fields that it keeps without showing, and those that records are chosen for."""

    record: str
    sections: tuple[FormSection, ...]
    kept: frozenset[str]
    chosen: frozenset[str]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every field shown, in reading order."""
        return tuple(cell for section in self.sections for row in section.rows for cell in row)


@cache
def placement(name: str) -> Placement:
    """The placement file of that name."""
    with (resources() / "forms" / f"{name}.toml").open("rb") as file:
        tree: dict[str, Any] = tomllib.load(file)
    sections = tuple(
        FormSection(one.get("title", ""), one.get("note", ""), tuple(tuple(map(_cell, row)) for row in one["rows"]))
        for one in tree["section"]
    )
    return Placement(tree["record"], sections, frozenset(tree.get("kept", ())), frozenset(tree.get("chosen", ())))


def _cell(text: str) -> Cell:
    found = _CELL.fullmatch(text)
    if found is None:
        raise ValueError(f"not a cell of a form: {text!r}")
    field, width, lines = found.groups()
    return Cell(field, float(width or WIDTH), int(lines or 1))
