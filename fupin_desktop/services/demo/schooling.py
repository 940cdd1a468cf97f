"""School by birthday and year: which stage and grade, and what education is left afterwards (C-07, C-08)."""

from random import Random

from fupin_desktop.services.demo.draws import weighted
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Someone
from fupin_desktop.services.demo.words import words

HOME_CHILD, ILLITERATE, PRIMARY, JUNIOR, SENIOR, COLLEGE = "06", "01", "02", "03", "04", "05"  # C-07
NOT_AT_SCHOOL = "01"  # C-08
NURSERY, PRIMARY_SCHOOL = "02", "03"
# School status by years since the 31st of August after which a child of three may begin.
_COMPULSORY = {**dict.fromkeys(range(3, 6), NURSERY), **dict.fromkeys(range(6, 12), PRIMARY_SCHOOL)} | {
    12: "04",
    13: "05",
    14: "06",
}
_AFTER = {
    "senior": {15: "07", 16: "08", 17: "09"},
    "university": {15: "07", 16: "08", 17: "09", 18: "16", 19: "16", 20: "16", 21: "16"},
    "senior_college": {15: "07", 16: "08", 17: "09", 18: "13", 19: "14", 20: "15"},
    "vocational": {15: "10", 16: "11", 17: "12"},
    "college": {15: "10", 16: "11", 17: "12", 18: "13", 19: "14", 20: "15"},
    "work": {},
}
_LAST_YEAR = {"university": 21, "senior_college": 20, "college": 20}
_GRADUATES = frozenset(_LAST_YEAR)
TAUGHT_AT_HOME = frozenset({"51", "52", "61", "71"})  # heavy certificates that keep a child from school


def send_to_school(home: Home) -> None:
    """Decide for everybody where school leads, or where it has led."""
    for member in home.members:
        who = member.who
        if who.age(LAST) <= 24:
            who.path = who.path or _path(home.rng)
            who.education = COLLEGE if who.path in _GRADUATES else JUNIOR if who.path == "work" else SENIOR
        else:
            who.education = _education(home.rng, who.age(LAST))


def status(who: Someone, year: int) -> str | None:
    """The C-08 code of whoever is at school that year; None for all others."""
    stage = _school_age(who, year)
    if who.is_soldier or is_taught_at_home(who, year):
        return None
    if stage < 15:
        return _COMPULSORY.get(stage)
    return _AFTER.get(who.path, {}).get(stage) if who.age(LAST) <= 24 else None


def is_taught_at_home(who: Someone, year: int) -> bool:
    """Whether a heavily disabled child of school age stays at home."""
    return who.certificate in TAUGHT_AT_HOME and 3 <= _school_age(who, year) < 15


def education(who: Someone, year: int) -> str:
    """The C-07 code of whoever is not at school that year."""
    stage = _school_age(who, year)
    if is_taught_at_home(who, year):
        return ILLITERATE if stage >= 6 else HOME_CHILD
    if stage < 6:
        return HOME_CHILD
    if who.age(LAST) > 24:
        return who.education
    return _reached(who, stage)


def _reached(who: Someone, stage: int) -> str:
    """What a young person has behind him by that year."""
    if who.certificate in TAUGHT_AT_HOME:
        return ILLITERATE if stage < 15 else JUNIOR
    if stage > _LAST_YEAR.get(who.path, 99):
        return COLLEGE
    return SENIOR if stage > 17 and who.path != "work" else JUNIOR


def _school_age(who: Someone, year: int) -> int:
    """Full years on the 31st of August."""
    return year - who.born.year - (who.born.month >= 9)


def _path(rng: Random) -> str:
    known = words("people")["school"]
    first = weighted(rng, known["after_junior"])
    if first == "senior":
        then = weighted(rng, known["after_senior"])
        return {"university": "university", "college": "senior_college"}.get(then, "senior")
    if first == "vocational":
        return "college" if weighted(rng, known["after_vocational"]) == "college" else "vocational"
    return "work"


def _education(rng: Random, age: int) -> str:
    rows = words("people")["school"]["education"]
    return weighted(rng, next(weights for most, weights in rows if age <= most))
