"""Aids, loans and the relocation of a demo household: they follow from its measures, its people and its new house.

Lots are drawn from a generator of their own, so that everything else of the demo stays as it was.
"""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.domain.identity import coded_id
from fupin_desktop.services.demo.draws import between, new_id, one_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Row, Someone
from fupin_desktop.services.demo.schooling import status
from fupin_desktop.services.demo.words import words

AID_OF = {"0502": "01", "0503": "08", "0504": "10", "0505": "04", "0500": "11"}  # C-22 -> education_aid_type
LOAN = "0801"
INDUSTRY = ("0101", "0102", "0103", "0104", "0106", "0107", "0201", "0202", "0401", "0407")
ONE_TIME, VOCATIONAL_GRANT = "02", "06"
MOST_AID = {"10": 8000}
PER_HEAD = {"1": 25000, "0": 20000}  # subsidy by way of resettlement
END = f"{LAST}-12-31"


def project_rows(home: Home) -> list[Row]:
    """All of them."""
    rng = Random(f"{home.id}/projects")
    measures = [(row_id, values) for record, row_id, values in home.rows if record == "assistance_measure"]
    return [
        *_aids(rng, home, [values for _, values in measures]),
        *_loans(rng, home, [values for _, values in measures]),
        *_relocation(rng, home, measures),
        *_typed(home),
    ]


def _typed(home: Home) -> Iterator[Row]:
    """The township has typed the pairing screen of one household in four, under an earlier helper."""
    if home.number % 4 == 0:
        values = {
            "household_id": home.id,
            "screen": "pairing",
            "about_id": home.id,
            "year": LAST,
            "said": "0" * 16,
            "typed_on": f"{LAST}-11-05",
            "typed_by": "样板乡扶贫站",
        }
        yield ("national_entry", coded_id("national_entry", f"pairing/{home.id}/{LAST}"), values)


def _aids(rng: Random, home: Home, measures: list[dict[str, Any]]) -> Iterator[Row]:
    people = {member.who.id: member.who for member in home.members}
    for measure in measures:
        who, aid_type = people.get(measure.get("person_id") or ""), AID_OF.get(measure["kind"] or "")
        year = int(measure["done_on"][:4])
        if who and aid_type and measure["amount"] and status(who, year):
            given = {"amount": measure["amount"], "paid_on": measure["done_on"]}
            yield _aid(rng, home, who, aid_type, year, **given)
    for member in home.here(LAST):
        first = status(member.who, LAST) == "16" and status(member.who, LAST - 1) != "16"
        if first and home.number % 3:
            refused = "录取院校为民办三本，不在补助范围" if home.number % 3 == 2 and rng.random() < 0.5 else None
            paid = None if refused else f"{LAST}-10-{between(rng, 10, 28)}"
            yield _aid(
                rng, home, member.who, ONE_TIME, LAST, amount=Decimal(5000), paid_on=paid, refused_reason=refused
            )
        if status(member.who, LAST) in ("10", "11") and rng.random() < 0.8:
            row = _aid(
                rng,
                home,
                member.who,
                VOCATIONAL_GRANT,
                LAST,
                amount=Decimal(2000 + 500 * (home.number % 2)),
                paid_on=None,
            )
            yield row
            if home.number % 2:
                yield _explained(rng, home, row[1])


def _aid(rng: Random, home: Home, who: Someone, aid_type: str, year: int, **given: Any) -> Row:
    known = words("projects")["school"]
    school_status = status(who, year) or ""
    paid: str | None = given["paid_on"]
    applied = f"{year}-{min(int(paid[5:7]), 9) if paid else 9:02d}-01" if paid is None or paid[5:7] > "02" else paid
    is_higher = school_status >= "10"
    values = {
        "household_id": home.id,
        "person_id": who.id,
        "aid_type": aid_type,
        "school_year": year,
        "school_name": one_of(rng, known["higher" if is_higher else "lower"]),
        "school_status": school_status,
        "major": one_of(rng, known["majors"]) if is_higher else None,
        "enrolment_no": f"G1411990{between(rng, 10000000, 99999999)}",
        "applied_on": applied,
        "approved_on": None
        if given.get("refused_reason")
        else paid or (f"{year}-11-20" if rng.random() < 0.5 else None),
        "bank_account": _account(home) if paid else None,
        "note": "学校统一代办" if rng.random() < 0.1 else None,
        **given,
    }
    return ("education_aid", new_id(rng), values)


def _explained(rng: Random, home: Home, aid_id: str) -> Row:
    """Why the grant is above the rate (J04)."""
    values = {
        "household_id": home.id,
        "rule": "J04",
        "about_record": "education_aid",
        "about_id": aid_id,
        "about_field": "amount",
        "said": f"{home.head.name}户：登记了2500元，标准是1500元到2000元。请核对金额。",
        "text": words("projects")["school"]["more_than_the_rate"],
        "explained_on": f"{LAST}-12-05",
    }
    return ("explanation", new_id(rng), values)


def _loans(rng: Random, home: Home, measures: list[dict[str, Any]]) -> Iterator[Row]:
    grown = [member.who for member in home.here(LAST) if 22 <= member.who.age(LAST) <= 60]
    for measure in measures:
        if measure["kind"] == LOAN and measure["amount"] and grown:
            yield _loan(rng, home, home.head if home.head in grown else grown[0], measure)


def _loan(rng: Random, home: Home, who: Someone, measure: dict[str, Any]) -> Row:
    known, start, amount = words("projects")["loan"], str(measure["done_on"]), Decimal(measure["amount"])
    years = between(rng, 1, 3)
    due = f"{int(start[:4]) + years}{start[4:]}"
    purpose, project = one_of(rng, known["uses"])
    values: dict[str, Any] = {
        "household_id": home.id,
        "borrower_id": who.id,
        "is_rated": True,
        "rating": one_of(rng, ("01", "02", "02", "03")),
        "credit_limit": Decimal(50000),
        "bank": known["bank"],
        "contract_no": f"样扶贷{start[:4]}{between(rng, 1, 999):03d}号",
        "amount": amount,
        "started_on": start,
        "due_on": due,
        "annual_rate": Decimal("4.75"),
        "subsidy_rate": Decimal("4.75"),
        "subsidy_paid": (amount * Decimal("0.0475")).quantize(Decimal("0.01")),
        "purpose": purpose,
        "project": project,
        "has_guarantee_insurance": rng.random() < 0.2,
        "status": "01",
    }
    if due <= END:
        values |= _after_the_end(rng, amount, due)
    return ("micro_loan", new_id(rng), values)


def _after_the_end(rng: Random, amount: Decimal, due: str) -> dict[str, Any]:
    """Most are settled; one is extended, one overdue and part of it covered by the risk fund."""
    lot = rng.random()
    if lot < 0.5:
        return {"status": "05", "repaid_amount": amount, "repaid_on": due}
    half = amount / 2
    if lot < 0.75:
        later = f"{LAST + 1}{due[4:]}"
        told = {"status": "02", "extended_to": later, "repaid_amount": half, "repaid_on": due}
        return told | {"note": "羊还没有出栏，经信用社同意展期"}
    told = {"status": "04", "repaid_amount": half, "repaid_on": due}
    return told | {
        "overdue_amount": half,
        "overdue_on": due,
        "risk_fund_paid": amount / 10,
        "note": "户主外出，已电话催收",
    }


def _relocation(rng: Random, home: Home, measures: list[tuple[str, dict[str, Any]]]) -> Iterator[Row]:
    year = home.improved.get("moved")
    if year is None:
        return
    known = words("projects")["relocation"]
    moved, mode = year <= LAST, "1" if home.number % 5 else "0"
    persons = min(len(home.here(one)) for one in home.years)
    houses = [values for record, _, values in home.rows if record == "household_conditions" and values["year"] == LAST]
    area = houses[0]["housing_area"] if moved and houses else Decimal(25 * persons)
    values: dict[str, Any] = {
        "household_id": home.id,
        "plan_year": year - 1,
        "is_registered_poor": True,
        "relocation_mode": "02" if home.number % 3 else "03",
        "resettlement_mode": mode,
        "resettlement_place": "02" if home.number % 5 else "04",
        "site_name": known["site"] if mode == "1" else None,
        "move_out_place": f"{home.village.name}{home.group}",
        "move_in_place": known["site_at"] if mode == "1" else f"{home.village.name}新院",
        "persons": persons,
        "house_area": min(area, Decimal(25 * persons)),
        "agreement_on": f"{year - 1}-04-{between(rng, 1, 28):02d}",
        "started_on": f"{year - 1}-05-10",
        "subsidy": Decimal(PER_HEAD[mode] * persons),
        "self_raised": Decimal(min(2500 * persons, 10000)),
    }
    if moved:
        values |= _moved(rng, known, year, measures)
    yield ("relocation", new_id(rng), values)


def _moved(rng: Random, known: Any, year: int, measures: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    follow_up = next(
        (row_id for row_id, one in measures if one["kind"] in INDUSTRY and one["done_on"] >= str(year)), None
    )
    is_down = rng.random() < 0.8
    return {
        "completed_on": f"{year}-05-20",
        "accepted_on": f"{year}-06-05",
        "key_handed_on": f"{year}-06-15",
        "moved_in_on": f"{year}-06-{between(rng, 16, 28)}",
        "old_house_demolished_on": f"{year}-09-10" if is_down else None,
        "reclaimed_on": f"{year}-11-01" if is_down else None,
        "demolition_reward": Decimal(known["reward"]) if is_down else None,
        "follow_up_id": follow_up,
        "follow_up": None if follow_up else one_of(rng, known["follow_ups"]),
        "note": None if is_down else known["not_down"],
    }


def _account(home: Home) -> str | None:
    return next((v.get("bank_account") for record, _, v in home.rows if record == "household"), None)
