"""The same exchange by stick: real registries, real files, sticks that are pulled, lost, or meant for somebody else."""

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.sync.chain import plan
from fupin_desktop.sync.parcel import NoParcel, NotForUs, Word, read_parcel, write_parcel
from fupin_desktop.sync.pieces import PIECE, Altered, Cut, opened, sealed
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.transfer import Receiver
from tests.db.registries import VILLAGE, a_template, tables
from tests.sync.places import Place, Places, sync

NEXT_DOOR = "141124199202"
KEY, CONTEXT = b"k" * 32, b"context"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "registry"
    a_template(folder)
    return folder


@pytest.fixture
def places(tmp_path: Path, template: Path) -> Iterator[Places]:
    made = Places(tmp_path, template)
    yield made
    made.close()


@pytest.fixture
def county(places: Places) -> Place:
    return places.county()


@pytest.fixture
def laptop(places: Places) -> Place:
    return places.place()


@pytest.fixture
def colleague(places: Places) -> Place:
    return places.place()


def packed(sender: Place, *receivers: Place, number: int = 1, known: Word | None = None) -> bytes:
    """A parcel as a file's content."""
    replica = sender.registry.replica()
    vouch_for_own(replica, sender.me)
    theirs = known.tips if known else ()
    todo = plan(replica.tips(sender.me.prefixes), theirs, replica.knows(tip.id for tip in theirs))
    target = BytesIO()
    write_parcel(target, replica, sender.me, [one.me.certificate for one in receivers], todo.push, number)
    return target.getvalue()


def unpacked(receiver: Place, content: bytes) -> tuple[Word, Receiver]:
    return read_parcel(BytesIO(content), receiver.registry.replica(), receiver.me)


def test_a_week_travels_by_stick_and_the_answer_comes_back(laptop: Place, colleague: Place, county: Place):
    laptop.save(address="东沟5号院", phone="19900000001")
    colleague.save("h2", address="西沟1号院")
    sync(colleague, county)
    word, received = unpacked(county, packed(laptop, county, number=7))
    assert (word.sender.device, word.number) == (laptop.me.device, 7)
    assert [one.taken for one in received.verdicts] == [1]
    unpacked(laptop, packed(county, laptop, known=word))
    assert laptop.shown("address", "h2") == "西沟1号院"
    assert tables(laptop.registry) == tables(county.registry)


def test_two_laptops_of_one_village_need_no_county(laptop: Place, colleague: Place):
    laptop.save(address="东沟5号院")
    colleague.save(address="西沟1号院")
    word, _ = unpacked(colleague, packed(laptop, colleague))
    unpacked(laptop, packed(colleague, laptop, known=word))
    assert len(laptop.registry.conflicts()) == 1
    assert tables(laptop.registry) == tables(colleague.registry)


def test_reading_a_parcel_twice_is_reading_it_once(laptop: Place, county: Place):
    laptop.save(address="东沟5号院")
    content = packed(laptop, county)
    unpacked(county, content)
    before = tables(county.registry)
    _, again = unpacked(county, content)
    assert [one.taken for one in again.verdicts] == [0]
    assert tables(county.registry) == before


def test_a_parcel_for_another_is_refused_and_says_nothing(laptop: Place, colleague: Place, county: Place):
    laptop.save(address="东沟5号院", head_name="张演示")
    content = packed(laptop, county)
    with pytest.raises(NotForUs):
        unpacked(colleague, content)
    assert colleague.shown("address") is None
    plain = {"张演示".encode(), "东沟".encode(), VILLAGE.encode(), laptop.me.certificate.name.encode()}
    plain |= {bytes.fromhex(one.me.device) for one in (laptop, county)}
    assert not [one for one in plain if one in content]


def test_one_parcel_may_be_for_several(laptop: Place, colleague: Place, county: Place):
    laptop.save(address="东沟5号院")
    content = packed(laptop, colleague, county)
    for one in (colleague, county):
        unpacked(one, content)
        assert one.shown("address") == "东沟5号院"


def test_wherever_the_stick_was_pulled_it_is_known_and_nothing_is_taken(laptop: Place, county: Place):
    for number in range(80):
        laptop.save(f"h{number}", address=random.Random(number).randbytes(90).hex())
    content = packed(laptop, county)
    for size in [*range(0, len(content), 4_096), len(content) - 1]:
        with pytest.raises((Cut, NoParcel)):
            unpacked(county, content[:size])
    assert not county.registry.records("household")
    unpacked(county, content)
    assert len(county.registry.records("household")) == 80


@pytest.mark.parametrize("place", [0, 8, 9, 14, 40, 120, 200, 400, -1])
def test_a_flipped_bit_is_refused_and_nothing_is_taken(laptop: Place, county: Place, place: int):
    laptop.save(address="东沟5号院")
    content = bytearray(packed(laptop, county))
    content[place] ^= 4
    with pytest.raises((NoParcel, NotForUs, Altered, Cut)):
        unpacked(county, bytes(content))
    assert not county.registry.records("household")


def test_what_another_village_wrote_is_held_by_stick_too(places: Places, laptop: Place, county: Place):
    laptop.save(address="东沟5号院")
    unpacked(county, packed(laptop, county))
    neighbour = places.place((NEXT_DOOR,))
    neighbour.save(region=NEXT_DOOR, address="改别村的户")
    _, received = unpacked(county, packed(neighbour, county))
    assert [one.held for one in received.verdicts] == [1]
    assert county.shown("address") == "东沟5号院"


@given(st.lists(st.binary(max_size=3 * PIECE // 2), max_size=4))
@settings(suppress_health_check=[HealthCheck.large_base_example, HealthCheck.data_too_large], max_examples=25)
def test_pieces_come_out_as_they_went_in(several: list[bytes]):
    content = b"".join(sealed(several, KEY, CONTEXT))
    assert b"".join(opened(BytesIO(content), KEY, CONTEXT)) == b"".join(several)


def test_pieces_cannot_be_left_out_or_put_in_another_order():
    whole = [bytes([number]) * PIECE for number in range(3)]
    first, second, third = list(sealed(whole, KEY, CONTEXT))
    for wrong in ([first, third], [second, first, third], [first, second, third, third], [first, second]):
        with pytest.raises((Altered, Cut)):
            list(opened(BytesIO(b"".join(wrong)), KEY, CONTEXT))


def test_a_stick_read_while_the_clock_is_ten_years_ahead_counts_once_the_time_is_known(
    places: Places, county: Place
) -> None:
    laptop, colleague = places.place(), places.place()
    sync(laptop, county)
    sync(colleague, county)
    colleague.save(address="东沟5号院")
    colleague.save(phone="19900000001")
    laptop.clock.go(3_650)
    unpacked(laptop, packed(colleague, laptop))
    assert laptop.shown("address") is None
    assert [one.held.reason for one in laptop.registry.replica().waiting()] == ["expired", "follows"]
    sync(laptop, county)
    assert (laptop.shown("address"), laptop.shown("phone")) == ("东沟5号院", "19900000001")
    assert laptop.registry.replica().waiting() == []
    assert laptop.registry.verify().differences == ()
