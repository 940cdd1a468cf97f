"""Checks of work for wages (docs/checks.md); W07, public posts, stands with the measures.

W05 and W06 need the dates and the monthly wage of each job, which no form of this registry has.
"""

from collections.abc import Iterator

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.index import PhoneRow, phone_key
from fupin_desktop.domain.checks.meanings import UNABLE
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject
from fupin_desktop.domain.checks.wording import labels, masked_phone, number, said, spec_of

MONTHS = "person_year.work_months"
SKILL = "person_year.labour_skill"
SCHOOL = "person_year.school_status"
PERSON_PHONE = "person.person_phone"
HOUSEHOLD_PHONE = "household.phone"
AGE = "person.id_number|person.birth_date"
PLACES = tuple(
    f"person_year.{name}"
    for name in ("work_status", "work_province", "work_city", "work_county", "work_town", "employer")
)
AWAY = PLACES[:-1]


@check("W01", level=Level.E, title="务工时间不在0—12个月之间", source="R18", fields=(MONTHS,))
def months_fit_a_year(case: Case) -> Iterator[Remark]:
    """A year has twelve months."""
    known = case.parameters("W01")
    for one in case.subjects:
        if one.months is not None and not known["months_from"] <= one.months <= known["months_to"]:
            yield one.remark(MONTHS, f"务工时间填了{number(one.months)}个月，一年只有12个月。请改正。")


@check(
    "W02",
    level=Level.W,
    title="有务工地点没有时间，或有时间没有地点",
    source="R18",
    fields=(MONTHS, "|".join(PLACES)),
)
def work_has_place_and_time(case: Case) -> Iterator[Remark]:
    """An employer tells of work, but is not asked of everybody who works."""
    asked = [path for path in AWAY if case.carries(path) and spec_of(path).on_form_of(case.year)]
    for one in case.subjects:
        given = [path for path in PLACES if _of(one, path)]
        if given and not one.months:
            yield one.remark(
                MONTHS,
                f"填了{labels(given)}，务工时间却{'是0' if one.months == 0 else '没有填'}。请补上务工几个月。",
            )
        elif one.months and asked and not given:
            yield one.remark(asked[0], f"务工{number(one.months)}个月，没有填在哪里务工。请补上务工地点。")


@check(
    "W03",
    level=Level.W,
    title="无劳动能力的人在务工",
    source="R18; GZ 2_12_004",
    fields=(MONTHS, SKILL),
    same_as=("W04", "W08"),
)
def workers_are_able(case: Case) -> Iterator[Remark]:
    """Labour lost or none."""
    for one in case.subjects:
        if one.labour in UNABLE and one.works:
            yield one.remark(
                MONTHS, f"劳动技能是{said(SKILL, one.labour)}，却登记{_work(one)}。请核对劳动技能和务工时间。"
            )


@check("W04", level=Level.W, title="未满16周岁在务工", source="GZ 5_16_010", fields=(MONTHS, AGE))
def children_do_not_work(case: Case) -> Iterator[Remark]:
    """Under 16 on the dossier's day: nobody of that age has begun lawfully."""
    grown = case.parameters("W04")["age_from"]
    for one in case.subjects:
        if one.age is not None and one.age < grown and one.works:
            yield one.remark(MONTHS, f"{one.age}周岁，却登记{_work(one)}。请核对出生日期和务工时间。")


@check(
    "W08",
    level=Level.W,
    title="在校生登记务工",
    source="GZ 4_01_006",
    fields=(MONTHS, SCHOOL),
    same_as=("W04",),
)
def students_do_not_work(case: Case) -> Iterator[Remark]:
    """Whoever is at school."""
    for one in case.subjects:
        if one.is_at_school and one.works and one.now:
            yield one.remark(
                MONTHS,
                f"在校生状况是{said(SCHOOL, one.now.school_status)}，却登记{_work(one)}。"
                "已毕业的请改在校生状况；假期打工的不用登记。",
            )


@check(
    "W09",
    level=Level.W,
    title="务工的人没有手机号或号码不对",
    source="GZ 2_01_013–014",
    fields=(MONTHS, PERSON_PHONE),
)
def workers_can_be_called(case: Case) -> Iterator[Remark]:
    """A number of 11 digits."""
    digits = case.parameters("W09")["phone_digits"]
    for one in case.subjects:
        if one.works:
            phone = one.person.person_phone
            if not phone:
                yield one.remark(PERSON_PHONE, f"登记{_work(one)}，没有留联系电话。请补上手机号。")
            elif len(phone_key(phone) or "") != digits:
                yield one.remark(
                    PERSON_PHONE,
                    f"登记{_work(one)}，联系电话“{masked_phone(phone)}”不是{digits}位手机号。请核对。",
                )


@check(
    "W10",
    level=Level.W,
    title="不同的户留了同一个电话",
    source="GZ 5_15_021–022",
    fields=(f"{HOUSEHOLD_PHONE}|{PERSON_PHONE}",),
    reads=("household", "person"),
)
def phone_is_the_households_own(case: Case) -> Iterator[Remark]:
    """Each phone is told once, at the household's own field if it stands there."""
    told: set[str] = set()
    home = case.household
    for phone, one in ((home.phone, None), *((one.person.person_phone, one) for one in case.subjects)):
        key = phone_key(phone)
        other = _elsewhere(case, key) if key and key not in told else None
        if phone and key and other:
            told.add(key)
            message = (
                f"联系电话{masked_phone(phone)}与{other.head_name}户（户编号{other.household_code or '未编'}）"
                f"{other.name}的电话相同。请核对是谁的号码。"
            )
            yield one.remark(PERSON_PHONE, message) if one else case.remark(HOUSEHOLD_PHONE, f"户{message}")


def _elsewhere(case: Case, key: str) -> PhoneRow | None:
    rows = case.context.seen.phones.get(key, ())
    return next((row for row in rows if row.household_id != case.household.id), None)


def _of(one: Subject, path: str) -> str | None:
    return getattr(one.now, path.partition(".")[2], None)


def _work(one: Subject) -> str:
    return f"务工{number(one.months)}个月" if one.months else "务工"
