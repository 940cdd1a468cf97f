"""How far this computer and its county are apart: what the lamp says, and what would travel now. Moves nothing."""

import unicodedata
from dataclasses import dataclass

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.streams import StreamKey
from fupin_desktop.services.county_link import identity, is_enrolled, server
from fupin_desktop.services.exchange_history import Happening, exchanges, last_speed
from fupin_desktop.services.photos_waiting import PhotosWaiting, photos_waiting
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.synchronise import last_receipt
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.one_time_code import GROUP, LENGTH, READ_AS, read_code
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.transfer import Sent, outgoing

CODE_LENGTH, CODE_GROUP = LENGTH, GROUP
HELLO_SECONDS = 4  # three round trips on a line of 700 ms, and getting ready


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """What is known of the county here."""

    is_enrolled: bool
    server: str = ""
    device: str = ""
    regions: tuple[str, ...] = ()
    confirmed_at_ms: int | None = None  # when the county last had everything; None: never
    unsent: int = 0  # commits of this computer that the county has not confirmed
    parcel: int = 0  # the number of a parcel that was written and not answered yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What would travel now, and how long that takes on this line (None: never measured)."""

    commits: int
    size: int
    seconds: float | None
    photos: PhotosWaiting


def sync_state(registry: Registry) -> SyncState:
    """Read it; quick enough to be asked after every save."""
    if not is_enrolled(registry):
        return SyncState(is_enrolled=False)
    me, answering, receipt = identity(registry), server(registry), last_receipt(registry)
    unsent = sum(_unsent(registry.replica(), me.prefixes, answering.device).values())
    return SyncState(
        is_enrolled=True,
        server=answering.name,
        device=me.certificate.name,
        regions=me.prefixes,
        confirmed_at_ms=receipt.at_ms if receipt else None,
        unsent=unsent,
        parcel=_unanswered(registry) if unsent else 0,
    )


def waiting(registry: Registry) -> Waiting:
    """Put together what would be sent, without sending it; may take a second for a village that was just entered."""
    me, replica, answering = identity(registry), registry.replica(), server(registry)
    vouch_for_own(replica, me)
    there = {tip.stream: tip.id for tip in replica.confirmed(answering.device, "applied")}
    streams = {
        stream: frozenset([there[stream]] if stream in there else [])
        for stream, count in _unsent(replica, me.prefixes, answering.device).items()
        if count
    }
    sent = Sent()
    for _ in outgoing(replica, streams, {stream.incarnation for stream in streams}, {}, sent):
        pass
    speed = last_speed(registry)
    seconds = None if speed is None else HELLO_SECONDS + sent.size / speed
    return Waiting(commits=sent.commits, size=sent.size, seconds=seconds, photos=photos_waiting(registry))


def may_decide_for_county(registry: Registry) -> bool:
    """Whether what the county decides may be decided on this computer (docs/decisions/0012)."""
    return is_enrolled(registry) and identity(registry).certificate.role is not Role.VILLAGE


def complaint_about_code(typed: str) -> str:
    """What is wrong with a one-time code as it was typed, in a sentence; "" if nothing is."""
    try:
        read_code(typed)
    except Refused as error:
        return str(error)
    return ""


def grouped_code(typed: str) -> str:
    """A code as far as it was typed, in groups of five, whatever stood between the letters."""
    half_width = unicodedata.normalize("NFKC", typed).upper().translate(READ_AS)
    letters = [one for one in half_width if one.isascii() and one.isalnum()]
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, min(len(letters), LENGTH), GROUP))


def _unsent(replica: Replica, prefixes: tuple[str, ...], server_device: str) -> dict[StreamKey, int]:
    """How many commits of each own stream the server has not confirmed."""
    own = replica.own()
    ours = {own.incarnation, *(number for number, _, _ in replica.unstated())}
    there: dict[StreamKey, int] = {}
    for tip in replica.confirmed(server_device, "applied"):
        there[tip.stream] = max(tip.seq, there.get(tip.stream, -1))
    found: dict[StreamKey, int] = {}
    for tip in replica.tips(prefixes):
        made = replica.incarnation(tip.stream.incarnation)
        if tip.stream.incarnation in ours or (made is not None and made.device == own.device):
            found[tip.stream] = max(found.get(tip.stream, 0), tip.seq - there.get(tip.stream, -1))
    return found


def _unanswered(registry: Registry) -> int:
    """The parcel for the county that was written since anything was confirmed."""
    for one in exchanges(registry):
        if one.what is Happening.SYNCED:
            return 0
        if one.what is Happening.WRITTEN and one.to_county:
            return one.number
    return 0
