"""The wire under random damage, for as long as one likes: `python -m tests.sync.fuzz_wire --seconds 600 [--seed 7]`.

Damage is done to the bytes as they travel, and, since most of that dies in the decompression, also to the columns,
the ids and the counts, which are then packed again. Whatever comes of it is Malformed, the same segment, or a segment
whose ids or seal betray it; and it never takes long.
"""

import argparse
import random
import sys
import time
from collections import Counter

from bench.village_weeks import imported, one_edit, weeks
from fupin_desktop.domain.streams import Segment
from fupin_desktop.sync.wire import Malformed, decode, encode
from tests.sync.segments import Taken, a_header, chained, same_or_told

MOST_SECONDS = 5.0
EDGES = (0, 1, 2, 3, 0x7F, 0x80, 0xFE, 0xFF)
COUNTS = (0, 1, 2, 255, 1 << 14, 1 << 16, 1 << 31, 1 << 40, (1 << 63) - 1)


def samples() -> list[Segment]:
    """Segments with something in every column."""
    village = imported(4, seed=9)
    odd = [
        (a_header(est=1, undoes="0123456789abcdef", later=[1.5, {"a": None}]), [("p1", 7, ["01", "02"], [(-1, 3)])]),
        (a_header(wall=-1, group="x"), [("p1", 7, "2018-07-01", [(0, 0)]), ("家", 9, "0" * 18, [(0, 0), (-2, 1)])]),
        ({}, []),
        (a_header(hlc=[1, 5]), [("p1", 7, "p1", [(1, 0), (1, 1)]), ("p1", 8, "ab" * 16, []), ("p1", 9, 1.5, [])]),
    ]
    return [one_edit(village), weeks(village, 12), village.segment(), chained(odd), chained(odd, 300)]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, left out, doubled or added."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at = chance.randrange(len(found) + 1)
        size = chance.choice((1, 1, 2, 8, 40))
        turn = chance.randrange(6)
        if turn == 0 and at < len(found):
            found[at] ^= 1 << chance.randrange(8)
        elif turn == 1 and at < len(found):
            found[at] = chance.choice(EDGES)
        elif turn == 2:
            del found[at : at + size]
        elif turn == 3:
            found[at:at] = found[max(0, at - size) : at]
        elif turn == 4:
            found[at:at] = chance.randbytes(size)
        elif turn == 5 and chance.random() < 0.2:
            del found[at:]
    return bytes(found)


def damaged_within(content: bytes, chance: random.Random) -> bytes:
    """The segment with damage in one of its parts, packed again so that it can be unpacked."""
    taken = Taken(content)
    turn = chance.randrange(8)
    if turn == 0:
        taken.numbers[chance.randrange(3)] = chance.choice(COUNTS)
    elif turn == 1:
        taken.ids = damaged(taken.ids, chance)
    elif turn == 2:
        taken.fixed = damaged(taken.fixed, chance)
    else:
        taken.columns = damaged(taken.columns, chance)
    return taken.together()


def outcome(content: bytes, original: Segment) -> str:
    """What becomes of the bytes; AssertionError if it is anything that must not be."""
    start = time.process_time()
    try:
        found = decode(content)
    except Malformed:
        return "malformed"
    finally:
        assert time.process_time() - start < MOST_SECONDS, content.hex()
    assert same_or_told(found, original), content.hex()
    assert decode(encode(found)) == found, content.hex()
    return "same" if found.commits == original.commits else "told"


def main() -> None:
    """Damage until the time is over; the first thing that must not be ends it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    sent = [(encode(segment), segment) for segment in samples()]
    found: Counter[str] = Counter()
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        content, segment = chance.choice(sent)
        damage = chance.choice((damaged, damaged_within, damaged_within))
        found[f"{damage.__name__}: {outcome(damage(content, chance), segment)}"] += 1
    sys.stdout.write(f"seed {asked.seed}: {sum(found.values())} tries, {dict(sorted(found.items()))}\n")


if __name__ == "__main__":
    main()
