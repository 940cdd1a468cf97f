"""Exit procedures of a demo village: those of the last year with all their steps, and one that is still under way."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from fupin_desktop.domain.identity import coded_id
from fupin_desktop.domain.procedures import Procedure, Step, read_procedures
from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import words

SHOWN = 4  # households whose exit is told step by step
DAYS = {  # of the steps of an exit, in the demo's last year
    "meeting": "03-12",
    "appraisal": "03-20",
    "marked": "03-28",
    "check": "10-10",
    "signature": "10-16",
    "notice": "10-18",
    "township": "10-29",
    "county": "11-12",
    "announcement": "11-15",
}
UNTIL = {"notice": "10-26", "announcement": "11-23"}
DECIDED = "11-24"


def procedure_rows(village: Village, _helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Row]:
    """Everything about procedures."""
    rng, known, exits = Random(f"{village.id}/procedures"), words("procedures"), read_procedures()["exit"]
    out = [home for home in homes if home.exit_year == LAST and home.is_out(LAST)][:SHOWN]
    still = [home for home in homes if LAST in home.years and not home.is_out(LAST) and home.exit_year is None][:1]
    rows = [row for home in out for row in _case(rng, village, known, exits, home, is_done=True)]
    rows += [row for home in still for row in _case(rng, village, known, exits, home, is_done=False)]
    if not out and not still and homes:
        rows += _case(rng, village, known, exits, homes[0], is_done=False)
    return rows


def _case(rng: Random, village: Village, known: Any, found: Procedure, home: Home, *, is_done: bool) -> Iterator[Row]:
    case_id, year = new_id(rng), LAST
    values: dict[str, Any] = {
        "village_id": village.id,
        "procedure": found.name,
        "household_id": home.id,
        "year": year,
        "started_on": f"{year}-03-10",
        "reason": known["reason"],
    }
    if is_done:
        decided = {"decision": "1", "decided_on": f"{year}-{DECIDED}", "note": known["note"]}
        values |= decided | {"document_no": known["county_document"].format(year=year)}
    yield ("procedure_case", case_id, values)
    for step in found.steps if is_done else found.steps[:2]:
        told = _step(known, step, year) | {"village_id": village.id, "case_id": case_id, "step": step.code}
        yield ("procedure_step", coded_id("procedure_step", f"{case_id}/{step.code}"), told)


def _step(known: Any, step: Step, year: int) -> dict[str, Any]:
    values: dict[str, Any] = {"done_on": f"{year}-{DAYS[step.code]}", "recorded_by": known["recorded_by"]}
    values |= dict.fromkeys(step.true, True)
    if step.code in UNTIL:
        asked = {"objections": known["asked"], "answer": known["answered"]} if step.code == "notice" else {}
        values |= {"until": f"{year}-{UNTIL[step.code]}", "place": known["board"]} | asked
    if step.votes or step.code == "meeting":
        values |= {"place": known["meeting"], "present": known["present"]}
    if step.votes:
        values |= {name: known[name] for name in ("entitled", "votes_for", "votes_against", "votes_abstain")}
    if step.decides:
        document = known["county_document" if step.code == "county" else "township_document"].format(year=year)
        values |= {"result": "1", "opinion": known["opinion"], "document_no": document}
    if step.code == "check":
        values |= {"exclusions_checked": True, "note": known["note"]}
    return values
