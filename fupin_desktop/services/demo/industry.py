"""Entities, links, needs and offers of a demo village; what a link brings is less than the household's income."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.services.demo.draws import between, new_id
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.mutual import company_loan
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import words

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of a credit code: GB 32100-2015
SHARE, LAND, WORK, SOLD = "01", "04", "03", "sold"
PROCEEDS = {SHARE: "share_proceeds", LAND: "land_proceeds", WORK: "wage_proceeds"}
LEAST = 10  # yuan: less is no link
LED = 10  # households


def industry_rows(village: Village, _helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Row]:
    """Everything about industry and social help."""
    rng, known = Random(f"{village.id}/industry"), words("industry")
    return [*_industry(rng, village, known, homes), *_social(rng, village, known, homes)]


def _industry(rng: Random, village: Village, known: Any, homes: Sequence[Home]) -> Iterator[Row]:
    here = [home for home in homes if LAST in home.years][:LED]
    for told in known["entity"]:
        entity_id = new_id(rng)
        values = {name: told.get(name) for name in ("kind", "leader", "products", "registered_on", "note")}
        values |= {name: told[name] for name in ("members", "is_leading")}
        code = _credit_code(rng) if told["kind"] == "02" else None
        own = {"village_id": village.id, "name": f"{village.name}{told['name']}", "credit_code": code}
        led = here if told["is_leading"] else here[:2]
        phone = f"1990000{between(rng, 1000, 9999)}"
        yield ("entity", entity_id, own | values | {"poor_members": min(len(led), told["members"]), "phone": phone})
        if told["is_leading"]:
            yield company_loan(rng, village, entity_id)
        for number, home in enumerate(led):
            yield from _link(rng, village, known, entity_id, home, number)


def _link(rng: Random, village: Village, known: Any, entity_id: str, home: Home, number: int) -> Iterator[Row]:
    """A link of a kind that the household's own income bears out."""
    link_id, earned = new_id(rng), _earned(home)
    borne = [kind for kind in (SHARE, LAND, WORK) if earned[kind] >= LEAST and (kind != LAND or _land(home))]
    if not borne:
        return
    kind = borne[number % len(borne)]
    area = min(Decimal(known["land"]), _land(home))
    values = {
        "village_id": village.id,
        "household_id": home.id,
        "entity_id": entity_id,
        "kind": kind,
        "contract_no": f"LJ{LAST - 1}-{entity_id[:3]}-{home.number:03d}",
        "started_on": f"{LAST - 1}-03-01",
        "ended_on": f"{LAST + 2}-02-28",
        "share_amount": Decimal(known["share"]) if kind == SHARE else None,
        "land_area": area if kind == LAND else None,
        "workers": known["worker"] if kind == WORK else None,
        "note": known["link_note"],
    }
    yield ("interest_link", link_id, values)
    usual = {
        SHARE: Decimal(known["share"] * known["share_rate"]) / 100,
        LAND: area * known["rent"],
        WORK: Decimal(100 * between(rng, 8, 15)),
    }
    sold, rest = earned[SOLD], earned[kind] - usual[kind]
    brought = {
        PROCEEDS[kind]: min(usual[kind], earned[kind]),
        "order_proceeds": min(Decimal(200), sold) if kind == WORK and sold >= LEAST else None,
        "other_proceeds": Decimal(50) if kind != WORK and rest >= 50 else None,
    }
    own = {"village_id": village.id, "link_id": link_id, "year": LAST, "paid_on": f"{LAST}-12-10"}
    yield ("link_income", new_id(rng), own | brought | {"note": known["income_note"]})


def _earned(home: Home) -> dict[str, Decimal]:
    """Yuan of the last year by the kind of link that may have brought it; half, as there may be a second link."""
    totals = home.income[LAST].totals
    property_ = totals.get("asset_dividend_income", 0) + totals.get("other_property_income", 0)
    fen = {
        SHARE: property_,
        LAND: property_,
        WORK: totals.get("wage_income", 0),
        SOLD: totals.get("business_income", 0),
    }
    return {kind: Decimal(sum_ // 2000 * 10) for kind, sum_ in fen.items()}


def _land(home: Home) -> Decimal:
    """Mu that may be given away; half, as there may be a second link."""
    return Decimal(home.land.get("cultivated_land", 0) // 2) / 10


def _social(rng: Random, village: Village, known: Any, homes: Sequence[Home]) -> Iterator[Row]:
    needs, offers = [new_id(rng) for _ in known["need"]], [new_id(rng) for _ in known["offer"]]
    for need_id, told in zip(needs, known["need"], strict=True):
        asks = {"household_id": homes[0].id, "has_consent": True, "consent_on": f"{LAST}-08-20"}
        is_done = told is known["need"][0]
        values = {name: told[name] for name in ("kind", "title", "urgency")}
        values |= {
            "quantity": Decimal(told["quantity"]),
            "quantity_unit": told["unit"],
            "amount": Decimal(told["amount"]),
        }
        values |= {"noted_on": f"{LAST}-08-15", "closed_on": f"{LAST}-11-20" if is_done else None}
        own = asks if told.get("of_household") and homes else {}
        yield ("need", need_id, {"village_id": village.id} | values | own)
    for offer_id, told in zip(offers, known["offer"], strict=True):
        values = {name: told[name] for name in ("donor", "donor_kind", "kind", "content", "wish")}
        values |= {
            "quantity": Decimal(told["quantity"]),
            "quantity_unit": told["unit"],
            "amount": Decimal(told["amount"]),
        }
        values |= {"offered_on": f"{LAST}-09-01", "valid_until": f"{LAST + 12}-12-31"}
        phone = f"1990000{between(rng, 1000, 9999)}"
        yield ("offer", offer_id, {"village_id": village.id, "phone": phone} | values)
    done = {
        "village_id": village.id,
        "need_id": needs[0],
        "offer_id": offers[0],
        "agreed_on": f"{LAST}-10-08",
        "delivered_on": f"{LAST}-11-12",
        "quantity": Decimal(known["need"][0]["quantity"]),
        "value": Decimal(known["need"][0]["amount"]),
        "confirmed_on": f"{LAST}-11-15",
        "is_confirmed": True,
        "feedback": known["matching"]["feedback"],
    }
    yield ("matching", new_id(rng), done)


def _credit_code(rng: Random) -> str:
    """Made up, with a right check character."""
    body = "93141199MA" + "".join(CHARACTERS[between(rng, 0, 30)] for _ in range(7))
    weighed = sum(CHARACTERS.index(one) * pow(3, place, 31) for place, one in enumerate(body))
    return body + CHARACTERS[(31 - weighed % 31) % 31]
