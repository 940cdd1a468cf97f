"""Whatever comes as a segment is Malformed, or what it says it is: no other error, and no memory beyond the limits."""

import os
import random
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.domain.changes import canonical
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.sync.columns import Writer
from fupin_desktop.sync.limits import plain_json
from fupin_desktop.sync.packed import packed, unpacked
from fupin_desktop.sync.wire import LIMITS, Limits, Malformed, decode, encode
from tests.sync.fuzz_wire import damaged, damaged_within, outcome, samples
from tests.sync.segments import Taken, a_header, chained, segments, with_value

EXAMPLES = int(os.environ.get("FUPIN_EXAMPLES", "60"))
CEILING = 96 << 20  # what Limits promises
PART = 8 if EXAMPLES < 1000 else 1  # of the limits: tracing all memory is slow
SAMPLES = [(encode(segment), segment) for segment in samples()]
SMALL = min(SAMPLES, key=lambda sample: len(sample[0]))


def test_nothing_that_was_cut_off_is_taken() -> None:
    content, _ = SMALL
    for size in range(len(content)):
        with pytest.raises(Malformed):
            decode(content[:size])


def test_nothing_may_follow() -> None:
    content, _ = SMALL
    for more in (b"\0", b"x" * 100, content):
        with pytest.raises(Malformed):
            decode(content + more)
    taken = Taken(content)
    taken.columns += b"\0"
    with pytest.raises(Malformed):
        decode(taken.together())
    taken = Taken(content)
    taken.ids += b"\0"
    with pytest.raises(Malformed):
        decode(taken.together())


@pytest.mark.parametrize("mask", [1, 16, 128, 255])
def test_a_changed_byte_is_malformed_or_tells_itself(mask: int) -> None:
    content, segment = SMALL
    for at in range(len(content)):
        outcome(content[:at] + bytes((content[at] ^ mask,)) + content[at + 1 :], segment)


def test_a_changed_byte_of_the_columns_or_the_ids_tells_itself() -> None:
    content, segment = SAMPLES[-1]
    found: set[str] = set()
    for part in ("columns", "ids", "fixed"):
        for at in range(len(getattr(Taken(content), part))):
            taken = Taken(content)
            whole = bytearray(getattr(taken, part))
            whole[at] ^= 1
            setattr(taken, part, bytes(whole))
            found.add(outcome(taken.together(), segment))
    assert found >= {"malformed", "told"}


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=False), st.sampled_from([damaged, damaged_within]))
def test_any_damage_is_malformed_or_tells_itself(
    sample: tuple[bytes, object], chance: random.Random, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    outcome(damage(sample[0], chance), sample[1])  # type: ignore[arg-type]


@settings(max_examples=EXAMPLES, deadline=None)
@given(segments(), st.randoms(use_true_random=False))
def test_damage_to_any_chain_tells_itself(segment: object, chance: random.Random) -> None:
    outcome(damaged_within(encode(segment), chance), segment)  # type: ignore[arg-type]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"\x10", b"\x11", SMALL[0][:14]]))
def test_random_bytes_are_malformed(content: bytes, beginning: bytes) -> None:
    with pytest.raises(Malformed):
        decode(beginning + content)


HOSTILE = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "1.50",
    "[1, 2]",
    " [1,2]",
    '{"b":1,"a":2}',
    '{"a":1,"a":2}',
    '"\\ud800"',
    '"\\u00e9"',
    "[" * 40 + "]" * 40,
    '{"":' * 17 + "1" + "}" * 17,
    "1" * 30,
    "9" * 6000,
    "[" + "9" * 25 + "]",
    "[1",
    "[1]]",
    "tru",
    "\x00\x00\x00",
    "{}[]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_json_that_is_not_canonical_is_malformed(text: str) -> None:
    placeholder = "1.5" if len(text) == 3 else canonical(["x" * (len(text) - 4)]).decode()
    for segment in (with_value(_loaded(placeholder)), chained([(a_header(later=_loaded(placeholder)), [])])):
        taken = Taken(encode(segment))
        assert placeholder.encode() in taken.columns
        taken.columns = taken.columns.replace(placeholder.encode(), text.encode())
        with pytest.raises(Malformed):
            decode(taken.together())


@pytest.mark.parametrize(
    "rest", ['{"seq":12345678}', '{"wall":12345678}', '{"user":"abcdef"}', "[12,34,56]", "{}", "12"]
)
def test_the_rest_of_a_header_says_nothing_that_stands_elsewhere(rest: str) -> None:
    filler = canonical({"z": "x" * (len(rest) - 8)}).decode() if len(rest) > 8 else '{"z":1}'
    taken = Taken(encode(chained([(a_header(**_loaded(filler)), [])])))
    before, after = Writer(), Writer()
    before.texts(["张队员", "edit", "修改 张演示 户", "", "0.3.0", filler])
    after.texts(["张队员", "edit", "修改 张演示 户", "", "0.3.0", rest])
    assert before.content() in taken.columns
    taken.columns = taken.columns.replace(before.content(), after.content())
    with pytest.raises(Malformed):
        decode(taken.together())


def test_a_clock_out_of_all_time_is_malformed() -> None:
    taken = Taken(encode(chained([({"wall": a_header()["wall"]}, [])])))
    before, after = Writer(), Writer()
    before.number(a_header()["wall"])
    after.number(1 << 60)
    assert before.content() in taken.columns
    taken.columns = taken.columns.replace(before.content(), after.content())
    with pytest.raises(Malformed):
        decode(taken.together())


@pytest.mark.parametrize(
    ("name", "header", "op"),
    [
        ("said", a_header(title="长" * 100), ("p1", 7, "", [])),
        ("said", a_header(), ("人" * 100, 7, "", [])),
        ("said", a_header(), ("p1", 7, "值" * 100, [])),
        ("said", a_header(), ("p1", 7, ["值" * 100], [])),
        ("text", a_header(later="新" * 100), ("p1", 7, "", [])),
    ],
)
def test_what_is_said_once_and_used_often_is_counted_often(name: str, header: object, op: object) -> None:
    content = encode(chained([(header, [op])] * 20))  # type: ignore[list-item]
    decode(content, replace(LIMITS, **{name: 50 * 200}))
    with pytest.raises(Malformed, match="characters"):
        decode(content, replace(LIMITS, **{name: 1500}))


def test_what_ids_are_computed_from_is_counted_too() -> None:
    """A household with an endless code, and its members: each id would be hashed from all of it."""
    code, persons = "8" * 100, [str(number) for number in range(10, 22)]
    household = coded_id("household", code)
    ops: list[Any] = [(household, number_of("household", "household_code"), code, [])]
    for person in persons:
        own, tie = coded_id("person", person), coded_id("membership", f"{code}|{person}")
        ops.append((own, number_of("person", "person_code"), person, []))
        ops.append((tie, number_of("membership", "household_id"), household, []))
        ops.append((tie, number_of("membership", "person_id"), own, []))
    content = encode(chained([(a_header(), ops)]))
    decode(content, replace(LIMITS, said=1500))
    with pytest.raises(Malformed, match="compute"):
        decode(content, replace(LIMITS, said=1300))


@pytest.mark.parametrize(("place", "most"), [(0, 0), (1, 1 << 40), (2, LIMITS.commits), (2, -1)])
def test_absurd_numbers_in_the_head_are_malformed(place: int, most: int) -> None:
    taken = Taken(SMALL[0])
    taken.numbers[place] = most + 1
    with pytest.raises(Malformed):
        decode(taken.together())


@pytest.mark.parametrize("name", ["packed", "unpacked", "commits", "ops", "bases", "entries", "text", "value", "said"])
def test_every_limit_holds(name: str) -> None:
    content = encode(chained([(a_header(), [("p1", 7, "张演示" * 4, [(-1, 3), (-2, 3)])])] * 3))
    assert decode(content, Limits())
    with pytest.raises(Malformed):
        decode(content, replace(LIMITS, **{name: 1}))


def test_a_bomb_is_not_unpacked() -> None:
    most = 3 << 20
    bombs = [packed(bytes(most), 0), packed(bytes(1 << 30), 0)]
    for bomb in bombs:
        with pytest.raises(Malformed):
            _within(CEILING, lambda bomb=bomb: unpacked(bomb, 1000, 0, LIMITS))
    taken = Taken(SMALL[0])
    assert len(bombs[1]) < LIMITS.packed
    with pytest.raises(Malformed):
        _within(CEILING, lambda: decode(_head(taken, size=LIMITS.unpacked) + bombs[1]))
    with pytest.raises(Malformed):
        _within(CEILING, lambda: decode(_head(taken, size=1 << 50) + bombs[1]))


def test_a_window_larger_than_ours_is_malformed() -> None:
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=27, format=zstandard.FORMAT_ZSTD1_MAGICLESS)
    frame = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    with pytest.raises((Malformed, zstandard.ZstdError)):
        unpacked(frame.compress(bytes(1 << 22)) + frame.flush(), 1 << 22, 0, LIMITS)


def test_an_unknown_suite_or_dictionary_is_malformed() -> None:
    for first in (0x00, 0x21, 0x1F, 0xFF):
        with pytest.raises(Malformed):
            decode(bytes((first,)) + SMALL[0][1:])


def test_what_costs_most_within_the_limits_stays_below_the_ceiling() -> None:
    names = ("unpacked", "commits", "ops", "bases", "entries", "text", "said")
    limits = replace(LIMITS, **{name: getattr(LIMITS, name) // PART for name in names})
    content = _dearest(limits)
    _within(CEILING // PART, lambda: decode(content, limits))


def test_a_large_value_said_often_is_not_hashed_as_often() -> None:
    ops = [("p1", 7, "户" * LIMITS.value, [])] * 2000
    before = time.process_time()
    with pytest.raises(Malformed):
        decode(_forced(ops))
    assert time.process_time() - before < 2


def _dearest(limits: Limits) -> bytes:
    """As many commits, ops, bases and JSON containers as the limits allow, all at once."""
    each = limits.ops // limits.commits
    most = limits.text * 9 // 10 // 56_020
    maps = [[{"": {}} for _ in range(7_000)] + [place] for place in range(most)]
    values = [*maps, *range(limits.ops - most)]
    drawn = [
        (a_header(), [("p1", 7, values[at * each + turn], [(-1, at), (-1, at + 1)]) for turn in range(each)])
        for at in range(limits.commits)
    ]
    return encode(chained(drawn))


def _forced(ops: list[object]) -> bytes:
    """A segment that says its value once and uses it often."""
    return encode(chained([(a_header(), ops)]))  # type: ignore[list-item]


def _head(taken: Taken, size: int) -> bytes:
    head = Writer()
    for number in (*taken.numbers[:4], size):
        head.number(number)
    return b"\x10" + head.content() + taken.fixed + taken.ids


def _loaded(text: str) -> Any:
    return plain_json(text)


def _within(most: int, work: Callable[[], object]) -> None:
    """Do the work, whatever comes of it, and see that it never took more memory."""
    tracemalloc.start()
    try:
        work()
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak <= most, f"{peak >> 20} MB"
