"""Segments as frames: sending what the other lacks, and receiving it, up to the byte at which the line broke."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fupin_desktop.domain.streams import Gap, Segment, StreamKey, Tip, Unkeepable
from fupin_desktop.sync.chronicle import decode_chronicle
from fupin_desktop.sync.credentials import credentials_of, keep_credentials, read_credentials
from fupin_desktop.sync.frames import Frame, FrameKind, framed
from fupin_desktop.sync.judging import judge
from fupin_desktop.sync.messages import NAME_BYTES, Verdict
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.protocol import LineLost
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.trust import Trust
from fupin_desktop.sync.whole_villages import villages
from fupin_desktop.sync.wire import Malformed, decode, encode, name_of

MOST_OPS = 1_000  # of a segment: some 16 kB, three seconds of a line of 56 kbit/s
PIECE = 16_384
PLACE_BYTES = NAME_BYTES + 8
FULL = "full"  # as much of this device or village waits for a person as may: nothing more is put aside


@dataclass(slots=True)
class Sent:
    """What has gone out."""

    commits: int = 0
    size: int = 0  # bytes
    segments: int = 0


def outgoing(
    replica: Replica,
    streams: Mapping[StreamKey, Collection[bytes]],
    introduced: Collection[str],
    staged: Mapping[bytes, int],
    sent: Sent,
    whole: Collection[Tip] = (),
) -> Iterator[bytes]:
    """The frames of everything that follows the known ids in these streams, in pieces small enough for a slow line.

    Streams of incarnations not in `introduced` are preceded by the credentials of their devices. Of a segment that
    the other side has in part (`staged`), only the rest is sent. Chains up to the ends in `whole` go as chronicles.
    """
    strange = sorted({stream.incarnation for stream in (*streams, *(tip.stream for tip in whole))} - set(introduced))
    if strange:
        yield framed(FrameKind.CREDENTIALS, credentials_of(replica, strange))
    for chains, content in villages(replica, whole):
        commits = sum(len(piece.commits) for chain in chains for piece in chain.pieces)
        yield from _placed_in(FrameKind.CHRONICLE, content, commits, staged, sent)
    for stream, known in streams.items():
        for segment in replica.segments_after(stream, known, MOST_OPS):
            yield from _placed_in(FrameKind.SEGMENT, encode(segment), len(segment.commits), staged, sent)
    yield framed(FrameKind.END, b"")


def _placed_in(
    kind: FrameKind, content: bytes, commits: int, staged: Mapping[bytes, int], sent: Sent
) -> Iterator[bytes]:
    name = name_of(content)
    offset = min(staged.get(name, 0), len(content))
    place = name + len(content).to_bytes(4, "big") + offset.to_bytes(4, "big")
    frame = framed(kind, place + content[offset:])
    for start in range(0, len(frame), PIECE):
        yield frame[start : start + PIECE]
    sent.commits += commits
    sent.size += len(frame)
    sent.segments += 1


def until_lost(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces that came before the line broke."""
    try:
        yield from pieces
    except LineLost:
        return


@dataclass(slots=True)
class Receiver:
    """Takes frames as they come; every whole segment is judged and kept before the next is looked at."""

    replica: Replica
    trust: Trust
    sender: str
    via: str
    verdicts: list[Verdict] = field(default_factory=list[Verdict])
    records: set[str] = field(default_factory=set[str])
    size: int = 0  # bytes
    gaps: set[StreamKey] = field(default_factory=set[StreamKey])
    full: set[StreamKey] = field(default_factory=set[StreamKey])  # of which no more is put aside
    ended: bool = False
    asked_for_chronicles: bool = False  # they are large: nobody else takes any

    def take(self, frame: Frame) -> None:
        """One frame; BadMessage or Malformed if the sender does not speak our language."""
        self.size += len(frame.content)
        match frame.kind:
            case FrameKind.CREDENTIALS if frame.whole:
                keep_credentials(self.replica, frame.content, self.trust)
            case FrameKind.SEGMENT:
                self._piece(frame)
            case FrameKind.CHRONICLE if self.asked_for_chronicles:
                self._piece(frame)
            case FrameKind.END:
                self.ended = True
            case _:
                pass

    def _piece(self, frame: Frame) -> None:
        if len(frame.content) < PLACE_BYTES:
            return  # lost before it said what it is
        name, total, offset, rest = _placed(frame.content)
        before = self.replica.staged_content(name) if offset else b""
        if offset > len(before) or offset + len(rest) > total:
            raise BadMessage("a piece that does not fit where it says")
        if not frame.whole:
            self.replica.stage(name, offset, rest, self.sender)
            return
        content = before[:offset] + rest
        if name_of(content) != name:
            self.replica.unstage(name)
            raise BadMessage("a segment that is not what its name says")
        try:
            segments = [decode(content)] if frame.kind is FrameKind.SEGMENT else decode_chronicle(content)
        except Malformed:
            self.verdicts.append(Verdict(name, 0, 0, "damaged"))
            segments = []
        for segment in segments:
            self.verdicts.append(self._judged(name, segment))
        self.replica.unstage(name)

    def _judged(self, name: bytes, segment: Segment) -> Verdict:
        found = judge(segment, self.replica, self.trust)
        if found.refused == "gap" and segment.stream in self.full:
            return Verdict(name, 0, 0, FULL)  # it follows what was not kept: to ask for the ladder would not help
        if found.refused == "gap":
            self.gaps.add(segment.stream)
        if found.refused:
            return Verdict(name, 0, 0, found.refused)
        try:
            taken = self._accepted(segment, len(found.accepted))
        except (Gap, Unkeepable):  # two chains under one number, mixed up by whoever wrote them
            return Verdict(name, 0, 0, "damaged")
        if found.held and not self.replica.hold(found.held, segment.salt, self.via, self.sender, segment.seal):
            self.full.add(segment.stream)
            return Verdict(name, taken, 0, FULL)
        return Verdict(name, taken, len(found.held))

    def _accepted(self, segment: Segment, accepted: int) -> int:
        if not accepted:
            return 0
        taken = self.replica.take(segment, accepted, self.via, self.sender)
        self.records |= taken.records
        return taken.commits


def check_whole(frame: Frame) -> None:
    """BadMessage if the frame could not be taken by itself, whatever it says: before anything of a file is taken."""
    if frame.kind is FrameKind.CREDENTIALS:
        read_credentials(frame.content)
    elif frame.kind is FrameKind.SEGMENT:
        name, total, offset, content = _placed(frame.content)
        if offset or len(content) != total or name_of(content) != name:
            raise BadMessage("a segment that is not what its name says")


def _placed(content: bytes) -> tuple[bytes, int, int, bytes]:
    """Name, size of the whole, where this piece begins, and the piece."""
    total = int.from_bytes(content[NAME_BYTES : NAME_BYTES + 4], "big")
    offset = int.from_bytes(content[NAME_BYTES + 4 : PLACE_BYTES], "big")
    return content[:NAME_BYTES], total, offset, content[PLACE_BYTES:]
