"""A receipt is the server's word on what it has; nobody else can give it or change it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.receipts import Level, Receipt, read_receipt, receipt
from fupin_desktop.sync.signing import NotVouched, Purpose, signed
from tests.sync.laptops import NOON, keys

SERVER, OTHER = keys(7), keys(8)
streams = st.builds(StreamKey, st.integers(0, 9).map("{:016x}".format), st.sampled_from(("141124199201", "141124")))
tips = st.builds(Tip, streams, st.integers(0, 2**40), st.binary(min_size=16, max_size=16))


@given(st.lists(tips, max_size=8, unique=True), st.sampled_from(Level), st.binary(max_size=16))
def test_a_receipt_is_read_as_it_was_given(some: list[Tip], level: Level, digest: bytes) -> None:
    given = Receipt(server="c" * 16, device="d" * 16, tips=tuple(sorted(some)), level=level, at_ms=NOON, digest=digest)
    assert read_receipt(receipt(SERVER, given), SERVER.sign_public) == given


def test_a_receipt_of_another_or_for_another_purpose_or_damaged_is_none() -> None:
    given = Receipt(server="c" * 16, device="d" * 16, tips=(), level=Level.APPLIED, at_ms=NOON)
    good = receipt(SERVER, given)
    plain = [b"c" * 8, b"d" * 8, "applied", NOON, b"", []]
    for forged in (receipt(OTHER, given), signed(SERVER, Purpose.ANSWER, plain), good[:-1], good + b"\x00", b""):
        with pytest.raises(NotVouched):
            read_receipt(forged, SERVER.sign_public)


@pytest.mark.parametrize("place", range(6))
def test_a_receipt_of_another_form_is_none(place: int) -> None:
    plain: list[object] = [b"c" * 8, b"d" * 8, "applied", NOON, b"", []]
    plain[place] = -1
    with pytest.raises(NotVouched):
        read_receipt(signed(SERVER, Purpose.RECEIPT, plain), SERVER.sign_public)
