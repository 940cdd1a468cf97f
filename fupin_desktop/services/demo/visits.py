"""Visits to a demo household: what was seen there, pieced together from many sentences by its situation."""

from typing import Any

from fupin_desktop.services.demo.draws import day_in, new_id, one_of, some_of
from fupin_desktop.services.demo.helping import helper_on
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Row
from fupin_desktop.services.demo.situation import Situation
from fupin_desktop.services.demo.words import Tree, words

_KINDS = {1: "06", 3: "03", 9: "04", 10: "02"}  # by month, C-25; else by turns
_TURNS = ("01", "05", "01", "04", "99")
_SEASONS = ("winter", "winter", *("spring",) * 3, *("summer",) * 3, "autumn", "autumn", "winter", "winter")
_MEANT = ("ill", "disabled", "student", "worker", "old", "post", "low", "five", "baby")


def visits_in(home: Home, year: int) -> int:
    """How many visits are told of: more lately, and more where the household is still poor."""
    if year < LAST:
        return 2 if year == LAST - 1 else 1
    return 3 if home.is_out(year) else 5


def visit_rows(home: Home, state: Situation, year: int, count: int) -> list[Row]:
    """The visits of a year, spread over its months."""
    return [_visit(home, state, year, 1 + turn * 12 // count, turn) for turn in range(count)]


def _visit(home: Home, state: Situation, year: int, month: int, turn: int) -> Row:
    rng, day = home.rng, day_in(home.rng, year, month, month)
    helper = helper_on(home, day)
    asked = _asked(home, state) if rng.random() < 0.35 else None
    values: dict[str, Any] = {
        "household_id": home.id,
        "visited_on": day,
        "helper_id": helper.id,
        "visitor": helper.name,
        "kind": _KINDS.get(month) or _TURNS[(home.number + turn) % len(_TURNS)],
        "content": _told(home, state, month),
        "needs": asked["needs"] if asked else None,
        "action": asked["action"] if asked else None,
    }
    return ("visit", new_id(rng), values)


def _asked(home: Home, state: Situation) -> Tree:
    """Something that this household may well ask for."""
    return one_of(home.rng, [one for one in words("visits")["asked"] if one.get("when", "any") in state.tags])


def _told(home: Home, state: Situation, month: int) -> str:
    """An opening, one or two things seen, an end, all of the season."""
    rng, said, season = home.rng, words("visits"), _SEASONS[month - 1]
    tags = some_of(rng, [tag for tag in said["seen"] if _is_seen(tag, state, season)], 1 + (rng.random() < 0.6))
    names: dict[str, Any] = {tag: who.name for tag, who in state.who.items()} | {"head": home.head.name}
    parts = [one_of(rng, said["openings"]["any"] + said["openings"][season])]
    for tag in tags:
        parts.append(one_of(rng, said["seen"][tag]).replace("{product}", state.sold.get(tag, "庄稼")))
    parts.append(one_of(rng, said["closings"]["any"] + said["closings"][season]))
    return "".join(parts).format_map(names)


def _is_seen(tag: str, state: Situation, season: str) -> bool:
    in_season = season in words("visits")["only_in"].get(tag, _SEASONS)
    return in_season and tag in state.tags and (tag not in _MEANT or tag in state.who)
