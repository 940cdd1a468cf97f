"""A village's weeks as segments: bytes an edit, and how quickly they are made, read and hashed again."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import zstandard

from bench.measuring import Line
from bench.village_weeks import imported, one_edit, weeks
from fupin_desktop.domain.streams import Segment
from fupin_desktop.sync.wire import decode, encode

QUICK = 150_000  # ops a second
RUNS = 5


def measure(persons: int) -> Iterator[Line]:
    """Sizes of four segments, and the speed with the largest two; processor time, as the machine is shared."""
    del persons
    village = imported()
    first = village.segment()
    yield _sized("first import of 200 households", first, 4)
    one = one_edit(village)
    content = encode(one)
    signature = len(one.seal.signature)
    shown = f"{len(content) - signature} + {signature}"
    yield Line("one edit, and its signature", f"{shown} B", budget="96 of them random")
    yield _sized("500 edits", weeks(village, 500), 20)
    many = weeks(village, 5000)
    yield _sized("5 000 edits", many, 12)
    yield _timed("encode 5 000 edits", many, lambda: encode(many))
    sent, sent_first = encode(many), encode(first)
    yield _timed("decode 5 000 edits and hash them", many, lambda: decode(sent))
    yield _timed("decode the import and hash it", first, lambda: decode(sent_first))


def _sized(work: str, segment: Segment, most: float) -> Line:
    ops = _ops(segment)
    size, plain = len(encode(segment)) / ops, _as_plain_json(segment) / ops
    told, beside = f"{size:.2f} B/op", f"{plain:.2f} B/op"
    return Line(f"{work} ({ops} ops)", told, beside, f"{size / plain:.2f}", f"≤ {most} B", size <= most)


def _as_plain_json(segment: Segment) -> int:
    """Bytes of the same edits as plain JSON, compressed as hard as zstd can."""
    said = [
        [
            dict(commit.header),
            [[op.entity, op.field, op.value, [[b.commit.hex(), b.place] for b in op.bases]] for op in commit.ops],
        ]
        for commit in segment.commits
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return len(zstandard.compress(text.encode(), 19))


def _timed(work: str, segment: Segment, run: Callable[[], Any]) -> Line:
    speed = _ops(segment) / min(_processor_time(run) for _ in range(RUNS))
    return Line(work, f"{speed / 1000:.0f} k ops/s", budget="≥ 150 k", holds=speed >= QUICK)


def _processor_time(run: Callable[[], Any]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def _ops(segment: Segment) -> int:
    return sum(len(commit.ops) for commit in segment.commits)
