"""Slips in land, house, water and income of a household: each function breaks one rule, if it can there."""

from collections.abc import Callable
from decimal import Decimal

from fupin_desktop.services.demo.people import LAST
from fupin_desktop.services.demo.sheets import Sheets

Breaks = Callable[[Sheets], bool]


def _fuel_missing(sheets: Sheets) -> bool:
    sheets.living["main_fuel"] = None
    return True


def _land_missing(sheets: Sheets) -> bool:
    sheets.living["orchard_land"] = None
    return True


def _far_from_the_road(sheets: Sheets) -> bool:
    sheets.living["road_distance_km"] = Decimal("7.5")
    return True


def _no_house(sheets: Sheets) -> bool:
    sheets.living["housing_area"] = Decimal(0)
    return True


def _grade_against_danger(sheets: Sheets) -> bool:
    if sheets.home.is_out(LAST) or sheets.living["is_dangerous_house"]:
        return False
    sheets.living["house_grade"] = "3"
    return True


def _no_power(sheets: Sheets) -> bool:
    sheets.living["has_domestic_power"] = False
    return True


def _more_returned_than_forest(sheets: Sheets) -> bool:
    """The decimal point slipped: trees on more land than there is forest."""
    if sheets.home.land["pasture_land"] or not sheets.home.land["returned_forest_land"]:
        return False
    sheets.living["forest_land"] = Decimal(0)
    return True


def _compensation_without_land(sheets: Sheets) -> bool:
    if not sheets.income["ecological_compensation"]:
        return False
    sheets.living["returned_forest_land"] = Decimal(0)
    return True


def _sum_does_not_hold(sheets: Sheets) -> bool:
    if sheets.income.get("gross_income") is None:
        return False
    sheets.income["gross_income"] += 100
    return True


def _exited_without_water(sheets: Sheets) -> bool:
    if not sheets.home.is_out(LAST):
        return False
    sheets.living["safe_water_solved"] = False
    return True


OF_LIVING: tuple[tuple[str, Breaks], ...] = (
    ("V06", _grade_against_danger),
    ("N01", _sum_does_not_hold),
    ("V04", _far_from_the_road),
    ("M06", _fuel_missing),
    ("N06", _compensation_without_land),
    ("X02", _exited_without_water),
    ("V05", _no_house),
    ("M07", _land_missing),
    ("V07", _no_power),
    ("V03", _more_returned_than_forest),
)
