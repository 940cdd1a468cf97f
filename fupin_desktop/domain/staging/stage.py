"""Staging a batch of sheets: all files together, each household, person and helper once. Pure: it writes nothing."""

from collections.abc import Callable, Iterable, Sequence

from fupin_desktop.domain.identity import new_id
from fupin_desktop.domain.staging.absences import missing
from fupin_desktop.domain.staging.batch import Batch, SheetRead
from fupin_desktop.domain.staging.collector import collector_at_rest
from fupin_desktop.domain.staging.draft import Draft
from fupin_desktop.domain.staging.helpers import Helpers
from fupin_desktop.domain.staging.households import CODE, Households
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.ledgers import Find, Ledgers
from fupin_desktop.domain.staging.persons import Persons
from fupin_desktop.domain.staging.reading import Reading
from fupin_desktop.domain.staging.village_facts import village_drafts
from fupin_desktop.domain.staging.villages import settle
from fupin_desktop.domain.staging.weighing import weigh
from fupin_desktop.domain.staging.years import settle_years

ORDER = ("village", "household", "person", "helper")
HOMES = ("households", "exits")  # the sheets at home with a household's facts, the fuller first


def stage(
    readings: Sequence[Reading],
    known: Known,
    ask: Callable[[], str] = new_id,
    *,
    lists: Sequence[Reading] = (),
    find: Find = lambda _record, _called: (),
) -> Batch:
    """Put the sheets, and those of a village's lists, into the waiting room, beside what the registry holds."""
    with collector_at_rest():
        batch = _staged(readings, known, ask)
        _add_lists(batch, lists, Ledgers(lists, known, find, ask), known)
        return batch


def _add_lists(batch: Batch, lists: Sequence[Reading], ledgers: Ledgers, known: Known) -> None:
    batch.rows += ledgers.rows
    batch.problems += [*(problem for reading in lists for problem in reading.problems), *ledgers.problems]
    batch.notes += [note for reading in lists for note in reading.notes]
    batch.sheets += [_told(reading) for reading in lists]
    homes = {row.household_id for row in ledgers.rows if row.household_id}
    codes = {one: known.held("household").get(one, {}).get("village_code") for one in homes}
    batch.village_of = {**codes, **batch.village_of}


def _staged(readings: Sequence[Reading], known: Known, ask: Callable[[], str]) -> Batch:
    notes = settle_years(readings, known.newest_year)
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
    return Batch(
        rows=weigh([draft for several in drafts for draft in several.values()], known, ask),
        missing=missing(ordered, households.drafts.values(), persons.drafts.values(), helpers.drafts.values(), known),
        problems=[
            *(problem for reading in readings for problem in reading.problems),
            *households.problems,
            *persons.problems,
            *helpers.problems,
        ],
        notes=[*notes, *settled.notes, *(note for reading in readings for note in reading.notes)],
        sheets=[_told(reading) for reading in readings],
        village_of=_villages_of(households.drafts.values(), helpers.drafts.values(), known),
    )


def _told(reading: Reading) -> SheetRead:
    headers = tuple(" ".join(heading.text.split()) for heading in reading.headings.values())
    of_sheet = (reading.file, reading.sheet, reading.layout, reading.header_row, len(reading.rows), headers)
    return SheetRead(*of_sheet, reading.year, reading.year_basis)


def _villages_of(households: Iterable[Draft], helpers: Iterable[Draft], known: Known) -> dict[str, str | None]:
    """The village of each household of the batch, for its edits belong into that village's history."""
    spoken_of = [*households, *(tie.household for helper in helpers for tie in helper.ties)]
    return {
        one.id: one.value("household", "village_code") or known.held("household").get(one.id, {}).get("village_code")
        for one in spoken_of
    }


def _reading_order(reading: Reading) -> tuple[int, int, bool, int]:
    """Villages before households before persons before helpers; newer years first; sheets with codes first."""
    home = HOMES.index(reading.layout) if reading.layout in HOMES else len(HOMES)
    return ORDER.index(reading.entity), -(reading.year or 0), not any(reading.columns.get(CODE, ())), home
