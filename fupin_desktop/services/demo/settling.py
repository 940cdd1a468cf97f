"""One demo village with its helpers and everybody who lives there, as groups of rows ready to be written."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from fupin_desktop.services.demo.attachments import Kept
from fupin_desktop.services.demo.helping import committee, helper_row, helpers_of, unit_row
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.inhabitants import inhabitants
from fupin_desktop.services.demo.ledgers import ledger_rows
from fupin_desktop.services.demo.naming import helper_name
from fupin_desktop.services.demo.numbers import Numbers
from fupin_desktop.services.demo.people import YEARS, Row, Unit
from fupin_desktop.services.demo.places import Village, village_row
from fupin_desktop.services.demo.village_form import village_form

VILLAGE_OFFICE = "0358-0000000"
ROWS_AT_ONCE = 200  # of the village's lists in one commit


class Group(NamedTuple):
    """The rows of one deed, and the household where they are one's."""

    title: str
    rows: list[Row]
    home: Home | None = None


def settle_village(
    seed: int, numbers: Numbers, village: Village, units: Sequence[Unit], households: int, kept: Sequence[Kept]
) -> Iterator[Group]:
    """First the village and its helpers, then each household, at last the village forms that count them."""
    rng = Random(f"{seed}/{village.code}")
    own = committee(numbers, village.name)
    village.unit_ids = {unit.name: unit.id for unit in (*units, own)}
    helpers = helpers_of(rng, numbers, list(units), own, households)
    rows = [village_row(village, rng, helper_name(rng, "1"), VILLAGE_OFFICE), unit_row(own)]
    yield Group(f"{village.name}和帮扶责任人", rows + [helper_row(helper) for helper in helpers])
    homes: list[Home] = []
    for home in inhabitants(seed, numbers, village, helpers, households, kept):
        yield Group(f"{home.head.name}户", home.rows, home)
        home.rows = []
        homes.append(home)
    lot = rng.random()
    for year in YEARS:
        yield Group(f"{village.name}{year}年村表", [village_form(village, lot, homes, year)])
    rows = ledger_rows(village, helpers, homes)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield Group(f"{village.name}台账", rows[start : start + ROWS_AT_ONCE])
