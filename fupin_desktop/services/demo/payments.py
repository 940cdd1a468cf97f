"""What comes without work: pensions, guarantees, compensation, dividends and rents of a demo household."""

from decimal import Decimal

from fupin_desktop.domain.checks.meanings import school_stages
from fupin_desktop.services.demo.body import HEAVY
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import YEARS, Someone
from fupin_desktop.services.demo.schooling import status
from fupin_desktop.services.demo.words import words
from fupin_desktop.services.demo.worksheet import Line

PENSION_FROM, OLD_AGE_FROM = 60, 80


def payments(home: Home, people: list[Someone], year: int) -> list[Line]:
    """The payments that follow from who lives there and what land there is."""
    known, at = words("income")["payments"], YEARS.index(year)
    lines = [line for who in people for line in _personal(who, year)]
    land = home.land
    if land["returned_forest_land"]:
        lines.append(_per_mu("d05", "退耕还林补助", land["returned_forest_land"], known["returned_forest_mu"][at]))
        spare = land["forest_land"] - land["returned_forest_land"]
        if spare > 0:
            lines.append(_per_mu("d06", "公益林补偿", spare, known["public_forest_mu"][at]))
    if land["cultivated_land"]:
        lines.append(_per_mu("d10", "耕地地力补贴", land["cultivated_land"], known["farmland_mu"][at]))
    if home.kind in ("five_guarantee", "both"):
        lines.append(_plain("d03", "特困供养金", known["five_guarantee_year"][at]))
    if home.means.gets_family_planning:
        lines.append(_plain("d01", "计生奖扶金", known["family_planning_year"][at]))
    if home.means.gets_heating:
        lines.append(_plain("d17", "取暖补贴", known["heating_year"][at]))
    return lines


def _personal(who: Someone, year: int) -> list[Line]:
    known, at = words("income")["payments"], YEARS.index(year)
    lines: list[Line] = []
    months = pension_months(who, year)
    if months:
        lines.append(_monthly("d04", who, months, known["pension_month"][at]))
    if who.age(year) >= OLD_AGE_FROM:
        lines.append(_monthly("d11", who, 12, known["old_age_month"][at]))
    if who.certificate and who.certificate[1] in HEAVY:
        lines.append(_monthly("d13", who, 12, known["disability_month"][at]))
    school = school_grant(who, year)
    if school:
        lines.append(Line("d14", f"{who.name}助学金", None, "", None, school * 100, who.id))
    return lines


def school_grant(who: Someone, year: int) -> int:
    """What a pupil or student gets in the year, in yuan."""
    grants = words("income")["payments"]["school_year"]
    return grants.get(school_stages().get(status(who, year) or "", ""), 0)


def disability_subsidy(year: int) -> int:
    """What a heavily disabled person gets in the year, in yuan."""
    return 12 * words("income")["payments"]["disability_month"][YEARS.index(year)]


def pension_months(who: Someone, year: int) -> int:
    """How many months of the year somebody draws the residents' pension: from the month after the 60th birthday."""
    if not who.in_resident_pension or who.age(year) < PENSION_FROM:
        return 0
    return 12 if who.age(year) > PENSION_FROM else max(12 - who.born.month, 2)


def allowance(home: Home, people: list[Someone], year: int, need: int, *, alone: bool) -> Line:
    """The minimum living allowance of the year, within what is ever paid; `alone` where nothing else comes in."""
    known = words("income")["payments"]
    persons = sum(who.gets_allowance for who in people) or 1
    wanted = need * (100 if alone else 40) // 100 // (12 * persons * 100)
    monthly = min(max(wanted, known["least_allowance"]), known["most_allowance"])
    return Line("d02", f"低保金（{persons}人）", 12 * persons, "人月", monthly * 100, 12 * persons * monthly * 100)


def property_lines(home: Home, year: int) -> list[Line]:
    """Dividends since the power station runs, rents, shares and animals in other hands."""
    known, means = words("income")["property"], home.means
    lines: list[Line] = []
    if means.dividend and year > YEARS[0]:
        lines.append(_plain("c01", known["dividends"]["name"], means.dividend))
    if means.land_rented_out:
        price = known["rents"]["price"][YEARS.index(year)] * 100
        lines.append(Line("c02", "土地流转", means.land_rented_out, "亩", price, means.land_rented_out * price))
    if means.shares:
        lines.append(_plain("c03", known["shares"]["name"], means.shares))
    if means.keeping:
        lines.append(_plain("c04", known["keeping"]["name"], means.keeping))
    return lines


def _plain(item: str, name: str, yuan: int) -> Line:
    return Line(item, name, None, "", None, yuan * 100)


def _monthly(item: str, who: Someone, months: int, yuan: int) -> Line:
    return Line(item, who.name, months, "月", yuan * 100, months * yuan * 100, who.id)


def _per_mu(item: str, name: str, tenths: int, yuan: int) -> Line:
    """Land is kept in tenths of a mu, so that no fen is broken."""
    return Line(item, name, Decimal(tenths).scaleb(-1), "亩", yuan * 100, tenths * yuan * 10)
