"""Columns come out as they went in, have one encoding each, and lie about nothing."""

import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.sync.columns import Reader, Writer, coded, places
from fupin_desktop.sync.limits import LIMITS, Malformed

EXAMPLES = int(os.environ.get("FUPIN_EXAMPLES", "60"))
whole = st.integers(0, (1 << 64) - 1) | st.integers(0, 300)
signed = st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(-200, 200)
texts = st.text(st.characters(exclude_categories=["Cs"]))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(whole), st.lists(signed), st.lists(texts), st.integers(0, (1 << 63) - 1))
def test_columns_come_out_as_they_went_in(numbers: list[int], below: list[int], said: list[str], single: int) -> None:
    writer = Writer()
    writer.numbers(numbers)
    writer.signed(below)
    writer.texts(said)
    writer.number(single)
    reader = Reader(writer.content(), LIMITS)
    assert list(reader.numbers(len(numbers))) == numbers
    assert reader.signed(len(below)) == below
    assert reader.texts(len(said)) == said
    assert reader.number() == single
    reader.close()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.sampled_from("abcdef")))
def test_codes_name_the_entries_in_the_order_in_which_a_reader_learns_them(values: list[str]) -> None:
    known: dict[str, int] = {}
    codes = coded(values, known)
    found, count = places(codes)
    assert [list(known)[place] for place in found] == values
    assert count == len(known)


@pytest.mark.parametrize("codes", [[0], [2], [1, 3], [1, 1, 4], [1, 1 << 60]])
def test_a_code_of_what_was_never_named_is_malformed(codes: list[int]) -> None:
    with pytest.raises(Malformed):
        places(codes)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b"", lambda reader: reader.numbers(1)),
        (b"\x09" + bytes(9), lambda reader: reader.numbers(1)),
        (b"\x01\x00", lambda reader: reader.numbers(1)),  # narrower would do
        (b"\x02\x05\x00", lambda reader: reader.numbers(1)),
        (b"\x01\x05", lambda reader: reader.numbers(1 << 40)),
        (b"\x80\x00", lambda reader: reader.number()),  # shorter would do
        (b"\xff" * 9 + b"\x01", lambda reader: reader.number()),
        (b"\x01\x02\x01a", lambda reader: reader.texts(1)),  # fewer characters than said
        (b"\x01\x01\x02ab", lambda reader: reader.texts(1)),  # more
        (b"\x01\x01\x03\xed\xa0\x80", lambda reader: reader.texts(1)),  # half of a surrogate pair
        (b"\x01\x01\x7fa", lambda reader: reader.texts(1)),
    ],
)
def test_what_is_no_column_is_malformed(content: bytes, read: Callable[[Reader], object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - a text that is no UTF-8 becomes Malformed in wire.decode
        read(Reader(content, LIMITS))
