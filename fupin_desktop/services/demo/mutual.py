"""The mutual fund of a demo village, its entity's loan, a rebuilt house and the resettlement site."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import words

MEMBERS, BORROWERS = 12, 4
DANGEROUS, REBUILD = "4", "2"  # house_grade D, house_method


def mutual_rows(village: Village, _helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Row]:
    """Everything about mutual help, loans of entities, and building."""
    rng, known = Random(f"{village.id}/mutual"), words("mutual")
    here = [home for home in homes if LAST in home.years]
    return [*_fund(rng, village, known, here), *_building(rng, village, known, here)]


def company_loan(rng: Random, village: Village, entity_id: str) -> Row:
    """The subsidised loan of the village's leading entity."""
    told = words("mutual")["company"]
    values = {
        "village_id": village.id,
        "entity_id": entity_id,
        "bank": told["bank"],
        "contract_no": told["contract_no"],
        "amount": Decimal(told["amount"]),
        "started_on": f"{LAST - 1}-04-10",
        "due_on": f"{LAST}-10-10",
        "subsidy_rate": Decimal(told["subsidy_rate"]),
        "subsidy_paid": Decimal(told["subsidy_paid"]),
        "promised_households": told["promised"],
        "repaid_on": f"{LAST}-10-09",
        "note": told["note"],
    }
    return ("enterprise_loan", new_id(rng), values)


def _fund(rng: Random, village: Village, known: Any, homes: Sequence[Home]) -> Iterator[Row]:
    told = known["fund"]
    sums = ("state_share", "member_share", "other_share", "first_limit", "later_limit", "longest_months", "fee_rate")
    values: dict[str, Any] = {name: Decimal(told[name]) for name in sums}
    values |= {name: told[name] for name in ("registered_on", "leader", "note")}
    yield ("mutual_fund", new_id(rng), {"village_id": village.id, "name": f"{village.name}{told['name']}"} | values)
    for number, home in enumerate(homes[:MEMBERS]):
        member = {
            "village_id": village.id,
            "household_id": home.id,
            "joined_on": "2016-06-01",
            "paid_in": Decimal(500),
            "is_paid_for": number % 2 == 0,
            "group_no": f"第{number // 5 + 1}组",
            "left_on": f"{LAST}-03-01" if number == MEMBERS - 1 else None,
        }
        yield ("mutual_fund_member", new_id(rng), member)
    for number, home in enumerate(homes[: min(BORROWERS, MEMBERS - 1)]):
        is_back = number % 2 == 0
        loan = {
            "village_id": village.id,
            "household_id": home.id,
            "amount": Decimal(3000 + 500 * number),
            "started_on": f"{LAST}-04-0{number + 1}",
            "due_on": f"{LAST}-12-2{number + 1}",
            "purpose": known["loan"]["purpose"],
            "guarantors": known["loan"]["guarantors"],
            "repaid_amount": Decimal(3000 + 500 * number) if is_back else None,
            "repaid_on": f"{LAST}-12-10" if is_back else None,
            "fee_paid": Decimal(120 + 20 * number) if is_back else None,
        }
        yield ("mutual_fund_loan", new_id(rng), loan)


def _building(rng: Random, village: Village, known: Any, homes: Sequence[Home]) -> Iterator[Row]:
    for home in homes[-1:]:
        house = {
            "village_id": village.id,
            "household_id": home.id,
            "plan_year": LAST - 1,
            "grade_before": DANGEROUS,
            "method": REBUILD,
            "house_area": Decimal(60),
            "agreement_on": f"{LAST - 1}-04-01",
            "started_on": f"{LAST - 1}-05-02",
            "completed_on": f"{LAST - 1}-09-15",
            "accepted_on": f"{LAST - 1}-10-20",
            "subsidy": Decimal(14000),
            "self_raised": Decimal(8000),
            "note": known["house"]["note"],
        }
        yield ("house_reconstruction", new_id(rng), house)
    told = known["site"]
    site = {
        "village_id": village.id,
        "capacity_households": 60,
        "capacity_persons": 220,
        "started_on": f"{LAST - 2}-04-01",
        "completed_on": f"{LAST}-05-20",
        **told,
    }
    yield ("resettlement_site", new_id(rng), site)
