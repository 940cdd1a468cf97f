"""The money of a village's projects: what it comes to, and taking a payment back."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.funds import PAYMENT, PROJECT, Money, by_source, money, reversed_by
from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.mutual_fund import Accounts, accounts
from fupin_desktop.services.check_context import book_of
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save

Sums = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class FundReport:
    """A village's money: altogether, by project, and by the level that gives (set down, arrived)."""

    village_code: str
    village: str
    year: int | None
    whole: Money
    projects: tuple[tuple[SectorProject, Money], ...]
    sources: dict[str, Sums]
    mutual: Accounts | None  # of the mutual fund


def fund_report(registry: Registry, village_code: str, year: int | None = None) -> FundReport:
    """The report of one village; of one year's plans, allocations and payments if a year is given."""
    book = book_called(registry, village_code)
    projects = sorted(book.rows(PROJECT), key=lambda one: (-(one.year or 0), one.name or "", one.id))
    told = tuple((one, money(book, [one], year=year)) for one in projects)
    shown = tuple((one, of) for one, of in told if year is None or any(of.ids.values()))
    name = book.village.name or village_code
    return FundReport(
        village_code, name, year, money(book, year=year), shown, by_source(book, year=year), accounts(book)
    )


def reverse(registry: Registry, payment_id: str, reason: str, *, paid_on: str = "") -> tuple[str, Saved]:
    """Take a payment back by its negative twin: the new line's id, and what was written. Refused without a reason."""
    one = registry.record(PAYMENT, payment_id)
    if one is None:
        raise Refused("没有找到这一笔支付。请用 fupin ledger fund_payment 查编号。")
    book = book_called(registry, "", one.village_id)
    if one.reverses_id is not None or sum(each.amount or 0 for each in reversed_by(book, one.id)) <= -(one.amount or 0):
        raise Refused("这一笔是冲销，或已经冲销过了，没有再记。")
    record_id = new_id()
    values = twin_of(one) | {"paid_on": paid_on or registry.today().isoformat(), "reason": reason.strip() or None}
    edits = [Edit(PAYMENT, record_id, name, value) for name, value in values.items() if value is not None]
    return record_id, save(registry, edits, title="冲销一笔资金支付")


def twin_of(payment: Any) -> dict[str, Any]:
    """What the line that takes a payment back says, but for its day and reason."""
    same = ("village_id", "project_id", "household_id", "payee", "method", "purpose")
    taken = {name: getattr(payment, name) for name in same}
    return taken | {"amount": -(payment.amount or Decimal(0)), "reverses_id": payment.id}


def book_called(registry: Registry, village_code: str, village_id: str = "") -> Book:
    """The book of a village by its code or id. Refused if the registry has not got it."""
    field, value = ("id", village_id) if village_id else ("village_code", village_code)
    found = registry.records("village", field, [value])
    if not found:
        raise Refused(f"登记库里没有村「{value}」。请核对 12 位村编号。")
    return book_of(registry, found[0], registry.today())
