"""What happened in exchanges, in words, by village or device; within somebody's areas."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, desc, select

from county_server.console.laptops import Laptop
from county_server.console.words import size
from fupin_desktop.db.exchange.tables import exchange_event

PAGE = 100
PHOTOS = {"photos_in": "送来照片", "photos_out": "取走照片"}
WHATS = {"hello": "来同步", "push": "送来", "pull": "取走", "held": "搁置", "taken": "收下", **PHOTOS}


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One line of the log."""

    no: int
    at_ms: int
    device: str
    name: str
    what: str
    words: str
    is_notable: bool


def exchanged(
    connection: Connection, laptops: list[Laptop], *, village: str = "", device: str = "", before: int = 0
) -> list[Exchanged]:
    """The latest lines of these devices, newest first."""
    mine = [
        one
        for one in laptops
        if (not village or any(prefix.startswith(village) or village.startswith(prefix) for prefix in one.prefixes))
        and device in ("", one.device)
    ]
    names = {one.device: one.name for one in mine}
    query = select(exchange_event).where(exchange_event.c.peer.in_(list(names)))
    if before:
        query = query.where(exchange_event.c.no < before)
    rows = connection.execute(query.order_by(desc(exchange_event.c.no)).limit(PAGE)).all()
    return [_exchanged(row, names) for row in rows]


def _exchanged(row: Any, names: dict[str, str]) -> Exchanged:
    counts: dict[str, int] = json.loads(row.counts)
    told = _words(row.what, counts)
    is_notable = bool(counts.get("held") or counts.get("refused") or (row.what == "held" and counts.get("commits")))
    return Exchanged(row.no, row.at, row.peer, names[row.peer], WHATS.get(row.what, row.what), told, is_notable)


def _words(what: str, counts: dict[str, int]) -> str:
    if what == "hello":
        off = abs(counts.get("clock_off_ms", 0)) // 60_000
        told = "两边一样，没有要送的" if counts.get("same") else "两边有不同"
        return f"{told}；时钟差 {off} 分钟" if off >= 10 else told
    if what == "push":
        parts = [f"{counts.get('commits', 0)} 次保存（{size(counts.get('bytes', 0))}）"]
        parts += [f"搁置 {counts['held']} 次"] if counts.get("held") else []
        parts += [f"退回 {counts['refused']} 段"] if counts.get("refused") else []
        parts += [f"其中 {counts['full']} 段是因为这台电脑或这个村搁置待定的已经放满"] if counts.get("full") else []
        return "，".join(parts)
    if what == "taken":
        return f"{counts.get('commits', 0)} 次保存，涉及 {counts.get('records', 0)} 条记录"
    if what in ("pull", *PHOTOS):
        return size(counts.get("bytes", 0))
    if what == "held":
        return f"{counts.get('commits', 0)} 次保存等人决定"
    return "，".join(f"{name} {number}" for name, number in counts.items())
