"""Slips in what a household is and what was done for it: each function breaks one rule, if it can there."""

from collections.abc import Callable

from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.people import LAST
from fupin_desktop.services.demo.sheets import Sheets

Breaks = Callable[[Sheets], bool]
_FREE = ("1200", "1400", "0506")  # measures that nothing else depends on


def _cause_twice(sheets: Sheets) -> bool:
    sheets.year["other_causes"] = tuple(sorted({sheets.home.main_cause, *sheets.home.other_causes[:1]}))
    return True


def _illness_of_nobody(sheets: Sheets) -> bool:
    healthy = not any(member.who.is_ill_or_disabled for member in sheets.home.here(LAST))
    return healthy and _add_cause(sheets, "01")


def _pupil_of_nobody(sheets: Sheets) -> bool:
    return not any(one.year["school_status"] for one in sheets.people) and _add_cause(sheets, "03")


def _cause_not_explained(sheets: Sheets) -> bool:
    if not _add_cause(sheets, "12"):
        return False
    sheets.year["cause_note"] = None
    return True


def _add_cause(sheets: Sheets, cause: str) -> bool:
    if cause in sheets.causes() or len(sheets.people) != len(sheets.home.here(LAST)):
        return False
    sheets.year["other_causes"] = (cause,)
    return True


def _miscounted(sheets: Sheets) -> bool:
    if sheets.home.is_out(LAST) or sheets.year["member_count"] is None:
        return False
    sheets.year["member_count"] += 1
    sheets.income |= {"net_income": None, "net_income_per_capita": None}
    return True


def _cause_missing(sheets: Sheets) -> bool:
    sheets.year["main_cause"] = None
    return True


def _phone_missing(sheets: Sheets) -> bool:
    sheets.lasting["phone"] = None
    return True


def _exit_year_missing(sheets: Sheets) -> bool:
    if not sheets.home.is_out(LAST):
        return False
    sheets.year["exit_year"] = None
    return True


def _paired_twice(sheets: Sheets) -> bool:
    home = sheets.home
    values = {"household_id": home.id, "helper_id": home.helps[0].helper.id, "started_on": home.helps[0].started_on}
    home.rows.append(("pairing", new_id(home.rng), values))
    return True


def _subsidy_of_nobody(sheets: Sheets) -> bool:
    if any(member.who.certificate for member in sheets.home.members):
        return False
    return _other_measure(sheets, {"kind": "1007", "content": "发放残疾人补贴", "category": "M6"})


def _grant_of_nobody(sheets: Sheets) -> bool:
    vocational = {"10", "11", "12", "13", "14", "15"}
    years = [values for record, _, values in sheets.home.rows if record == "person_year"]
    if any(values["school_status"] in vocational for values in years):
        return False
    return _other_measure(sheets, {"kind": "0502", "content": "享受雨露计划补助2000元", "category": "M1"})


def _other_measure(sheets: Sheets, values: dict[str, str]) -> bool:
    measure = next((one for one in sheets.measures() if one["kind"] in _FREE), None)
    if measure is None:
        return False
    measure |= values
    return True


OF_HOUSEHOLDS: tuple[tuple[str, Breaks], ...] = (
    ("C04", _cause_twice),
    ("M08", _phone_missing),
    ("X07", _exit_year_missing),
    ("C01", _illness_of_nobody),
    ("S03", _miscounted),
    ("C06", _cause_not_explained),
    ("P01", _grant_of_nobody),
    ("H03", _paired_twice),
    ("C03", _pupil_of_nobody),
    ("L09", _subsidy_of_nobody),
    ("M05", _cause_missing),
)
