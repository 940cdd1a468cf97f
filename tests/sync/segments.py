"""Segments for the tests of the wire: any that can be, made of valid chains, and what a reader must never be told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from fupin_desktop.domain.changes import SUITE, Commit, Op, OpId, canonical, op_bytes, salt_mark
from fupin_desktop.domain.identity import coded_id, yearly_id
from fupin_desktop.domain.streams import Seal, Segment, StreamKey
from fupin_desktop.sync import wire
from fupin_desktop.sync.columns import Reader, Writer
from fupin_desktop.sync.packed import packed, unpacked

STREAM = StreamKey("00ff10ab00ff10ab", "141199199201")
SALT = bytes(range(32))
SIGNATURE = bytes(range(64, 128))
PREVIOUS = bytes(range(16, 32))
HOUSEHOLD = coded_id("household", "80000000000001")
ENTITIES = (HOUSEHOLD, "p1", "家", "0123456789abcdef" * 2, yearly_id("household_year", HOUSEHOLD, 2018), "户" * 40)
HEAD_NUMBERS = 5  # region, first seq, commits, bytes of ids, bytes of columns

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers(-(1 << 63) + 1, (1 << 63) - 1)
plain = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    plain | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
likely = st.sampled_from(
    ["2018-07-01", "2018-13-01", "0000-01-01", "01", "007", "1" * 18, "9" * 19, "张演示", *ENTITIES, ["01", "02"], 2018]
)
times = st.integers(0, 1 << 43)
groups = st.sampled_from(["00" * 8, "a1" * 8, "A1" * 8, ""])
odd = st.sampled_from([None, True, -1, 1.5, "x", [1], [1, 2, 3], [True, 1], [-1, 0], 1 << 60, {}])
headers = st.fixed_dictionaries(
    {},
    optional={
        "suite": st.just(SUITE) | odd,
        "hlc": st.tuples(times, st.integers(0, 9)).map(list) | odd,
        "wall": times | odd,
        "est": times | odd,
        "user": st.sampled_from(["张队员", "李队员"]) | odd,
        "kind": st.just("edit") | odd,
        "title": texts | odd,
        "reason": texts,
        "group": groups | odd,
        "undoes": groups | odd,
        "program": st.just("0.3.0"),
        "salt": st.just(salt_mark(SALT)) | odd,
        "rest": values,
        "later": values,
    },
)
ops = st.tuples(
    st.sampled_from(ENTITIES),
    st.integers(1, 600) | st.integers(0, (1 << 31) - 1),
    values | likely,
    st.lists(st.tuples(st.integers(-3, 5), st.integers(0, 9) | st.integers(0, (1 << 31) - 1)), max_size=3),
)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    """Any segment that is a chain."""
    first = draw(st.sampled_from([0, 1, 300, (1 << 40) - 1]))
    drawn = draw(st.lists(st.tuples(headers, st.lists(ops, max_size=5)), min_size=1, max_size=5))
    return chained(drawn, first)


def chained(drawn: Sequence[tuple[dict[str, Any], Sequence[Any]]], first: int = 0) -> Segment:
    """Headers and ops as a chain; a base is (commits back, place), or below zero one of elsewhere."""
    commits: list[Commit] = []
    previous = PREVIOUS.hex() if first else ""
    for number, (header, several) in enumerate(drawn):
        chain = {"inc": STREAM.incarnation, "region": STREAM.region, "seq": first + number, "prev": previous}
        made = tuple(
            Op(entity, field, value, tuple(sorted({_base(commits, *base) for base in bases})))
            for entity, field, value, bases in several
        )
        commits.append(Commit({**header, **chain}, made, SALT))
        previous = commits[-1].id().hex()
    return sealed(commits)


def sealed(commits: Sequence[Commit]) -> Segment:
    """The commits under a seal over the last."""
    last = commits[-1]
    return Segment(STREAM, SALT, tuple(commits), Seal(STREAM, last.header["seq"], last.id(), SIGNATURE))


def _base(commits: Sequence[Commit], back: int, place: int) -> OpId:
    if 0 <= back < len(commits):
        return OpId(commits[-1 - back].id(), place)
    return OpId(bytes([back % 256]) * 16, place)


def a_header(**more: Any) -> dict[str, Any]:
    """A header as the program writes it."""
    return {
        "suite": SUITE,
        "hlc": [1_530_417_600_001, 0],
        "wall": 1_530_417_600_001,
        "user": "张队员",
        "kind": "edit",
        "title": "修改 张演示 户",
        "reason": "",
        "group": "0123456789abcdef",
        "program": "0.3.0",
        **more,
    }


def with_value(value: Any, **more: Any) -> Segment:
    """One commit of one op."""
    return chained([(a_header(**more), [("p1", 7, value, [])])])


def same_or_told(found: Segment, original: Segment) -> bool:
    """Whether it is the segment that was sent, or one whose ids, seal or salt betray it.

    The salt stands in every leaf; only where there is no op at all is it told by the stream's mark alone.
    """
    mine, theirs = (
        [(c.id(), canonical(c.header), list(map(op_bytes, c.ops))) for c in s.commits] for s in (found, original)
    )
    if mine != theirs:
        return [key for key, _, _ in mine] != [key for key, _, _ in theirs]
    is_said = found.salt == original.salt or not any(commit.ops for commit in original.commits)
    return is_said and found.stream == original.stream and found.seal[:3] == original.seal[:3]


class Taken:
    """The parts of a segment's bytes, to be altered and put together again."""

    def __init__(self, content: bytes) -> None:
        reader = Reader(content, wire.LIMITS)
        self.first = reader.raw(1)
        self.numbers = [reader.number() for _ in range(HEAD_NUMBERS)]
        fixed = wire.INCARNATION_BYTES + len(SALT) + (len(PREVIOUS) if self.numbers[1] else 0) + wire.SIGNATURE_BYTES
        self.fixed = reader.raw(fixed)
        self.ids = reader.raw(self.numbers[3])
        self.columns = unpacked(reader.rest(), self.numbers[4], self.first[0] & 15, wire.LIMITS)

    def together(self) -> bytes:
        """As bytes again, with the sizes that are now right."""
        head = Writer()
        for number in (*self.numbers[:3], len(self.ids), len(self.columns)):
            head.number(number)
        return self.first + head.content() + self.fixed + self.ids + packed(self.columns, self.first[0] & 15)


def altered(segment: Segment, **parts: Any) -> Segment:
    """The segment with another part, as no honest side would make it."""
    return replace(segment, **parts)
