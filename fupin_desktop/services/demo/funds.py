"""Projects of a demo village, their money, its payments and notices; the sums of each project agree."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import words

TRANSFER, CARD = "02", "01"
BEFORE, AFTER = "1", "2"


def fund_rows(village: Village, _helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Row]:
    """Everything about the money of the village's projects."""
    rng = Random(f"{village.id}/funds")
    return [row for told in words("funds")["project"] for row in _of_project(rng, village, homes, told)]


def _of_project(rng: Random, village: Village, homes: Sequence[Home], told: Any) -> Iterator[Row]:
    project_id, here = new_id(rng), [home for home in homes if told["year"] in home.years]
    paid_to = here[: told["most_households"]] if "per_household" in told else []
    own = {"village_id": village.id, "project_id": project_id}
    yield ("sector_project", project_id, _project(village, told, len(paid_to) or len(here)))
    for number, (source, amount, arrived) in enumerate(told["sources"], 1):
        yield ("fund_allocation", new_id(rng), own | _allocation(told, source, amount, arrived, number))
    payments = _to_entities(told) if not paid_to else _to_households(told, paid_to)
    ids: list[str] = []
    for values in payments:
        ids.append(new_id(rng))
        back = {"reverses_id": ids[0]} if values["amount"] < 0 else {}
        yield ("fund_payment", ids[-1], own | values | back)
    yield from _notices(rng, own, told)


def _project(village: Village, told: Any, households: int) -> dict[str, Any]:
    dated = {name: told.get(name) for name in ("started_on", "completed_on", "accepted_on", "note")}
    return {
        "village_id": village.id,
        "year": told["year"],
        "sector": told["sector"],
        "name": f"{village.name}{told['name']}",
        "department": told["department"],
        "in_charge": told["in_charge"],
        "place": told["place"],
        "content": told["content"],
        "quantity": Decimal(told["quantity"]),
        "quantity_unit": told["unit"],
        "funds_planned": Decimal(told["planned"]),
        "funds_approved": Decimal(told["approved"]),
        "approval_no": told["approval_no"],
        "progress": told["progress"],
        "beneficiary_households": households,
        "beneficiary_poor_households": households,
        "beneficiary_persons": households * 3,
        **dated,
    }


def _allocation(told: Any, source: str, amount: int, arrived: int, number: int) -> dict[str, Any]:
    year = told["year"]
    return {
        "year": year,
        "source": source,
        "document_no": f"吕财农〔{year}〕{20 + number}号",
        "amount": Decimal(amount),
        "issued_on": f"{year}-02-1{number}",
        "arrived_amount": Decimal(arrived),
        "arrived_on": f"{year}-03-1{number}",
        "note": None if arrived == amount else "其余部分年底前到位",
    }


def _to_entities(told: Any) -> Iterator[dict[str, Any]]:
    for number, (paid_on, amount, payee) in enumerate(told["payments"], 1):
        yield {
            "paid_on": paid_on,
            "amount": Decimal(amount),
            "payee": payee,
            "method": TRANSFER,
            "voucher_no": f"记{paid_on[:4]}-{number:03d}",
            "purpose": f"工程款第{number}笔",
        }


def _to_households(told: Any, homes: Sequence[Home]) -> Iterator[dict[str, Any]]:
    """To each by card; the first was sent to a wrong account, came back, and was paid again."""
    first = date(LAST, 6, 12)
    for number, home in enumerate((homes[0], *homes), 1):
        yield _by_card(told, home, first + timedelta(days=0 if number == 1 else 20), number)
        if number == 1:
            taken_back = _by_card(told, home, first + timedelta(days=9), number)
            yield taken_back | {"amount": -taken_back["amount"], "reason": words("funds")["reversal"]["reason"]}


def _by_card(told: Any, home: Home, day: date, number: int) -> dict[str, Any]:
    return {
        "paid_on": day.isoformat(),
        "amount": Decimal(told["per_household"]),
        "household_id": home.id,
        "method": CARD,
        "voucher_no": f"记{day.year}-{100 + number}",
        "purpose": words("funds")["reversal"]["purpose"],
    }


def _notices(rng: Random, own: dict[str, Any], told: Any) -> Iterator[Row]:
    known = words("funds")["notice"]
    begun = date.fromisoformat(told["started_on"]) - timedelta(days=20)
    done = told.get("accepted_on")
    days = [(BEFORE, begun), *([(AFTER, date.fromisoformat(done) + timedelta(days=3))] if done else [])]
    for place, (kind, day) in enumerate(days):
        values = {
            "kind": kind,
            "posted_on": day.isoformat(),
            "taken_down_on": (day + timedelta(days=10)).isoformat(),
            "place": known["places"][place],
            "objections": known["none"] if done else known["objections"],
            "answer": None if done else known["answer"],
        }
        yield ("fund_notice", new_id(rng), own | values)
