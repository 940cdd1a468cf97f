"""The people of a demo household as rows: persons, memberships, and what each is and does in a year."""

from decimal import Decimal
from typing import Any

from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.demo import body, schooling
from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.events import FROM_SPLIT
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, YEARS, Member, Row, Someone

CITIZEN_CARD, DISABILITY_CARD = "01", "09"  # C-12
PARTY, LEAGUE, NONE = "01", "03", "13"  # C-13
DISABILITY_KEEPS_AWAY = "02"
NUMBERED_BIRTHDAYS = 9  # in one household of so many the birthday is written beside the number


def person_rows(home: Home) -> list[Row]:
    """The lasting part of the members; who came by a split is already registered."""
    return [
        row
        for member in home.members
        for row in (*(() if member.join_reason == FROM_SPLIT else (_person(home, member),)), _membership(home, member))
    ]


def _person(home: Home, member: Member) -> Row:
    who = member.who
    number = who.number + who.certificate
    born = who.born.isoformat() if home.number % NUMBERED_BIRTHDAYS == 0 or who.age(LAST) == 0 else None
    values: dict[str, Any] = {
        "person_code": who.code,
        "name": who.name,
        "sex": who.sex,
        "id_type": DISABILITY_CARD if who.certificate else CITIZEN_CARD,
        "id_number": number,
        "birth_date": born,
        "ethnicity": who.ethnicity,
        "person_phone": who.phone,
        "person_status": "1",
        "first_identified": (member.joined_on or home.first_identified)[:7],
    }
    return ("person", who.id, values)


def _membership(home: Home, member: Member) -> Row:
    values: dict[str, Any] = {
        "household_id": home.id,
        "person_id": member.who.id,
        "relation_to_head": member.relation,
        "position": member.position,
        "joined_on": member.joined_on,
        "join_reason": member.join_reason,
        "left_on": member.left_on,
        "leave_reason": member.leave_reason,
    }
    return ("membership", new_id(home.rng), values)


def year_rows(home: Home, year: int) -> list[Row]:
    """What the members are and do in that year; a blank that the year's form does not have stays out."""
    return [
        ("person_year", yearly_id("person_year", member.who.id, year), _facts(home, member.who, year))
        for member in home.here(year)
    ]


def _facts(home: Home, who: Someone, year: int) -> dict[str, Any]:
    status = schooling.status(who, year)
    return {
        "person_id": who.id,
        "year": year,
        **_school(who, status, year),
        "health_status": body.health(who, year),
        "illness_name": who.illness or None,
        "illness_grade": who.illness_grade or None,
        "labour_skill": body.labour(who, year),
        **_work(who, year),
        **_insurance(home, who, status, year),
        "is_active_military": who.is_soldier if year == LAST or who.is_soldier else None,
        "political_status": _politics(who, status, year) if year == LAST else None,
    }


def _school(who: Someone, status: str | None, year: int) -> dict[str, Any]:
    """Since 2018 either the status or the level; before, 非在校生 beside the level at the ages of school."""
    level = None if status else schooling.education(who, year)
    kept_away = schooling.is_taught_at_home(who, year) and who.age(year) >= 6
    if year == LAST:
        return {
            "education_level": level,
            "school_status": status,
            "dropout_reason": DISABILITY_KEEPS_AWAY if kept_away else None,
        }
    if kept_away:  # on the roll of the primary school, which is all that the older forms ask for
        return {"school_status": schooling.PRIMARY_SCHOOL}
    if status is None and 6 <= who.age(year) <= 23:
        status = schooling.NOT_AT_SCHOOL
    return {"education_level": level, "school_status": status}


def _work(who: Someone, year: int) -> dict[str, Any]:
    job = who.jobs.get(year)
    if job is None:
        able = body.is_able(who, year) and year == LAST
        return {"work_months": Decimal(0)} if able else {}
    place: dict[str, Any]
    if year <= YEARS[0]:
        place = {"work_status": job.place["status"]}
    else:
        names = ("山西省", "吕梁市", "临县", "样板乡") if job.is_post else job.place["place"]
        place = dict(zip(("work_province", "work_city", "work_county", "work_town"), names, strict=True))
    return place | {"employer": job.employer or None, "work_months": Decimal(job.months)}


def _insurance(home: Home, who: Someone, status: str | None, year: int) -> dict[str, Any]:
    grown = who.age(year) >= 16 and not status and not who.is_soldier
    found: dict[str, Any] = {
        "in_rural_medical_insurance": not who.is_soldier,
        "in_resident_pension": grown and who.in_resident_pension,
    }
    if year > YEARS[0]:
        found["in_major_illness_insurance"] = None if who.is_soldier else True
    if year == LAST:
        found |= {
            "in_employee_pension": grown and who.in_employee_pension,
            "supplementary_medical": home.number % 2 == 0,
            "accident_insurance_subsidy": year in who.jobs,
            "gets_minimum_living": who.gets_allowance,
            "speaks_mandarin": 3 <= who.age(year) < 60 or (who.age(year) < 70 and who.is_skilled),
        }
    return found


def _politics(who: Someone, status: str | None, year: int) -> str:
    if who.age(year) < 14:
        return NONE
    if who.is_party_member:
        return PARTY
    return LEAGUE if who.is_soldier or (status and status >= "07") else NONE
