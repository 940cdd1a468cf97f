"""One household, person, helper or unit while a batch is read: its values so far, and who contradicts whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.domain.staging.agreement import contradicts
from fupin_desktop.domain.staging.batch import Source
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import CellProblem, Reading, in_words
from fupin_desktop.fields.spec import Privacy, Scope

Part = tuple[str, int]  # record, and its year; 0 for a record that lasts
Parts = dict[Part, dict[str, Any]]
Ask = Callable[[], str]  # gives a new id


class Variant(NamedTuple):
    """What another row of the same sheet says under the same key."""

    source: Source
    parts: Parts
    household: "Draft | None"


class Tie(NamedTuple):
    """A pairing of a helper with a household, as one row of the file has it."""

    household: "Draft"
    values: dict[str, Any]
    source: Source


class VillageOffer(NamedTuple):
    """A village to which a household may belong; what must be written of it if the registry has not got it."""

    code: str
    title: str
    made: dict[str, Any]


@dataclass(slots=True)
class Draft:
    """What the batch says of one record, gathered from all its files."""

    kind: str
    id: str
    is_known: bool
    code: str
    title: str
    parts: Parts
    year: int | None
    sources: list[Source]
    layouts: dict[str, Source]  # the first row of each layout that spoke of it
    variants: list[Variant] = field(default_factory=list[Variant])
    reasons: list[str] = field(default_factory=list[str])
    candidates: list[str] = field(default_factory=list[str])  # ids of known records that may be meant
    villages: list[VillageOffer] = field(default_factory=list[VillageOffer])  # to which it may belong
    household: "Draft | None" = None  # of a person
    unit: "Draft | None" = None  # of a helper
    ties: list[Tie] = field(default_factory=list[Tie])  # of a helper

    def value(self, record: str, name: str) -> Any:
        """A field of the record that lasts, as the batch has it."""
        return self.parts.get((record, 0), {}).get(name)


def drafted(
    kind: str, record_id: str, is_known: bool, code: str, title: str, parts: Parts, reading: Reading, index: int
) -> Draft:
    """The draft of a record of which this row is the first to speak."""
    here = source(reading, index)
    year = _year_of(parts, reading)
    return Draft(kind, record_id, is_known, code, title, parts, year, [here], {reading.layout: here})


def source(reading: Reading, index: int) -> Source:
    """Where a row of a reading stands."""
    return Source(reading.file, reading.sheet, reading.rows[index])


def offer(
    draft: Draft, reading: Reading, index: int, parts: Parts, household: Draft | None = None
) -> list[CellProblem]:
    """Let another row speak of the draft.

    What is new is added. What contradicts an earlier row of the same layout makes a variant to decide between;
    what contradicts another layout goes back as a problem, for each fact has one sheet that is its home.
    """
    here, year = source(reading, index), _year_of(parts, reading)
    against = _contradictions(draft, year, parts)
    is_elsewhere = household is not draft.household and household is not None and draft.household is not None
    is_repeated = reading.layout in draft.layouts
    draft.sources.append(here)
    if is_repeated and year == draft.year and (against or is_elsewhere):
        draft.variants.append(Variant(here, parts, household))
        return []
    draft.layouts.setdefault(reading.layout, here)
    for part, values in parts.items():
        draft.parts[part] = values | draft.parts.get(part, {})
    if is_repeated:
        return []
    return [
        reading.objection(index, f"{record}.{name}", said, _objected(record, name, draft.parts[record, of_year][name]))
        for (record, of_year), name, said in against
    ]


class Gathered(NamedTuple):
    """What a sheet says of one kind of record: each row's values by field."""

    record: str
    is_yearly: bool
    rows: list[dict[str, Any]]


def gathered(reading: Reading, records: Iterable[str]) -> list[Gathered]:
    """The values of some records row by row; blanks are left out, so that a blank can never erase."""
    found: list[Gathered] = []
    for record in records:
        columns = reading.of_record(record)
        if columns:
            names = tuple(columns)
            rows = [
                {name: value for name, value in zip(names, row, strict=True) if value is not None}
                for row in zip(*columns.values(), strict=True)
            ]
            found.append(Gathered(record, RECORDS[record].scope is Scope.YEARLY, rows))
    return found


def parts_of(records: Iterable[Gathered], index: int, year: int | None) -> Parts:
    """The values of one row by record and year; yearly facts without a year cannot be kept."""
    return {
        (record, (year or 0) if is_yearly else 0): rows[index]
        for record, is_yearly, rows in records
        if rows[index] and (year is not None or not is_yearly)
    }


def fresh_ids(record: str, codes: Iterable[str], known: Known, ask: Ask) -> dict[str, str]:
    """The id for each code that the registry does not have: from the code, unless another record has taken it."""
    made = {code: coded_id(record, code) for code in codes}
    return {code: ask() if one in known.held(record) or one in known.taken else one for code, one in made.items()}


def _contradictions(draft: Draft, year: int | None, parts: Parts) -> list[tuple[Part, str, Any]]:
    """The fields of the same year, or lasting ones of the same year's sheet, that say something else."""
    found: list[tuple[Part, str, Any]] = []
    for part, values in parts.items():
        before = draft.parts.get(part)
        if not before or before == values or (not part[1] and year != draft.year):
            continue
        specs = RECORDS[part[0]].by_name
        found += [
            (part, name, value)
            for name, value in values.items()
            if name in before and contradicts(specs[name], before[name], value)
        ]
    return found


def _year_of(parts: Parts, reading: Reading) -> int | None:
    """The year of which a row speaks."""
    return max((year for _, year in parts), default=0) or reading.year


def _objected(record: str, name: str, prevailing: Any) -> str:
    spec = RECORDS[record].by_name[name]
    shown = f"是「{in_words(spec, prevailing)}」" if spec.privacy is Privacy.OPEN else "不同"
    return f"这批文件的另一张表里{shown}，以那里为准，请核实"
