"""The households of one demo village, one after the other; only numbers and helpers are shared between them."""

from collections.abc import Iterator, Sequence
from random import Random

from fupin_desktop.services.demo import defects
from fupin_desktop.services.demo.attachments import Kept, attachment_rows
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.household import live, new_home, split_home
from fupin_desktop.services.demo.numbers import Numbers
from fupin_desktop.services.demo.people import Helper
from fupin_desktop.services.demo.places import Village


def inhabitants(
    seed: int, numbers: Numbers, village: Village, helpers: list[Helper], count: int, kept: Sequence[Kept]
) -> Iterator[Home]:
    """The households with their rows, defects planted; the one after a household that was split is its other half."""
    turn = village.index * 7
    waiting: Home | None = None
    for number in range(1, count + 1):
        home = waiting or new_home(Random(f"{seed}/{village.code}/{number}"), numbers, village, number)
        if home.family.get("event") == "split" and number < count:
            home.other_half = split_home(home, number + 1)
        live(home, numbers, helpers)
        if defects.is_chosen(home):
            turn = defects.plant(home, turn)
        home.rows += attachment_rows(home, kept)
        yield home
        waiting = home.other_half
