"""Signatures hold for their content, key and purpose alone; boxes open for their key and context alone."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.signing import (
    BOX_OVERHEAD,
    SIGNATURE_BYTES,
    DeviceKeys,
    NotOpened,
    NotVouched,
    Purpose,
    box,
    sign,
    signed,
    unbox,
    unverified,
    verify,
    verify_signed,
)
from tests.sync.laptops import keys

OWN, OTHER = keys(7), keys(8)


def flipped(content: bytes, bit: int) -> bytes:
    return (int.from_bytes(content, "big") ^ 1 << bit % (8 * len(content))).to_bytes(len(content), "big")


@given(st.binary(max_size=200), st.sampled_from(Purpose))
def test_a_signature_is_known_by_the_public_key(content: bytes, purpose: Purpose) -> None:
    signature = sign(OWN, purpose, content)
    assert len(signature) == SIGNATURE_BYTES
    verify(OWN.sign_public, purpose, content, signature)


@given(st.binary(min_size=1, max_size=50), st.sampled_from(Purpose), st.integers(0, 4_000))
def test_one_flipped_bit_of_key_content_or_signature_is_not_vouched(content: bytes, purpose: Purpose, bit: int) -> None:
    signature = sign(OWN, purpose, content)
    for forged in (
        (flipped(OWN.sign_public, bit), content, signature),
        (OWN.sign_public, flipped(content, bit), signature),
        (OWN.sign_public, content, flipped(signature, bit)),
    ):
        with pytest.raises(NotVouched):
            verify(forged[0], purpose, *forged[1:])


def test_a_signature_for_one_purpose_is_none_for_any_other() -> None:
    for made in Purpose:
        for asked in set(Purpose) - {made}:
            with pytest.raises(NotVouched):
                verify(OWN.sign_public, asked, b"content", sign(OWN, made, b"content"))


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(32), b"\xff" * 32])
def test_a_key_that_is_none_vouches_for_nothing(key: bytes) -> None:
    with pytest.raises(NotVouched):
        verify(key, Purpose.SEAL, b"content", sign(OWN, Purpose.SEAL, b"content"))


@given(st.binary(max_size=300), st.binary(max_size=20))
def test_a_box_is_opened_by_its_key_in_its_context(content: bytes, context: bytes) -> None:
    sealed = box(OWN.box_public, content, context)
    assert unbox(OWN, sealed, context) == content
    assert len(sealed) - len(content) == BOX_OVERHEAD <= 64
    for other, told in ((OTHER, context), (OWN, context + b"x")):
        with pytest.raises(NotOpened):
            unbox(other, sealed, told)


@given(st.integers(0, 4_000), st.integers(0, 60))
def test_a_box_that_was_damaged_or_cut_off_is_not_opened(bit: int, length: int) -> None:
    sealed = box(OWN.box_public, b"token", b"context")
    for damaged in (flipped(sealed, bit), sealed[: min(length, len(sealed) - 1)]):
        with pytest.raises(NotOpened):
            unbox(OWN, damaged, b"context")


@pytest.mark.parametrize("point", [bytes(32), b"\x01" + bytes(31), b"short"])
def test_nothing_is_boxed_to_a_point_from_which_everybody_gets_the_same_key(point: bytes) -> None:
    with pytest.raises(NotOpened):
        box(point, b"token", b"context")


def test_two_boxes_of_one_content_have_nothing_in_common_but_chosen_randomness_repeats_them() -> None:
    assert box(OWN.box_public, b"token", b"")[1:] != box(OWN.box_public, b"token", b"")[1:]
    repeated = [box(OWN.box_public, b"token", b"", random.Random(5).randbytes) for _ in range(2)]
    assert repeated[0] == repeated[1]


def test_keys_come_back_as_they_were_kept_and_are_never_printed() -> None:
    kept = DeviceKeys.from_bytes(OWN.to_bytes())
    assert (kept, kept.sign_public, kept.box_public) == (OWN, OWN.sign_public, OWN.box_public)
    assert repr(kept) == "DeviceKeys()"
    assert OWN.secret(b"a") != OWN.secret(b"b") != OTHER.secret(b"b")


@pytest.mark.parametrize("content", [b"", OWN.to_bytes()[:-1], b"\x02" + OWN.to_bytes()[1:]])
def test_keys_that_were_damaged_are_told(content: bytes) -> None:
    with pytest.raises(BadMessage):
        DeviceKeys.from_bytes(content)


def test_the_same_randomness_gives_the_same_keys() -> None:
    assert keys(7) == OWN != replace(OWN, sign_seed=OTHER.sign_seed)


@given(st.binary(max_size=120))
def test_bytes_that_are_no_statement_are_not_vouched(content: bytes) -> None:
    with pytest.raises(NotVouched):
        verify_signed(OWN.sign_public, Purpose.RECEIPT, content)
    with pytest.raises(NotVouched):
        unverified(b"\x02" + content, 1_000)


def test_a_statement_is_read_within_its_limit_only() -> None:
    statement = signed(OWN, Purpose.RECEIPT, ["x" * 500])
    assert unverified(statement, 1_000) == ["x" * 500]
    with pytest.raises(NotVouched):
        unverified(statement, 500)
    with pytest.raises(NotVouched):
        unverified(signed(OWN, Purpose.RECEIPT, {"no": "list"}), 500)
