"""The income of a demo household as rows: the form's totals and the worksheet behind them."""

from decimal import Decimal
from functools import cache
from typing import Any

from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.domain.income import TRANSFERS
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Row

NOT_REPORTED = 15  # of one household in so many the county has reported no sums


def income_row(home: Home, year: int) -> Row:
    """The totals; what the county reports of them is what they give."""
    totals = home.income[year].totals
    dividend, other = totals.get("asset_dividend_income", 0), totals.get("other_property_income", 0)
    transfer = sum(totals.get(name, 0) for name in TRANSFERS)
    values: dict[str, Any] = {
        "household_id": home.id,
        "year": year,
        "wage_income": yuan(totals.get("wage_income", 0)),
        "business_income": yuan(totals.get("business_income", 0)),
        "property_income": yuan(dividend + other),
        **{name: yuan(totals.get(name, 0)) for name in TRANSFERS},
        "business_expense": yuan(totals.get("business_expense", 0)),
    }
    if year == LAST:
        start, end = _period(year)
        values |= {
            "asset_dividend_income": yuan(dividend),
            "other_property_income": yuan(other),
            "period_start": start,
            "period_end": end,
        }
    if home.number % NOT_REPORTED:
        values |= _reported(home, year, transfer)
    return ("household_income", yearly_id("household_income", home.id, year), values)


def item_rows(home: Home, year: int) -> list[Row]:
    """The lines of the worksheet."""
    return [
        (
            "income_item",
            new_id(home.rng),
            {
                "household_id": home.id,
                "year": year,
                "item": line.item,
                "person_id": line.person_id,
                "name": line.name,
                "quantity": None if line.quantity is None else Decimal(line.quantity),
                "unit": line.unit or None,
                "unit_price": None if line.price is None else yuan(line.price),
                "amount": yuan(line.amount),
                "note": "已核对一卡通流水" if line.item == "d02" else None,
            },
        )
        for line in home.income[year].lines
    ]


def net_per_head(home: Home, year: int) -> int:
    """Net income per head in fen, rounded half up as on the form."""
    totals, people = home.income[year].totals, len(home.here(year))
    net = sum(totals.values()) - 2 * totals.get("business_expense", 0)
    return (2 * net + people) // (2 * people)


def yuan(fen: int) -> Decimal:
    """A sum of the form."""
    return Decimal(fen).scaleb(-2)


def _reported(home: Home, year: int, transfer: int) -> dict[str, Any]:
    totals = home.income[year].totals
    expense = totals.get("business_expense", 0)
    gross = sum(totals.values()) - expense
    return {
        "transfer_income": yuan(transfer),
        "gross_income": yuan(gross),
        "net_income": yuan(gross - expense),
        "net_income_per_capita": yuan(net_per_head(home, year)),
    }


@cache
def _period(year: int) -> tuple[str, str]:
    start, end = shipped_policy().income_period(year)
    return start.isoformat(), end.isoformat()
