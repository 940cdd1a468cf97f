"""The units and helpers of the demo, and which of them helps which household since when."""

from random import Random
from typing import Any

from fupin_desktop.domain.identity import coded_id
from fupin_desktop.services.demo.draws import between, birthday, day_in
from fupin_desktop.services.demo.home import Help, Home
from fupin_desktop.services.demo.naming import helper_name
from fupin_desktop.services.demo.numbers import HELPER, PAIRING, UNIT, Numbers
from fupin_desktop.services.demo.people import Helper, Row, Unit
from fupin_desktop.services.demo.words import Tree, words

HOUSEHOLDS_PER_HELPER, FEWEST, USUAL_MOST = 20, 6, 10
CHANGED_ON, FIRST_PAIRED_ON = "2017-03-31", "2014-07-15"


def units_of_county(numbers: Numbers) -> list[Unit]:
    """The units that every village shares."""
    return [_unit(numbers, entry) for entry in words("villages")["units"]]


def committee(numbers: Numbers, village_name: str) -> Unit:
    """The village's own committee, which helps too."""
    entry = {"name": f"{village_name}村民委员会", "kind": "07", "affiliation": "72", "address": f"样板乡{village_name}"}
    return _unit(numbers, entry)


def helpers_of(rng: Random, numbers: Numbers, units: list[Unit], own: Unit, households: int) -> list[Helper]:
    """The village's team and the other helpers: six to ten, more where a village is large."""
    posts: list[Tree] = words("villages")["posts"]
    wanted = max(min(max(households // 12, FEWEST), USUAL_MOST), households // HOUSEHOLDS_PER_HELPER)
    every = [*units, own]  # the committee stands last: -1 in the list of posts
    found: list[Helper] = []
    for place in range(wanted):
        post = posts[place % len(posts)]
        at: int = post["unit"]
        found.append(_helper(rng, numbers, post, every[at], leads=place < len(posts)))
    return found


def pair(home: Home, helpers: list[Helper]) -> None:
    """The household's pairings: one helper from the start, or another since the spring of 2017; a few have two."""
    rng = home.rng
    now = helpers[(home.number - 1) % len(helpers)]
    started = max(f"{int(home.first_identified[:4]) + 1}-07-15", FIRST_PAIRED_ON, home.members[0].joined_on or "")
    lot = rng.random()
    if lot < 0.16 and started < CHANGED_ON:
        before = helpers[(home.number + 2) % len(helpers)]
        home.helps = [Help(before, started, CHANGED_ON), Help(now, "2017-04-01")]
    else:
        home.helps = [Help(now, started)]
    if lot > 0.97 and len(helpers) > 5:
        home.helps.append(Help(helpers[(home.number + 3) % len(helpers)], day_in(rng, 2018, 2, 6)))


def helper_on(home: Home, day: str) -> Helper:
    """Who helped the household on that day; before the first pairing, who was to come."""
    for one in home.helps:
        if one.started_on <= day and (one.ended_on is None or day <= one.ended_on):
            return one.helper
    return home.helps[0].helper


def pairing_rows(home: Home, numbers: Numbers) -> list[Row]:
    """The pairings as rows."""
    return [
        (
            "pairing",
            coded_id("pairing", code),
            {
                "pairing_code": code,
                "household_id": home.id,
                "helper_id": one.helper.id,
                "started_on": one.started_on,
                "ended_on": one.ended_on,
            },
        )
        for one in home.helps
        for code in [numbers.code(PAIRING)]
    ]


def unit_row(unit: Unit) -> Row:
    """A unit as a row."""
    values = {"unit_code": unit.code, **{name: unit.entry.get(name) for name in ("name", "kind", "affiliation")}}
    return ("unit", unit.id, values | {"address": unit.entry.get("address")})


def helper_row(helper: Helper) -> Row:
    """A helper as a row."""
    return ("helper", helper.id, helper.values)


def _unit(numbers: Numbers, entry: Tree) -> Unit:
    code = numbers.code(UNIT)
    return Unit(coded_id("unit", code), code, entry["name"], entry)


def _helper(rng: Random, numbers: Numbers, post: Tree, unit: Unit, *, leads: bool) -> Helper:
    """A helper; only the first of each post leads the team or is first secretary."""
    sex = "1" if rng.random() < 0.72 else "2"
    code, name = numbers.code(HELPER), helper_name(rng, sex)
    values: dict[str, Any] = {
        "helper_code": code,
        "name": name,
        "sex": sex,
        "id_number": numbers.id_number(rng, sex, birthday(rng, between(rng, 1963, 1991))),
        "phone": numbers.helper_phone(),
        "political_status": post["politics"],
        "education": post["education"],
        "specialty": post["specialty"],
        "rank": post["rank"],
        "post": post["post"],
        "unit_id": unit.id,
        "is_team_leader": leads and bool(post.get("is_team_leader")),
        "is_first_secretary": leads and bool(post.get("is_first_secretary")),
        "is_team_member": leads and bool(post.get("is_team_member") or post.get("is_first_secretary")),
    }
    return Helper(coded_id("helper", code), name, unit, values)
