"""What the registry holds and the files do not mention. It is reported; whoever is gone leaves by a person's hand."""

from collections.abc import Iterable, Iterator, Sequence

from fupin_desktop.domain.staging.batch import Missing
from fupin_desktop.domain.staging.draft import Draft
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import Reading


def missing(
    readings: Sequence[Reading], households: Iterable[Draft], persons: Iterable[Draft], helpers: Iterable[Draft], known: Known
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
    villages = {known.household_villages.get(draft.id) for draft in here} - {None}
    gone = [one for one, village in known.household_villages.items() if village in villages and one not in seen]
    names = known.current("household", gone)
    for one in gone:
        code = known.household_codes.get(one, "")
        yield Missing("household", one, names.get(one, {}).get("head_name") or "", code, one, code)


def _persons(drafts: list[Draft], known: Known) -> Iterator[Missing]:
    seen = {one for draft in drafts for one in (draft.id, *draft.candidates)}
    rosters = dict.fromkeys(draft.household.id for draft in drafts if draft.household)
    gone = [(one, household) for household in rosters for one in known.members.get(household, ()) if one not in seen]
    names = known.current("person", [one for one, _ in gone])
    for one, household in gone:
        name, code = names.get(one, {}).get("name") or "", known.person_codes.get(one, "")
        yield Missing("person", one, name, code, household, known.household_codes.get(household, ""))


def _pairings(drafts: list[Draft], known: Known) -> Iterator[Missing]:
    listed = {
        (tie.household.id, target) for draft in drafts for target in (draft.id, *draft.candidates) for tie in draft.ties
    }
    gone = [
        (pairing_id, helper_id, household)
        for household in dict.fromkeys(household for household, _ in listed)
        for helper_id, pairing_id in known.pairings_of.get(household, ())
        if (household, helper_id) not in listed
    ]
    pairings = known.current("pairing", [pairing_id for pairing_id, _, _ in gone])
    names = known.current("helper", [helper_id for _, helper_id, _ in gone])
    for pairing_id, helper_id, household in gone:
        if not pairings.get(pairing_id, {}).get("ended_on"):
            name, code = names.get(helper_id, {}).get("name") or "", known.helper_codes.get(helper_id, "")
            yield Missing("pairing", pairing_id, name, code, household, known.household_codes.get(household, ""))
