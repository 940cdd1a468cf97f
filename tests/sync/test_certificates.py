"""A certificate is believed for its authority's word alone, and no authority speaks beyond its regions."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.sync.certificates import Role, certify_authority, read, read_authority, with_chain
from fupin_desktop.sync.packing import pack
from fupin_desktop.sync.signing import SUITE, NotVouched, Purpose, signed
from tests.sync.laptops import AUTHORITY, CITY, COUNTY, NOON, STRANGER, VILLAGE, YEAR, authority, certificate, keys

LAPTOP = keys(7)
ROOT = AUTHORITY.sign_public
COUNTYS_WORD = certify_authority(CITY, authority(AUTHORITY))


def test_a_certificate_says_who_writes_where_and_until_when() -> None:
    found = read(certificate(LAPTOP), ROOT)
    assert (found.device, found.sign, found.box) == ("d" * 16, LAPTOP.sign_public, LAPTOP.box_public)
    assert (found.prefixes, found.role, found.authority) == ((VILLAGE,), Role.VILLAGE, ROOT)
    assert found.is_valid_at(NOON)
    assert not found.is_valid_at(NOON + YEAR + 1)
    assert not found.is_valid_at(NOON - YEAR - 1)


@given(st.integers(0, 8 * len(certificate(LAPTOP)) - 1))
def test_one_flipped_bit_makes_it_worthless(bit: int) -> None:
    content = certificate(LAPTOP)
    flipped = (int.from_bytes(content, "big") ^ 1 << bit).to_bytes(len(content), "big")
    with pytest.raises(NotVouched):
        read(flipped, ROOT)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_certificate_are_not_vouched(content: bytes) -> None:
    for some in (content, bytes((SUITE,)) + content):
        with pytest.raises(NotVouched):
            read(some, ROOT)


def test_a_certificate_of_another_authority_is_not_vouched() -> None:
    with pytest.raises(NotVouched):
        read(certificate(LAPTOP, STRANGER), ROOT)


def test_a_laptop_cannot_certify_another() -> None:
    own = certificate(LAPTOP)
    with pytest.raises(NotVouched):
        read(with_chain(certificate(keys(9), LAPTOP), own), ROOT)


def stated(**otherwise: Any) -> bytes:
    usual = {
        "issuer": ROOT,
        "device": b"d" * 8,
        "name": "甲子沟村队",
        "sign": LAPTOP.sign_public,
        "box": LAPTOP.box_public,
        "prefixes": [VILLAGE],
        "role": "village",
        "from": NOON,
        "until": NOON + YEAR,
        "serial": 1,
    }
    statement = signed(AUTHORITY, Purpose.CERTIFICATE, list((usual | otherwise).values()))
    return bytes((SUITE,)) + pack([statement, b""])


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "emperor"},
        {"prefixes": []},
        {"prefixes": ["1"]},
        {"prefixes": ["1411241992010"]},
        {"prefixes": ["14112４"]},
        {"prefixes": ["14"] * 65},
        {"sign": b"short"},
        {"device": "d" * 16},
        {"until": -1},
        {"serial": True},
        {"name": "两\n行"},
        {"name": "长" * 61},
        {"more": 1},
        {"issuer": STRANGER.sign_public},
    ],
)
def test_a_certificate_of_another_form_is_not_vouched_even_if_the_authority_signed_it(wrong: dict[str, Any]) -> None:
    read(stated(), ROOT)
    with pytest.raises(NotVouched):
        read(stated(**wrong), ROOT)


# The city believes its counties, each for its own regions.


def test_the_city_believes_a_laptop_for_its_countys_sake() -> None:
    found = read(with_chain(certificate(LAPTOP), COUNTYS_WORD), CITY.sign_public)
    assert found.authority == ROOT
    assert read(with_chain(certificate(LAPTOP), COUNTYS_WORD), ROOT) == found, "the county itself needs no chain"


@pytest.mark.parametrize(
    "content",
    [
        certificate(LAPTOP),
        with_chain(certificate(LAPTOP, prefixes=("141125",)), COUNTYS_WORD),
        with_chain(certificate(LAPTOP, prefixes=("1411",)), COUNTYS_WORD),
        with_chain(certificate(LAPTOP, STRANGER), COUNTYS_WORD),
        with_chain(certificate(LAPTOP), certify_authority(STRANGER, authority(AUTHORITY))),
        with_chain(certificate(LAPTOP), certify_authority(AUTHORITY, authority(AUTHORITY))),
    ],
    ids=[
        "no chain",
        "another county",
        "the whole city",
        "not by the county",
        "not by the city",
        "by the county itself",
    ],
)
def test_the_city_believes_nothing_else(content: bytes) -> None:
    with pytest.raises(NotVouched):
        read(content, CITY.sign_public)


def test_a_device_certificate_is_no_authority() -> None:
    posing = certificate(LAPTOP, CITY, prefixes=(COUNTY,))
    forged = with_chain(certificate(keys(9), LAPTOP), posing)
    with pytest.raises(NotVouched):
        read(forged, CITY.sign_public)


def test_an_authoritys_word_for_itself_is_compared_by_its_fingerprint() -> None:
    own = authority(AUTHORITY)
    found = read_authority(certify_authority(AUTHORITY, own), None)
    assert found == own
    assert found.fingerprint == own.fingerprint
    others = [authority(STRANGER), replace(own, box=STRANGER.box_public), replace(own, sign=STRANGER.sign_public)]
    assert own.fingerprint not in {other.fingerprint for other in others}


def test_nobody_can_speak_in_an_authoritys_name() -> None:
    plain = ["临县", ROOT, AUTHORITY.box_public, [COUNTY]]
    by_stranger = signed(STRANGER, Purpose.AUTHORITY, [ROOT, *plain])
    of_stranger = signed(AUTHORITY, Purpose.AUTHORITY, [STRANGER.sign_public, *plain])
    for posing in (by_stranger, of_stranger):
        for root in (None, ROOT):
            with pytest.raises(NotVouched):
                read_authority(posing, root)
