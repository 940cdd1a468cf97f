"""The fields of a form on a page, from the catalogue: how each is typed, what may be chosen, what stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec, Kind

FLAG = (("是", "是"), ("否", "否"))
TYPES = {Kind.DAY: "date", Kind.COUNT: "number", Kind.YEAR: "number"}
LONG = 200  # characters from which on several lines are offered


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its name and label, the type of its input, its choices, its value as typed."""

    name: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...]
    value: str
    help: str
    longest: int


def form_fields(record: str, names: Sequence[str], kept: Any | None) -> list[FormField]:
    """The fields of a record by name, filled with what is kept."""
    specs = RECORDS[record].by_name
    return [_field(specs[name], getattr(kept, name, None)) for name in names]


def _field(spec: FieldSpec, value: Any) -> FormField:
    choices: tuple[tuple[str, str], ...] = ()
    text = "" if value is None else str(value)
    if spec.kind is Kind.CODE:
        choices = tuple((item.label, item.label) for item in code_table(spec.codes).choices(None))
        text = code_table(spec.codes).label(value) if value else ""
    elif spec.kind is Kind.FLAG:
        choices, text = FLAG, "" if value is None else "是" if value else "否"
    kind = "lines" if spec.kind is Kind.TEXT and spec.max_length >= LONG else TYPES.get(spec.kind, "text")
    return FormField(spec.name, spec.label, "choice" if choices else kind, choices, text, spec.help, spec.max_length)
