"""The sums of the worksheet behind the yearly totals. Pure functions over income items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.income import item_amount

INCOME = RECORDS["household_income"]
PROPERTY, PROPERTY_PARTS = "property_income", ("asset_dividend_income", "other_property_income")


@dataclass(frozen=True, slots=True)
class Sum:
    """What the worksheet makes of one total, and of how many lines; lines without an amount are counted apart."""

    amount: Decimal
    lines: int
    blank: int = 0


def total_of(item: str | None, year: int) -> str:
    """The total that a worksheet line belongs to in a year; "" if none."""
    found = code_table("income_item").item(item) if item else None
    name = found.extra.get("total", "") if found else ""
    if name in PROPERTY_PARTS and not INCOME.by_name[name].on_form_of(year):
        return PROPERTY  # before 2018 the form has one line for property income (reference: domain.md §1.3)
    return name


def sums(items: Iterable[Any], year: int) -> dict[str, Sum]:
    """The sum of each total that has worksheet lines."""
    found: dict[str, Sum] = {}
    for item in items:
        name = total_of(item.item, year)
        if not name:
            continue
        so_far, amount = found.get(name, Sum(Decimal(0), 0)), item_amount(item)
        found[name] = Sum(
            so_far.amount + (amount or Decimal(0)), so_far.lines + 1, so_far.blank + (1 if amount is None else 0)
        )
    return found


def property_sum(values: Mapping[str, Decimal | None], year: int) -> Sum | None:
    """From 2018 on property income is the sum of its two parts; None where neither is known."""
    if not all(INCOME.by_name[name].on_form_of(year) for name in PROPERTY_PARTS):
        return None
    known = [value for name in PROPERTY_PARTS if (value := values.get(name)) is not None]
    return Sum(sum(known, Decimal(0)), len(known)) if known else None


def sum_words(found: Sum | None, value: Decimal | None, *, of_parts: bool = False) -> str:
    """What the worksheet says of a total, and whether the total agrees; "" without a worksheet."""
    if found is None:
        return ""
    what = "两项合计" if of_parts else f"明细 {found.lines} 项，合计"
    words = f"{what} {found.amount:,.2f} 元"
    if found.blank:
        words += f"（有 {found.blank} 项没填金额）"
    if value == found.amount:
        return f"{words}，一致。"
    return f"{words}，与填的不同。" if value is not None else f"{words}。"
