"""One demo household thought up from end to end: family, standing, means, income, help, and the rows of all that."""

from random import Random

from fupin_desktop.domain.identity import coded_id, yearly_id
from fupin_desktop.services.demo import body, events, schooling
from fupin_desktop.services.demo.draws import one_of
from fupin_desktop.services.demo.earning import earn
from fupin_desktop.services.demo.family import family_of, members_of
from fupin_desktop.services.demo.helping import pair, pairing_rows
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.household_rows import household_row, household_year_row
from fupin_desktop.services.demo.income_rows import income_row, item_rows
from fupin_desktop.services.demo.living import conditions, settle
from fupin_desktop.services.demo.measures import help_rows
from fupin_desktop.services.demo.numbers import HOUSEHOLD, Numbers
from fupin_desktop.services.demo.people import LAST, YEARS, Helper, Someone
from fupin_desktop.services.demo.person_rows import person_rows, year_rows
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.projects import project_rows
from fupin_desktop.services.demo.situation import situation
from fupin_desktop.services.demo.standing import stand
from fupin_desktop.services.demo.visits import visit_rows, visits_in
from fupin_desktop.services.demo.working import find_means

SHEETS_OF_ALL_YEARS = 5  # in one household of so many the worksheets of earlier years are kept too
LEAN_VISITS = 2


def new_home(rng: Random, numbers: Numbers, village: Village, number: int) -> Home:
    """A household with its family and health."""
    code = numbers.code(HOUSEHOLD)
    family = family_of(rng, number)
    home = Home(rng, number, coded_id("household", code), code, village, one_of(rng, village.groups), family, [])
    home.tag = family.get("tag", "")
    home.members = members_of(rng, numbers, family, number)
    body.fall_ill(home)
    schooling.send_to_school(home)
    for member in home.members:
        _settle_in_life(home, member.who)
    events.befall(home)
    return home


def split_home(old: Home, number: int) -> Home:
    """The household of the son who moved out of `old`; the national system has given it no code yet."""
    members = events.split_off(old.members)
    own_id = coded_id("household", f"{old.code}/{number}")
    home = Home(old.rng, number, own_id, None, old.village, old.group, {"event": "came"}, members, years=YEARS[1:])
    home.tag = "keep"
    return home


def live(home: Home, numbers: Numbers, helpers: list[Helper]) -> None:
    """Everything that follows from the family, and the rows of it."""
    stand(home)
    settle(home)
    find_means(home, numbers)
    pair(home, helpers)
    for year in home.years:
        home.income[year] = earn(home, year)
    _write(home, numbers)


def _settle_in_life(home: Home, who: Someone) -> None:
    """Soldier, Party, insurance."""
    rng = home.rng
    if home.tag == "soldier" and who is home.members[-1].who:
        who.is_soldier, who.ailment, who.certificate, who.path = True, "", "", "senior"
    who.is_party_member = who.age(LAST) >= 25 and rng.random() < 0.05
    who.in_employee_pension = 25 <= who.age(LAST) <= 50 and rng.random() < 0.04
    who.in_resident_pension = not who.in_employee_pension and (who.age(LAST) >= 55 or rng.random() < 0.94)


def _write(home: Home, numbers: Numbers) -> None:
    rows = home.rows
    rows.append(household_row(home, numbers))
    rows += person_rows(home)
    rows += pairing_rows(home, numbers)
    living = conditions(home)
    for year in home.years:
        if year < home.told_from:
            rows += [household_year_row(home, None, year), income_row(home, year)]
            continue
        state = situation(home, year)
        rows += [household_year_row(home, state, year), income_row(home, year)]
        values = {"household_id": home.id, "year": year, **living[year]}
        rows.append(("household_conditions", yearly_id("household_conditions", home.id, year), values))
        rows += year_rows(home, year)
        if year == LAST or home.number % SHEETS_OF_ALL_YEARS == 0:
            rows += item_rows(home, year)
        rows += help_rows(home, state, year)
        count = LEAN_VISITS if home.village.is_lean else visits_in(home, year)
        rows += visit_rows(home, state, year, count)
    rows += project_rows(home)
