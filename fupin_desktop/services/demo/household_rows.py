"""A demo household as rows: the household itself and what it is in each year."""

from typing import Any

from fupin_desktop.domain.checks.meanings import EXITED, POOR, PRE_EXIT, RETURNED, STABLE
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.demo.draws import between, one_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.numbers import Numbers
from fupin_desktop.services.demo.people import LAST, YEARS, Row
from fupin_desktop.services.demo.situation import Situation
from fupin_desktop.services.demo.standing import BY_DISABILITY, BY_ILLNESS
from fupin_desktop.services.demo.words import words

_ATTRIBUTES = {  # C-02 by kind: poor, exited
    "ordinary": ("01", "05"),
    "minimum_living": ("04", "02"),
    "five_guarantee": ("06", "03"),
    "both": ("07", "08"),
}
STABLE_AFTER = 3  # years


def household_row(home: Home, numbers: Numbers) -> Row:
    """The lasting part."""
    rng, head, known = home.rng, home.head, words("villages")
    has_account = rng.random() < 0.9
    values: dict[str, Any] = {
        "household_code": home.code,
        "village_code": home.village.code,
        "natural_village_code": f"{home.village.code}{home.village.groups.index(home.group) + 1:02d}",
        "villager_group": f"{home.group}小组",
        "address": f"{home.village.name}{home.group}{one_of(rng, known['yards'])}{between(rng, 1, 60)}号院",
        "head_name": head.name,
        "head_person_code": head.code,
        "head_id_number": head.number + head.certificate,
        "phone": home.phone(),
        "bank_name": one_of(rng, known["banks"]) if has_account else None,
        "bank_account": numbers.account() if has_account else None,
        "first_identified": home.first_identified,
    }
    return ("household", home.id, values)


def status(home: Home, year: int) -> str:
    """The C-03 code."""
    if home.return_year and year >= home.return_year:
        return RETURNED
    if home.is_out(year):
        return STABLE if year - (home.exit_year or year) >= STABLE_AFTER and home.number % 2 else EXITED
    return PRE_EXIT if home.is_pre_exit and year == LAST else POOR


def household_year_row(home: Home, state: Situation | None, year: int) -> Row:
    """What the household is in the year; without a situation, only what the status needs."""
    poor, exited = _ATTRIBUTES[home.kind]
    values: dict[str, Any] = {
        "household_id": home.id,
        "year": year,
        "identification_standard": "02" if home.number % 29 == 0 else "01",
        "household_attribute": exited if home.is_out(year) else poor,
        "main_cause": home.main_cause,
        "other_causes": home.other_causes,
        "cause_note": _note(home, state) if year == LAST or home.main_cause == "12" else None,
        "poverty_status": status(home, year),
        "exit_year": home.exit_year if home.exit_year and home.exit_year <= year else None,
        "planned_exit_year": _planned(home),
        "member_count": len(home.here(year)) if home.number % 13 else None,
        "is_valid": True,
    }
    if home.return_year == year:
        values |= {"return_year": year, "return_cause": one_of(home.rng, words("living")["return_causes"]["codes"])}
    if year in (home.exit_year, home.return_year):
        values["change_year"] = year
    if not home.is_out(year):
        values["not_exited_reason"] = _why_not(home, year)
    if state is not None:
        values |= _flags(home, year) | _relocation(home, year)
    return ("household_year", yearly_id("household_year", home.id, year), values)


def _planned(home: Home) -> int | None:
    """Most exits come as planned, some a year early; who is still poor is planned for later. Asked since 2016."""
    if home.exit_year:
        return home.exit_year + (home.number % 11 == 0) if home.exit_year >= YEARS[0] else None
    return LAST if home.number % 9 == 0 else LAST + 1 + home.number % 2


def _note(home: Home, state: Situation | None) -> str:
    who = {BY_ILLNESS: "ill", BY_DISABILITY: "disabled"}.get(home.main_cause, "")
    meant = (state.who.get(who) if state else None) or home.head
    note = one_of(home.rng, words("living")["cause_notes"][home.main_cause])
    return note.format(who=meant.name, illness=meant.illness or "慢性病")


def _flags(home: Home, year: int) -> dict[str, Any]:
    children = [member for member in home.members if member.relation in ("03", "04")]
    daughters = all(member.relation == "04" for member in children)
    return {
        "is_martyr_or_military_family": home.tag == "soldier",
        "is_only_child_household": home.tag == "one_daughter",
        "is_two_daughter_household": len(children) == 2 and daughters,
        "is_key_target": home.return_year is not None or home.is_pre_exit,
    }


def _relocation(home: Home, year: int) -> dict[str, Any]:
    """Mode and place stand from the year of moving on: until then the old house is the one that is measured."""
    if "moved" not in home.improved:
        return {"wants_relocation": False}
    found: dict[str, Any] = {"wants_relocation": True}
    if home.has("moved", year):
        found |= {
            "relocation_mode": "02" if home.number % 3 else "03",
            "resettlement_mode": "1" if home.number % 5 else "0",
            "resettlement_place": "02" if home.number % 5 else "04",
        }
    else:
        found["relocation_difficulties"] = one_of(home.rng, words("living")["relocation"]["difficulties"])
    return found


def _why_not(home: Home, year: int) -> str:
    """The reason that fits best (C-24)."""
    if home.kind == "five_guarantee":
        return "08"
    if home.improved.get("moved", 0) > year:
        return "10"
    if home.first_identified == f"{year - 1}-12":
        return "03"
    if home.kind == "minimum_living" and not home.means.products:
        return "09"
    return {BY_DISABILITY: "04", BY_ILLNESS: "05", "03": "06"}.get(home.main_cause, "07")
