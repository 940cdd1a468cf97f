"""The devices within somebody's areas: certificate, last contact, program, and what was noticed of them."""

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from county_server import issuing
from county_server.console.incarnations import Written, incarnations
from county_server.console.staff import Staff
from county_server.console.words import lamp
from county_server.store import Store
from fupin_desktop.db.log_tables import commit_log, incarnation, stream
from fupin_desktop.db.record_tables import stream_tip

STATES = {"valid": "在用", "replaced": "已换发", "revoked": "已停用"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """One device."""

    device: str
    name: str
    role: str
    prefixes: tuple[str, ...]
    serial: int
    until_ms: int
    state: str
    last_ms: int | None
    clock_off_ms: int | None
    lamp: str  # week, late, never
    is_own: bool
    program: str = ""
    written: list[Written] = field(default_factory=list[Written])

    @property
    def is_valid(self) -> bool:
        """Whether it is believed."""
        return self.state == issuing.VALID

    @property
    def state_words(self) -> str:
        """Whether it is believed, in words."""
        return STATES.get(self.state, self.state)

    @property
    def noticed(self) -> list[str]:
        """What somebody should ask the team about, in words."""
        found = [f"{one.reason_words}" for one in self.written if one.reason in ("restored", "cloned")]
        found += ["两台电脑写成一台"] if any(one.forks for one in self.written) else []
        if self.clock_off_ms is not None and abs(self.clock_off_ms) > 10 * 60_000:
            found.append("时钟不准")
        return list(dict.fromkeys(found))


def laptops(connection: Connection, store: Store, staff: Staff, device: str = "") -> list[Laptop]:
    """The devices that write within the areas and nowhere else; one of them, if it is named."""
    now = store.clock()
    rows = [one for one in issuing.devices(connection) if staff.covers_all(one["prefixes"])]
    if device:
        rows = [one for one in rows if one["device"] == device]
    if not rows:
        return []
    programs = _programs(connection)
    written: dict[str, list[Written]] = {}
    for one in incarnations(connection, store.authority, [device] if device else ()):
        written.setdefault(one.device, []).append(one)
    return [_laptop(one, store.own.device, now, programs, written) for one in rows]


def _laptop(
    one: dict[str, Any], own: str, now: int, programs: dict[str, str], written: dict[str, list[Written]]
) -> Laptop:
    device = one["device"]
    return Laptop(
        device=device,
        name=one["name"],
        role=one["role"],
        prefixes=tuple(one["prefixes"]),
        serial=one["serial"],
        until_ms=one["until_ms"],
        state=one["state"],
        last_ms=one["last_contact_ms"],
        clock_off_ms=one["clock_off_ms"],
        lamp=lamp(one["last_contact_ms"], now),
        is_own=device == own,
        program=programs.get(device, ""),
        written=written.get(device, []),
    )


def _programs(connection: Connection) -> dict[str, str]:
    """The program with which each device wrote last, as far as it has written: by the ends of its chains."""
    query = (
        select(incarnation.c.device_id, commit_log.c.header)
        .select_from(stream_tip)
        .join(commit_log, commit_log.c.no == stream_tip.c.commit_no)
        .join(stream, stream.c.no == stream_tip.c.stream_no)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        .order_by(commit_log.c.received_at, commit_log.c.no)
    )
    return {row.device_id: str(json.loads(row.header).get("program", ""))[:20] for row in connection.execute(query)}
