"""How a demo household fares in one year, as tags, and which member each tag means: for measures and visits."""

from dataclasses import dataclass, field

from fupin_desktop.domain.checks.meanings import VOCATIONAL, school_stages
from fupin_desktop.services.demo import body
from fupin_desktop.services.demo.body import CHRONIC, HEAVY, SERIOUS
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Someone
from fupin_desktop.services.demo.schooling import is_taught_at_home, status

OLD = 60
AT_HOME = "样板乡"
_TRADES = {"b01": "crops", "b02": "animals", "b03": "orchard", "b04": "trade"}


@dataclass(slots=True)
class Situation:
    """The tags that hold, who is meant, and what is sold."""

    tags: set[str] = field(default_factory=lambda: {"any"})
    who: dict[str, Someone] = field(default_factory=dict[str, Someone])
    sold: dict[str, str] = field(default_factory=dict[str, str])  # product by tag

    def mark(self, tag: str, who: Someone | None = None) -> None:
        """The tag holds; the first one it holds for is meant."""
        self.tags.add(tag)
        if who is not None:
            self.who.setdefault(tag, who)


def situation(home: Home, year: int) -> Situation:
    """The household at the end of the year; its income is known."""
    found = Situation()
    for member in home.here(year):
        _person(found, home, member.who, year)
        _school(found, member.who, year)
        _work(found, member.who, year)
    _income(found, home, year)
    _house(found, home, year)
    if home.kind in ("minimum_living", "both"):
        found.tags.add("low")
    if home.is_out(year) and home.exit_year != year:
        found.tags.add("exited")
    if year >= 2018:
        found.tags.add("since_2018")
    if all(member.who.age(year) >= OLD for member in home.here(year)):
        found.tags.add("left_behind")
    return found


def _person(found: Situation, home: Home, who: Someone, year: int) -> None:
    if who.ailment:
        found.mark("ill", who)
        found.mark({CHRONIC: "chronic", SERIOUS: "serious"}[who.ailment], who)
    if who.certificate:
        found.mark("disabled", who)
        if who.certificate[1] in HEAVY:
            found.mark("subsidised", who)
    if who.age(year) >= OLD:
        found.mark("old", who)
        if who.in_resident_pension:
            found.mark("pensioner", who)
    if who.age(year) == 0:
        found.mark("baby", who)
    if body.is_able(who, year) and who.age(year) < OLD:
        found.mark("able", who)
    if who.gets_allowance:
        found.mark("low", who)
    if home.kind == "five_guarantee" or (home.kind == "both" and who.certificate == "42"):
        found.mark("five", who)


def _work(found: Situation, who: Someone, year: int) -> None:
    job = who.jobs.get(year)
    if job:
        near = job.is_post or job.place["place"][-1] == AT_HOME
        found.mark("post" if job.is_post else "near_work" if near else "away_work")
        found.mark("post" if job.is_post else "near_worker" if near else "away_worker", who)
        if not near:
            found.mark("worker", who)


def _school(found: Situation, who: Someone, year: int) -> None:
    stage = school_stages().get(status(who, year) or "", "")
    if stage:
        if stage != "preschool":
            found.mark("student", who)
        found.mark("university" if stage == "higher_vocational" else stage, who)
        if stage in ("primary", "junior"):
            found.mark("compulsory", who)
        if stage in VOCATIONAL:
            found.mark("vocational", who)
    if is_taught_at_home(who, year) and who.age(year) >= 6:
        found.mark("home_teaching", who)


def _income(found: Situation, home: Home, year: int) -> None:
    income = home.income[year]
    for item, tag in _TRADES.items():
        product = income.sold(item)
        if product:
            found.tags |= {tag, "farm"}
            found.sold[tag] = product
    if "c01" in income.items:
        found.tags.add("dividend")
    if home.means.in_cooperative:
        found.tags.add("coop")
    if home.land["returned_forest_land"]:
        found.tags.add("forest")


def _house(found: Situation, home: Home, year: int) -> None:
    """What was bad is taken up in the first year that is told; what became good, in its year."""
    is_first = year == home.told_from
    moves, repairs = home.improved.get("moved"), home.improved.get("house")
    if is_first and home.is_dangerous(year):
        found.tags.add("moving" if moves else "dangerous")
    if repairs == year and home.danger:
        found.tags.add("repaired")
    if moves == year:
        found.tags.add("moved_now")
    if moves and moves <= min(year, LAST):
        found.tags.add("moved")
    if is_first and not home.has("water", year):
        found.tags.add("water_bad")
    for what in ("water", "road", "toilet"):
        if home.improved.get(what) == year and not is_first:
            found.tags.add(f"{what}_now")
