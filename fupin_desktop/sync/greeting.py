"""The first exchange of words, from the asking side: who I am and what I have; who you are and what you have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fupin_desktop.domain.streams import Tip
from fupin_desktop.sync.certificates import SERVING, Certificate
from fupin_desktop.sync.chain import ROOT_BYTES, root
from fupin_desktop.sync.credentials import credentials_of
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.messages import MOST_HELLO, Answer, Hello
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.protocol import County, TurnedAway
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.signing import SIGNATURE_BYTES, NotOpened, NotVouched, Purpose, sign, unbox, verify


@dataclass(frozen=True, slots=True)
class Greeted:
    """What the other side said, proved and opened."""

    server: str
    clock_ms: int
    same: bool
    round_trips: int
    token: bytes = field(repr=False, default=b"")
    tips: tuple[Tip, ...] | None = None
    villages: Mapping[str, bytes] | None = None
    staged: Mapping[bytes, int] = field(default_factory=dict[bytes, int])


def greet(
    replica: Replica, county: County, me: Identity, server: Certificate, *, talks_anyway: bool = False
) -> Greeted:
    """Say hello to the server whose certificate was kept at enrolment, introducing ourselves if it does not know us.

    `talks_anyway`: there is something to say also where both sides have the same.

    TurnedAway: "revoked" or "expired" if it will not talk to us, "server" if it is not who it should be.
    """
    if server.role not in SERVING:
        raise TurnedAway("server")
    have = bytes(ROOT_BYTES) if talks_anyway else root(replica.tips(me.prefixes))
    answer, round_trips = _ask(replica, county, me, server, have), 1
    is_stranger = not answer.same and not answer.token and not _is_out(replica, me)
    introduction = credentials_of(replica, [replica.own().incarnation]) if is_stranger else b""
    untold = () if answer.revocations is None else me.untold(replica, answer.revocations)
    if introduction or untold:
        answer, round_trips = _ask(replica, county, me, server, have, introduction, untold), 2
    if answer.same:
        return Greeted(answer.server, answer.clock_ms, same=True, round_trips=round_trips)
    if not answer.token:
        is_over = answer.clock_ms > me.certificate.not_after_ms
        raise TurnedAway("revoked" if _is_out(replica, me) else "expired" if is_over else "unknown")
    try:
        token = unbox(me.keys, answer.token, b"token")
    except NotOpened:
        raise TurnedAway("server") from None
    known = (answer.tips, answer.villages, answer.staged)
    return Greeted(answer.server, answer.clock_ms, False, round_trips, token, *known)


def _ask(
    replica: Replica,
    county: County,
    me: Identity,
    server: Certificate,
    have: bytes,
    introduction: bytes = b"",
    untold: tuple[bytes, ...] = (),
) -> Answer:
    content = Hello(
        device=me.device,
        incarnation=replica.own().incarnation,
        root=have,
        clock_ms=me.now(),
        revoked=me.revoked_mark(replica),
        introduction=introduction,
        revocations=untold if sum(map(len, untold)) < MOST_HELLO // 2 else (),
    ).to_bytes()
    said = county.hello(sign(me.keys, Purpose.HELLO, content) + content)
    signature, body = said[:SIGNATURE_BYTES], said[SIGNATURE_BYTES:]
    try:
        verify(server.sign, Purpose.ANSWER, content + body, signature)
        answer = Answer.from_bytes(body)
    except (NotVouched, BadMessage):
        raise TurnedAway("server") from None
    if answer.server != server.device:
        raise TurnedAway("server")
    if answer.revocations:
        me.learn_revocations(replica, answer.revocations)
    return answer


def _is_out(replica: Replica, me: Identity) -> bool:
    """Whether we stand on the list of those that are no longer believed."""
    return me.trust(replica).is_revoked(me.certificate)
