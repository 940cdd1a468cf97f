"""What the registry holds and the files do not mention. It is reported; whoever is gone leaves by a person's hand."""

from collections.abc import Iterable, Iterator, Sequence

from fupin_desktop.domain.staging.batch import Missing
from fupin_desktop.domain.staging.draft import Draft
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import Reading


def missing(
    readings: Sequence[Reading],
    households: Iterable[Draft],
    persons: Iterable[Draft],
    helpers: Iterable[Draft],
    known: Known,
) -> list[Missing]:
    """Households, persons and pairings that the sheets of this year should have and do not have."""
    now = [one for one in readings if one.year is None or one.year >= (known.newest_year or 0)]
    layouts = {reading.layout for reading in now}
    found: list[Missing] = []
    if "households" in layouts:
        found += _households(households, known)
    if any(reading.entity == "person" for reading in now):
        found += _persons(list(persons), known)
    if any(reading.entity == "helper" for reading in now):
        found += _pairings(list(helpers), known)
    return found


def _households(drafts: Iterable[Draft], known: Known) -> Iterator[Missing]:
    here = [draft for draft in drafts if "households" in draft.layouts]
    seen = {one for draft in here for one in (draft.id, *draft.candidates)}
    held = known.held("household")
    villages = {held[draft.id].get("village_code") for draft in here if draft.id in held} - {None}
    for one, values in held.items():
        if values.get("village_code") in villages and one not in seen:
            code = known.code_of("household", one)
            yield Missing("household", one, values.get("head_name") or "", code, one, code)


def _persons(drafts: list[Draft], known: Known) -> Iterator[Missing]:
    seen = {one for draft in drafts for one in (draft.id, *draft.candidates)}
    rosters = dict.fromkeys(draft.household.id for draft in drafts if draft.household)
    for household in rosters:
        for one in known.members.get(household, ()):
            if one not in seen:
                name, code = known.held("person")[one].get("name") or "", known.code_of("person", one)
                yield Missing("person", one, name, code, household, known.code_of("household", household))


def _pairings(drafts: list[Draft], known: Known) -> Iterator[Missing]:
    listed = {
        (tie.household.id, target) for draft in drafts for target in (draft.id, *draft.candidates) for tie in draft.ties
    }
    for household in dict.fromkeys(household for household, _ in listed):
        for helper_id, one in known.pairings_of.get(household, ()):
            if (household, helper_id) in listed or known.held("pairing")[one].get("ended_on"):
                continue
            name = known.held("helper").get(helper_id, {}).get("name") or ""
            code = known.code_of("helper", helper_id)
            yield Missing("pairing", one, name, code, household, known.code_of("household", household))
