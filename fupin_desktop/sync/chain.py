"""What is missing here and what is missing there, from tips alone: pure, no store, no wire (docs/exchange.md §5)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from fupin_desktop.domain.streams import StreamKey, Tip

ROOT_BYTES = 16
FEW_STREAMS = 64  # up to so many tips travel at once; beyond, digests by village come first


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to travel between two sides that have compared their tips."""

    push: dict[StreamKey, frozenset[bytes]] = field(default_factory=dict[StreamKey, frozenset[bytes]])
    """Streams of which the other lacks something, with the ids that it is known to have there."""
    pull: tuple[StreamKey, ...] = ()
    """Streams of which something is lacking here."""
    forked: tuple[StreamKey, ...] = ()
    """Streams whose two ends neither side knows: ladders must find what they share."""

    @property
    def is_empty(self) -> bool:
        """Whether both sides have the same."""
        return not (self.push or self.pull or self.forked)


def root(tips: Iterable[Tip]) -> bytes:
    """The hash over what a side has: equal for equal sets of commits, whatever the order they came in."""
    digest = hashlib.blake2b(digest_size=ROOT_BYTES, person=b"fupin root")
    for tip in sorted(tips):
        for part in (tip.stream.incarnation.encode(), tip.stream.region.encode(), tip.id):
            digest.update(len(part).to_bytes(1, "big") + part)
    return digest.digest()


def spoken(root: bytes) -> str:
    """Eight digits of a root, in two groups: two people compare them over the telephone."""
    digits = f"{int.from_bytes(root[:6], 'big') % 10**8:08d}"
    return f"{digits[:4]} {digits[4:]}"


def by_village(tips: Iterable[Tip]) -> dict[str, bytes]:
    """A root for each region code among the tips."""
    found: dict[str, list[Tip]] = {}
    for tip in tips:
        found.setdefault(tip.stream.region, []).append(tip)
    return {region: root(several) for region, several in found.items()}


def differing(mine: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> list[str]:
    """The region codes in which the two sides do not have the same."""
    return sorted(region for region in mine.keys() | theirs.keys() if mine.get(region) != theirs.get(region))


def plan(mine: Iterable[Tip], theirs: Iterable[Tip], known: Collection[bytes]) -> Plan:
    """What has to travel; `known` are those of the other side's tips that are here."""
    ours, others = _by_stream(mine), _by_stream(theirs)
    push: dict[StreamKey, frozenset[bytes]] = {}
    pull: list[StreamKey] = []
    forked: list[StreamKey] = []
    for stream in sorted(ours.keys() | others.keys()):
        own, other = ours.get(stream, {}), others.get(stream, {})
        shared = frozenset(other.keys() & known)
        if other.keys() - shared:
            pull.append(stream)
        if own.keys() <= other.keys():
            continue  # every end of ours is an end of theirs
        if shared or not other:
            push[stream] = shared
        elif max(own.values()) >= max(other.values()):
            forked.append(stream)  # on one chain, the end that is not farther would be known here
    return Plan(push, tuple(pull), tuple(forked))


def _by_stream(tips: Iterable[Tip]) -> dict[StreamKey, dict[bytes, int]]:
    found: dict[StreamKey, dict[bytes, int]] = {}
    for tip in tips:
        found.setdefault(tip.stream, {})[tip.id] = tip.seq
    return found
