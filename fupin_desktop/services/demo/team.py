"""The resident team of a demo village: postings, attendance, a leave, and a diary."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.domain.identity import coded_id, yearly_id
from fupin_desktop.services.demo.draws import new_id, one_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Helper, Row
from fupin_desktop.services.demo.places import Village
from fupin_desktop.services.demo.words import words

FIRST, LEAN_FIRST, END = date(LAST, 1, 1), date(LAST, 11, 1), date(LAST, 12, 31)
SATURDAY = 5
PRESENT, ON_LEAVE, TRIP = "1", "2", "3"
BEGUN, CHANGED = "2016-03-01", "2017-03-31"


def team_rows(village: Village, helpers: Sequence[Helper], homes: Sequence[Home]) -> list[Row]:
    """Everything about the team."""
    rng, known = Random(f"{village.id}/team"), words("team")
    team = helpers[: len(known["posts"])]
    away = (date(LAST, 11, 14), date(LAST, 11, 15))
    rows = [*_postings(rng, village, known, helpers), *_leave(rng, village, known, team[-1], away)]
    first = LEAN_FIRST if village.index else FIRST  # one village tells the whole year
    days = [first + timedelta(days=n) for n in range((END - first).days + 1)]
    working = [day for day in days if day.weekday() < SATURDAY]
    for helper in team:
        rows += _attendance(rng, village, known, helper, working, away if helper is team[-1] else ())
    return [*rows, *_diary(rng, village, known, team, homes), _explained(rng, village, known)]


def _explained(rng: Random, village: Village, known: Any) -> Row:
    """What a check once found odd in the village's form, and why it was true then."""
    values = {
        "village_id": village.id,
        "rule": "B02",
        "about_record": "village_year",
        "about_id": yearly_id("village_year", village.id, LAST),
        "about_field": "orchard_land",
        "said": known["explained"]["said"],
        "text": known["explained"]["text"],
        "explained_on": f"{LAST}-11-20",
    }
    return ("village_explanation", new_id(rng), values)


def _postings(rng: Random, village: Village, known: Any, helpers: Sequence[Helper]) -> Iterator[Row]:
    for post, helper in zip(known["posts"], helpers, strict=False):
        values = {"post": post, "started_on": BEGUN if post != "3" else "2017-04-01", "document_no": known["document"]}
        yield ("village_posting", new_id(rng), {"village_id": village.id, "helper_id": helper.id, **values})
    if len(helpers) > len(known["posts"]):
        gone = {"post": "3", "started_on": BEGUN, "ended_on": CHANGED, "end_reason": "期满轮换"}
        yield ("village_posting", new_id(rng), {"village_id": village.id, "helper_id": helpers[-1].id, **gone})


def _leave(rng: Random, village: Village, known: Any, helper: Helper, away: tuple[date, date]) -> Iterator[Row]:
    first, last = away
    values = {
        "village_id": village.id,
        "helper_id": helper.id,
        "started_on": first.isoformat(),
        "ended_on": last.isoformat(),
        "reason": known["leave"]["reason"],
        "approved_by": known["leave"]["approved_by"],
        "level": "1",
        "back_on": (last + timedelta(days=1)).isoformat(),
    }
    yield ("leave", new_id(rng), values)


def _attendance(
    rng: Random, village: Village, known: Any, helper: Helper, days: Sequence[date], away: Sequence[date]
) -> Iterator[Row]:
    for day in days:
        is_trip = rng.random() < 0.12
        state = ON_LEAVE if day in away else TRIP if is_trip else PRESENT
        here = {
            "signed_at": f"8:{int(rng.random() * 50):02d}",
            "place": known["place"],
            "longitude": Decimal(known["longitude"]),
            "latitude": Decimal(known["latitude"]),
        }
        values = {"village_id": village.id, "helper_id": helper.id, "day": day.isoformat(), "state": state}
        values |= here if state == PRESENT else {"note": known["trip_note"] if state == TRIP else None}
        yield ("attendance", coded_id("attendance", f"{village.code}/{helper.id}/{day.isoformat()}"), values)


def _diary(rng: Random, village: Village, known: Any, team: Sequence[Helper], homes: Sequence[Home]) -> Iterator[Row]:
    for month in range(1, 13):
        helper, told = team[month % len(team)], known["log"][month % len(known["log"])]
        home = one_of(rng, homes) if month % 3 == 1 and homes else None
        values = {
            "village_id": village.id,
            "day": f"{LAST}-{month:02d}-{10 + month:02d}",
            "helper_id": helper.id,
            "household_id": home.id if home else None,
            "kind": "01" if home else None,
            **told,
        }
        yield ("work_log", new_id(rng), values)
