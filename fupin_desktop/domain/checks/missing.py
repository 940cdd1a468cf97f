"""Checks for blanks (docs/checks.md). Zero is an answer; a column that no file carried is not asked for."""

import re
from collections.abc import Iterator
from functools import cache

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.index import phone_key
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import label, masked_phone, spec_of
from fupin_desktop.domain.policy import Tree

HEALTH = "person_year.health_status"
SKILL = "person_year.labour_skill"
EDUCATION = "person_year.education_level"
SCHOOL = "person_year.school_status"
MEDICAL = "person_year.in_rural_medical_insurance"
PENSION = "person_year.in_resident_pension"
PHONE = "household.phone"
LIVING = tuple(
    f"household_conditions.{name}"
    for name in (
        "has_production_power",
        "has_domestic_power",
        "in_cooperative",
        "road_distance_km",
        "access_road_type",
        "housing_area",
        "has_water_difficulty",
        "is_water_safe",
        "safe_water_solved",
        "main_fuel",
        "has_sanitary_toilet",
    )
)
LAND = tuple(
    f"household_conditions.{name}"
    for name in ("cultivated_land", "forest_land", "pasture_land", "orchard_land", "water_surface")
)


@check("M01", level=Level.M, title="民族没有填", source="R18; GZ 2_01_001", fields=("person.ethnicity",))
def ethnicity_is_given(case: Case) -> Iterator[Remark]:
    """Ethnicity blank."""
    for one in case.subjects:
        if one.person.ethnicity is None:
            yield one.remark("person.ethnicity", "民族没有填。请按户口本补上。")


@check("M02", level=Level.M, title="健康状况没有填", source="R18; GZ 2_01_002", fields=(HEALTH,))
def health_is_given(case: Case) -> Iterator[Remark]:
    """Health blank, or nothing registered of the person in the year."""
    for one in case.subjects:
        if one.now is None:
            yield one.remark(HEALTH, f"{case.year}年的情况（健康、文化、劳动等）还没有登记。请补上。")
        elif not one.health:
            yield one.remark(HEALTH, "健康状况没有填。请补上，健康的也要选“健康”。")


@check("M03", level=Level.M, title="劳动技能没有填", source="R18; GZ 2_01_003", fields=(SKILL,))
def labour_is_given(case: Case) -> Iterator[Remark]:
    """Labour skill blank from 16 to 65."""
    ages = case.parameters("M03")
    for one in case.subjects:
        if one.now and one.labour is None and one.is_aged(ages):
            yield one.remark(SKILL, f"{one.age}周岁，劳动技能没有填。请补上。")


@check(
    "M04",
    level=Level.M,
    title="文化程度、在校生状况没有填",
    source="R18; GZ 3_01_002",
    fields=(f"{EDUCATION}|{SCHOOL}",),
)
def schooling_is_given(case: Case) -> Iterator[Remark]:
    """Since 2018 one of the two is filled; before, education of who is not at school, and status at 6–23."""
    known = case.parameters("M04")
    for one in case.subjects:
        if one.now:
            yield from _schooling_blank(one, known, case.carries(SCHOOL), case.carries(EDUCATION))


def _schooling_blank(one: Subject, known: Tree, has_school: bool, has_education: bool) -> Iterator[Remark]:
    no_education = one.now is not None and one.now.education_level is None
    no_status = one.now is not None and one.now.school_status is None
    if known["either_will_do"]:
        if no_education and no_status:
            yield one.remark(EDUCATION, "文化程度和在校生状况都没有填。在校的填在校生状况，不在校的填文化程度。")
        return
    if no_education and has_education and not one.is_at_school:
        yield one.remark(EDUCATION, "不在校，文化程度没有填。请补上。")
    if no_status and has_school and one.is_aged(known):
        yield one.remark(SCHOOL, f"{one.age}周岁，在校生状况没有填。请补上，不在校的选“非在校生”。")


@check(
    "M05",
    level=Level.M,
    title="主要致贫原因没有填",
    source="R18",
    fields=("household_year.main_cause",),
)
def cause_is_given(case: Case) -> Iterator[Remark]:
    """Main cause blank."""
    if not case.facts or case.facts.main_cause is None:
        yield case.remark("household_year.main_cause", "主要致贫原因没有填。请选一项。")


@check("M06", level=Level.M, title="生产生活条件没有填全", source="R18", fields=("|".join(LIVING),))
def living_is_given(case: Case) -> Iterator[Remark]:
    """Each blank by itself; one remark where the whole sheet is blank."""
    if case.conditions is None:
        asked = next(path for path in LIVING if case.carries(path))
        yield case.remark(asked, f"{case.year}年的生产生活条件还没有登记。请补上。")
    else:
        yield from _blanks(case, LIVING)


@check(
    "M07",
    level=Level.M,
    title="土地面积没有填全",
    source="GZ 3_02_004–006, 5_14_015–020",
    fields=("|".join(LAND),),
)
def land_is_given(case: Case) -> Iterator[Remark]:
    """0 is fine. Where the whole sheet is blank, M06 says so."""
    if case.conditions is not None:
        yield from _blanks(case, LAND)


@check(
    "M08",
    level=Level.M,
    title="户联系电话没有填或不对",
    source="R18; GZ 5_13_003, 4_02_001",
    fields=(PHONE,),
)
def phone_is_given(case: Case) -> Iterator[Remark]:
    """A mobile number or a landline with its area code."""
    phone = case.household.phone
    if not phone:
        yield case.remark(PHONE, "户联系电话没有填。请补上；本户没有电话的，填能找到他的亲属或邻居的电话。")
    elif not is_phone(phone, case.parameters("M08")):
        yield case.remark(PHONE, f"户联系电话“{masked_phone(phone)}”不是手机号，也不是带区号的座机号。请核对。")


@check(
    "M09",
    level=Level.M,
    title="医疗保险、养老保险没有填",
    source="R18; GZ 2_01_006, 2_01_007, 2_12_012",
    fields=(f"{MEDICAL}|{PENSION}",),
)
def insurance_is_given(case: Case) -> Iterator[Remark]:
    """Pension insurance is open from 16 on to who is not at school."""
    ages = case.parameters("M09")
    for one in case.subjects:
        if one.now is None:
            continue
        if one.now.in_rural_medical_insurance is None and case.carries(MEDICAL):
            yield one.remark(MEDICAL, f"{label(MEDICAL)}没有填。请填“是”或“否”。")
        has_none = one.now.in_resident_pension is None and one.now.in_employee_pension is None
        if has_none and case.carries(PENSION) and one.is_aged(ages) and not one.is_at_school:
            yield one.remark(PENSION, f"{label(PENSION)}没有填。请填“是”或“否”。")


@check(
    "M10",
    level=Level.M,
    title="没有登记帮扶责任人",
    source="R18",
    fields=("pairing.helper_id",),
    same_as=("H01",),
)
def helper_is_given(case: Case) -> Iterator[Remark]:
    """Nobody helps on the dossier's day."""
    if not case.dossier.helpers_now:
        yield case.remark("pairing.helper_id", "现在没有帮扶责任人。请登记结对。")


def is_phone(phone: str, forms: Tree) -> bool:
    """Whether it is a number of one of the forms and no placeholder."""
    plain = "".join(phone.split())
    return phone_key(plain) is not None and any(
        _form(forms[name]).match(plain) for name in ("mobile", "landline") if name in forms
    )


@cache
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _blanks(case: Case, paths: tuple[str, ...]) -> Iterator[Remark]:
    for path in paths:
        spec = spec_of(path)
        if getattr(case.conditions, spec.name) is None and spec.on_form_of(case.year) and case.carries(path):
            yield case.remark(path, f"{spec.label}没有填。请补上{'，没有的填0' if path in LAND else ''}。")
