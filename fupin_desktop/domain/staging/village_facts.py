"""What a batch says of the villages themselves: their names, their office phone, the village sheet."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from fupin_desktop.domain.identity import village_id
from fupin_desktop.domain.staging.draft import Draft, gathered, offer, parts_of, source
from fupin_desktop.domain.staging.households import years_of
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import Reading
from fupin_desktop.domain.staging.villages import Place, Settled, is_code_near, is_provisional, place_of

OFFICE_PHONE = "village.office_phone"


def village_drafts(readings: Sequence[Reading], settled: Settled, known: Known) -> dict[str, Draft]:
    """A draft for each village of which the files say something; household sheets repeat its phone on every row."""
    drafts: dict[str, Draft] = {}
    for code, place in settled.named.items():
        drafts[code] = _draft(code, known, _names(place, code, known))
    for reading in readings:
        if reading.entity == "village":
            _take_sheet(reading, settled, known, drafts)
        elif OFFICE_PHONE in reading.columns:
            for code, phone in _phones(reading, settled).items():
                draft = drafts.setdefault(code, _draft(code, known, {}))
                draft.parts["village", 0].setdefault("office_phone", phone)
                draft.year = max(draft.year or 0, reading.year or 0) or None
    return drafts


def _draft(code: str, known: Known, values: dict[str, Any]) -> Draft:
    is_known = code in known.villages
    said = values if is_known else {"village_code": code} | values
    title = (values.get("name") or code) + ("（编号暂定）" if is_provisional(code) and not is_known else "")
    return Draft("village", village_id(code), is_known, code, title, {("village", 0): said}, None, [], {})


def _names(place: Place, code: str, known: Known) -> dict[str, Any]:
    """The names of the file where the registry has none."""
    ours = known.villages.get(code)
    names = {
        "name": (place.village, ours.name if ours else None),
        "township_name": (place.township, ours.township if ours else None),
        "county_name": (place.county, ours.county if ours else None),
    }
    return {field: theirs for field, (theirs, own) in names.items() if theirs and own is None}


def _phones(reading: Reading, settled: Settled) -> dict[str, str]:
    """The phone that most rows of a village give it."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for place, phone in zip(place_of(reading), reading.columns[OFFICE_PHONE], strict=True):
        code = settled.codes.get(place)
        if code and phone:
            counted[code][phone] += 1
    return {code: phones.most_common(1)[0][0] for code, phones in counted.items()}


def _take_sheet(reading: Reading, settled: Settled, known: Known, drafts: dict[str, Draft]) -> None:
    records = gathered(reading, ("village", "village_year"))
    years = years_of(reading)
    for index, place in enumerate(place_of(reading)):
        code = reading.column("village.village_code")[index] or settled.codes.get(place)
        if code is None:
            reading.problems.append(
                reading.problem(index, "village.name", place.title, "登记库里没有这个村，表里也没有村编号")
            )
            continue
        parts = parts_of(records, index, years[index])
        draft = drafts.get(code)
        if draft is None or not draft.sources:
            fresh = _draft(code, known, parts.pop(("village", 0), {}))
            fresh.parts |= parts
            if draft is not None:
                fresh.parts["village", 0] = fresh.parts["village", 0] | draft.parts["village", 0]
            fresh.year, fresh.layouts = reading.year, {reading.layout: source(reading, index)}
            fresh.sources.append(source(reading, index))
            if not fresh.is_known and not is_code_near(code, known):
                fresh.reasons.append(f"村编号 {code} 不在本登记库的乡镇")
            drafts[code] = fresh
        else:
            reading.problems += offer(draft, reading, index, parts)
