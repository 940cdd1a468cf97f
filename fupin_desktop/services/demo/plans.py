"""Plans of a demo household: those that a measure carries out, and those that are late or still open."""

from typing import Any

from fupin_desktop.services.demo.draws import between, new_id, one_of
from fupin_desktop.services.demo.helping import helper_on
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.phrasing import Told, tell
from fupin_desktop.services.demo.situation import Situation
from fupin_desktop.services.demo.words import Tree, words


def done_plan(told: Told, plan_id: str, done_on: str) -> Row:
    """The plan of a measure that was carried out, most often in time."""
    rng = told.home.rng
    first = min(int(done_on[5:7]), between(rng, 1, 3))
    values = _values(told, helper_on(told.home, done_on)) | {
        "starts_on": f"{told.year}-{first:02d}",
        "ends_on": max(done_on, f"{told.year}-{one_of(rng, ('06-30', '09-30', '10-31', '12-20'))}"),
        "done_on": done_on,
        "progress": one_of(rng, words("help")["progress"]["done"]),
    }
    return ("assistance_plan", plan_id, values)


def open_plan(home: Home, state: Situation, done: list[Tree], year: int) -> list[Row]:
    """One more plan that was not carried out: overdue at the end of the year, or due in the next one."""
    left = [one for one in words("help")["measure"] if _may_be_late(one, state) and one not in done]
    if not left:
        return []
    rng = home.rng
    is_late = year < LAST or rng.random() < 0.5
    due = f"{year}-{one_of(rng, ('06-30', '09-30', '11-30'))}" if is_late else f"{year + 1}-06-30"
    values = _values(tell(home, state, one_of(rng, left), year), helper_on(home, f"{year}-06-30")) | {
        "ends_on": due,
        "progress": one_of(rng, words("help")["progress"]["late" if is_late else "open"]),
    }
    return [("assistance_plan", new_id(rng), values)]


def _may_be_late(measure: Tree, state: Situation) -> bool:
    may = "plans" in measure and not measure.get("must") and measure.get("late", True)
    return bool(may and state.tags.issuperset(measure["when"]))


def _values(told: Told, helper: Helper) -> dict[str, Any]:
    home, year = told.home, told.year
    is_the_year = home.exit_year == year or (home.is_pre_exit and year == LAST)
    return {
        "household_id": home.id,
        "year": year,
        "target": one_of(home.rng, words("help")["targets"]["this_year" if is_the_year else "later"]),
        "category": told.measure["category"],
        "content": told.say("plans"),
        "starts_on": f"{year}-{between(home.rng, 1, 3):02d}",
        "funds_planned": told.money,
        "unit_id": helper.unit.id,
        "helper_id": helper.id,
        "responsible": f"{helper.unit.name}（{helper.name}）",
    }
