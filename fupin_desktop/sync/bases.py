"""What each op supersedes, as columns and back: a commit so far back in the segment, or one named by its id."""

from collections.abc import Mapping, Sequence

from fupin_desktop.domain.changes import ID_BYTES, Commit, OpId
from fupin_desktop.sync.columns import NEW, SAME, Reader, Writer
from fupin_desktop.sync.limits import Limits, Malformed, bounded

NEAR = 2  # NEAR + 2 × distance: a commit of this segment; NEAR + 2 × place + 1: one that was named before
MOST_PLACE = 1 << 31

Bases = tuple[OpId, ...]


def write_bases(body: Writer, ids: Writer, commits: Sequence[Commit], own: Mapping[bytes, int]) -> None:
    """The bases of every op, in the order of their ids; `own` is the place of each of the commits."""
    sizes: list[int] = []
    codes: list[int] = []
    steps: list[int] = []
    named: dict[bytes, int] = {}
    last, expected, before = b"", 0, 0
    for number, commit in enumerate(commits):
        for op in commit.ops:
            sizes.append(len(op.bases))
            expected += op.field - before
            before = op.field
            for base in sorted(op.bases) if len(op.bases) > 1 else op.bases:
                if base.commit == last:
                    codes.append(SAME)
                else:
                    codes.append(_code(base.commit, number, own, named))
                    last, expected = base.commit, 0
                steps.append(base.place - expected)
                expected = base.place + 1
            expected -= bool(op.bases)
    body.numbers(sizes)
    body.numbers(codes)
    body.signed(steps)
    ids.raw(b"".join(named))


def _code(commit: bytes, number: int, own: Mapping[bytes, int], named: dict[bytes, int]) -> int:
    distance = number - own.get(commit, number)
    if distance > 0:
        return NEAR + 2 * (distance - 1)
    if commit in named:
        return NEAR + 2 * named[commit] + 1
    named[commit] = len(named)
    return NEW


class BaseReader:
    """Gives the bases of one commit after the other, for the ids of the earlier ones are among them."""

    def __init__(self, body: Reader, ids: Reader, fields: Sequence[int], limits: Limits) -> None:
        self._fields = fields
        self._sizes = body.numbers(len(fields))
        count = bounded(sum(self._sizes), limits.bases, "bases")
        self._codes = list(body.numbers(count))
        self._steps = body.signed(count)
        size = ID_BYTES * bounded(self._codes.count(NEW), limits.entries, "commits named")
        whole = ids.raw(size)
        self._named = [whole[at : at + ID_BYTES] for at in range(0, size, ID_BYTES)]
        self._new = iter(self._named)
        self._at = 0
        self._last = b""
        self._expected = 0

    def read(self, first: int, end: int, own: Sequence[bytes]) -> list[Bases]:
        """The bases of the ops of one commit; `own` are the ids of the commits before it."""
        found: list[Bases] = []
        fields = self._fields
        before = fields[first - 1] if first else 0
        for at in range(first, end):
            self._expected += fields[at] - before
            before = fields[at]
            found.append(self._of_op(self._sizes[at], own) if self._sizes[at] else ())
        return found

    def _of_op(self, size: int, own: Sequence[bytes]) -> Bases:
        last, expected = self._last, self._expected
        several: list[OpId] = []
        for at in range(self._at, self._at + size):
            code = self._codes[at]
            if code != SAME:
                last, expected = self._commit(code, own), 0
            place = expected + self._steps[at]
            if not (0 <= place < MOST_PLACE and last):
                raise Malformed("a base that no commit can have")
            several.append(OpId(last, place))
            expected = place + 1
        if size > 1 and several != sorted(several):
            raise Malformed("bases that are not in order")
        self._at += size
        self._last, self._expected = last, expected - 1
        return tuple(several)

    def _commit(self, code: int, own: Sequence[bytes]) -> bytes:
        if code == NEW:
            return next(self._new)
        place, is_named = divmod(code - NEAR, 2)
        if is_named:
            return self._named[place]
        if place >= len(own):
            raise Malformed("a base before the segment's beginning")
        return own[-1 - place]
