"""What a device says of its number and its chain holds for just that, and cannot be used for anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.streams import Incarnation, Seal, StreamKey
from fupin_desktop.sync.seals import check_incarnation, check_seal, incarnation_statement, seal, sealed_content, sealer
from fupin_desktop.sync.signing import NotVouched, Purpose, sign
from tests.sync.laptops import NEIGHBOUR, NOON, VILLAGE, keys

OWN, OTHER = keys(7), keys(8)
STREAM, COMMIT = StreamKey("1" * 16, VILLAGE), b"c" * 16
SEAL = seal(OWN, STREAM, 4, COMMIT)
STATED = incarnation_statement(OWN, "d" * 16, "1" * 16, "restored", NOON)


def test_a_seal_holds_for_its_commit_and_costs_64_bytes() -> None:
    check_seal(SEAL, OWN.sign_public)
    assert len(SEAL.signature) == 64
    assert sealer(OWN)(STREAM, 4, COMMIT) == SEAL.signature


@pytest.mark.parametrize(
    "reused",
    [
        SEAL._replace(stream=StreamKey("2" * 16, VILLAGE)),
        SEAL._replace(stream=StreamKey("1" * 16, NEIGHBOUR)),
        SEAL._replace(stream=StreamKey("1" * 16, VILLAGE[:6])),
        SEAL._replace(seq=5),
        SEAL._replace(id=b"e" * 16),
        SEAL._replace(signature=sign(OWN, Purpose.RECEIPT, sealed_content(STREAM, 4, COMMIT))),
        SEAL._replace(signature=b""),
    ],
)
def test_a_seal_cannot_be_used_for_another_stream_place_commit_or_purpose(reused: Seal) -> None:
    with pytest.raises(NotVouched):
        check_seal(reused, OWN.sign_public)


def test_a_seal_of_another_device_does_not_hold() -> None:
    with pytest.raises(NotVouched):
        check_seal(SEAL, OTHER.sign_public)


@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.text("0123456789", min_size=2, max_size=12), st.integers(0, 2**40)),
        min_size=2,
        max_size=2,
        unique=True,
    )
)
def test_no_two_places_are_sealed_by_the_same_bytes(places: list[tuple[int, str, int]]) -> None:
    one, other = (sealed_content(StreamKey(f"{inc:016x}", region), seq, COMMIT) for inc, region, seq in places)
    assert one != other
    assert len(one) == len(other)


def test_a_statement_says_why_the_number_was_taken() -> None:
    assert check_incarnation(STATED, OWN.sign_public) == ("restored", NOON)


@pytest.mark.parametrize(
    "forged",
    [
        STATED._replace(id="2" * 16),
        STATED._replace(device="e" * 16),
        incarnation_statement(OTHER, "d" * 16, "1" * 16, "restored", NOON),
        STATED._replace(statement=STATED.statement[:-1] + b"\x01"),
        STATED._replace(statement=b"\x02" + STATED.statement[1:]),
        STATED._replace(statement=b""),
        STATED._replace(statement=b"\x01" + b"x" * 600),
        STATED._replace(signature=SEAL.signature),
    ],
)
def test_a_forged_statement_is_not_vouched(forged: Incarnation) -> None:
    with pytest.raises(NotVouched):
        check_incarnation(forged, OWN.sign_public)
