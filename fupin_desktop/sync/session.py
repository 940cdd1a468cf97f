"""The side that asks: hello, push, pull, in that order, until nothing is missing on either side (docs/exchange.md §5).

It remembers nothing. Whatever breaks, the next conversation begins again with what both sides then have.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.chain import by_village, differing, plan
from fupin_desktop.sync.frames import Arriving, FrameKind
from fupin_desktop.sync.greeting import Greeted, greet
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.messages import Heard, Pull, Verdict, Wanted, unpacked_ladders, unpacked_tips
from fupin_desktop.sync.packing import pack, unpack
from fupin_desktop.sync.protocol import County, LineLost, TurnedAway
from fupin_desktop.sync.receipts import Receipt, read_receipt
from fupin_desktop.sync.reconsidering import reconsider
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.seals import incarnation_statement, sealer
from fupin_desktop.sync.signing import NotVouched
from fupin_desktop.sync.transfer import MOST_OPS, Receiver, Sent, outgoing, until_lost
from fupin_desktop.sync.whole_villages import wanted_whole, whole_villages_came

MOST_ROUNDS = 6  # a fork takes three; a bug must not go round for ever
Ladders = Mapping[StreamKey, tuple[bytes, ...]]


class Stage(Enum):
    """What a conversation is doing, for whoever watches."""

    ASKING = "asking"
    SENDING = "sending"
    RECEIVING = "receiving"


Watch = Callable[[Stage, int], None]  # bytes so far; may raise to stop


@dataclass(slots=True)
class Outcome:
    """What came of a conversation, also of one that was cut off."""

    sent: Sent = field(default_factory=Sent)
    received_commits: int = 0
    received_bytes: int = 0
    round_trips: int = 0
    verdicts: list[Verdict] = field(default_factory=list[Verdict])  # of what was sent
    held: int = 0  # commits from there that were put aside here
    records: set[str] = field(default_factory=set[str])
    receipt: bytes = b""
    offset_ms: int = 0  # how much the server's clock is ahead of what was taken to be the time here
    was_copied: bool = False  # somebody else wrote under this incarnation's number
    is_behind: bool = False  # the server does not have what it once confirmed


def exchange(
    replica: Replica, county: County, me: Identity, server: Certificate, outcome: Outcome, watch: Watch
) -> None:
    """Bring both sides to the same; `outcome` tells how far it came, also when LineLost or Busy ends it."""
    vouch_for_own(replica, me)
    watch(Stage.ASKING, 0)
    greeted = greet(replica, county, me, server)
    outcome.round_trips += greeted.round_trips
    outcome.offset_ms = greeted.clock_ms - me.now()
    outcome.records |= reconsider(replica, replace(me.trust(replica), now_ms=greeted.clock_ms))
    if not greeted.same:
        _Exchange(replica, county, me, server, outcome, watch, greeted).run()


def vouch_for_own(replica: Replica, me: Identity) -> None:
    """Sign what was written here since the last time: under which numbers, and how far."""
    made = [incarnation_statement(me.keys, me.device, *one) for one in replica.unstated()]
    if made:
        replica.keep_credentials([], made)
    replica.seal_own(sealer(me.keys), MOST_OPS)


@dataclass(slots=True)
class _Exchange:
    replica: Replica
    county: County
    me: Identity
    server: Certificate
    outcome: Outcome
    watch: Watch
    greeted: Greeted
    pushed: set[StreamKey] = field(default_factory=set[StreamKey])
    pulled: set[StreamKey] = field(default_factory=set[StreamKey])
    whole_came: bool = False  # chains that came from their beginning; the second time what follows is asked for

    def run(self) -> None:
        theirs = self._tips()
        self._notice(theirs)
        gaps: Ladders = {}
        forks: Ladders = {}
        ladders: dict[StreamKey, tuple[bytes, ...]] = {}  # of theirs, where they knew none of our ids
        for _ in range(MOST_ROUNDS):
            mine = self.replica.tips(self.me.prefixes)
            known = self.replica.knows(tip.id for tip in theirs)
            todo = plan(mine, theirs, known)
            push = self._beside(ladders, mine, theirs)
            push |= {stream: ids for stream, ids in todo.push.items() if stream not in self.pushed}
            push |= {stream: frozenset(self.replica.knows(ladder)) for stream, ladder in gaps.items()}
            pull = {stream: _ends(mine, stream) for stream in todo.pull if stream not in self.pulled}
            pull |= {stream: tuple(self.replica.ladder(stream)) for stream in todo.forked if stream not in self.pulled}
            pull |= {stream: tuple(self.replica.knows(ladder)) for stream, ladder in forks.items()}
            whole = self._whole(todo.pull, mine, theirs)
            pull = {stream: ids for stream, ids in pull.items() if stream not in {tip.stream for tip in whole}}
            if not push and not pull and not whole:
                return
            gaps = self._push(push) if push else {}
            forks = self._pull(pull, mine, whole) if pull or whole else {}
            ladders |= forks

    def _beside(self, ladders: Ladders, mine: list[Tip], theirs: tuple[Tip, ...]) -> dict[StreamKey, frozenset[bytes]]:
        """Branches of ours beside one that was asked for and not given: what is put aside is not handed on."""
        there = {tip.id for tip in theirs}
        lacking = {tip.stream for tip in mine if tip.id not in there} & self.pulled - self.pushed
        return {stream: frozenset(self.replica.knows(ladders[stream])) for stream in lacking & ladders.keys()}

    def _whole(self, lacking: Collection[StreamKey], mine: list[Tip], theirs: tuple[Tip, ...]) -> tuple[Tip, ...]:
        if self.whole_came:
            return ()
        return wanted_whole(self.replica, self.server.device, lacking, mine, theirs)

    def _notice(self, theirs: tuple[Tip, ...]) -> None:
        """A copy of this computer, or a server that was restored, shows itself by the tips it has or has not."""
        own = self.replica.own().incarnation
        known = self.replica.knows(tip.id for tip in theirs)
        self.outcome.was_copied |= any(tip.stream.incarnation == own and tip.id not in known for tip in theirs)
        farthest = {tip.stream: tip.seq for tip in sorted(theirs)}
        confirmed = self.replica.confirmed(self.server.device, "applied")
        self.outcome.is_behind |= any(farthest.get(tip.stream, -1) < tip.seq for tip in confirmed)

    def _tips(self) -> tuple[Tip, ...]:
        if self.greeted.tips is not None:
            return self.greeted.tips
        mine = by_village(self.replica.tips(self.me.prefixes))
        regions = differing(mine, self.greeted.villages or {})
        self.outcome.round_trips += 1
        return unpacked_tips(unpack(self.county.compare(self.greeted.token, pack(regions)), 16 << 20))

    def _push(self, streams: Mapping[StreamKey, frozenset[bytes]]) -> Ladders:
        """Send; returns the ladders of streams in which the other side found a gap."""
        introduced = {self.replica.own().incarnation, *(tip.stream.incarnation for tip in self.greeted.tips or ())}
        pieces = outgoing(self.replica, streams, introduced, self.greeted.staged, self.outcome.sent)
        self.outcome.round_trips += 1
        heard = Heard.from_bytes(self.county.push(self.greeted.token, self._watched(pieces)))
        self.outcome.verdicts += heard.verdicts
        self._keep(heard.receipt)
        self.pushed |= streams.keys() - heard.ladders.keys()
        return {stream: ladder for stream, ladder in heard.ladders.items() if stream in streams}

    def _keep(self, content: bytes) -> None:
        said = self._said(content)
        if said.tips:
            self.replica.keep_receipt(self.server.device, content, said.tips, said.level.value)
        self.outcome.receipt = content

    def _said(self, content: bytes) -> Receipt:
        """What the server has signed to have; TurnedAway if it was not the server, or not said to us."""
        try:
            said = read_receipt(content, self.server.sign)
        except NotVouched:
            raise TurnedAway("server") from None
        if (said.server, said.device) != (self.server.device, self.me.device):
            raise TurnedAway("server")
        return said

    def _head(self, content: bytes, receiver: Receiver) -> Ladders:
        ladders, witnessed = unpack(content, 16 << 20)
        receiver.trust = replace(receiver.trust, witnessed=self._said(witnessed).tips)
        return unpacked_ladders(ladders)

    def _watched(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        so_far = 0
        for piece in pieces:
            self.watch(Stage.SENDING, so_far)
            yield piece
            so_far += len(piece)

    def _pull(self, streams: Mapping[StreamKey, tuple[bytes, ...]], mine: list[Tip], whole: tuple[Tip, ...]) -> Ladders:
        """Receive; returns the other side's ladders of streams in which it knew none of our ids."""
        wanted = tuple(Wanted(stream, ids) for stream, ids in streams.items())
        introduced = tuple(sorted({tip.stream.incarnation for tip in mine}))
        request = Pull(wanted, self.replica.staged(self.server.device), introduced, whole)
        self.outcome.round_trips += 1
        receiver = Receiver(self.replica, self.me.trust(self.replica), self.server.device, "net")
        receiver.asked_for_chronicles = bool(whole)
        forks: Ladders = {}
        arriving = Arriving()
        try:
            for piece in until_lost(self.county.pull(self.greeted.token, request.to_bytes())):
                for frame in arriving.frames(piece):
                    if frame.kind is FrameKind.HEAD:
                        forks = self._head(frame.content, receiver)
                    receiver.take(frame)
                self.watch(Stage.RECEIVING, receiver.size + arriving.size)
        finally:
            if begun := arriving.begun():
                receiver.take(begun)
            self._note(receiver)
        if not receiver.ended:
            raise LineLost
        if whole:
            self.whole_came = True
            whole_villages_came(self.replica, self.server.device)
        self.pulled |= streams.keys() - forks.keys()
        return {stream: ladder for stream, ladder in forks.items() if stream in streams}

    def _note(self, receiver: Receiver) -> None:
        self.outcome.received_bytes += receiver.size
        self.outcome.received_commits += sum(one.taken for one in receiver.verdicts)
        self.outcome.held += sum(one.held for one in receiver.verdicts)
        self.outcome.records |= receiver.records


def _ends(tips: list[Tip], stream: StreamKey) -> tuple[bytes, ...]:
    return tuple(tip.id for tip in tips if tip.stream == stream)
