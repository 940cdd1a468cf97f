"""Which demo household has which pictures on file; the pictures themselves are drawn elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.services.demo.draws import new_id
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Row
from fupin_desktop.services.demo.pictures import MEDIA_TYPE

PICTURES, ALWAYS_UP_TO, THEN_EVERY = 6, 12, 25


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture in the store of attachments."""

    blob: str
    size: int


def attachment_rows(home: Home, kept: Sequence[Kept]) -> list[Row]:
    """The house, a paper or the family, and the latest visit, of the first households and a few of the others."""
    if home.number > ALWAYS_UP_TO and home.number % THEN_EVERY:
        return []
    name, at = home.head.name, home.number
    kind, title = _paper(home)
    rows = [
        _row(home, kept[at % len(kept)], "A01", f"{name}户住房", f"{LAST}-09-10", "", ""),
        _row(home, kept[(at + 2) % len(kept)], kind, f"{name}户{title}", f"{LAST}-03-20", "", ""),
    ]
    visits = [(row_id, values) for record, row_id, values in home.rows if record == "visit"]
    if visits:
        visit_id, values = visits[-1]
        day = values["visited_on"]
        rows.append(_row(home, kept[(at + 1) % len(kept)], "A03", f"{name}户走访", day, "visit", visit_id))
    return rows


def _paper(home: Home) -> tuple[str, str]:
    """The paper that proves what the household is, or else a picture of the family."""
    if home.kind == "five_guarantee":
        return "E27", "特困供养证"
    if home.kind != "ordinary":
        return "E25", "低保证"
    if any(member.who.certificate for member in home.members):
        return "E29", "残疾人证"
    return ("E01", "收入调查核算表") if home.number % 3 == 0 else ("A02", "全家福")


def _row(home: Home, kept: Kept, kind: str, title: str, day: str, record: str, record_id: str) -> Row:
    values: dict[str, Any] = {
        "household_id": home.id,
        "owner_record": record or None,
        "owner_id": record_id or None,
        "kind": kind,
        "title": title,
        "taken_on": day,
        "blob": kept.blob,
        "media_type": MEDIA_TYPE,
        "byte_count": kept.size,
        "file_name": f"IMG_{day.replace('-', '')}_{home.number:04d}.png",
        "note": "演示图，由程序画成" if kind == "A01" else None,
    }
    return ("attachment", new_id(home.rng), values)
