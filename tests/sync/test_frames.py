"""Frames come out as they went in, however the line cuts the bytes, and up to where it broke."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.sync.frames import MOST_BYTES, BadFrame, Frame, FrameKind, framed, frames

some = st.lists(st.builds(Frame, st.sampled_from(FrameKind), st.binary(max_size=60), st.just(value=True)), max_size=6)


def in_pieces(content: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    return [content[a:b] for a, b in pairwise(places)]


@given(some, st.lists(st.integers(0, 1_000), max_size=8))
def test_frames_do_not_depend_on_how_the_line_cuts_them(several: list[Frame], cuts: list[int]):
    content = b"".join(framed(one.kind, one.content) for one in several)
    assert list(frames(in_pieces(content, cuts))) == several


@given(some.filter(bool), st.integers(1, 1_000))
def test_a_frame_that_was_cut_off_says_so_and_what_came_of_it_is_kept(several: list[Frame], cut: int):
    content = b"".join(framed(one.kind, one.content) for one in several)
    kept = content[: -(cut % len(content)) or None]
    found = list(frames([kept]))
    whole = [one for one in found if one.whole]
    assert whole == several[: len(whole)]
    for one in found[len(whole) :]:
        assert several[len(whole)].content.startswith(one.content)
        assert one == found[-1]


@pytest.mark.parametrize("head", [b"\x00\x00\x00\x00\x01x", b"\x09\x00\x00\x00\x01x", b"GET / HTTP/1.1\r\n"])
def test_bytes_that_are_no_frames_are_refused(head: bytes):
    with pytest.raises(BadFrame):
        list(frames([head]))


def test_a_size_beyond_all_measure_is_refused_before_its_bytes_are_waited_for():
    with pytest.raises(BadFrame):
        list(frames([bytes((FrameKind.SEGMENT,)) + (MOST_BYTES + 1).to_bytes(4, "big")]))
