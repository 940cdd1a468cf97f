"""What two sides say to one another, as plain records and as bytes; shapes are judged here, truth elsewhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.packing import BadMessage, pack, unpack

PROTOCOL = 1
MOST_TIPS = 100_000
INCARNATION = re.compile(r"[0-9a-f]{16}")
REGION = re.compile(r"[0-9]{2,12}")
ID_BYTES = 16
NAME_BYTES = 16
MOST_SEQ = 1 << 40
MARK_BYTES = 8
MOST_HELLO = 256 << 10  # bytes: some two thousand revoked devices


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """The first word: who I am, and what I have, in one hash."""

    device: str
    incarnation: str
    root: bytes
    clock_ms: int
    revoked: bytes = bytes(MARK_BYTES)  # a digest of all that I know to be revoked
    introduction: bytes = b""  # credentials, when the other side has asked who I am
    revocations: tuple[bytes, ...] = ()  # signed lists, when the other side knows less
    protocol: int = PROTOCOL

    def to_bytes(self) -> bytes:
        """As it travels; the signature stands before it."""
        who = [bytes.fromhex(self.device), bytes.fromhex(self.incarnation)]
        lists = [list(self.revocations)] if self.revocations else []
        return pack([self.protocol, *who, self.root, self.clock_ms, self.revoked, self.introduction, *lists])

    @classmethod
    def from_bytes(cls, content: bytes) -> "Hello":
        """As it came; BadMessage if it is none."""
        found = _list(unpack(content, MOST_HELLO))
        protocol, device, incarnation, root, clock, revoked, introduction = _list(found[:7], 7)
        nothing_more: list[Any] = [[]]
        (lists,) = _list(found[7:] or nothing_more, 1)
        return cls(
            device=_bytes(device, 8).hex(),
            incarnation=_bytes(incarnation, 8).hex(),
            root=_bytes(root, ID_BYTES),
            clock_ms=_whole(clock),
            revoked=_bytes(revoked, MARK_BYTES),
            introduction=_bytes(introduction),
            revocations=tuple(_bytes(one) for one in _list(lists)),
            protocol=_whole(protocol),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The server's first word; `same` ends the conversation, without `token` the other must introduce itself."""

    server: str
    clock_ms: int
    root: bytes
    same: bool = False
    token: bytes = b""  # boxed to the device's key: whoever replays a hello can do nothing with it
    tips: tuple[Tip, ...] | None = None  # of everything in scope, where it is little
    villages: Mapping[str, bytes] | None = None  # a root for each region, where it is much
    revocations: tuple[bytes, ...] | None = None  # signed lists, where the other side knows less or more
    staged: Mapping[bytes, int] = field(default_factory=dict[bytes, int])  # bytes here of unfinished segments

    def to_bytes(self) -> bytes:
        """As it travels; the signature stands before it."""
        tips = None if self.tips is None else packed_tips(self.tips)
        villages = None if self.villages is None else dict(self.villages)
        lists = None if self.revocations is None else list(self.revocations)
        rest = [tips, villages, lists, dict(self.staged)]
        lean = [] if self.same and lists is None else rest
        return pack([bytes.fromhex(self.server), self.clock_ms, self.root, self.same, self.token, *lean])

    @classmethod
    def from_bytes(cls, content: bytes) -> "Answer":
        """As it came; BadMessage if it is none."""
        found = _list(unpack(content))
        nothing_more: list[Any] = [None, None, None, {}]
        server, clock, root, same, token = _list(found[:5], 5)
        tips, villages, revocations, staged = _list(found[5:] or nothing_more, 4)
        return cls(
            server=_bytes(server, 8).hex(),
            clock_ms=_whole(clock),
            root=_bytes(root, ID_BYTES),
            same=same is True,
            token=_bytes(token),
            tips=None if tips is None else unpacked_tips(tips),
            villages=None if villages is None else _roots(villages),
            revocations=None if revocations is None else tuple(_bytes(one) for one in _list(revocations)),
            staged={_bytes(name, NAME_BYTES): _whole(size) for name, size in _map(staged).items()},
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """One stream that is to be pulled: the ends that are known here, or, after a fork, a whole ladder of ids."""

    stream: StreamKey
    known: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Pull:
    """What is to be sent, and what of it is already here in part."""

    wanted: tuple[Wanted, ...]
    staged: Mapping[bytes, int] = field(default_factory=dict[bytes, int])
    credentials: tuple[str, ...] = ()  # incarnations whose device is known here
    whole: tuple[Tip, ...] = ()  # ends of chains that are to come from their beginning, as chronicles

    def to_bytes(self) -> bytes:
        """As it travels."""
        wanted = [[*packed_stream(one.stream), list(one.known)] for one in self.wanted]
        whole = [packed_tips(self.whole)] if self.whole else []
        return pack([wanted, dict(self.staged), [bytes.fromhex(one) for one in self.credentials], *whole])

    @classmethod
    def from_bytes(cls, content: bytes) -> "Pull":
        """As it came; BadMessage if it is none."""
        found = _list(unpack(content, 16 << 20))
        wanted, staged, credentials = _list(found[:3], 3)
        whole = unpacked_tips(_list(found[3:], 1)[0]) if found[3:] else ()
        return cls(
            tuple(
                Wanted(unpacked_stream(one[:2]), tuple(_bytes(known, ID_BYTES) for known in _list(one[2])))
                for one in (_list(one, 3) for one in _list(wanted))
            ),
            {_bytes(name, NAME_BYTES): _whole(size) for name, size in _map(staged).items()},
            tuple(_bytes(one, 8).hex() for one in _list(credentials)),
            whole,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one segment that was sent."""

    name: bytes
    taken: int  # commits that were new, and are in the log
    held: int  # commits that were put aside
    refused: str = ""  # a short word of sync/judging.py; empty if it was not


@dataclass(frozen=True, slots=True)
class Heard:
    """What the server says when a push has ended, also when it was cut off."""

    verdicts: tuple[Verdict, ...]
    root: bytes
    receipt: bytes
    ladders: Mapping[StreamKey, tuple[bytes, ...]] = field(default_factory=dict[StreamKey, tuple[bytes, ...]])

    def to_bytes(self) -> bytes:
        """As it travels."""
        verdicts = [[one.name, one.taken, one.held, one.refused] for one in self.verdicts]
        ladders = [[*packed_stream(stream), list(ids)] for stream, ids in self.ladders.items()]
        return pack([verdicts, self.root, self.receipt, ladders])

    @classmethod
    def from_bytes(cls, content: bytes) -> "Heard":
        """As it came; BadMessage if it is none."""
        verdicts, root, receipt, ladders = _list(unpack(content), 4)
        return cls(
            tuple(
                Verdict(_bytes(name, NAME_BYTES), _whole(taken), _whole(held), _text(refused))
                for name, taken, held, refused in (_list(one, 4) for one in _list(verdicts))
            ),
            _bytes(root, ID_BYTES),
            _bytes(receipt),
            dict(_ladder(one) for one in _list(ladders)),
        )


def packed_ladders(ladders: Mapping[StreamKey, Sequence[bytes]]) -> list[Any]:
    """Streams with some of their ids, as plain values."""
    return [[*packed_stream(stream), list(ids)] for stream, ids in ladders.items()]


def unpacked_ladders(plain: object) -> dict[StreamKey, tuple[bytes, ...]]:
    """Streams with some of their ids."""
    return dict(_ladder(one) for one in _list(plain))


def packed_tips(tips: Iterable[Tip]) -> list[Any]:
    """Tips by incarnation, as plain values."""
    found: dict[str, list[Any]] = {}
    for tip in sorted(tips):
        found.setdefault(tip.stream.incarnation, []).append([tip.stream.region, tip.seq, tip.id])
    return [[bytes.fromhex(incarnation), several] for incarnation, several in found.items()]


def unpacked_tips(plain: object) -> tuple[Tip, ...]:
    """Tips from plain values; BadMessage if they are none."""
    found: list[Tip] = []
    for incarnation, several in (_list(one, 2) for one in _list(plain)):
        for region, seq, commit in (_list(one, 3) for one in _list(several)):
            stream = unpacked_stream([incarnation, region])
            found.append(Tip(stream, _whole(seq), _bytes(commit, ID_BYTES)))
    if len(found) > MOST_TIPS:
        raise BadMessage(f"{len(found)} tips")
    return tuple(found)


def packed_stream(stream: StreamKey) -> list[Any]:
    """A stream's name as plain values."""
    return [bytes.fromhex(stream.incarnation), stream.region]


def unpacked_stream(plain: Sequence[object]) -> StreamKey:
    """A stream's name from plain values; BadMessage if it is none."""
    incarnation, region = _list(list(plain), 2)
    if not isinstance(region, str) or not REGION.fullmatch(region):
        raise BadMessage("not a region")
    return StreamKey(_bytes(incarnation, 8).hex(), region)


def _ladder(plain: object) -> tuple[StreamKey, tuple[bytes, ...]]:
    incarnation, region, ids = _list(plain, 3)
    return unpacked_stream([incarnation, region]), tuple(_bytes(one, ID_BYTES) for one in _list(ids))


def _roots(plain: object) -> dict[str, bytes]:
    return {_text(region): _bytes(found, ID_BYTES) for region, found in _map(plain).items()}


def _list(plain: object, size: int | None = None) -> list[Any]:
    if not isinstance(plain, list) or size not in (None, len(cast("list[object]", plain))):
        raise BadMessage("not the list that was due")
    return cast("list[Any]", plain)


def _map(plain: object) -> dict[Any, Any]:
    if not isinstance(plain, dict):
        raise BadMessage("not a map")
    return cast("dict[Any, Any]", plain)


def _bytes(plain: object, size: int | None = None) -> bytes:
    if not isinstance(plain, bytes) or size not in (None, len(plain)):
        raise BadMessage("not the bytes that were due")
    return plain


def _whole(plain: object) -> int:
    if not isinstance(plain, int) or isinstance(plain, bool) or not 0 <= plain < 1 << 60:
        raise BadMessage("not a whole number")
    return plain


def _text(plain: object) -> str:
    if not isinstance(plain, str) or len(plain) > 200:
        raise BadMessage("not a short text")
    return plain
