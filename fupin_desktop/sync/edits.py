"""Ops of commits as columns and back: which record, which field, which value, and what each supersedes."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from fupin_desktop.domain.changes import Commit, Op
from fupin_desktop.sync.bases import BaseReader, write_bases
from fupin_desktop.sync.columns import Reader, Writer, coded, places
from fupin_desktop.sync.limits import Limits, Malformed, bounded
from fupin_desktop.sync.records import founding_runs, read_records, write_records
from fupin_desktop.sync.values import read_values, write_values

MOST_NUMBER = 1 << 31


def write_edits(body: Writer, ids: Writer, commits: Sequence[Commit], own: Mapping[bytes, int]) -> None:
    """All ops of these commits; `own` is the place of each of them."""
    sizes = [len(commit.ops) for commit in commits]
    ops = [op for commit in commits for op in commit.ops]
    records: dict[str, int] = {}
    body.numbers(sizes)
    body.numbers(coded([op.entity for op in ops], records))
    body.numbers(_checked([op.field for op in ops]))
    write_bases(body, ids, commits, own)
    write_values(body, ids, ops, records)
    runs = founding_runs([records[op.entity] for op in ops], list(accumulate(sizes)))
    write_records(body, ids, ops, list(runs), records)


class EditReader:
    """Gives the ops of one commit after the other."""

    def __init__(self, body: Reader, ids: Reader, commits: int, limits: Limits) -> None:
        sizes = body.numbers(commits)
        count = bounded(sum(sizes), limits.ops, "ops")
        self._ends = list(accumulate(sizes))
        record_of, records = places(body.numbers(count))
        self._fields = body.numbers(count)
        _checked(self._fields)
        self._bases = BaseReader(body, ids, self._fields, limits)
        values = read_values(body, ids, self._fields, records, limits)
        runs = list(founding_runs(record_of, self._ends))
        found = read_records(body, ids, self._fields, runs, values, limits)
        self._records = [found[place] for place in record_of]
        bounded(sum(map(len, self._records)), limits.said, "characters in ids of records")
        self._values = [values.distinct[place] for place in values.place_of]
        self._at = 0

    def read(self, number: int, own: Sequence[bytes]) -> tuple[Op, ...]:
        """The ops of the commit of this place; `own` are the ids of the commits before it."""
        first, end = self._at, self._ends[number]
        self._at = end
        bases = self._bases.read(first, end, own)
        return tuple(map(Op, self._records[first:end], self._fields[first:end], self._values[first:end], bases))


def _checked(fields: Sequence[int]) -> Sequence[int]:
    if fields and max(fields) >= MOST_NUMBER:
        raise Malformed("a field number too large")
    return fields
