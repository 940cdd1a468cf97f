"""A laptop without a file: it speaks the real exchange, with keys, chains and seals, and keeps nothing it pulls.

So that one process can be twelve hundred of them; what a laptop does with what it receives is measured elsewhere.
"""

import ssl
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.village_weeks import Village
from county_server import issuing
from county_server.store import Store, open_store
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.domain.changes import Commit
from fupin_desktop.domain.streams import Incarnation, Own, Segment, StreamKey, Tip
from fupin_desktop.sync.certificates import Certificate, Role, read
from fupin_desktop.sync.chain import plan
from fupin_desktop.sync.frames import FrameKind, frames
from fupin_desktop.sync.greeting import Greeted, greet
from fupin_desktop.sync.http import HttpCounty
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.messages import Heard, Pull, Wanted
from fupin_desktop.sync.presented import Line as Known
from fupin_desktop.sync.presented import line_context
from fupin_desktop.sync.protocol import LineLost
from fupin_desktop.sync.seals import incarnation_statement, seal
from fupin_desktop.sync.signing import DeviceKeys
from fupin_desktop.sync.transfer import MOST_OPS, Sent, outgoing


@dataclass
class Talked:
    """What one conversation was."""

    same: bool = False
    round_trips: int = 0
    sent: int = 0  # bytes
    received: int = 0
    commits_taken: int = 0
    put_aside: int = 0  # held or refused: an error of the benchmark


@dataclass
class Pocket:
    """What of sync/replica.py: Replica somebody needs who writes one village and pulls without keeping."""

    keys: DeviceKeys
    device: str
    word: bytes  # its certificate
    village: Village
    elsewhere: set[Tip] = field(default_factory=set[Tip])  # the tips that were pulled

    def __post_init__(self) -> None:
        number, region = self.village.incarnation, self.village.region
        self.stream = StreamKey(number, region)
        self.statement = incarnation_statement(self.keys, self.device, number, "created", machine_clock())

    def own(self) -> Own:
        """Who it writes as."""
        return Own(self.device, self.village.incarnation)

    def tips(self, prefixes: Sequence[str], *, held: bool = True) -> list[Tip]:
        """The end of its own stream, and those of the others'."""
        del prefixes, held
        last = self.village.commits[-1] if self.village.commits else None
        mine = [Tip(self.stream, int(last.header["seq"]), last.id())] if last else []
        return sorted([*mine, *self.elsewhere])

    def knows(self, ids: Iterable[bytes]) -> set[bytes]:
        """Which of these it has heard of."""
        here = {commit.id() for commit in self.village.commits} | {tip.id for tip in self.elsewhere}
        return here.intersection(ids)

    def segments_after(self, stream: StreamKey, known: Collection[bytes], most_ops: int) -> Iterator[Segment]:
        """What it has written since, sealed about every `most_ops` ops."""
        commits = self.village.commits
        first = max((place + 1 for place, one in enumerate(commits) if one.id() in known), default=0)
        for several in _cuts(commits[first:], most_ops):
            last = several[-1]
            end = seal(self.keys, stream, int(last.header["seq"]), last.id())
            yield Segment(stream, self.village.salt, tuple(several), end)

    def certificate(self, device: str) -> bytes | None:
        """Its own."""
        return self.word if device == self.device else None

    def incarnation(self, incarnation: str) -> Incarnation | None:
        """Its own."""
        return self.statement if incarnation == self.village.incarnation else None

    def revocations(self) -> list[bytes]:
        """None that it knows of."""
        return []

    def keep_revocations(self, lists: Sequence[bytes], instead_of: Sequence[bytes] = ()) -> None:
        """It keeps nothing."""

    def admitted(self) -> frozenset[bytes]:
        """Nothing."""
        return frozenset()


@dataclass
class LightLaptop:
    """One of them, enrolled."""

    pocket: Pocket
    me: Identity
    server: Certificate

    def sync(self, county: HttpCounty) -> Talked:
        """One conversation: hello, push, pull."""
        talked = Talked()
        greeted = self.greeted(county, talked)
        if not greeted.same:
            todo = plan(
                self.pocket.tips(()), greeted.tips or (), self.pocket.knows(tip.id for tip in greeted.tips or ())
            )
            if todo.push:
                self.push(county, greeted.token, self.pieces(greeted, todo.push), talked)
            if todo.pull:
                self._pull(county, greeted, todo.pull, talked)
        return talked

    def greeted(self, county: HttpCounty, talked: Talked) -> Greeted:
        """Its hello, answered."""
        found = greet(self.pocket, county, self.me, self.server)  # type: ignore[arg-type]
        talked.round_trips += found.round_trips
        talked.same = found.same
        return found

    def pieces(self, greeted: Greeted, streams: Mapping[StreamKey, frozenset[bytes]]) -> Iterator[bytes]:
        """What it has to send."""
        introduced = {self.pocket.village.incarnation}
        return outgoing(self.pocket, streams, introduced, greeted.staged, Sent())  # type: ignore[arg-type]

    def push(self, county: HttpCounty, token: bytes, pieces: Iterable[bytes], talked: Talked) -> None:
        """Send it."""
        talked.round_trips += 1
        heard = Heard.from_bytes(county.push(token, _counted(pieces, talked)))
        talked.commits_taken += sum(one.taken for one in heard.verdicts)
        talked.put_aside += sum(one.held + bool(one.refused) for one in heard.verdicts)

    def _pull(self, county: HttpCounty, greeted: Greeted, streams: Iterable[StreamKey], talked: Talked) -> None:
        known = {tip.stream: tip.id for tip in self.pocket.elsewhere}
        wanted = tuple(Wanted(one, (known[one],) if one in known else ()) for one in streams)
        talked.round_trips += 1
        ended = False
        for frame in frames(county.pull(greeted.token, Pull(wanted).to_bytes())):
            talked.received += len(frame.content)
            ended = frame.kind is FrameKind.END
        if not ended:
            raise LineLost
        pulled = {one.stream for one in wanted}
        kept = {tip for tip in self.pocket.elsewhere if tip.stream not in pulled}
        self.pocket.elsewhere = kept | {tip for tip in greeted.tips or () if tip.stream in pulled}


@dataclass(frozen=True, slots=True)
class Line:
    """How the county is reached: one TLS context for all, which a laptop would read once."""

    url: str
    context: ssl.SSLContext

    def client(self, url: str = "") -> httpx.Client:
        """A connection of its own, with no header that the exchange does not need."""
        made = httpx.Client(base_url=url or self.url, verify=self.context, timeout=120.0, trust_env=False)
        made.headers.clear()
        return made


def line_to(folder: Path, url: str) -> Line:
    """The line to the county in this folder."""
    store = open_store(folder)
    try:
        return Line(url, line_context(bytes((Known.OWN,)) + store.tls_authority))
    finally:
        store.close()


def enrolled(folder: Path, villages: Iterable[Village]) -> list[LightLaptop]:
    """A laptop for each, certified by the county's authority as an enrolment would."""
    store = open_store(folder)
    try:
        return [_certified(store, village, number) for number, village in enumerate(villages)]
    finally:
        store.close()


def _certified(store: Store, village: Village, number: int) -> LightLaptop:
    keys, device = DeviceKeys.generate(), f"{number + 1:016x}"
    subject = issuing.Subject(
        device=device,
        name=f"电脑{number}",
        sign=keys.sign_public,
        box=keys.box_public,
        prefixes=(village.region,),
        role=Role.VILLAGE,
    )
    with store.database.writing("接入") as connection:
        word = issuing.certify(connection, store.authority_keys, subject, store.clock(), issuing.LAPTOP_MS)
    pinned = store.authority.sign
    me = Identity(keys, read(word, pinned), pinned, machine_clock)
    return LightLaptop(Pocket(keys, device, word, village), me, store.own)


def _cuts(commits: Sequence[Commit], most_ops: int) -> Iterator[list[Commit]]:
    most, waiting, ops = min(most_ops, MOST_OPS), list[Commit](), 0
    for commit in commits:
        if waiting and ops + len(commit.ops) > most:
            yield waiting
            waiting, ops = [], 0
        waiting.append(commit)
        ops += len(commit.ops)
    if waiting:
        yield waiting


def _counted(pieces: Iterable[bytes], talked: Talked) -> Iterator[bytes]:
    for piece in pieces:
        talked.sent += len(piece)
        yield piece
