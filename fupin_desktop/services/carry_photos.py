"""The lane of photos and scans, to the county and from it, after the text; however it ends, what was moved is kept."""

import contextlib
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum
from typing import cast

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.county_link import identity, server
from fupin_desktop.services.exchange_history import Happening, note
from fupin_desktop.services.photos_waiting import (
    MEGA,
    PhotosWaiting,
    budget_mb,
    keep_there,
    known_there,
    named_contents,
    photos_waiting,
)
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.synchronise import REASONS, Stopped, line
from fupin_desktop.sync.carrying import Carrier, Carrying, Moved
from fupin_desktop.sync.frames import BadFrame
from fupin_desktop.sync.greeting import greet
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.protocol import Busy, LineLost, TurnedAway


class Ended(Enum):
    """Why the lane ended."""

    ALL = "all"  # nothing is left that could travel
    BUDGET = "budget"
    STOPPED = "stopped"  # the person wanted it
    LINE = "line"
    BUSY = "busy"
    FULL = "full"  # the county's disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a session of the lane has moved, and what is left."""

    sent: int
    sent_bytes: int
    received: int
    received_bytes: int
    round_trips: int
    ended: Ended
    unreadable: int
    refused: int
    left: PhotosWaiting


def carry_photos(
    registry: Registry,
    county: Carrier | None = None,
    watch: Callable[[Moved], None] | None = None,
    budget: int | None = None,
) -> Carried:
    """Move what lacks on either side, up to the budget in bytes; what was moved is kept however it ends.

    Refused where the county does not talk to this computer. A line that breaks is no error here: the text is through.
    """
    me, answering = identity(registry), server(registry)
    moved, began, ended = Moved(), time.monotonic(), [Ended.ALL]
    most = budget_mb(registry) * MEGA if budget is None else budget
    with _ends(ended), line(registry, county) as found:
        there = cast(Carrier, found)
        token = greet(registry.replica(), there, me, answering, talks_anyway=True).token
        known = known_there(registry)[0]
        carrying = Carrying(registry.blobs, there, answering, token, most, watch or _nobody, moved, known)
        try:
            carrying.run(named_contents(registry))
        finally:
            keep_there(registry, answering.device, carrying.there)
            note(registry, answering.device, Happening.PHOTOS, _counts(moved, time.monotonic() - began))
    if ended[0] is Ended.ALL and (moved.is_full or moved.has_more):
        ended[0] = Ended.FULL if moved.is_full else Ended.BUDGET
    return Carried(
        sent=moved.sent,
        sent_bytes=moved.sent_bytes,
        received=moved.received,
        received_bytes=moved.received_bytes,
        round_trips=moved.round_trips,
        ended=ended[0],
        unreadable=moved.unreadable,
        refused=moved.refused,
        left=photos_waiting(registry),
    )


def _counts(moved: Moved, seconds: float) -> dict[str, int]:
    return {
        "sent_photos": moved.sent,
        "sent_bytes": moved.sent_bytes,
        "received_photos": moved.received,
        "received_bytes": moved.received_bytes,
        "ms": round(seconds * 1000),
    }


@contextlib.contextmanager
def _ends(ended: list[Ended]) -> Generator[None]:
    """What is no error of the person's: the lane can end anywhere."""
    try:
        yield
    except Stopped:
        ended[0] = Ended.STOPPED
    except (LineLost, BadMessage, BadFrame):
        ended[0] = Ended.LINE
    except Busy:
        ended[0] = Ended.BUSY
    except TurnedAway as away:
        other = f"县里的服务器没有接收照片（{away.reason}）。文字不受影响。请打电话问县里。"
        raise Refused(REASONS.get(away.reason, other)) from None


def _nobody(_moved: Moved) -> None:
    """Nobody looks on."""
