"""For every rule a household (or village) that trips it and a near one that does not. Data, no tests."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from fupin_desktop.domain.dossier import Dossier, Member
from tests.domain.checks.check_builders import (
    YEAR,
    a_dossier,
    a_family,
    a_helping,
    a_measure,
    a_member,
    a_neighbour,
    a_number,
    a_pupil,
    a_village,
    before,
)
from tests.domain.checks.project_cases import PROJECTS, Pair


def family(*, head: dict[str, Any] | None = None, person: dict[str, Any] | None = None, **traits: Any) -> Dossier:
    """The default family with the head's year or person changed."""
    first, *others = a_family()
    changed = replace(first, now=replace(first.now, **(head or {})), person=replace(first.person, **(person or {})))
    return a_dossier(members=(changed, *others), **traits)


def family_and(member: Member, **traits: Any) -> Dossier:
    """The default family and one more."""
    return a_dossier(members=(*a_family(), member), **traits)


def child(born: str, status: str | None, **traits: Any) -> Dossier:
    """The default family with another child, born then and at that school."""
    now = {"school_status": status, **traits.pop("now", {})}
    return family_and(a_pupil("张二演", born=born, now=now, **traits))


def exited(**traits: Any) -> Dossier:
    """The default family, exited in 2018 with an income above the line."""
    facts = {"poverty_status": "1", "exit_year": 2018, **traits.pop("facts", {})}
    income = {"wage_income": 20000, **traits.pop("income", {})}
    return a_dossier(facts=facts, income=income, **traits)


def on_allowance(attribute: str = "04", *, paid: int = 3000, flag: bool = True, **traits: Any) -> Dossier:
    """The default family on 低保."""
    first, *others = a_family()
    facts = {"household_attribute": attribute, **traits.pop("facts", {})}
    income = {"minimum_living_payment": paid, **traits.pop("income", {})}
    told = replace(first, now=replace(first.now, gets_minimum_living=flag))
    return a_dossier(
        members=(told, *others), facts=facts, income=income, measures=[a_measure("1001"), a_measure()], **traits
    )


def guaranteed(
    *, born: str = "1940-01-01", now: dict[str, Any] | None = None, paid: int = 4000, **traits: Any
) -> Dossier:
    """An old man alone under the five guarantees."""
    facts = {"health_status": ("02",), "labour_skill": "04", "education_level": "01"}
    return a_dossier(
        members=(a_member("钱演示", born=born, now={**facts, **(now or {})}),),
        facts={"household_attribute": "06", **traits.pop("facts", {})},
        income={"wage_income": 0, "business_income": 0, "business_expense": 0, "five_guarantee_payment": paid},
        measures=[a_measure("1006"), a_measure()],
        **traits,
    )


def working(months: int | None) -> Dossier:
    """The default family, of whom nobody works. Blank for everybody it tells nothing; 0 tells that."""
    told = {"work_months": months, "work_province": None, "work_county": None}
    return a_dossier(members=[replace(one, now=replace(one.now, **told)) for one in a_family()])


def with_post(place: int) -> Dossier:
    """The default family, one of whom holds a public post."""
    people = a_family()
    return a_dossier(members=people, measures=[a_measure("0407", person_id=people[place].person.id), a_measure()])


def listed_twice() -> Dossier:
    """The default family with its head on the list twice."""
    people = a_family()
    return a_dossier(members=(*people, people[0]))


def sharing_a_number() -> tuple[Dossier, ...]:
    """Two households with one number, as identity card and as certificate."""
    number = a_number("1980-01-01")
    other = {"id_number": number + "41", "id_type": "09"}
    return family(person={"id_number": number}), a_neighbour(head=other)


STRUCTURE = {
    "S01": Pair(lambda: a_dossier(members=[a_member(relation="99")]), a_dossier),
    "S02": Pair(lambda: family_and(a_member("张二", "01")), a_dossier),
    "S03": Pair(lambda: a_dossier(facts={"member_count": 5}), lambda: a_dossier(facts={"member_count": None})),
    "S04": Pair(lambda: (a_dossier(members=[]), a_neighbour()), a_dossier),
    "S05": Pair(
        lambda: (replace(a_dossier(), years={}), a_neighbour()),
        lambda: (replace(a_dossier(household={"household_code": None}), years={}), a_neighbour()),
    ),
    "S06": Pair(listed_twice, a_dossier),
    "S07": Pair(
        sharing_a_number,
        lambda: (
            family(person={"id_number": "999999197501010000"}),
            a_neighbour(head={"id_number": "999999197501010000"}),
        ),
    ),
    "S08": Pair(lambda: a_dossier(members=[a_member(), a_member("李", "02")]), a_dossier),
    "S09": Pair(
        lambda: a_dossier(members=[a_member(), a_pupil(sex="1", relation="04")]),
        lambda: a_dossier(members=[a_member(), a_pupil(sex="1", relation="99")]),
    ),
    "S10": Pair(lambda: family_and(a_member("李二", "02", sex="2")), a_dossier),
    "S11": Pair(lambda: family_and(a_member("张二", None)), a_dossier),
}

IDENTITY = {
    "I01": Pair(lambda: family(person={"id_number": None}), a_dossier),
    "I02": Pair(lambda: family(person={"id_number": "1411991975031200"}), a_dossier),
    "I03": Pair(
        lambda: family(person={"id_number": "14119919750312O01X"}),
        lambda: family(person={"id_number": "14119919530704617Ｘ"}),
    ),
    "I04": Pair(lambda: family(person={"id_number": "141199197503120019"}), a_dossier),
    "I05": Pair(
        lambda: family(person={"id_number": a_number("1975-02-30")}),
        lambda: child("2019-02-01", None, now={"education_level": "06"}),  # born since the year's end
    ),
    "I06": Pair(lambda: family(person={"sex": "2"}), lambda: family(person={"sex": "9"})),
    "I07": Pair(
        lambda: family_and(a_member("张老", "17", born="1900-01-01", now={"labour_skill": "04"})),
        lambda: family_and(a_member("张老", "17", born="1910-01-01", now={"labour_skill": "04"})),
    ),
    "I08": Pair(lambda: family(person={"id_number": "999999197501010018"}), a_dossier),
    "I09": Pair(
        lambda: family_and(a_member("张残", "23", ending="45", now={"health_status": ("04",)})),
        lambda: family_and(a_member("张残", "23", ending="44", now={"health_status": ("04",)})),
    ),
    "I10": Pair(
        lambda: family(head={"health_status": ("02", "04")}),
        lambda: family_and(a_member("张残", "23", ending="44", now={"health_status": ("04",)})),
    ),
    "I11": Pair(
        lambda: family_and(a_member("张残", "23", ending="44")),
        lambda: family_and(
            a_member("张残", "23", ending="44", now={"health_status": ("02",), "school_status": "01"}, year=2016),
            year=2016,
        ),
    ),
    "I12": Pair(lambda: family(person={"id_number": "141199750312001"}), a_dossier),
}

MISSING = {
    "M01": Pair(lambda: family(person={"ethnicity": None}), a_dossier),
    "M02": Pair(lambda: family(head={"health_status": None}), a_dossier),
    "M03": Pair(
        lambda: family(head={"labour_skill": None}),
        lambda: child("2007-01-01", "03", now={"labour_skill": None}),
    ),
    "M04": Pair(
        lambda: family(head={"education_level": None}),
        lambda: family_and(a_pupil("张大学", born="2000-01-01", now={"education_level": None, "school_status": "16"})),
    ),
    "M05": Pair(lambda: a_dossier(facts={"main_cause": None}), a_dossier),
    "M06": Pair(
        lambda: a_dossier(conditions={"main_fuel": None}),
        lambda: a_dossier(conditions={"is_water_safe": None}),  # not on the form of 2018
    ),
    "M07": Pair(
        lambda: a_dossier(conditions={"pasture_land": None}), lambda: a_dossier(conditions={"pasture_land": 0})
    ),
    "M08": Pair(
        lambda: a_dossier(household={"phone": "00000000000"}),
        lambda: a_dossier(household={"phone": "0358-4420000"}),
    ),
    "M09": Pair(
        lambda: family(head={"in_rural_medical_insurance": None}),
        lambda: child("2007-01-01", "03", now={"in_resident_pension": None}),
    ),
    "M10": Pair(lambda: a_dossier(helpings=[]), a_dossier),
}

CAUSES = {
    "C01": Pair(
        lambda: a_dossier(members=[a_member(), a_pupil()]),
        lambda: a_dossier(members=[a_member(), a_pupil(now={"health_status": None})]),
    ),
    "C02": Pair(
        lambda: a_dossier(facts={"main_cause": "02"}),
        lambda: family_and(
            a_member("张残", "23", ending="44", now={"health_status": ("04",)}), facts={"other_causes": ("02",)}
        ),
    ),
    "C03": Pair(
        lambda: a_dossier(members=a_family()[:3], facts={"main_cause": "03"}),
        lambda: a_dossier(facts={"main_cause": "03"}, measures=[a_measure("0505")]),
    ),
    "C04": Pair(lambda: a_dossier(facts={"other_causes": ("01", "07")}), a_dossier),
    "C05": Pair(
        lambda: a_dossier(
            members=[a_member(), a_member("李", "02", sex="2"), a_member("张二", "03"), a_pupil()],
            facts={"main_cause": "08", "other_causes": ()},
        ),
        lambda: a_dossier(facts={"main_cause": "08", "other_causes": ()}),
    ),
    "C06": Pair(
        lambda: a_dossier(facts={"main_cause": "12"}),
        lambda: a_dossier(facts={"main_cause": "12", "cause_note": "连年雹灾后借债"}),
    ),
    "C08": Pair(
        lambda: a_dossier(measures=[a_measure("0101")]),
        lambda: a_dossier(measures=[a_measure("0101"), a_measure(None, category=None)]),
    ),
}

GUARANTEES = {
    "L01": Pair(lambda: on_allowance(flag=False), on_allowance),
    "L02": Pair(lambda: on_allowance("01"), a_dossier),
    "L03": Pair(lambda: guaranteed(born="1960-01-01", now={"labour_skill": "01"}), guaranteed),
    "L04": Pair(
        lambda: on_allowance(income={"five_guarantee_payment": 600}),
        lambda: on_allowance("07", income={"five_guarantee_payment": 600}),
    ),
    "L05": Pair(lambda: guaranteed(paid=0), guaranteed),
    "L06": Pair(
        lambda: guaranteed(born="1975-01-01", now={"health_status": ("01",)}),
        lambda: guaranteed(born="1975-01-01"),
    ),
    "L07": Pair(
        lambda: a_dossier(members=[a_member(born="1945-01-01", now={"labour_skill": "04"})]),
        lambda: a_dossier(members=[a_member(born="1945-01-01", now={"labour_skill": None})]),
    ),
    "L08": Pair(lambda: guaranteed(now={"work_months": 3}), guaranteed),
    "L09": Pair(
        lambda: a_dossier(measures=[a_measure("1001"), a_measure()]),
        on_allowance,
    ),
}

LABOUR = {
    "A01": Pair(
        lambda: child("2003-01-02", "06", now={"labour_skill": "01"}),  # fifteen for two more days
        lambda: child("2002-12-31", "07", now={"labour_skill": None}),
    ),
    "A02": Pair(lambda: family(head={"labour_skill": "05"}), lambda: family(head={"labour_skill": "02"})),
    "A03": Pair(
        lambda: family_and(a_member("张残", "23", ending="42", now={"health_status": ("04",)})),
        lambda: family_and(a_member("张残", "23", ending="43", now={"health_status": ("04",)})),
    ),
    "A04": Pair(
        lambda: child("2001-01-01", "08", now={"labour_skill": "01"}),
        lambda: child("2001-01-01", "08"),
    ),
}

SCHOOL = {
    "A05": Pair(lambda: child("2004-06-01", "07"), lambda: child("2003-06-01", "07")),
    "A06": Pair(lambda: child("1998-01-01", "03"), lambda: child("2008-01-01", "03")),
    "A07": Pair(lambda: child("2013-06-01", "03"), lambda: child("2012-06-01", "03")),
    "A08": Pair(lambda: child("2007-06-01", "05"), lambda: child("2006-06-01", "05")),
    "A09": Pair(lambda: child("1997-06-01", "12"), lambda: child("1998-06-01", "12")),
    "A10": Pair(lambda: child("2001-06-01", "16"), lambda: child("2000-06-01", "16")),
    "A11": Pair(lambda: child("2011-06-01", "02"), lambda: child("2012-06-01", "02")),
    "A12": Pair(
        lambda: child("2009-06-01", "01"),
        lambda: child("2009-06-01", "01", now={"dropout_reason": "03"}),
    ),
    "A13": Pair(
        lambda: child("2009-06-01", "01", now={"dropout_reason": "01"}),
        lambda: child("2009-06-01", "01", now={"dropout_reason": "01", "health_status": ("03",)}),
    ),
    "A14": Pair(
        lambda: family_and(a_member("张大", "03", born="2000-01-01", now={"education_level": "02"})),
        lambda: family_and(a_member("张大", "03", born="2000-01-01")),
    ),
    "A15": Pair(
        lambda: family(head={"school_status": "01"}),
        lambda: family_and(a_member("张大", "03", now={"school_status": "01"}, year=2016), year=2016),
    ),
    "A16": Pair(
        lambda: child("2005-06-01", "05", before={2016: {"school_status": "05"}, 2017: {"school_status": "05"}}),
        lambda: child("2008-06-01", "03", before={2016: {"school_status": "03"}, 2017: {"school_status": "03"}}),
    ),
    "A17": Pair(
        lambda: child("2014-06-01", "02", now={"education_level": "02"}),
        lambda: child("2014-06-01", "02"),
    ),
}

INCOME = {
    "N01": Pair(
        lambda: a_dossier(income={"net_income": 11298}),
        lambda: a_dossier(
            income={
                "transfer_income": Decimal("1200.40"),
                "gross_income": 13200,
                "net_income": 11200,
                "net_income_per_capita": 2800,
            }
        ),
    ),
    "N02": Pair(lambda: a_dossier(income={"business_expense": 14000}), a_dossier),
    "N03": Pair(
        lambda: a_dossier(income={"business_expense": 0}), lambda: a_dossier(income={"business_expense": None})
    ),
    "N04": Pair(lambda: a_dossier(income={"wage_income": 299}), lambda: a_dossier(income={"wage_income": 300})),
    "N05": Pair(lambda: a_dossier(income={"pension_payment": 87}), lambda: a_dossier(income={"pension_payment": 88})),
    "N06": Pair(
        lambda: a_dossier(income={"ecological_compensation": 90}, conditions={"returned_forest_land": 0}),
        lambda: a_dossier(income={"ecological_compensation": 90}, conditions={"returned_forest_land": None}),
    ),
    "N07": Pair(
        lambda: exited(income={"net_income_per_capita": 3000}),
        lambda: exited(facts={"exit_year": 2016}, income={"net_income_per_capita": 3000}),
    ),
    "N08": Pair(
        lambda: a_dossier(income={"net_income_per_capita": 7071}),
        lambda: a_dossier(income={"net_income_per_capita": 7070}),
    ),
    "N09": Pair(lambda: working(0), lambda: working(None)),
    "N10": Pair(lambda: a_dossier(income={"pension_payment": 0}), lambda: a_dossier(income={"pension_payment": None})),
    "N11": Pair(
        lambda: a_dossier(
            income={"business_income": 0, "business_expense": 0}, measures=[a_measure("0101"), a_measure()]
        ),
        lambda: a_dossier(
            income={"business_income": 0, "business_expense": 0}, measures=[a_measure("0106"), a_measure()]
        ),
    ),
    "N12": Pair(lambda: a_dossier(before=before("1800")), lambda: a_dossier(before=before("1900"))),
}
WORK = {
    "W01": Pair(lambda: family(head={"work_months": 24}), lambda: family(head={"work_months": 12})),
    "W02": Pair(
        lambda: family(head={"work_province": None, "work_county": None}),
        lambda: family(head={"work_province": None, "work_county": None, "employer": "样板建筑公司"}),
    ),
    "W03": Pair(
        lambda: family(head={"labour_skill": "03", "health_status": ("03",)}),
        lambda: family(head={"labour_skill": "05", "health_status": ("02",)}),
    ),
    "W04": Pair(
        lambda: child("2003-06-01", "06", now={"work_months": 2}),
        lambda: child("2003-06-01", "06", now={"work_months": 0}),
    ),
    "W07": Pair(lambda: with_post(2), lambda: with_post(0)),
    "W08": Pair(
        lambda: child("2001-06-01", "08", now={"work_months": 2}),
        lambda: child("2001-06-01", "08"),
    ),
    "W09": Pair(lambda: family(person={"person_phone": "1990000"}), a_dossier),
    "W10": Pair(
        lambda: (a_dossier(household={"phone": "1990000-0002"}), a_neighbour()),
        lambda: (a_dossier(), a_neighbour()),
    ),
}

LIVING = {
    "V01": Pair(
        lambda: a_dossier(conditions={"orchard_land": 201}), lambda: a_dossier(conditions={"orchard_land": 200})
    ),
    "V02": Pair(
        lambda: a_neighbour(conditions={"cultivated_land": 51}),
        lambda: a_neighbour(conditions={"cultivated_land": 50}),
    ),
    "V03": Pair(
        lambda: a_dossier(conditions={"returned_forest_land": 6}),
        lambda: a_dossier(conditions={"returned_forest_land": 6, "forest_land": None}),
    ),
    "V04": Pair(
        lambda: a_dossier(conditions={"road_distance_km": Decimal("5.1")}),
        lambda: a_dossier(conditions={"road_distance_km": 5}),
    ),
    "V05": Pair(lambda: a_dossier(conditions={"housing_area": 0}), a_dossier),
    "V06": Pair(lambda: a_dossier(conditions={"house_grade": "3"}), lambda: a_dossier(conditions={"house_grade": "9"})),
    "V07": Pair(
        lambda: a_dossier(conditions={"has_domestic_power": False}),
        lambda: a_dossier(conditions={"has_production_power": False}),
    ),
    "V08": Pair(
        lambda: a_dossier(facts={"relocation_mode": "01", "resettlement_mode": "1"}, conditions={"housing_area": 101}),
        lambda: a_dossier(facts={"relocation_mode": "01", "resettlement_mode": "1"}, conditions={"housing_area": 100}),
    ),
}

EXITED = {
    "X01": Pair(
        lambda: exited(conditions={"is_dangerous_house": True, "house_grade": "4"}),
        exited,
    ),
    "X02": Pair(lambda: exited(conditions={"safe_water_solved": False}), exited),
    "X03": Pair(
        lambda: exited(members=(*a_family(), a_pupil("张二演", born="2009-06-01", now={"school_status": "01"}))),
        lambda: exited(
            members=(
                *a_family(),
                a_pupil(
                    "张二演",
                    born="2009-06-01",
                    now={"school_status": "01", "dropout_reason": "01", "health_status": ("03",)},
                ),
            )
        ),
    ),
    "X04": Pair(
        lambda: exited(members=(*a_family(), a_member("张大", "03", now={"in_rural_medical_insurance": False}))),
        lambda: exited(
            members=(
                *a_family(),
                a_member("张大", "03", now={"in_rural_medical_insurance": False, "is_active_military": True}),
            )
        ),
    ),
    "X05": Pair(
        lambda: exited(members=(*a_family(), a_member("张大", "03", now={"in_major_illness_insurance": False}))),
        exited,
    ),
    "X06": Pair(
        lambda: exited(income={"net_income_per_capita": 2300}),
        lambda: exited(income={"wage_income": None}),  # not known, so not below
    ),
    "X07": Pair(lambda: exited(facts={"exit_year": 2012}), lambda: exited(facts={"exit_year": 2014})),
    "X08": Pair(
        lambda: a_dossier(facts={"poverty_status": "3"}),
        lambda: a_dossier(facts={"poverty_status": "3", "return_cause": "01"}),
    ),
}

HELPERS = {
    "H01": Pair(lambda: a_dossier(helpings=[a_helping({"ended_on": "2018-06"})]), a_dossier),
    "H02": Pair(
        lambda: (
            a_dossier(helpings=[a_helping(helper={"name": "孙演示", "phone": "19900000002", "id_number": None})]),
            a_neighbour(),
        ),
        lambda: (a_dossier(), a_neighbour()),
    ),
    "H03": Pair(
        lambda: a_dossier(helpings=[a_helping(), a_helping({"started_on": "2016-05", "ended_on": "2016-04"})]),
        lambda: a_dossier(helpings=[a_helping(), a_helping({"started_on": "2016-05", "ended_on": "2016-05"})]),
    ),
    "H04": Pair(
        lambda: (
            a_dossier(helpings=[a_helping(helper={"phone": "19900007777"})]),
            a_neighbour(helpings=[a_helping(helper={"phone": "19900007777"})]),
        ),
        lambda: (a_dossier(), a_neighbour()),
    ),
}

MEASURES = {
    "P01": Pair(
        lambda: a_dossier(measures=[a_measure("0502"), a_measure()]),
        lambda: family_and(
            a_pupil("张二演", born="2001-06-01", now={"school_status": "11"}),
            measures=[a_measure("0502"), a_measure()],
        ),
    ),
    "P04": Pair(
        lambda: a_dossier(measures=[a_measure(done_on=f"{YEAR - 1}-06")]),
        lambda: exited(measures=[a_measure(done_on=f"{YEAR - 1}-06")]),
    ),
}

VILLAGES = {
    "B01": Pair(lambda: a_village(collective_income=0), lambda: a_village(is_exited=False, libraries=None)),
    "B02": Pair(lambda: a_village({"cultivated_land": 3001}), lambda: a_village({"cultivated_land": 3000})),
    "B03": Pair(
        lambda: a_village(dangerous_house_households=299, unsafe_water_households=2),
        lambda: a_village(dangerous_house_households=299, unsafe_water_households=1),
    ),
    "B04": Pair(lambda: a_village(has_paved_road_to_township=False), a_village),
}

CASES: dict[str, Pair] = {
    **STRUCTURE,
    **IDENTITY,
    **MISSING,
    **CAUSES,
    **GUARANTEES,
    **LABOUR,
    **SCHOOL,
    **INCOME,
    **WORK,
    **LIVING,
    **EXITED,
    **HELPERS,
    **MEASURES,
    **PROJECTS,
    **VILLAGES,
}
