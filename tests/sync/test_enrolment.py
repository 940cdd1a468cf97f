"""A laptop gets its certificate for a one-time code; who has none, or another's, or poses as the county, does not."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.domain.errors import Refused
from fupin_desktop.sync import enrolment
from fupin_desktop.sync.certificates import Authority, Role
from fupin_desktop.sync.enrolment import (
    TRIES,
    Asked,
    Offer,
    accept,
    allowed,
    answer,
    check_authority,
    new_code,
    read_request,
    request,
)
from fupin_desktop.sync.one_time_code import Code, read_code
from fupin_desktop.sync.signing import DeviceKeys, NotVouched, Purpose, box, signed, unbox
from tests.sync.laptops import AUTHORITY, COUNTY, NEIGHBOUR, NOON, STRANGER, VILLAGE, YEAR, authority, keys

LAPTOP, DEVICE, THIEF = keys(7), "d" * 16, keys(8)
OURS = authority(AUTHORITY)
DAY = 86_400_000
TEXT, OFFER = new_code(
    OURS, prefixes=(VILLAGE,), role=Role.VILLAGE, expires_ms=NOON + 3 * DAY, random_bytes=random.Random(4).randbytes
)
CODE = read_code(TEXT)
REQUEST = request(CODE, OURS, LAPTOP, DEVICE, "甲子沟村队")
ASKED = read_request(AUTHORITY, REQUEST)


def certified(offer: Offer = OFFER, asked: Asked = ASKED) -> bytes:
    return answer(AUTHORITY, offer, asked, serial=1, not_before_ms=NOON, not_after_ms=NOON + YEAR)


def test_a_laptop_is_enrolled_within_what_the_code_allows() -> None:
    assert ASKED.offer == OFFER.id
    offer, refused = allowed(OFFER, ASKED, NOON, None)
    assert (offer.uses_left, refused) == (0, "")
    found = accept(certified(), OURS, LAPTOP, DEVICE)
    assert (found.device, found.name, found.prefixes, found.role) == (DEVICE, "甲子沟村队", (VILLAGE,), Role.VILLAGE)


def test_who_lost_the_answer_asks_again_and_another_laptop_may_not() -> None:
    used, _ = allowed(OFFER, ASKED, NOON, None)
    again = read_request(AUTHORITY, request(CODE, OURS, LAPTOP, DEVICE, "甲子沟村队"))
    assert allowed(used, again, NOON, LAPTOP.sign_public) == (used, "")
    other = read_request(AUTHORITY, request(CODE, OURS, THIEF, "e" * 16, "另一台"))
    assert "已经用过" in allowed(used, other, NOON, None)[1]


def test_a_code_expires() -> None:
    assert allowed(OFFER, ASKED, NOON + 3 * DAY, None)[1] == ""
    assert "过期" in allowed(OFFER, ASKED, NOON + 3 * DAY + 1, None)[1]


def test_a_few_wrong_proofs_spoil_the_code() -> None:
    offer, refused = OFFER, ""
    for _ in range(TRIES):
        offer, refused = allowed(offer, replace(ASKED, proof=bytes(32)), NOON, None)
        assert "不对" in refused
    assert "作废" in allowed(offer, ASKED, NOON, None)[1]
    assert offer.uses_left == OFFER.uses_left


@pytest.mark.parametrize("changed", [{"device": "e" * 16}, {"name": "别的"}, {"sign": bytes(32)}, {"box": bytes(32)}])
def test_the_proof_is_for_just_these_keys_and_this_laptop(changed: dict[str, Any]) -> None:
    assert "不对" in allowed(OFFER, replace(ASKED, **changed), NOON, None)[1]


def test_nobody_takes_over_the_number_of_another_laptop() -> None:
    posing = read_request(AUTHORITY, request(CODE, OURS, THIEF, DEVICE, "甲子沟村队"))
    assert "冒用" in allowed(OFFER, posing, NOON, LAPTOP.sign_public)[1]


def test_nothing_is_sent_to_somebody_who_poses_as_the_county() -> None:
    for posing in (authority(STRANGER), replace(OURS, box=STRANGER.box_public)):
        with pytest.raises(Refused, match="冒充"):
            check_authority(CODE, posing)
        with pytest.raises(Refused, match="冒充"):
            request(CODE, posing, LAPTOP, DEVICE, "甲子沟村队")


@given(st.integers(0, 8 * len(REQUEST) - 1))
def test_a_request_that_was_changed_on_the_way_is_none(bit: int) -> None:
    flipped = (int.from_bytes(REQUEST, "big") ^ 1 << bit).to_bytes(len(REQUEST), "big")
    with pytest.raises(NotVouched):
        read_request(AUTHORITY, flipped)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_request_are_none(content: bytes) -> None:
    for some in (content, box(AUTHORITY.box_public, content, b"fupin enrolment")):
        with pytest.raises(NotVouched):
            read_request(AUTHORITY, some)


def test_only_the_authority_can_read_a_request() -> None:
    with pytest.raises(NotVouched):
        read_request(STRANGER, REQUEST)


def test_keys_that_the_sender_does_not_hold_cannot_be_certified() -> None:
    plain = [OFFER.id, bytes.fromhex(DEVICE), "甲", LAPTOP.sign_public, LAPTOP.box_public, ASKED.proof]
    stolen = box(AUTHORITY.box_public, signed(THIEF, Purpose.ENROLMENT, plain), b"fupin enrolment")
    with pytest.raises(NotVouched):
        read_request(AUTHORITY, stolen)


def test_the_server_keeps_neither_the_code_nor_its_secret() -> None:
    kept = repr(OFFER).encode() + OFFER.id + OFFER.proof_key
    assert CODE.secret not in kept
    assert CODE.secret not in unbox(AUTHORITY, REQUEST, b"fupin enrolment")
    assert repr(OFFER.proof_key) not in repr(OFFER)


def test_each_code_is_another_and_none_is_known_under_another_authority() -> None:
    more = [new_code(OURS, prefixes=(VILLAGE,), role=Role.VILLAGE, expires_ms=NOON) for _ in range(2)]
    assert len({TEXT, *(text for text, _ in more)}) == len({OFFER.id, *(offer.id for _, offer in more)}) == 3
    other = new_code(
        authority(STRANGER),
        prefixes=(VILLAGE,),
        role=Role.VILLAGE,
        expires_ms=NOON,
        random_bytes=random.Random(4).randbytes,
    )[1]
    assert other.id != OFFER.id


@pytest.mark.parametrize("prefix", ["141125", "1411", "14"])
def test_no_code_is_given_out_for_another_county(prefix: str) -> None:
    with pytest.raises(Refused, match="不在本县"):
        new_code(OURS, prefixes=(VILLAGE, prefix), role=Role.COUNTY, expires_ms=NOON)


@pytest.mark.parametrize(
    ("by", "told", "held", "device"),
    [
        (AUTHORITY, OURS, THIEF, DEVICE),
        (AUTHORITY, OURS, LAPTOP, "e" * 16),
        (STRANGER, OURS, LAPTOP, DEVICE),
    ],
)
def test_an_answer_for_another_or_from_another_is_not_accepted(
    by: DeviceKeys, told: Authority, held: DeviceKeys, device: str
) -> None:
    content = answer(by, OFFER, ASKED, serial=1, not_before_ms=NOON, not_after_ms=NOON + YEAR)
    with pytest.raises(Refused, match="没有接入"):
        accept(content, told, held, device)


def test_a_mistyped_secret_finds_no_offer() -> None:
    mistyped = Code(CODE.secret[:-1] + b"!", CODE.fingerprint)
    assert read_request(AUTHORITY, request(mistyped, OURS, LAPTOP, DEVICE, "甲")).offer != OFFER.id
    assert enrolment.NO_SUCH_CODE.endswith("。")


def test_a_code_for_a_neighbour_opens_nothing_here() -> None:
    _, neighbours = new_code(OURS, prefixes=(NEIGHBOUR,), role=Role.VILLAGE, expires_ms=NOON + DAY)
    assert allowed(neighbours, ASKED, NOON, None)[1] == enrolment.NO_SUCH_CODE
    assert COUNTY in OURS.prefixes
