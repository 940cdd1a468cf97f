"""A new laptop gets its village whole: in fewer bytes, over any bad line, judged like everything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.sync.chronicle import Chain, decode_chronicle, encode_chronicle
from fupin_desktop.sync.limits import Limits, Malformed
from fupin_desktop.sync.protocol import LineLost
from fupin_desktop.sync.transfer import Sent, outgoing
from fupin_desktop.sync.whole_villages import villages
from tests.db.registries import VILLAGE, a_template, tables
from tests.sync.places import BadLine, Place, Places, sync


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
    """A county at which two laptops of a village have written over one another's values for some days."""
    county, several = places.county(), [places.place(), places.place()]
    for day in range(6):
        for one in several:
            one.clock.go(days=1)
            for number in range(10):
                one.save(
                    f"h{number}", village_code=VILLAGE, address=f"东沟{day}号院", phone=f"1990000{number:02}{day:02}"
                )
            sync(one, county)
    return county


def chronicle(county: Place) -> tuple[list[Chain], bytes]:
    replica = county.registry.replica()
    (found,) = villages(replica, replica.tips([VILLAGE]))
    return found


def test_the_chains_come_out_as_they_were_with_every_seal_between(county: Place):
    chains, content = chronicle(county)
    assert len(chains) == 2
    assert decode_chronicle(content) == [piece for chain in chains for piece in chain.pieces]
    assert encode_chronicle(chains) == content


def test_it_is_half_of_what_the_segments_are(county: Place):
    replica, sent = county.registry.replica(), Sent()
    streams = {tip.stream: frozenset[bytes]() for tip in replica.tips([VILLAGE])}
    for _ in outgoing(replica, streams, {stream.incarnation for stream in streams}, {}, sent):
        pass
    assert len(chronicle(county)[1]) < 0.6 * sent.size


def test_no_altered_byte_gets_through_as_something_that_is_sealed(county: Place):
    chains, content = chronicle(county)
    sent = [piece.seal for chain in chains for piece in chain.pieces]
    for place in range(0, len(content), 97):
        altered = content[:place] + bytes((content[place] ^ 4,)) + content[place + 1 :]
        try:
            found = decode_chronicle(altered)
        except Malformed:
            continue
        assert [piece.seal for piece in found] != sent or [piece.salt for piece in found] != [
            piece.salt for chain in chains for piece in chain.pieces
        ]


def test_what_is_more_than_anyone_would_take_is_not_read(county: Place):
    chains, content = chronicle(county)
    with pytest.raises(Malformed):
        decode_chronicle(content, Limits(ops=9))
    with pytest.raises(Malformed):
        decode_chronicle(content, Limits(commits=9))
    with pytest.raises(Malformed):
        encode_chronicle(chains, Limits(packed=99))


def test_a_new_laptop_has_its_village_and_may_work_in_it_at_once(county: Place, places: Places):
    newcomer = places.place()
    got = sync(newcomer, county)
    assert (got.round_trips, got.held) == (3, 0)  # introduced, then one pull
    assert tables(newcomer.registry) == tables(county.registry)
    assert newcomer.registry.verify().differences == ()
    newcomer.save("h1", address="西沟1号院")
    sync(newcomer, county)
    assert county.shown("address", "h1") == "西沟1号院"
    assert county.registry.conflicts() == newcomer.registry.conflicts()


def test_it_passes_on_what_it_got_whole(county: Place, places: Places):
    newcomer, elsewhere = places.place(), places.county()
    sync(newcomer, county)
    sync(newcomer, elsewhere)
    assert tables(elsewhere.registry) == tables(county.registry)


def test_what_came_before_the_line_broke_does_not_come_again(county: Place, places: Places):
    newcomer, colleague = places.place(), places.made[1]
    turns = 0
    while True:
        turns += 1
        try:
            sync(newcomer, county, lambda real: BadLine(real, 2_600))
            break
        except LineLost:
            colleague.save("h2", address=f"西沟{turns}号院")  # the county learns more meanwhile
            sync(colleague, county)
            assert turns < 10
    assert turns > 1
    sync(newcomer, county)
    assert tables(newcomer.registry) == tables(county.registry)


def test_whoever_did_not_ask_takes_no_chronicle(county: Place, places: Places):
    from fupin_desktop.sync.frames import frames
    from fupin_desktop.sync.transfer import Receiver

    newcomer = places.place()
    replica, own = county.registry.replica(), newcomer.registry.replica()
    receiver = Receiver(own, newcomer.me.trust(own), county.me.device, "usb")
    for frame in frames(outgoing(replica, {}, (), {}, Sent(), replica.tips([VILLAGE]))):
        receiver.take(frame)
    assert receiver.verdicts == []
    assert own.tips([VILLAGE]) == []
