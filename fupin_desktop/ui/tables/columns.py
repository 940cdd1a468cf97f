"""Columns as data: which fact, under which label, how wide, how worded. Nothing here draws."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import FieldSpec
from fupin_desktop.fields.wording import worded
from fupin_desktop.ui.tables.masking import masked

LEVELS = (("errors", "错误", "错"), ("warnings", "可疑", "疑"), ("missing", "缺项", "缺"))  # weightiest first


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: its text from a row, its width in heights of the letters."""

    name: str
    label: str
    width: float
    text: Callable[[Any], str]
    hint: Callable[[Any], str] | None = None  # more words, for the tooltip and for readers of screens
    sort: str = ""  # what the list is asked to be sorted by; "" cannot be sorted
    is_number: bool = False
    is_strong: bool = False  # the one by which a row is known
    colour: Callable[[Any], str] | None = None  # of the words, beside what they say
    stretch: int = 0  # its share of the room that is left


def field_column(record: str, field: str, width: float, *, name: str = "", label: str = "", **more: Any) -> Column:
    """The column of a catalogued field: its label, its words, masked where it is not open."""
    spec = RECORDS[record].by_name[field]
    attribute = name or field
    return Column(name=attribute, label=label or spec.label, width=width, text=partial(_shown, spec, attribute), **more)


def problem_words(row: Any) -> str:
    """「错2 疑1 缺3」: what the checks found, in words as short as a list bears."""
    return " ".join(f"{short}{count}" for name, _, short in LEVELS if (count := getattr(row, name)))


def problem_sentence(row: Any) -> str:
    """「错误 2 处、可疑 1 处」."""
    found = "、".join(f"{word} {count} 处" for name, word, _ in LEVELS if (count := getattr(row, name)))
    return f"体检发现：{found}" if found else ""


def header_of(column: Column, role: int) -> Any:
    """What a header says, and on which side: that of its column's text."""
    if role == Qt.ItemDataRole.DisplayRole:
        return column.label
    if role == Qt.ItemDataRole.TextAlignmentRole:
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
    return None


def _shown(spec: FieldSpec, attribute: str, row: Any) -> str:
    return masked(spec, worded(spec, getattr(row, attribute), _label_of))


def _label_of(table: str, code: str) -> str:
    return code_table(table).label(code)


def _plain(attribute: str, row: Any) -> str:
    value = getattr(row, attribute)
    return "" if value is None else str(value)


def _nothing(_row: Any) -> str:
    return ""


BOX, PROBLEMS = "box", "problems"
INCOME = "net_income_per_capita"
TO_CHOOSE = Column(name=BOX, label="", width=2.2, text=_nothing)
HEAD = Column(
    name="head_name", label="户主", width=4.8, text=partial(_plain, "head_name"), sort="head_name", is_strong=True
)
HOUSEHOLD_COLUMNS: tuple[Column, ...] = (
    TO_CHOOSE,
    HEAD,
    Column(name=PROBLEMS, label="体检", width=6.4, text=problem_words, hint=problem_sentence),
    field_column("household", "villager_group", 5.4, label="村民小组", sort="villager_group", stretch=1),
    field_column("household_year", "member_count", 3.4, name="members", label="人口", sort="members", is_number=True),
    field_column("household_year", "poverty_status", 10.2, label="脱贫状态", sort="poverty_status", stretch=1),
    field_column("household_year", "household_attribute", 6.4, label="属性", sort="household_attribute", stretch=1),
    field_column("household_year", "main_cause", 7, sort="main_cause", stretch=1),
    field_column("household_income", INCOME, 6.4, label="人均纯收入", sort=INCOME, is_number=True),
    Column(name="helpers", label="帮扶人", width=5.6, text=partial(_plain, "helpers"), stretch=1),
    field_column("household", "household_code", 9.4, sort="household_code"),
    field_column("household", "phone", 7.4, label="联系电话", sort="phone"),
    field_column("household", "head_id_number", 10.8, label="户主证件号码"),
)
RECYCLED_COLUMNS: tuple[Column, ...] = (
    TO_CHOOSE,
    replace(HEAD, sort="", stretch=1),
    field_column("household", "household_code", 10, stretch=1),
    field_column("household", "villager_group", 7, label="村民小组", stretch=1),
)
