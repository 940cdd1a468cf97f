"""Photos and scans that lack here or at the county: how many, how large, how long they take. It moves nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.county_link import identity, is_enrolled, server
from fupin_desktop.services.exchange_history import last_speed
from fupin_desktop.services.ports import Registry
from fupin_desktop.sync.attachments import SHORT_BYTES, short
from fupin_desktop.sync.carrying import Named

THERE, BUDGET, WANTED = "photos_there", "photo_budget_mb", "photos_travel"
USUAL_BUDGET, MOST_BUDGET = 20, 10_000  # MB in one session: some ten minutes of a line of 256 kbit/s
PREVIEW_BYTES = 8_000  # about; a record does not say it
HELLO_SECONDS = 3
MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosWaiting:
    """What would travel; previews are not counted, their bytes are."""

    sent: int = 0
    sent_bytes: int = 0
    received: int = 0
    received_bytes: int = 0
    elsewhere: int = 0  # on a colleague's computer, and not yet at the county
    seconds: float | None = None  # for all of it, on this line; None: never measured
    budget: int = USUAL_BUDGET * MEGA  # bytes, of one session

    @property
    def size(self) -> int:
        """Bytes both ways."""
        return self.sent_bytes + self.received_bytes

    @property
    def now_seconds(self) -> float | None:
        """For as much as one session moves."""
        if self.seconds is None or self.size <= self.budget:
            return self.seconds
        return HELLO_SECONDS + (self.seconds - HELLO_SECONDS) * self.budget / self.size


class _Naming(Protocol):
    """What of the laptop's replica is asked here."""

    def regions_naming(self, contents: Iterable[str], prefixes: Sequence[str]) -> Mapping[str, set[str]]: ...


def photos_waiting(registry: Registry) -> PhotosWaiting:
    """What would travel as far as it is known here; reads no photo."""
    there, is_known = known_there(registry)
    out: list[Named] = []
    coming: list[Named] = []
    elsewhere: list[Named] = []
    for one in named_contents(registry):
        is_there = short(bytes.fromhex(one.name)) in there
        if registry.blobs.has(one.name):
            out += [] if is_there else [one]
        else:
            (coming if is_there or not is_known else elsewhere).append(one)
    begun = registry.blobs.begun()
    sent_bytes = sum(_size(one) for one in out)
    received_bytes = sum(max(0, _size(one) - begun.get(one.name, 0)) for one in coming)
    speed = last_speed(registry)
    return PhotosWaiting(
        sent=_photos(out),
        sent_bytes=sent_bytes,
        received=_photos(coming),
        received_bytes=received_bytes,
        elsewhere=_photos(elsewhere),
        seconds=None if speed is None else HELLO_SECONDS + (sent_bytes + received_bytes) / speed,
        budget=budget_mb(registry) * MEGA,
    )


def budget_mb(registry: Registry) -> int:
    """How many MB one session moves at most."""
    return int(registry.setting(BUDGET) or USUAL_BUDGET)


def put_budget(registry: Registry, megabytes: int) -> None:
    """Keep how much one session moves at most."""
    if not 1 <= megabytes <= MOST_BUDGET:
        raise Refused(f"每次同步最多传多少照片，请填 1 到 {MOST_BUDGET:,} MB 之间的整数。")
    registry.put_setting(BUDGET, str(megabytes))


def photos_travel(registry: Registry) -> bool:
    """Whether photos follow the text of themselves."""
    return registry.setting(WANTED) != "no"


def put_photos_travel(registry: Registry, wanted: bool) -> None:
    """Keep whether they do."""
    registry.put_setting(WANTED, "yes" if wanted else "no")


def is_on_the_way(registry: Registry, content: str) -> bool:
    """Whether a content that is not here lies at the county, as far as it last said."""
    return len(content) == 64 and short(bytes.fromhex(content)) in known_there(registry)[0]


def named_contents(registry: Registry) -> list[Named]:
    """The contents that records of the exchanged regions name; what is in the bin stays where it is."""
    found: dict[str, Named] = {}
    for _, row in registry.values("attachment"):
        for name, is_preview in ((row.get("blob"), False), (row.get("preview"), True)):
            if name and _is_hash(name):
                found[name] = Named(name, 0 if is_preview else row.get("byte_count") or 0, is_preview)
    replica = cast(_Naming, registry.replica())
    within = replica.regions_naming(found, identity(registry).prefixes)
    return [found[name] for name in sorted(within)]


def _is_hash(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def _size(one: Named) -> int:
    return PREVIEW_BYTES if one.is_preview else one.size


def _photos(named: Iterable[Named]) -> int:
    return sum(not one.is_preview for one in named)


def known_there(registry: Registry) -> tuple[frozenset[bytes], bool]:
    """What the server has last said to have, and whether it has ever said anything."""
    kept = json.loads(registry.setting(THERE) or "{}")
    if not is_enrolled(registry) or kept.get("server") != server(registry).device:
        return frozenset(), False
    names = bytes.fromhex(kept["names"])
    return frozenset(names[at : at + SHORT_BYTES] for at in range(0, len(names), SHORT_BYTES)), True


def keep_there(registry: Registry, device: str, names: frozenset[bytes]) -> None:
    """Keep what the server has said to have."""
    registry.put_setting(THERE, json.dumps({"server": device, "names": b"".join(sorted(names)).hex()}))
