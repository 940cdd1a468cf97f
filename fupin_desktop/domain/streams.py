"""Streams as they are exchanged: who wrote, how far, under whose seal (docs/exchange.md §2).

A stream is what one incarnation of one device wrote about one village: an append-only chain of commits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fupin_desktop.domain.changes import Commit


class StreamKey(NamedTuple):
    """Which stream: the incarnation that wrote it, and the village (or wider region) it is about."""

    incarnation: str  # 16 hex digits
    region: str  # the region code: 12 digits of a village, fewer of what belongs to none

    def within(self, prefixes: Sequence[str]) -> bool:
        """Whether the stream's region lies within one of these prefixes of region codes."""
        return any(self.region.startswith(prefix) for prefix in prefixes)


class Tip(NamedTuple):
    """A commit that nothing known follows; two tips of one stream are a fork."""

    stream: StreamKey
    seq: int
    id: bytes


class Seal(NamedTuple):
    """The device's signature over a commit's place in its stream; vouches for all before it."""

    stream: StreamKey
    seq: int
    id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive commits of one stream; `seal` is over the last of them."""

    stream: StreamKey
    salt: bytes = field(repr=False)  # of the whole stream; its mark stands in the stream's first commit
    commits: tuple[Commit, ...]
    seal: Seal

    @property
    def first_seq(self) -> int:
        """The place of its first commit in the stream."""
        return int(self.commits[0].header["seq"])

    @property
    def previous(self) -> bytes:
        """The id of the commit before its first; empty at the stream's beginning."""
        return bytes.fromhex(self.commits[0].header["prev"])


class Incarnation(NamedTuple):
    """A device's statement under which number it writes; `statement` is what it signed, and its signature."""

    id: str
    device: str
    statement: bytes
    signature: bytes


class Held(NamedTuple):
    """A commit that is known and not believed: why, in words for the county's staff."""

    commit: Commit
    stream: StreamKey
    reason: str  # a short word: scope, role, revoked, expired, content, follows
    detail: str


class Own(NamedTuple):
    """Who a store writes as."""

    device: str
    incarnation: str


class Taken(NamedTuple):
    """What came of a segment: how many of its commits were new here, and which records they touched."""

    commits: int
    records: frozenset[str]


class Gap(ValueError):
    """What a segment stands on is not here: the commit before it, or who writes under its incarnation."""


class Unkeepable(ValueError):
    """A commit that no store can keep: judging holds it before that (see `unkeepable`)."""


LONGEST_ID = 100  # characters of a record's id, a group, a kind: longer ones no database indexes


def could_be_id(text: str) -> bool:
    """Whether a text is short enough for an index, and such as every database keeps."""
    return len(text) <= LONGEST_ID and "\0" not in text


def unkeepable(commit: Commit) -> str:
    """Why the commit cannot be kept in tables, in a few words; empty if it can."""
    header = commit.header
    names = [header["group"], header.get("undoes", ""), header["kind"], header["region"]]
    for name in (*names, *{op.entity for op in commit.ops}):
        if not (isinstance(name, str) and could_be_id(name)):
            return "an id, a group or a kind that is no short text"
    numbers = (header["seq"], header["wall"], *header["hlc"], *{op.field for op in commit.ops})
    if any(isinstance(one, bool) or not isinstance(one, int) or abs(one) >= 1 << 63 for one in numbers):
        return "a number that is none"
    return ""
