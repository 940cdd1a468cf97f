"""Classes of households: who is in one and by which facts, and which measures fit."""

from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.domain.dossier import Dossier, HouseholdInYear, Member
from fupin_desktop.domain.groups import InGroup, classify, groups
from fupin_desktop.domain.policy import shipped_policy
from fupin_desktop.domain.waiting import waiting


def home(cause: str | None = None, measures: tuple[AssistanceMeasure, ...] = (), **conditions: Any) -> Dossier:
    facts = HouseholdYear(id="y", household_id="h", year=2018, main_cause=cause, poverty_status="0")
    living = HouseholdConditions(id="c", household_id="h", year=2018, **conditions)
    now = HouseholdInYear(year=2018, facts=facts, conditions=living)
    able = Member(
        person=Person(id="p", name="张来福"),
        membership=Membership(id="m", person_id="p", household_id="h", relation_to_head="01"),
        now=PersonYear(
            id="py", person_id="p", year=2018, labour_skill="01", work_months=(conditions and Decimal(6)) or None
        ),
    )
    return Dossier(
        household=Household(id="h"),
        year=2018,
        day=date(2018, 12, 31),
        years={2018: now},
        measures=measures,
        members=(able,),
    )


def found(dossier: Dossier) -> dict[str, InGroup]:
    return {one.group.key: one for one in classify(dossier, shipped_policy())}


def measure(kind: str, day: str = "2018-05-01") -> AssistanceMeasure:
    return AssistanceMeasure(id=f"m{kind}", kind=kind, done_on=day)


def test_the_cause_puts_a_household_into_its_class_and_says_so() -> None:
    ill = found(home("01"))["ill"]
    assert ill.facts == ("主要致贫原因 因病",)
    assert ill.measure_ids == ()
    assert "schooling" not in found(home("01"))


def test_a_fitting_measure_of_the_year_counts_and_a_whole_class_of_kinds_fits() -> None:
    assert found(home("01", (measure("0603"),)))["ill"].measure_ids == ("m0603",)
    assert found(home("01", (measure("0603", "2017-05-01"),)))["ill"].measure_ids == ()
    assert found(home("01", (measure("0101"),)))["ill"].measure_ids == ()


def test_a_member_without_work_brings_his_household_into_a_class_by_name() -> None:
    assert found(home())["able"].facts == ("张来福：劳动技能 普通劳动力，务工时间 没有填",)
    assert "able" not in found(home(orchard_land=Decimal(1)))  # there he has worked six months


def test_land_counts_from_its_area_and_a_blank_is_in_no_class() -> None:
    assert found(home(orchard_land=Decimal(2)))["land"].facts == ("林果面积 2 亩",)
    assert "land" not in found(home(orchard_land=Decimal("1.9")))
    assert "unsafe_house" not in found(home())


def test_a_class_without_its_measure_waits_on_the_page() -> None:
    keys = [matter.key for matter, _ in waiting(home("03"), shipped_policy())]
    assert "no_fitting_measure" in keys
    helped = [matter.key for matter, _ in waiting(home("03", (measure("0502"),)), shipped_policy())]
    assert "no_fitting_measure" not in helped


def test_every_class_names_kinds_that_exist() -> None:
    from fupin_desktop.catalogue.codes import code_table

    known = {item.code for item in code_table("measure_kind").choices(2018)}
    assert all(set(one.measures) <= known for one in groups(shipped_policy()))
