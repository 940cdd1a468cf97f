"""An authority, laptops that write and seal chains, and what a store knows as plain dictionaries."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.domain.changes import Commit, Op, OpId, salt_mark
from fupin_desktop.domain.streams import Incarnation, Segment, StreamKey
from fupin_desktop.fields.plain import Plain
from fupin_desktop.sync.certificates import Authority, Role, issue
from fupin_desktop.sync.seals import incarnation_statement, seal
from fupin_desktop.sync.signing import DeviceKeys
from fupin_desktop.sync.trust import Trust

VILLAGE, NEIGHBOUR, COUNTY = "141124199201", "141124199202", "141124"
NOON = 1_530_417_600_000  # 2018-07-01 12:00 in China
YEAR = 365 * 86_400_000
STREAM = StreamKey("1" * 16, VILLAGE)
OWNER, ADDRESS = "a" * 32, number_of("household", "address")


def keys(seed: int) -> DeviceKeys:
    """The same keys for the same number."""
    return DeviceKeys.generate(random.Random(seed).randbytes)


AUTHORITY, STRANGER, CITY = keys(1), keys(2), keys(3)


def authority(held: DeviceKeys, name: str = "临县", prefixes: tuple[str, ...] = (COUNTY,)) -> Authority:
    """What is public of it."""
    return Authority(name=name, sign=held.sign_public, box=held.box_public, prefixes=prefixes)


def certificate(held: DeviceKeys, by: DeviceKeys = AUTHORITY, **otherwise: Any) -> bytes:
    """A village laptop's certificate; a test names only what matters to it."""
    usual = {
        "device": "d" * 16,
        "name": "甲子沟村队",
        "sign": held.sign_public,
        "box": held.box_public,
        "prefixes": (VILLAGE,),
        "role": Role.VILLAGE,
        "not_before_ms": NOON - YEAR,
        "not_after_ms": NOON + YEAR,
        "serial": 1,
    }
    return issue(by, **usual | otherwise)


@dataclass
class Laptop:
    """A device that writes one stream."""

    stream: StreamKey = STREAM
    device: str = "d" * 16
    keys: DeviceKeys = field(default_factory=lambda: keys(7))
    salt: bytes = b"s" * 32
    written: list[Commit] = field(default_factory=list[Commit])

    def write(self, *ops: Op, **header: Any) -> Commit:
        """One commit more."""
        seq = len(self.written)
        usual: dict[str, Any] = {
            "suite": 1,
            "inc": self.stream.incarnation,
            "region": self.stream.region,
            "seq": seq,
            "prev": self.written[-1].id().hex() if seq else "",
            "hlc": [NOON + seq, 0],
            "wall": NOON + seq,
            "user": "张队员",
            "kind": "edit",
            "title": "修改",
            "reason": "",
            "group": f"{seq:016x}",
        }
        marked = usual if seq else usual | {"salt": salt_mark(self.salt)}
        self.written.append(Commit(marked | header, ops or (Op(OWNER, ADDRESS, f"东沟{seq}号院"),), self.salt))
        return self.written[-1]

    def segment(self, start: int = 0, stop: int | None = None) -> Segment:
        """Part of what was written, sealed."""
        return sealed(self.keys, self.stream, self.salt, self.written[start:stop])

    def statement(self) -> Incarnation:
        """Its word that it writes under its number."""
        return incarnation_statement(self.keys, self.device, self.stream.incarnation, "created", NOON)


def sealed(by: DeviceKeys, stream: StreamKey, salt: bytes, commits: Sequence[Commit]) -> Segment:
    """A segment as its writer would seal it, whatever stands in it."""
    last = commits[-1]
    return Segment(stream, salt, tuple(commits), seal(by, stream, last.header["seq"], last.id()))


@dataclass
class Facts:
    """What a store knows, as plain dictionaries."""

    places: dict[bytes, tuple[StreamKey, int]] = field(default_factory=dict[bytes, tuple[StreamKey, int]])
    held: set[bytes] = field(default_factory=set[bytes])
    where: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    certificates: dict[str, bytes] = field(default_factory=dict[str, bytes])
    incarnations: dict[str, Incarnation] = field(default_factory=dict[str, Incarnation])
    known_salts: dict[StreamKey, tuple[bytes, ...]] = field(default_factory=dict[StreamKey, tuple[bytes, ...]])
    said: dict[OpId, Plain] = field(default_factory=dict[OpId, Plain])
    asked: list[str] = field(default_factory=list[str])

    def knows(self, ids: Iterable[bytes]) -> set[bytes]:
        self.asked.append("knows")
        return {one for one in ids if one in self.places}

    def held_ids(self, ids: Iterable[bytes]) -> set[bytes]:
        self.asked.append("held_ids")
        return {one for one in ids if one in self.held}

    def homes(self, records: Collection[str]) -> Mapping[str, Collection[str]]:
        self.asked.append("homes")
        return {record: self.where[record] for record in records if record in self.where}

    def certificate(self, device: str) -> bytes | None:
        return self.certificates.get(device)

    def incarnation(self, incarnation: str) -> Incarnation | None:
        return self.incarnations.get(incarnation)

    def place_of(self, commit: bytes) -> tuple[StreamKey, int] | None:
        return self.places.get(commit)

    def salts(self, stream: StreamKey) -> Collection[bytes]:
        return self.known_salts.get(stream, ())

    def values(self, ops: Collection[OpId]) -> Mapping[OpId, Plain]:
        self.asked.append("values")
        return {op: self.said[op] for op in ops if op in self.said}

    def put(self, commits: Iterable[Commit], stream: StreamKey, *, held: bool = False) -> None:
        """The commits are here."""
        for commit in commits:
            self.places[commit.id()] = (stream, commit.header["seq"])
            if held:
                self.held.add(commit.id())


def introduced(laptop: Laptop, **otherwise: Any) -> Facts:
    """A store that knows the laptop and nothing that it wrote."""
    own = certificate(laptop.keys, **{"device": laptop.device, **otherwise})
    return Facts(certificates={laptop.device: own}, incarnations={laptop.stream.incarnation: laptop.statement()})


TRUST = Trust(authority=AUTHORITY.sign_public, prefixes=(COUNTY,), now_ms=NOON)


def later(ms: int) -> Trust:
    """The same trust at a later moment."""
    return replace(TRUST, now_ms=NOON + ms)
