"""What happened in this computer's exchanges, newest first: when, with whom, how much. It moves nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, cast

from fupin_desktop.services.ports import Registry

LEAST_MEASURED = 2_000  # bytes: below it the waiting between two requests drowns the line's speed
ASKED = 100


class Happening(Enum):
    """What it was."""

    SYNCED = "synced"
    CUT = "cut"  # the line broke, or the server would not
    STOPPED = "stopped"  # the person wanted it
    WRITTEN = "parcel_written"
    READ = "parcel_read"
    PHOTOS = "photos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One of them."""

    at_ms: int
    peer: str
    what: Happening
    sent_commits: int = 0
    sent_bytes: int = 0
    received_commits: int = 0
    received_bytes: int = 0
    sent_photos: int = 0
    received_photos: int = 0
    held: int = 0
    number: int = 0  # of a parcel
    ms: int = 0  # how long it took
    to_county: bool = True

    @property
    def speed(self) -> float | None:
        """Bytes a second, where enough went over to measure it."""
        moved = self.sent_bytes + self.received_bytes
        return moved * 1000 / self.ms if moved >= LEAST_MEASURED and self.ms else None


class _Noting(Protocol):
    """What of the laptop's replica is asked here."""

    def note(self, peer: str, what: str, counts: Mapping[str, int]) -> None: ...
    def events(self, limit: int = 100) -> list[dict[str, Any]]: ...


def note(registry: Registry, peer: str, what: Happening, counts: Mapping[str, int]) -> None:
    """Write down what happened."""
    cast(_Noting, registry.replica()).note(peer, what.value, counts)


def exchanges(registry: Registry, limit: int = ASKED) -> list[Exchange]:
    """The last ones, newest first; what another program wrote down beside them is passed over."""
    known = {one.value for one in Happening}
    rows = cast(_Noting, registry.replica()).events(limit)
    return [_exchange(row) for row in rows if row["what"] in known]


def last_speed(registry: Registry) -> float | None:
    """Bytes a second in the last exchange that was large enough to tell; None before there was one."""
    return next((one.speed for one in exchanges(registry) if one.speed), None)


def _exchange(row: Mapping[str, Any]) -> Exchange:
    counts = {name: int(value) for name, value in row["counts"].items() if name in Exchange.__dataclass_fields__}
    to_county = bool(counts.pop("to_county", 1))
    return Exchange(at_ms=row["at"], peer=row["peer"], what=Happening(row["what"]), to_county=to_county, **counts)
