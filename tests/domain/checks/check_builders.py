"""Fictitious households for the tests of the checks: valid by default, so that a test names only what matters.

The default is the family of 张演示 at the end of 2018, poor through his mother's illness; nothing is wrong with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.helpers.helper import Helper
from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.checks import CheckContext, VillageFacts, context_of
from fupin_desktop.domain.dossier import Dossier, Helping, HouseholdInYear, Member
from fupin_desktop.domain.id_number import check_character

YEAR = 2018
VILLAGE_CODE = "141124199201"
SERIALS = count(10)  # so that no two numbers made in one run are alike

PARITY = {"1": 1, "2": 0}


def a_number(born: str = "1975-03-12", sex: str = "1", ending: str = "") -> str:
    """A number of a county that does not exist, with its check character; `ending` makes it a certificate."""
    serial = next(SERIALS) % 490 * 2 + PARITY[sex]
    body = f"141199{born.replace('-', '')}{serial:03d}"
    return body + check_character(body) + ending


def a_member(
    name: str = "张演示",
    relation: str | None = "01",
    *,
    born: str = "1975-03-12",
    sex: str = "1",
    ending: str = "",
    person: Mapping[str, Any] | None = None,
    now: Mapping[str, Any] | None = None,
    before: Mapping[int, Mapping[str, Any]] | None = None,
    year: int = YEAR,
) -> Member:
    """A healthy adult, insured, not at school, working at home."""
    id_ = f"p{next(SERIALS)}"
    facts = {
        "education_level": "03",
        "health_status": ("01",),
        "labour_skill": "01",
        "in_rural_medical_insurance": True,
        "in_major_illness_insurance": True,
        "in_resident_pension": True,
        "gets_minimum_living": False,
    }
    lasting = {
        "name": name,
        "sex": sex,
        "id_type": "09" if ending else "01",
        "id_number": a_number(born, sex, ending),
        "ethnicity": "01",
    }
    years = tuple(
        PersonYear(id=f"py-{id_}-{y}", person_id=id_, year=y, **{**facts, **(given or {})})
        for y, given in {**(before or {}), year: now}.items()
    )
    return Member(
        person=Person(id=id_, **{**lasting, **(person or {})}),
        membership=Membership(id=f"m-{id_}", household_id="h1", person_id=id_, relation_to_head=relation),
        years=years,
        now=years[-1],
    )


def a_pupil(name: str = "张小演", *, born: str = "2006-05-20", sex: str = "2", **traits: Any) -> Member:
    """A child of twelve in the seventh year."""
    now = {
        "education_level": None,
        "school_status": "04",
        "labour_skill": "04",
        "in_resident_pension": False,
        **traits.pop("now", {}),
    }
    return a_member(name, traits.pop("relation", "04"), born=born, sex=sex, now=now, **traits)


def a_family() -> tuple[Member, ...]:
    """Father, mother, sick grandmother, daughter at school."""
    work = {"work_months": Decimal(6), "work_province": "山西省", "work_county": "临县"}
    return (
        a_member("张演示", now=work, person={"person_phone": "19900000001"}),
        a_member("李演示", "02", born="1978-08-01", sex="2"),
        a_member("王演示", "12", born="1948-02-02", sex="2", now={"health_status": ("02",), "labour_skill": "04"}),
        a_pupil(),
    )


def a_measure(kind: str | None = "0603", **traits: Any) -> AssistanceMeasure:
    """A measure of the data year."""
    told = {"done_on": "2018-06", "content": "医疗救助", "kind": kind, "household_id": "h1", **traits}
    return AssistanceMeasure(id=f"measure-{next(SERIALS)}", **told)


def a_helping(pairing: Mapping[str, Any] | None = None, helper: Mapping[str, Any] | None = None) -> Helping:
    """Paired since 2015 with a helper who has a phone of his own."""
    id_ = f"helper{next(SERIALS)}"
    who = {
        "id": id_,
        "name": "赵演示",
        "phone": f"1990001{next(SERIALS) % 10000:04d}",
        "id_number": a_number("1970-01-01"),
        **(helper or {}),
    }
    when = {"helper_id": who["id"], "household_id": "h1", "started_on": "2015-04", **(pairing or {})}
    return Helping(pairing=Pairing(id=f"pairing-{next(SERIALS)}", **when), helper=Helper(**who))


INCOME = {
    "wage_income": 6000,
    "business_income": 6000,
    "property_income": 0,
    "family_planning_payment": 0,
    "minimum_living_payment": 0,
    "five_guarantee_payment": 0,
    "pension_payment": 1200,
    "ecological_compensation": 0,
    "other_transfer": 0,
    "business_expense": 2000,
}
CONDITIONS = {
    "cultivated_land": 10,
    "irrigated_land": 0,
    "forest_land": 5,
    "returned_forest_land": 2,
    "orchard_land": 0,
    "pasture_land": 0,
    "water_surface": 0,
    "has_production_power": True,
    "has_domestic_power": True,
    "has_radio_tv": True,
    "safe_water_solved": True,
    "in_cooperative": False,
    "road_distance_km": 1,
    "access_road_type": "03",
    "housing_area": 80,
    "is_dangerous_house": False,
    "house_grade": "2",
    "has_sanitary_toilet": True,
    "main_fuel": "03",
}
FACTS = {
    "identification_standard": "01",
    "household_attribute": "01",
    "main_cause": "01",
    "other_causes": ("07",),
    "poverty_status": "0",
}


def a_dossier(
    *,
    members: Iterable[Member] | None = None,
    household: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    income: Mapping[str, Any] | None = None,
    conditions: Mapping[str, Any] | None = None,
    measures: Iterable[AssistanceMeasure] | None = None,
    helpings: Iterable[Helping] | None = None,
    before: HouseholdInYear | None = None,
    year: int = YEAR,
    day: date | None = None,
) -> Dossier:
    """The household at the end of the year, with what the test changes of it."""
    listed = tuple(a_family() if members is None else members)
    home = {
        "id": "h1",
        "household_code": "81411990000001",
        "village_code": VILLAGE_CODE,
        "phone": "19900000001",
        "first_identified": "2013-12",
        **(household or {}),
    }
    keys = {"household_id": home["id"], "year": year}
    now = HouseholdInYear(
        year=year,
        facts=HouseholdYear(id="hy1", **keys, **{**FACTS, "member_count": len(listed), **(facts or {})}),
        income=HouseholdIncome(id="hi1", **keys, **_decimals({**INCOME, **(income or {})})),
        conditions=HouseholdConditions(id="hc1", **keys, **_decimals({**CONDITIONS, **(conditions or {})})),
    )
    return Dossier(
        household=Household(**home),
        year=year,
        day=day or date(year, 12, 31),
        village=Village(id="v1", village_code=VILLAGE_CODE, name="甲子沟村"),
        years={year: now} if before is None else {before.year: before, year: now},
        members=listed,
        helpings=tuple([a_helping()] if helpings is None else helpings),
        measures=tuple([a_measure()] if measures is None else measures),
    )


def a_neighbour(**traits: Any) -> Dossier:
    """Another valid household of the village."""
    home = {"id": "h2", "household_code": "81411990000002", "phone": "19900000002", **traits.pop("household", {})}
    members = traits.pop("members", None)
    if members is None:
        members = (a_member("孙演示", now={"health_status": ("02",)}, person=traits.pop("head", {})),)
    return a_dossier(
        household=home,
        members=members,
        income={"wage_income": 0, "pension_payment": 0, "business_income": 4000, **traits.pop("income", {})},
        **traits,
    )


def before(per_head: str, year: int = YEAR - 1) -> HouseholdInYear:
    """The year before, of which only the income per head was reported."""
    income = HouseholdIncome(id="hi0", household_id="h1", year=year, net_income_per_capita=Decimal(per_head))
    return HouseholdInYear(year=year, income=income)


def a_village(land: Mapping[str, int] | None = None, **facts: Any) -> VillageFacts:
    """A village whose form is in order, exited in the year."""
    filled = {
        "is_exited": True,
        "persons_total": 900,
        "households_total": 300,
        "collective_income": Decimal(5),
        "cultivated_land": Decimal(3000),
        "dangerous_house_households": 10,
        "unsafe_water_households": 0,
        "has_paved_road_to_township": True,
        "has_bus": True,
        **dict.fromkeys(("primary_schools", "resident_pension", "clinics", "public_toilets"), 1),
        **dict.fromkeys(("licensed_doctors", "waste_points", "libraries"), 1),
        **facts,
    }
    return VillageFacts(
        Village(id="v1", village_code=VILLAGE_CODE, name="甲子沟村"),
        VillageYear(id="vy1", village_id="v1", year=YEAR, **filled),
        {name: Decimal(area) for name, area in (land or {"cultivated_land": 1000}).items()},
    )


def context_for(*dossiers: Dossier, every_column: bool = True) -> CheckContext:
    """The context of a registry of these households; by default no column is taken as missing."""
    context = context_of(dossiers, dossiers[0].day)
    return replace(context, carried=None) if every_column else context


def _decimals(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for name, value in values.items()
    }
