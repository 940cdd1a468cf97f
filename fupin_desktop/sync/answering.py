"""The side that answers: the same four requests on a server, in a test, or between two laptops.

It keeps nothing between two requests but what is in the store: a token says who asks, and only the asker can open it.
"""

import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.certificates import Certificate
from fupin_desktop.sync.chain import FEW_STREAMS, by_village, root
from fupin_desktop.sync.credentials import keep_credentials
from fupin_desktop.sync.frames import FrameKind, framed, frames
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.messages import Answer, Heard, Hello, Pull, packed_ladders, packed_tips
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.protocol import TurnedAway
from fupin_desktop.sync.receipts import Level, Receipt, receipt
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.revocations import mark_of
from fupin_desktop.sync.signing import SIGNATURE_BYTES, NotVouched, Purpose, box, sign, verify
from fupin_desktop.sync.transfer import Receiver, Sent, outgoing, until_lost
from fupin_desktop.sync.trust import Trust

TOKEN_MS = 12 * 3_600_000  # a slow line and many photos
MAC_BYTES = 16
DEVICE_BYTES = 8


@dataclass(frozen=True, slots=True)
class Answering:
    """One server over one store."""

    replica: Replica
    me: Identity

    def hello(self, request: bytes) -> bytes:
        """Who asks, and whether there is anything to exchange."""
        signature, content = request[:SIGNATURE_BYTES], request[SIGNATURE_BYTES:]
        hello, trust = Hello.from_bytes(content), self._trust()
        if hello.introduction:
            keep_credentials(self.replica, hello.introduction, trust)
        asking = trust.certificate(self.replica.certificate(hello.device))
        if asking is not None:
            _check(asking, content, signature)
            self.me.learn_revocations(self.replica, hello.revocations)
            trust = self._trust()
        body = self._answer(hello, asking, trust).to_bytes()
        return sign(self.me.keys, Purpose.ANSWER, content + body) + body

    def compare(self, token: bytes, request: bytes) -> bytes:
        """The tips of some regions, of those that the asking device may see."""
        asking, regions = self.asking(token), unpack(request)
        if not isinstance(regions, list):
            raise BadMessage("no list of regions")
        wanted = {one for one in regions if isinstance(one, str)}  # pyright: ignore[reportUnknownVariableType]
        return pack(packed_tips(tip for tip in self._told(asking) if tip.stream.region in wanted))

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """Take in what comes, up to where the line breaks; what was whole is applied."""
        asking = self.asking(token)
        receiver = Receiver(self.replica, self._trust(), asking.device, "net")
        for frame in frames(until_lost(pieces)):
            receiver.take(frame)
        tips = self.replica.tips(asking.prefixes)
        ladders = {stream: tuple(self.replica.ladder(stream)) for stream in sorted(receiver.gaps)}
        return Heard(tuple(receiver.verdicts), root(tips), self._receipt(asking, tips), ladders).to_bytes()

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """Send what follows the ids that the asking side has; where it has none of ours, our ladder goes back."""
        asking, pull = self.asking(token), Pull.from_bytes(request)
        streams: dict[StreamKey, frozenset[bytes]] = {}
        strange: dict[StreamKey, tuple[bytes, ...]] = {}
        for one in pull.wanted:
            if not one.stream.within(asking.prefixes):
                continue
            shared = frozenset(self.replica.knows(one.known))
            if one.known and not shared:
                strange[one.stream] = tuple(self.replica.ladder(one.stream))
            else:
                streams[one.stream] = shared
        whole = tuple(tip for tip in pull.whole if tip.stream.within(asking.prefixes))
        return self._sending(streams, strange, replace(pull, whole=whole), asking)

    def _sending(
        self,
        streams: dict[StreamKey, frozenset[bytes]],
        strange: dict[StreamKey, tuple[bytes, ...]],
        pull: Pull,
        asking: Certificate,
    ) -> Iterator[bytes]:
        concerned = {*streams, *(tip.stream for tip in pull.whole)}
        yield framed(FrameKind.HEAD, pack([packed_ladders(strange), self._witnessed(asking, concerned)]))
        yield from outgoing(self.replica, streams, pull.credentials, pull.staged, Sent(), pull.whole)

    def _answer(self, hello: Hello, asking: Certificate | None, trust: Trust) -> Answer:
        news = None if hello.revoked == mark_of(trust.revocations) else tuple(self.replica.revocations())
        bare = Answer(server=self.me.device, clock_ms=self.me.now(), root=bytes(16), revocations=news)
        if asking is None or self.replica.incarnation(hello.incarnation) is None:
            return bare  # it has to introduce itself
        if trust.is_revoked(asking) or self.me.now() > asking.not_after_ms:
            return bare
        mine = self.replica.tips(asking.prefixes)
        if hello.root in (root(mine), root(self.replica.tips(asking.prefixes, held=False))):
            return Answer(server=bare.server, clock_ms=bare.clock_ms, root=hello.root, same=True, revocations=news)
        told = self._told(asking)
        few = len(told) <= FEW_STREAMS
        return Answer(
            server=bare.server,
            clock_ms=bare.clock_ms,
            root=root(mine),
            token=box(asking.box, self._token(asking), b"token"),
            tips=tuple(told) if few else None,
            villages=None if few else by_village(mine),
            revocations=news,
            staged=self.replica.staged(asking.device),
        )

    def _told(self, asking: Certificate) -> list[Tip]:
        """The ends that are passed on, and those that are held: whoever sent these need not send them again."""
        prefixes = asking.prefixes
        return sorted({*self.replica.tips(prefixes), *self.replica.tips(prefixes, held=False)})

    def receipt_for(self, asking: Certificate) -> bytes:
        """Our word, for a parcel, on all that we have taken in of what this device may see."""
        return self._signed(asking, tuple(self.replica.tips(asking.prefixes, held=False)))

    def _witnessed(self, asking: Certificate, streams: Collection[StreamKey]) -> bytes:
        """Our word that we have taken these streams in so far: it counts when a certificate has run out since."""
        tips = self.replica.tips(asking.prefixes, held=False)
        return self._signed(asking, tuple(tip for tip in tips if tip.stream in streams))

    def _receipt(self, asking: Certificate, tips: Iterable[Tip]) -> bytes:
        return self._signed(asking, tuple(tip for tip in tips if self._is_of(tip, asking.device)))

    def _signed(self, asking: Certificate, tips: tuple[Tip, ...]) -> bytes:
        return receipt(
            self.me.keys,
            Receipt(server=self.me.device, device=asking.device, tips=tips, level=Level.APPLIED, at_ms=self.me.now()),
        )

    def _is_of(self, tip: Tip, device: str) -> bool:
        made = self.replica.incarnation(tip.stream.incarnation)
        return made is not None and made.device == device

    def _trust(self) -> Trust:
        return self.me.trust(self.replica)

    def _token(self, asking: Certificate) -> bytes:
        said = bytes.fromhex(asking.device) + (self.me.now() + TOKEN_MS).to_bytes(8, "big")
        return said + self._mac(said)

    def _mac(self, said: bytes) -> bytes:
        return hmac.digest(self.me.keys.secret(b"token"), said, "sha256")[:MAC_BYTES]

    def asking(self, token: bytes) -> Certificate:
        """Whose token it is; TurnedAway if it is none of ours, too old, or its device was revoked since."""
        said, mac = token[:-MAC_BYTES], token[-MAC_BYTES:]
        if len(said) != DEVICE_BYTES + 8 or not hmac.compare_digest(mac, self._mac(said)):
            raise TurnedAway("token")
        if int.from_bytes(said[DEVICE_BYTES:], "big") < self.me.now():
            raise TurnedAway("token")
        trust = self._trust()
        found = trust.certificate(self.replica.certificate(said[:DEVICE_BYTES].hex()))
        if found is None or trust.is_revoked(found):
            raise TurnedAway("revoked")
        return found


def _check(asking: Certificate, content: bytes, signature: bytes) -> None:
    try:
        verify(asking.sign, Purpose.HELLO, content, signature)
    except NotVouched:
        raise TurnedAway("signature") from None
