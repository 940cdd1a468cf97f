"""A revocation is the authority's word; it makes void what it issued up to then, and nothing of another's."""

from itertools import permutations

import pytest

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.certificates import certify_authority, read
from fupin_desktop.sync.revocations import Revocations, Revoked, joined, mark_of, read_revocations, revoke, telling
from fupin_desktop.sync.signing import NotVouched, Purpose, signed
from tests.sync.laptops import AUTHORITY, CITY, NOON, STRANGER, VILLAGE, authority, certificate, keys

ROOT = AUTHORITY.sign_public
STREAM = StreamKey("1" * 16, VILLAGE)
STOLEN = Revoked(
    device="d" * 16, serial=3, at_ms=NOON, witnessed=(Tip(STREAM, 4, b"c" * 16), Tip(STREAM, 9, b"f" * 16))
)


def test_a_list_is_read_as_it_was_signed_with_both_ends_of_a_fork() -> None:
    found = read_revocations(revoke(AUTHORITY, 5, [STOLEN]), ROOT)
    assert found == Revocations(5, (STOLEN,), ROOT)


@pytest.mark.parametrize(("serial", "is_void"), [(2, True), (3, True), (4, False)])
def test_a_laptop_that_was_found_again_is_believed_under_its_new_certificate(serial: int, is_void: bool) -> None:
    found = read_revocations(revoke(AUTHORITY, 5, [STOLEN]), ROOT)
    assert (found.of(read(certificate(keys(7), serial=serial), ROOT)) is not None) == is_void


def test_another_device_is_not_touched() -> None:
    found = read_revocations(revoke(AUTHORITY, 5, [STOLEN]), ROOT)
    assert found.of(read(certificate(keys(7), device="e" * 16), ROOT)) is None


def test_a_county_cannot_void_what_another_county_certified() -> None:
    found = read_revocations(revoke(STRANGER, 5, [STOLEN]), STRANGER.sign_public)
    assert found.of(read(certificate(keys(7)), ROOT)) is None


def test_a_list_of_somebody_else_is_none() -> None:
    good = revoke(AUTHORITY, 5, [STOLEN])
    posing = signed(STRANGER, Purpose.REVOCATIONS, [ROOT, b"", 6, []])
    for forged in (revoke(STRANGER, 6, []), posing, good[:-1], good + b"\x00", b"", certificate(keys(7))):
        with pytest.raises(NotVouched):
            read_revocations(forged, ROOT)


def test_the_city_reads_a_countys_list_with_its_own_word_for_the_county() -> None:
    word = certify_authority(CITY, authority(AUTHORITY))
    assert read_revocations(revoke(AUTHORITY, 5, [STOLEN], word), CITY.sign_public).version == 5
    for chain in (b"", certify_authority(CITY, authority(STRANGER)), certify_authority(STRANGER, authority(AUTHORITY))):
        with pytest.raises(NotVouched):
            read_revocations(revoke(AUTHORITY, 5, [STOLEN], chain), CITY.sign_public)


LATER = Revoked(device="d" * 16, serial=3, at_ms=NOON + 5, witnessed=(Tip(STREAM, 99, b"t" * 16),))
FOUND_AGAIN = Revoked(device="d" * 16, serial=8, at_ms=NOON + 9)
OTHER = Revoked(device="e" * 16, serial=1, at_ms=NOON)


def lists(*several: tuple[Revoked, ...]) -> list[bytes]:
    """Signed lists under rising versions."""
    return [revoke(AUTHORITY, version, entries) for version, entries in enumerate(several, 1)]


@pytest.mark.parametrize("order", list(permutations(lists((STOLEN, OTHER), (LATER,), (OTHER,)))))
def test_whatever_order_lists_come_in_nothing_that_was_revoked_is_forgotten(order: tuple[bytes, ...]) -> None:
    (found,) = joined(read_revocations(one, ROOT) for one in order)
    assert found.entries == (STOLEN, OTHER)


def test_the_first_word_on_a_theft_counts_and_not_what_a_thief_has_sent_to_a_server_that_forgot_it() -> None:
    (found,) = joined(read_revocations(one, ROOT) for one in lists((LATER,), (STOLEN,)))
    assert found.by_device[STOLEN.device].witnessed == STOLEN.witnessed


def test_a_laptop_that_was_stolen_again_is_out_under_its_new_certificate_too() -> None:
    (found,) = joined(read_revocations(one, ROOT) for one in lists((FOUND_AGAIN,), (STOLEN,)))
    assert found.of(read(certificate(keys(7), serial=8), ROOT)) == FOUND_AGAIN


def test_a_list_that_says_nothing_new_is_not_kept() -> None:
    first, fuller, other = lists((STOLEN,), (STOLEN, OTHER), (OTHER,))
    assert set(telling([first, fuller, other, first], ROOT)) <= {fuller, other}
    assert fuller in telling([first, fuller], ROOT)
    assert first not in telling([first, fuller], ROOT)


def test_marks_are_equal_where_as_much_is_known_however_it_was_signed() -> None:
    apart = joined(read_revocations(one, ROOT) for one in lists((STOLEN,), (OTHER,)))
    whole = joined([read_revocations(revoke(AUTHORITY, 9, [OTHER, STOLEN]), ROOT)])
    less = joined([read_revocations(revoke(AUTHORITY, 9, [OTHER]), ROOT)])
    assert mark_of(apart) == mark_of(whole) != mark_of(less) != mark_of(())
