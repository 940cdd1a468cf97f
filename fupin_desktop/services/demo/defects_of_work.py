"""Slips in school, strength and work of a person: each function breaks one rule, if the household has whom."""

from collections.abc import Callable
from decimal import Decimal

from fupin_desktop.domain.checks.meanings import NO_LABOUR, ORDINARY
from fupin_desktop.services.demo.people import LAST
from fupin_desktop.services.demo.sheets import PersonSheets, Sheets

Breaks = Callable[[Sheets], bool]
_PLACES = ("work_province", "work_city", "work_county", "work_town", "employer")


def _labour_missing(sheets: Sheets) -> bool:
    return sheets.change_year(lambda one: 16 <= one.who.age(LAST) <= 65 and not _is_student(one), labour_skill=None)


def _child_as_labour(sheets: Sheets) -> bool:
    small = sheets.someone(lambda one: one.who.age(LAST) < 16 and not _is_student(one))
    if small and "08" not in sheets.causes() and sheets.home.kind == "ordinary":
        small.year["labour_skill"] = ORDINARY
        return True
    return False


def _adult_without_labour(sheets: Sheets) -> bool:
    """Somebody else must be able, or the household would need the minimum living allowance."""
    able = [one for one in sheets.people if one.year["labour_skill"] == ORDINARY]
    idle = [one for one in able if not one.who.is_ill_or_disabled and LAST not in one.who.jobs]
    fits = [one for one in idle if 18 <= one.who.age(LAST) <= 60 and not one.who.is_soldier]
    if len(able) > 1 and fits and not any(_names(sheets, one) for one in fits[-1:]):
        fits[-1].year |= {"labour_skill": NO_LABOUR, "work_months": None}
        return True
    return False


def _pupil_out_of_school(sheets: Sheets) -> bool:
    if sheets.home.is_out(LAST) or "03" in sheets.causes():
        return False
    return sheets.change_year(lambda one: one.year["school_status"] == "03", school_status=None, education_level="02")


def _both_level_and_status(sheets: Sheets) -> bool:
    return sheets.change_year(lambda one: one.year["school_status"] in ("04", "05", "06"), education_level="02")


def _wrong_stage(sheets: Sheets) -> bool:
    return sheets.change_year(lambda one: one.year["school_status"] in ("08", "09"), school_status="03")


def _too_early_at_college(sheets: Sheets) -> bool:
    senior = ("07", "08")
    return sheets.change_year(
        lambda one: one.year["school_status"] in senior and one.who.age(LAST) < 18, school_status="16"
    )


def _place_of_work_missing(sheets: Sheets) -> bool:
    return sheets.change_year(_works, **dict.fromkeys(_PLACES))


def _worker_without_phone(sheets: Sheets) -> bool:
    return sheets.change(lambda one: _works(one) and not one.is_head, person_phone=None)


def _wages_without_worker(sheets: Sheets) -> bool:
    workers = [one for one in sheets.people if LAST in one.who.jobs]
    if len(workers) == 1 and sheets.income["wage_income"]:
        workers[0].year |= {**dict.fromkeys(_PLACES), "work_months": Decimal(0)}
        return True
    return False


def _is_student(one: PersonSheets) -> bool:
    return bool(one.year["school_status"])


def _works(one: PersonSheets) -> bool:
    return LAST in one.who.jobs and not one.who.jobs[LAST].is_post


def _names(sheets: Sheets, one: PersonSheets) -> bool:
    """Whether a measure of the year is for this person."""
    return any(measure["person_id"] == one.who.id for measure in sheets.measures())


OF_WORK: tuple[tuple[str, Breaks], ...] = (
    ("A12", _pupil_out_of_school),
    ("W02", _place_of_work_missing),
    ("A02", _adult_without_labour),
    ("M03", _labour_missing),
    ("N09", _wages_without_worker),
    ("A15", _both_level_and_status),
    ("W09", _worker_without_phone),
    ("A01", _child_as_labour),
    ("A07", _wrong_stage),
    ("A10", _too_early_at_college),
)
