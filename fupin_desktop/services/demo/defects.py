"""Defects planted in one household of eight, one each, so that the checks have something to show."""

from collections.abc import Callable
from itertools import chain, zip_longest

from fupin_desktop.services.demo.defects_of_households import OF_HOUSEHOLDS
from fupin_desktop.services.demo.defects_of_living import OF_LIVING
from fupin_desktop.services.demo.defects_of_people import OF_PEOPLE
from fupin_desktop.services.demo.defects_of_work import OF_WORK
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.sheets import Sheets

EVERY, FIRST = 8, 2
# The lists by turns, so that neighbours break in different ways: (rule of domain.md §11, what breaks it).
ALL: tuple[tuple[str, Callable[[Sheets], bool]], ...] = tuple(
    pair for pair in chain(*zip_longest(OF_HOUSEHOLDS, OF_PEOPLE, OF_LIVING, OF_WORK)) if pair
)


def is_chosen(home: Home) -> bool:
    """Whether the household carries a defect."""
    return home.number % EVERY == FIRST


def plant(home: Home, turn: int) -> int:
    """Break the first rule from `turn` on that this household can break; returns the turn of the next one."""
    sheets = Sheets(home)
    for step in range(len(ALL)):
        rule, breaks = ALL[(turn + step) % len(ALL)]
        if breaks(sheets):
            home.defect = rule
            return (turn + step + 1) % len(ALL)
    return turn
