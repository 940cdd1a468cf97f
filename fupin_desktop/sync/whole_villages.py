"""Villages that come whole: which chains a new laptop asks for, up to where; and how a server gathers them.

What was asked for the first time is remembered until it is here, for only the same question gets the same bytes, and
only of the same bytes the part that is here already need not come again. Nothing is believed here.
"""

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from heapq import heapify, heappop, heappush

from fupin_desktop.domain.streams import Segment, StreamKey, Tip
from fupin_desktop.sync.chronicle import Chain, encode_chronicle, stamp_of
from fupin_desktop.sync.limits import Malformed
from fupin_desktop.sync.messages import NAME_BYTES, packed_tips, unpacked_tips
from fupin_desktop.sync.packing import pack, unpack
from fupin_desktop.sync.replica import Replica

PIECE_OPS = 10_000  # of what is judged, taken and shown at once
MOST_OPS = 200_000  # what is beyond follows as segments
MOST_TEXT = 1 << 21  # characters
ASKED = "asked"  # in the place of a sender, among what is staged
MOST_ASKED = 16 << 20


def villages(replica: Replica, tips: Collection[Tip]) -> Iterator[tuple[list[Chain], bytes]]:
    """For each region the chains up to these tips, as far as they fit, and as bytes: the same for the same tips."""
    by_region: dict[str, list[Tip]] = {}
    for tip in _single(tips):
        by_region.setdefault(tip.stream.region, []).append(tip)
    for _, several in sorted(by_region.items()):
        chains = _gathered(replica, several)
        try:
            if chains:
                yield chains, encode_chronicle(chains)
        except Malformed:
            continue  # it comes in segments then


def wanted_whole(
    replica: Replica, server: str, lacking: Collection[StreamKey], mine: Collection[Tip], theirs: Collection[Tip]
) -> tuple[Tip, ...]:
    """The ends up to which whole chains are to come: of regions of which nothing of theirs is here yet."""
    known = replica.knows(tip.id for tip in theirs)
    begun = {tip.stream for tip in mine}
    strange = {tip.stream.region for tip in theirs} - {tip.stream.region for tip in theirs if tip.id in known}
    asked = _remembered(replica, server)
    found = tuple(
        tip
        for tip in _single(asked or theirs)
        if tip.stream in lacking and tip.stream not in begun and tip.stream.region in strange
    )
    if not asked and found:
        replica.stage(_name(server), 0, pack(packed_tips(found)), ASKED)
    return found


def whole_villages_came(replica: Replica, server: str) -> None:
    """What was asked for is here: the next question is another."""
    replica.unstage(_name(server))


def _remembered(replica: Replica, server: str) -> tuple[Tip, ...]:
    content = replica.staged_content(_name(server))
    return unpacked_tips(unpack(content, MOST_ASKED)) if content else ()


def _name(server: str) -> bytes:
    return blake2b(bytes.fromhex(server), digest_size=NAME_BYTES, person=b"fupin asked").digest()


def _single(tips: Collection[Tip]) -> list[Tip]:
    """Those of streams that have one end; a fork comes as segments."""
    ends: dict[StreamKey, list[Tip]] = {}
    for tip in tips:
        ends.setdefault(tip.stream, []).append(tip)
    return [several[0] for _, several in sorted(ends.items()) if len(several) == 1]


def _gathered(replica: Replica, tips: Sequence[Tip]) -> list[Chain]:
    """The chains piece by piece, the oldest first, until they are too much for one run."""
    coming = {tip.stream: replica.segments_after(tip.stream, (), PIECE_OPS, {tip.id}) for tip in tips}
    firsts = [(stream, next(pieces, None)) for stream, pieces in coming.items()]
    waiting = [(stamp_of(piece.commits[0]), stream, piece) for stream, piece in firsts if piece]
    heapify(waiting)
    taken: dict[StreamKey, list[Segment]] = {}
    ops = text = 0
    while waiting:
        _, stream, piece = heappop(waiting)
        ops += sum(len(commit.ops) for commit in piece.commits)
        text += sum(len(op.value) for commit in piece.commits for op in commit.ops if isinstance(op.value, str))
        if ops > MOST_OPS or text > MOST_TEXT:
            break
        taken.setdefault(stream, []).append(piece)
        if following := next(coming[stream], None):
            heappush(waiting, (stamp_of(following.commits[0]), stream, following))
    return [Chain(stream, pieces[0].salt, tuple(pieces)) for stream, pieces in sorted(taken.items())]
