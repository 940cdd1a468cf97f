"""Staging a batch of sheets: all files together, each household, person and helper once. Pure: it writes nothing."""

from collections.abc import Callable, Sequence

from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.staging.absences import missing
from fupin_desktop.domain.staging.batch import Batch
from fupin_desktop.domain.staging.helpers import Helpers
from fupin_desktop.domain.staging.households import CODE, Households
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.persons import Persons
from fupin_desktop.domain.staging.village_facts import village_drafts
from fupin_desktop.domain.staging.reading import Reading
from fupin_desktop.domain.staging.villages import settle
from fupin_desktop.domain.staging.weighing import weigh
from fupin_desktop.domain.staging.years import settle_years

ORDER = ("village", "household", "person", "helper")
HOMES = ("households", "exits")  # the sheets at home with a household's facts, the fuller first


def stage(readings: Sequence[Reading], known: Known, ask: Callable[[], str] = new_id) -> Batch:
    """Put the sheets into the waiting room, beside what the registry holds."""
    notes = settle_years(readings)
    ordered = sorted(readings, key=_reading_order)
    settled = settle(ordered, known)
    households = Households(ordered, known, settled, ask)
    persons = Persons(ordered, households, known, ask)
    helpers = Helpers(ordered, households, known, ask)
    takers = {"household": households.take, "person": persons.take, "helper": helpers.take}
    for reading in ordered:
        if reading.entity in takers:
            takers[reading.entity](reading)
    villages = village_drafts(ordered, settled, known)
    drafts = (villages, households.drafts, helpers.units, persons.drafts, helpers.drafts)
    made = {draft.id: draft.value("household", "village_code") for draft in households.drafts.values()}
    return Batch(
        rows=weigh([draft for several in drafts for draft in several.values()], known, ask),
        missing=missing(
            ordered, households.drafts.values(), persons.drafts.values(), helpers.drafts.values(), known
        ),
        problems=[
            *(problem for reading in readings for problem in reading.problems),
            *households.problems,
            *persons.problems,
            *helpers.problems,
        ],
        notes=[*notes, *settled.notes, *(note for reading in readings for note in reading.notes)],
        village_of=dict(known.household_villages) | {one: code for one, code in made.items() if code},
    )


def _reading_order(reading: Reading) -> tuple[int, int, int, bool]:
    """Villages before households before persons before helpers; newer years first; sheets with codes first."""
    home = HOMES.index(reading.layout) if reading.layout in HOMES else len(HOMES)
    return ORDER.index(reading.entity), -(reading.year or 0), home, CODE not in reading.columns
