"""Believable households in order, made from a seed; and the defects that a clerk or a test puts into one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear, Member
from fupin_desktop.domain.income import TRANSFERS
from tests.domain.checks.check_builders import SERIALS, VILLAGE_CODE, YEAR, a_helping, a_number

DAY = date(YEAR, 12, 31)
MEN, WOMEN = "1", "2"
# Age on 31 December -> school status of who entered school in the autumn after turning six.
STATUS_AT = {3: "02", 4: "02", 5: "02", 13: "04", 14: "05", 15: "06", 16: "07", 17: "08", 18: "09", 19: "16"}
STATUS_AT |= dict.fromkeys(range(7, 13), "03")
CAUSES_AT_LARGE = ("05", "06", "07", "09", "10", "11")


def a_village_of(seed: int, households: int) -> list[Dossier]:
    """That many households in order, no two of which share a number or a phone."""
    rng = Random(seed)
    helpings = [a_helping(helper={"phone": f"1990009{n:04d}"}) for n in range(1 + households // 5)]
    return [_household(rng, at, helpings[at % len(helpings)]) for at in range(households)]


def _household(rng: Random, at: int, helping: Helping) -> Dossier:
    shape = rng.choice(("five", "alone", "couple", "couple", "family", "family", "family", "three"))
    members = _members(rng, shape, f"h{at}")
    facts = _facts(rng, shape, members)
    if facts["household_attribute"] in ("02", "04"):
        members[0] = _on_allowance(members[0])
    conditions = _conditions(rng, facts["poverty_status"])
    income = _income(rng, facts, members, conditions)
    owner = {"household_id": f"h{at}", "year": YEAR}
    now = HouseholdInYear(
        year=YEAR,
        facts=HouseholdYear(id=f"hy{at}", **owner, **facts),
        income=HouseholdIncome(id=f"hi{at}", **owner, **income),
        conditions=HouseholdConditions(id=f"hc{at}", **owner, **conditions),
    )
    home = Household(
        id=f"h{at}",
        household_code=f"8141199{at:07d}",
        village_code=VILLAGE_CODE,
        phone=f"1880{at:07d}",
        first_identified=rng.choice(("2013-12", "2015-12")),
    )
    pairing = replace(helping.pairing, id=f"pairing{at}", household_id=home.id)
    return Dossier(
        household=home,
        year=YEAR,
        day=DAY,
        years={YEAR: now},
        members=tuple(members),
        helpings=(replace(helping, pairing=pairing),),
    )


def _members(rng: Random, shape: str, home: str) -> list[Member]:
    """Relation, sex and age of each: the old alone, couples, families, three generations."""
    elder = shape in ("five", "alone") or (shape == "couple" and rng.random() < 0.5)
    age = rng.randint(67, 88) if elder else rng.randint(35, 52)
    sex = MEN if shape != "alone" else rng.choice((MEN, WOMEN))
    people = [("01", sex, age)]
    if shape in ("couple", "family", "three"):
        people.append(("02", WOMEN, age - rng.randint(0, 4)))
    if shape in ("family", "three"):
        for _ in range(rng.randint(1, 3)):
            people.append((*rng.choice((("03", MEN), ("04", WOMEN))), rng.randint(0, min(19, age - 20))))
    if shape == "three":
        people.append(("12", WOMEN, age + rng.randint(20, 30)))
    return [_member(rng, f"{home}-{place}", *one, settled=shape == "five") for place, one in enumerate(people)]


def _member(rng: Random, id_: str, relation: str, sex: str, age: int, *, settled: bool) -> Member:
    born = f"{YEAR - age}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    status = STATUS_AT.get(age) if age < 20 else None
    ill = rng.random() < (0.5 if age > 65 else 0.15 if age > 25 else 0.03)
    health = [rng.choice(("02", "03", "04"))] if ill else ["01"]
    if ill and health == ["02"] and rng.random() < 0.1:
        health.append("04")
    ending = f"{rng.randint(1, 7)}{rng.randint(3, 4)}" if "04" in health else ""
    labour = _labour(rng, age, status, healthy=not ill, settled=settled)
    works = labour in ("01", "02") and age < 60 and rng.random() < 0.5
    now = PersonYear(
        id=f"py-{id_}",
        person_id=id_,
        year=YEAR,
        education_level=None if status else _education(rng, age),
        school_status=status,
        health_status=tuple(health),
        labour_skill=labour,
        work_months=Decimal(rng.randint(1, 11)) if works else (Decimal(0) if age > 16 else None),
        employer="样板建筑公司" if works and rng.random() < 0.5 else None,
        in_rural_medical_insurance=True,
        in_major_illness_insurance=True,
        in_resident_pension=age >= 16 and not status,
        gets_minimum_living=False,
    )
    phone = f"1890{next(SERIALS) % 10**7:07d}" if works or relation == "01" else None
    person = Person(
        id=id_,
        person_code=id_,
        name=rng.choice("张王李赵刘陈") + rng.choice(("演", "示", "样", "板")) + rng.choice("一二三四五六七"),
        sex=sex,
        id_type="09" if ending else "01",
        id_number=a_number(born, sex, ending),
        ethnicity="01",
        person_phone=phone,
    )
    membership = Membership(id=f"m-{id_}", household_id=id_, person_id=id_, relation_to_head=relation)
    return Member(person=person, membership=membership, years=(now,), now=now)


def _labour(rng: Random, age: int, status: str | None, *, healthy: bool, settled: bool) -> str:
    if age < 16 or status or settled or age > 66:
        return "04"
    return rng.choice(("01", "01", "02")) if healthy else rng.choice(("01", "03", "05"))


def _education(rng: Random, age: int) -> str:
    if age < 7:
        return "06"
    return rng.choice(("03", "04")) if age < 40 else rng.choice(("01", "02", "02", "03"))


def _facts(rng: Random, shape: str, members: list[Member]) -> dict[str, Any]:
    """A cause that fits the members, an attribute that fits the cause, an exit that fits both."""
    now = [one.now for one in members if one.now]
    causes = list(CAUSES_AT_LARGE)
    causes += ["01"] if any({"02", "03"} & set(one.health_status or ()) for one in now) else []
    causes += ["02"] if any("04" in (one.health_status or ()) for one in now) else []
    causes += ["03"] if any(one.school_status for one in now) else []
    unable = all(one.labour_skill in ("03", "04") for one in now)
    causes = ["08", *causes] if unable else causes
    main, *others = rng.sample(causes, k=rng.randint(1, 3))
    status = rng.choice(("0", "0", "1", "2", "4"))
    exited = status in ("1", "4")
    plain = "05" if exited else "01"
    attribute = ("03" if exited else "06") if shape == "five" else ("02" if exited else "04") if unable else plain
    return {
        "identification_standard": "01",
        "household_attribute": attribute,
        "main_cause": main,
        "other_causes": tuple(others),
        "poverty_status": status,
        "exit_year": rng.randint(2016, 2018) if exited else None,
        "member_count": len(members),
    }


def _conditions(rng: Random, status: str) -> dict[str, Any]:
    grade = rng.choice("12" if status in ("1", "4") else "12234")
    forest = Decimal(rng.randint(0, 40)) / 4
    return {
        "cultivated_land": Decimal(rng.randint(0, 40)),
        "irrigated_land": Decimal(0),
        "forest_land": forest,
        "returned_forest_land": forest if rng.random() < 0.4 else Decimal(0),
        "orchard_land": Decimal(rng.randint(0, 24)) / 4,
        "pasture_land": Decimal(0),
        "water_surface": Decimal(0),
        "has_production_power": True,
        "has_domestic_power": True,
        "has_radio_tv": rng.random() < 0.7,
        "safe_water_solved": status in ("1", "4") or rng.random() < 0.9,
        "in_cooperative": rng.random() < 0.5,
        "road_distance_km": Decimal(rng.randint(1, 50)) / 10,
        "access_road_type": rng.choice(("01", "02", "03", "04")),
        "housing_area": Decimal(rng.randint(20, 140)),
        "is_dangerous_house": grade in "34",
        "house_grade": grade,
        "has_sanitary_toilet": rng.random() < 0.5,
        "main_fuel": rng.choice(("01", "03", "04")),
    }


def _income(rng: Random, facts: dict[str, Any], members: list[Member], conditions: dict[str, Any]) -> dict[str, Any]:
    """Sums that hold: per head below the line for the poor, above it for the others."""
    works = any(one.now and one.now.work_months for one in members)
    old = sum(one.person.id_number[6:10] <= str(YEAR - 60) for one in members if one.person.id_number)
    exited = facts["poverty_status"] in ("1", "2", "4")
    parts = {name: Decimal(0) for name in TRANSFERS}
    parts["pension_payment"] = Decimal(old * 1100)
    parts["minimum_living_payment"] = Decimal(1800 if facts["household_attribute"] in ("02", "04") else 0)
    parts["five_guarantee_payment"] = Decimal(3000 if facts["household_attribute"] in ("03", "06") else 0)
    parts["ecological_compensation"] = conditions["returned_forest_land"] * 90
    transfer = sum(parts.values(), Decimal(0))
    aim = Decimal(rng.randint(3600, 9000) if exited else rng.randint(1500, 3400)) * len(members)
    wage = Decimal(rng.randint(400, 1200)) if works else Decimal(0)
    expense = Decimal(rng.randint(100, 2000))
    business = max(aim - transfer - wage, Decimal(300)) + expense
    gross = wage + business + transfer
    net = gross - expense
    return {
        "wage_income": wage,
        "business_income": business,
        "property_income": Decimal(0),
        "transfer_income": transfer,
        **parts,
        "business_expense": expense,
        "gross_income": gross,
        "net_income": net,
        "net_income_per_capita": round(net / len(members), 2),
    }


def _on_allowance(member: Member) -> Member:
    assert member.now
    return replace(member, now=replace(member.now, gets_minimum_living=True))


Defect = Callable[[Dossier], Dossier | None]  # None: this household cannot carry it


def _change(part: str, **values: Any) -> Defect:
    """Change the household's facts, income or conditions."""

    def defect(dossier: Dossier) -> Dossier:
        now = replace(dossier.now, **{part: replace(getattr(dossier.now, part), **values)})
        return replace(dossier, years={**dossier.years, YEAR: now})

    return defect


def _home(**values: Any) -> Defect:
    return lambda dossier: replace(dossier, household=replace(dossier.household, **values))


def _somebody(suits: Callable[[Member], bool], change: Callable[[Member], Member]) -> Defect:
    """Change the first member who suits."""

    def defect(dossier: Dossier) -> Dossier | None:
        place = next((at for at, one in enumerate(dossier.members) if suits(one)), None)
        if place is None:
            return None
        people = list(dossier.members)
        people[place] = change(people[place])
        return replace(dossier, members=tuple(people))

    return defect


def _year(**values: Any) -> Callable[[Member], Member]:
    return lambda one: replace(one, now=replace(one.now, **values))


def _person(**values: Any) -> Callable[[Member], Member]:
    return lambda one: replace(one, person=replace(one.person, **values))


def _if(suits: Callable[[Dossier], bool], defect: Defect) -> Defect:
    return lambda dossier: defect(dossier) if suits(dossier) else None


def age_of(one: Member) -> int:
    return YEAR - int((one.person.id_number or "")[6:10])


def anybody(_: Member) -> bool:
    return True


def adult(one: Member) -> bool:
    return 25 <= age_of(one) <= 55 and healthy(one)


def healthy(one: Member) -> bool:
    return bool(one.now and one.now.health_status == ("01",))


def pupil(one: Member) -> bool:
    return 7 <= age_of(one) <= 14


def exited(dossier: Dossier) -> bool:
    return bool(dossier.now.facts and dossier.now.facts.poverty_status in ("1", "4"))


def attribute_in(*codes: str) -> Callable[[Dossier], bool]:
    return lambda dossier: bool(dossier.now.facts and dossier.now.facts.household_attribute in codes)


def all_healthy(dossier: Dossier) -> bool:
    return all(healthy(one) for one in dossier.members)


def no_pupils(dossier: Dossier) -> bool:
    return not any(one.now and one.now.school_status for one in dossier.members)


def _nobody_on_allowance(dossier: Dossier) -> Dossier:
    people = tuple(replace(one, now=replace(one.now, gets_minimum_living=False)) for one in dossier.members if one.now)
    return replace(dossier, members=people)


def _wrong_check(one: Member) -> Member:
    number = one.person.id_number or ""
    return _person(id_number=number[:17] + ("1" if number[17] != "1" else "2") + number[18:])(one)


def _other_sex(one: Member) -> Member:
    return _person(sex=WOMEN if one.person.sex == MEN else MEN)(one)


def _second_head(dossier: Dossier) -> Dossier | None:
    wife = _somebody(
        lambda one: one.membership.relation_to_head == "02",
        lambda one: replace(one, membership=replace(one.membership, relation_to_head="01")),
    )
    return wife(dossier)


def _no_head(dossier: Dossier) -> Dossier | None:
    if len(dossier.members) < 2:
        return None
    return replace(dossier, members=dossier.members[1:])


DEFECTS: dict[str, Defect] = {
    "S01": _no_head,
    "S02": _second_head,
    "S03": _change("facts", member_count=11),
    "S09": _somebody(lambda one: one.membership.relation_to_head in ("03", "04"), _other_sex),
    "I01": _somebody(anybody, _person(id_number=None)),
    "I02": _somebody(anybody, _person(id_number="14119919800101001")),
    "I04": _somebody(anybody, _wrong_check),
    "I06": _somebody(anybody, _other_sex),
    "I10": _somebody(healthy, _year(health_status=("04",))),
    "M01": _somebody(anybody, _person(ethnicity=None)),
    "M02": _somebody(anybody, _year(health_status=None)),
    "M03": _somebody(adult, _year(labour_skill=None)),
    "M04": _somebody(adult, _year(education_level=None)),
    "M05": _change("facts", main_cause=None),
    "M06": _change("conditions", has_sanitary_toilet=None),
    "M07": _change("conditions", forest_land=None),
    "M08": _home(phone=None),
    "M09": _somebody(anybody, _year(in_rural_medical_insurance=None)),
    "M10": lambda dossier: replace(dossier, helpings=()),
    "C01": _if(all_healthy, _change("facts", main_cause="01", other_causes=())),
    "C02": _if(all_healthy, _change("facts", main_cause="02", other_causes=())),
    "C03": _if(no_pupils, _change("facts", main_cause="03", other_causes=())),
    "C04": _change("facts", main_cause="07", other_causes=("07",)),
    "L01": _if(attribute_in("02", "04"), _nobody_on_allowance),
    "L02": _if(attribute_in("01", "05"), _somebody(anybody, _year(gets_minimum_living=True))),
    "L03": _if(
        attribute_in("03", "06"),
        _somebody(anybody, lambda one: _person(id_number=a_number("1965-01-01"))(_year(labour_skill="01")(one))),
    ),
    "L04": _change("income", minimum_living_payment=Decimal(900), five_guarantee_payment=Decimal(900)),
    "L05": _if(attribute_in("02", "04"), _change("income", minimum_living_payment=Decimal(0))),
    "A01": _somebody(lambda one: age_of(one) < 15, _year(labour_skill="01")),
    "A02": _somebody(adult, _year(labour_skill="04")),
    "A07": _somebody(lambda one: 3 <= age_of(one) <= 4, _year(school_status="03")),
    "A12": _somebody(pupil, _year(school_status="01", education_level="02")),
    "A15": _somebody(pupil, _year(education_level="02")),
    "N01": _change("income", net_income=Decimal(1)),
    "N02": _change("income", net_income_per_capita=Decimal(-100)),
    "N03": _change("income", business_expense=Decimal(0)),
    "N04": _change("income", wage_income=Decimal(107)),
    "N05": _change("income", family_planning_payment=Decimal(50)),
    "N06": lambda d: _change("conditions", returned_forest_land=Decimal(0))(
        _change("income", ecological_compensation=Decimal(90))(d) or d
    ),
    "W01": _somebody(adult, _year(work_months=Decimal(24))),
    "W03": _somebody(lambda one: age_of(one) > 66, _year(work_months=Decimal(3))),
    "W04": _somebody(pupil, _year(work_months=Decimal(3))),
    "V01": _change("conditions", cultivated_land=Decimal(101)),
    "V03": _change("conditions", returned_forest_land=Decimal(90)),
    "V04": _change("conditions", road_distance_km=Decimal("7.5")),
    "V05": _change("conditions", housing_area=Decimal(0)),
    "V06": _change("conditions", is_dangerous_house=True, house_grade="1"),
    "V07": _change("conditions", has_domestic_power=False),
    "X01": _if(exited, _change("conditions", is_dangerous_house=True, house_grade="3")),
    "X02": _if(exited, _change("conditions", safe_water_solved=False)),
    "X04": _if(exited, _somebody(anybody, _year(in_rural_medical_insurance=False))),
    "X06": _if(exited, _change("income", net_income_per_capita=Decimal(2300))),
    "X07": _if(exited, _change("facts", exit_year=2012)),
}
