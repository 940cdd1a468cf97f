"""Slips in who a person is and what he is entitled to: each function breaks one rule, if the household has whom."""

from collections.abc import Callable

from fupin_desktop.domain.checks.meanings import ORDINARY
from fupin_desktop.services.demo.people import LAST
from fupin_desktop.services.demo.sheets import PersonSheets, Sheets

Breaks = Callable[[Sheets], bool]


def _plain(one: PersonSheets) -> bool:
    """Neither head nor disabled, so that the number stands in one place only."""
    return not one.is_head and not one.who.certificate


def _number_missing(sheets: Sheets) -> bool:
    return sheets.change(lambda one: _plain(one) and one.who.age(LAST) < 16, id_number=None, birth_date=None)


def _wrong_check_digit(sheets: Sheets) -> bool:
    one = sheets.someone(_plain)
    if one:
        number = one.who.number
        one.lasting["id_number"] = number[:17] + str((int(number[16]) + 3) % 10 if number[17] == "X" else "X")
    return one is not None


def _card_instead_of_certificate(sheets: Sheets) -> bool:
    one = sheets.someone(lambda one: not one.is_head and one.who.certificate)
    if one:
        one.lasting |= {"id_type": "01", "id_number": one.who.number}
    return one is not None


def _old_number(sheets: Sheets) -> bool:
    one = sheets.someone(lambda one: _plain(one) and one.who.age(LAST) > 50)
    if one:
        one.lasting["id_number"] = one.who.number[:6] + one.who.number[8:17]
    return one is not None


def _ethnicity_missing(sheets: Sheets) -> bool:
    return sheets.change(lambda one: True, ethnicity=None)


def _health_missing(sheets: Sheets) -> bool:
    return sheets.change_year(lambda one: not one.who.is_ill_or_disabled, health_status=None)


def _insurance_missing(sheets: Sheets) -> bool:
    return sheets.change_year(lambda one: True, in_rural_medical_insurance=None)


def _allowance_in_ordinary_household(sheets: Sheets) -> bool:
    return sheets.home.kind == "ordinary" and sheets.change_year(lambda one: True, gets_minimum_living=True)


def _nobody_on_allowance(sheets: Sheets) -> bool:
    """Where somebody can work: else the household ought to be on the allowance, and that were a second finding."""
    has_labour = any(one.year["labour_skill"] == ORDINARY for one in sheets.people)
    if sheets.home.kind != "minimum_living" or not has_labour or len(sheets.people) != len(sheets.home.here(LAST)):
        return False
    for one in sheets.people:
        one.year["gets_minimum_living"] = False
    return True


def _exited_without_insurance(sheets: Sheets) -> bool:
    return sheets.home.is_out(LAST) and sheets.change_year(
        lambda one: one.who.age(LAST) >= 18, in_rural_medical_insurance=False
    )


def _son_for_daughter(sheets: Sheets) -> bool:
    one = sheets.someone(lambda one: one.member.relation == "04")
    if one:
        one.place["relation_to_head"] = "03"
    return one is not None


def _relation_missing(sheets: Sheets) -> bool:
    one = sheets.someone(lambda one: one.member.relation in ("03", "07", "12"))
    if one:
        one.place["relation_to_head"] = None
    return one is not None


OF_PEOPLE: tuple[tuple[str, Breaks], ...] = (
    ("I01", _number_missing),
    ("M02", _health_missing),
    ("I04", _wrong_check_digit),
    ("L02", _allowance_in_ordinary_household),
    ("X04", _exited_without_insurance),
    ("I10", _card_instead_of_certificate),
    ("S09", _son_for_daughter),
    ("I12", _old_number),
    ("M01", _ethnicity_missing),
    ("L01", _nobody_on_allowance),
    ("S11", _relation_missing),
    ("M09", _insurance_missing),
)
