"""Messages come out as they went in; anything else is one error, and never another."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.messages import Answer, Heard, Hello, Pull, Verdict, Wanted
from fupin_desktop.sync.packing import BadMessage, pack, unpack

STREAM = StreamKey("0a" * 8, "141124199201")
TOWN = StreamKey("0b" * 8, "141124199")
ID, OTHER = b"i" * 16, b"j" * 16
HELLO = Hello(device="01" * 8, incarnation="02" * 8, root=ID, clock_ms=1_530_417_600_000, revoked=b"digested")
SAME = Answer(server="03" * 8, clock_ms=5, root=ID, same=True)
DIFFERS = Answer(
    server="03" * 8,
    clock_ms=5,
    root=ID,
    token=b"boxed",
    tips=(Tip(STREAM, 4, ID), Tip(STREAM, 4, OTHER), Tip(TOWN, 0, ID)),
    revocations=(b"list", b"another"),
    staged={ID: 700},
)
MUCH = Answer(server="03" * 8, clock_ms=5, root=ID, token=b"t", villages={"141124199201": ID})
PULL = Pull((Wanted(STREAM, (ID, OTHER)), Wanted(TOWN, ())), {OTHER: 12}, ("0a" * 8,))
HEARD = Heard((Verdict(ID, 3, 0), Verdict(OTHER, 0, 2, "gap")), ID, b"receipt", {STREAM: (ID, OTHER)})
MESSAGES: list[tuple[Any, Callable[[bytes], Any]]] = [
    (HELLO, Hello.from_bytes),
    (SAME, Answer.from_bytes),
    (DIFFERS, Answer.from_bytes),
    (MUCH, Answer.from_bytes),
    (PULL, Pull.from_bytes),
    (HEARD, Heard.from_bytes),
]


@pytest.mark.parametrize(("said", "read"), MESSAGES)
def test_what_was_said_is_what_is_read(said: Any, read: Callable[[bytes], Any]):
    assert read(said.to_bytes()) == said


@pytest.mark.parametrize(("said", "read"), MESSAGES)
def test_a_message_that_was_cut_off_is_refused(said: Any, read: Callable[[bytes], Any]):
    content = said.to_bytes()
    for size in range(len(content)):
        with pytest.raises(BadMessage):
            read(content[:size])


@pytest.mark.parametrize("read", [Hello.from_bytes, Answer.from_bytes, Pull.from_bytes, Heard.from_bytes])
@given(
    plain=st.recursive(
        st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.binary(max_size=20) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=3) | st.binary(max_size=3), inner),
        max_leaves=15,
    )
)
def test_any_other_value_is_refused_with_one_error(read: Callable[[bytes], Any], plain: Any):
    try:
        read(pack(plain))
    except BadMessage:
        return
    pytest.fail("a message was read from what is none")


def test_when_there_is_nothing_to_say_few_bytes_are_said():
    """T4 of the design: at most 400 bytes each way, signatures and the line's own words among them."""
    assert len(HELLO.to_bytes()) + 64 < 150
    assert len(SAME.to_bytes()) + 64 < 120


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xc1\x1a\x5b\x00\x00\x00",  # a date
        b"\x9b" + b"\xff" * 8,  # a list of more things than there are
        b"\x5b\x00\x00\x00\xff\xff\xff\xff\xff",  # a terabyte is announced
        b"\x81" * 100_000,  # very deep
        b"\xd8\x1c\x81\xd8\x1d\x00",  # a list that holds itself
        b"\x01\x02",  # something follows
        b"\x18\x01",  # 1, said at length
        b"\xf9\x7e\x00",  # not a number
        b"\xc2\x49" + b"\xff" * 9,  # a number without end
        b"\xa2\x01\x01\x01\x02",  # one key twice
    ],
)
def test_what_cbor_allows_and_we_do_not(content: bytes):
    with pytest.raises(BadMessage):
        unpack(content)


def test_a_message_beyond_its_size_is_not_even_looked_at():
    with pytest.raises(BadMessage):
        unpack(pack(bytes(100)), most=50)
