"""Fictitious households for the papers: valid by default, from the catalogue's examples; a test names what matters."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.assistance.assistance_effect import AssistanceEffect
from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.helpers.helper import Helper
from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.helpers.unit import Unit
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear, Member
from fupin_desktop.domain.id_number import check_character

YEAR = 2018
DAY = date(2018, 12, 5)
RELATIONS = ("01", "02", "03", "04", "11", "12")


def examples(record: str) -> dict[str, Any]:
    """What the catalogue gives as examples of a record."""
    return {spec.name: spec.example for spec in RECORDS[record].fields if spec.example is not None}


def id_number(serial: int, born: str = "19700101") -> str:
    """A number with a good check character in a region that does not exist."""
    body = f"141199{born}{serial % 1000:03d}"
    return body + check_character(body)


def a_member(index: int, household_id: str = "h1", /, **facts: Any) -> Member:
    """The member at that place of the household; facts of the year and of the person alike."""
    person_id = facts.pop("id", f"{household_id}-p{index}")
    of_person = {name: facts.pop(name) for name in list(facts) if name in RECORDS["person"].by_name}
    born = f"{1970 + index % 40}0101"
    person = {
        **examples("person"),
        "name": f"张演示{'甲乙丙丁戊己庚辛壬癸'[index % 10]}{index // 10 or ''}",
        "sex": "12"[index % 2],
        "id_number": id_number(index * 2 + 1 - index % 2, born),
        **of_person,
    }
    year = {
        **examples("person_year"),
        "in_rural_medical_insurance": True,
        "in_major_illness_insurance": True,
        "in_resident_pension": True,
        **facts,
    }
    now = PersonYear(id=f"{person_id}-{YEAR}", person_id=person_id, year=YEAR, **year)
    relation = RELATIONS[index] if index < len(RELATIONS) else "99"
    membership = Membership(
        id=f"{person_id}-m",
        household_id=household_id,
        person_id=person_id,
        relation_to_head=relation,
        position=index + 1,
    )
    return Member(person=Person(id=person_id, **person), membership=membership, years=(now,), now=now)


def members(count: int, household_id: str = "h1") -> tuple[Member, ...]:
    """That many members, the head first."""
    return tuple(a_member(index, household_id) for index in range(count))


def a_helping(**facts: Any) -> Helping:
    """A helper of the household, with unit."""
    helper = Helper(
        id="k1",
        **{
            **examples("helper"),
            "phone": "19900001234",
            "id_number": id_number(901, "19800202"),
            "post": "科员",
            "is_first_secretary": True,
            "unit_id": "u1",
            **facts,
        },
    )
    return Helping(
        pairing=Pairing(id="c1", household_id="h1", helper_id="k1", started_on="2015-08"),
        helper=helper,
        unit=Unit(id="u1", name="临县演示局", affiliation=None),
    )


def an_income(year: int = YEAR, **facts: Any) -> HouseholdIncome:
    """An income sheet whose net income is 15 680.50 yuan."""
    return HouseholdIncome(
        id=f"h1-income-{year}",
        household_id="h1",
        year=year,
        **{
            "wage_income": Decimal("9600"),
            "business_income": Decimal("6200.50"),
            "property_income": Decimal("0"),
            "minimum_living_payment": Decimal("1680"),
            "ecological_compensation": Decimal("600"),
            "business_expense": Decimal("2400"),
            **facts,
        },
    )


def conditions(**facts: Any) -> HouseholdConditions:
    """A plain house with power, water and a dirt road."""
    return HouseholdConditions(
        id="h1-conditions",
        household_id="h1",
        year=YEAR,
        **{
            "cultivated_land": Decimal("7.5"),
            "irrigated_land": Decimal("0"),
            "forest_land": Decimal("12"),
            "returned_forest_land": Decimal("4.2"),
            "has_production_power": False,
            "has_domestic_power": True,
            "has_radio_tv": True,
            "safe_water_solved": True,
            "in_cooperative": True,
            "road_distance_km": Decimal("0.8"),
            "access_road_type": "01",
            "housing_area": Decimal("60"),
            "is_dangerous_house": False,
            "has_sanitary_toilet": False,
            "main_fuel": "03",
            **facts,
        },
    )


def plans(count: int = 2) -> tuple[AssistancePlan, ...]:
    """Plans of the year."""
    contents = ("发展核桃三亩，每亩补助苗木费", "转移就业一人，到县城做护工", "养羊五只")
    return tuple(
        AssistancePlan(
            id=f"plan{index}",
            household_id="h1",
            year=YEAR,
            target="人均纯收入超过国家扶贫标准，稳定脱贫",
            category="M4" if index % 2 == 0 else "M6",
            content=contents[index % 3],
            starts_on="2018-03",
            ends_on="2018-11",
            funds_planned=Decimal(1500 + 500 * index),
            responsible="临县演示局",
            progress="苗木已栽，成活九成" if index == 0 else None,
        )
        for index in range(count)
    )


def measures(count: int = 3) -> tuple[AssistanceMeasure, ...]:
    """What was done in the year."""
    kinds = ("0101", "0502", "0601")
    contents = ("核桃苗木补助", "中职学生资助", "代缴居民医保")
    return tuple(
        AssistanceMeasure(
            id=f"measure{index}",
            household_id="h1",
            done_on=f"2018-{4 + index % 8:02d}-12",
            category=("M4", "M1", "M6")[index % 3],
            kind=kinds[index % 3],
            content=contents[index % 3],
            quantity=Decimal("3") if index % 3 == 0 else None,
            quantity_unit="亩" if index % 3 == 0 else None,
            provider="临县演示局",
            amount=Decimal(900 + 100 * index),
        )
        for index in range(count)
    )


def a_household(**facts: Any) -> Household:
    """A household whose account and phone may not hang outside."""
    return Household(
        id=facts.pop("id", "h1"),
        **{**examples("household"), "bank_name": "临县演示农商行", "bank_account": "6299111122223333444", **facts},
    )


def a_dossier(
    *,
    household: Household | None = None,
    people: tuple[Member, ...] | None = None,
    facts: Mapping[str, Any] | None = None,
    **parts: Any,
) -> Dossier:
    """A household of four that is helped by one official, in 2018."""
    household = household or a_household()
    people = members(4, household.id) if people is None else people
    yearly = {**examples("household_year"), "member_count": len(people), **(facts or {})}
    now = HouseholdInYear(
        year=YEAR,
        facts=HouseholdYear(id=f"{household.id}-{YEAR}", household_id=household.id, year=YEAR, **yearly),
        income=parts.pop("income", an_income()),
        conditions=parts.pop("conditions", conditions()),
    )
    before = HouseholdInYear(year=YEAR - 1, income=an_income(YEAR - 1, wage_income=Decimal("7200")))
    return Dossier(
        household=household,
        **{
            "year": YEAR,
            "day": DAY,
            "village": Village(id="v1", **examples("village")),
            "years": {YEAR - 1: before, YEAR: now},
            "members": people,
            "helpings": (a_helping(),),
            "plans": plans(),
            "measures": measures(),
            "effects": (
                AssistanceEffect(
                    id="e1",
                    household_id="h1",
                    noted_on="2018-10-20",
                    description="核桃挂果，卖得一千二百元",
                    income_gain=Decimal("1200"),
                    is_signed=True,
                ),
            ),
            **parts,
        },
    )


def many(count: int, size: int = 4) -> list[Dossier]:
    """Households of that size with ids, codes and heads of their own."""
    return [
        a_dossier(
            household=a_household(id=f"h{number}", household_code=f"8141199{number:07d}"),
            people=tuple(
                replace(each, person=replace(each.person, name=f"{each.person.name}{number}"))
                for each in members(size, f"h{number}")
            ),
        )
        for number in range(1, count + 1)
    ]
