"""Stores that give each other what they lack, as a conversation does, without a line and without judging."""

from fupin_desktop.db.exchange.replica import SqlReplica
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.streams import Incarnation, Segment, StreamKey, Tip
from tests.db.registries import VILLAGE

MOST_OPS = 40


def sign(stream: StreamKey, seq: int, commit: bytes) -> bytes:
    """Stands for a signature: it says what it is over."""
    return f"{stream.incarnation}/{stream.region}/{seq}/{commit.hex()}".encode()


def introduced(replica: SqlReplica) -> list[Incarnation]:
    """The own incarnations, with statements that say nothing; from now on the store has them."""
    device = replica.own().device
    made = [Incarnation(number, device, b"statement", b"signature") for number, _, _ in replica.unstated()]
    replica.keep_credentials([(device, b"certificate")], made)
    return made


def give(source: SqlReplica, target: SqlReplica, most_ops: int = MOST_OPS, prefix: str = "") -> list[Segment]:
    """What the target lacks travels, segment by segment."""
    introduced(source)
    source.seal_own(sign, most_ops)
    theirs = target.tips([prefix])
    sent: list[Segment] = []
    for stream in sorted({tip.stream for tip in source.tips([prefix], held=False)}):
        made = source.incarnation(stream.incarnation)
        assert made is not None
        target.keep_credentials([(made.device, b"certificate")], [made], {made.device: "另一台"})
        known = source.knows(tip.id for tip in theirs if tip.stream == stream)
        for segment in source.segments_after(stream, known, most_ops):
            target.take(segment, len(segment.commits), "net", source.own().device)
            sent.append(segment)
    return sent


def meet(one: SqlRegistry, other: SqlRegistry, most_ops: int = MOST_OPS) -> None:
    """Both give what the other lacks."""
    give(one.replica(), other.replica(), most_ops)
    give(other.replica(), one.replica(), most_ops)


def ends(registry: SqlRegistry) -> list[Tip]:
    """The ends of every chain."""
    return registry.replica().tips([""])


def stream_of(registry: SqlRegistry, region: str = VILLAGE) -> StreamKey:
    """The stream that the registry itself writes for a village."""
    return StreamKey(registry.replica().own().incarnation, region)
