"""Damaged messages, frames and signed words are refused with one error each; a real store is never half changed."""

import os
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fupin_desktop.sync.frames import BadFrame, frames
from fupin_desktop.sync.limits import Malformed
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.transfer import Receiver, Sent, outgoing
from tests.db.registries import VILLAGE, a_template, tables
from tests.sync.fuzz_formats import formats, outcome, tried
from tests.sync.fuzz_wire import damaged
from tests.sync.places import Place, Places

TRIES = 50 * int(os.environ.get("FUPIN_EXAMPLES", "60"))
FORMATS = formats()


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    folder = tmp_path / "template"
    a_template(folder)
    made = Places(tmp_path, folder)
    yield made
    made.close()


@pytest.mark.parametrize("one", FORMATS, ids=[one.name for one in FORMATS])
def test_every_sample_is_read_and_none_that_was_cut_off(one: object) -> None:
    sample = next(each for each in FORMATS if each is one)
    assert outcome(sample, sample.content) == "read"
    if sample.name != "frames":  # of a stream that is cut off, what came whole counts
        assert {outcome(sample, sample.content[:size]) for size in range(len(sample.content))} == {"refused"}


def test_any_damage_is_refused_with_the_one_error_of_its_format() -> None:
    chance = random.Random(7)
    found = {tried(FORMATS, chance) for _ in range(TRIES)}
    assert found >= {f"{one.name}: refused" for one in FORMATS}


def test_a_damaged_push_leaves_a_store_as_it_was_or_with_what_was_sealed(places: Places) -> None:
    county, laptop = places.county(), places.place()
    laptop.save(village_code=VILLAGE, head_name="张演示", address="东沟5号院")
    laptop.save(phone="19900000001")
    content = _pushed(laptop)
    before = tables(county.registry)
    chance = random.Random(9)
    for _ in range(TRIES // 100):
        _receive(county, laptop, damaged(content, chance))
        assert tables(county.registry) in (before, tables(laptop.registry))
        assert not county.registry.replica().waiting()
    assert county.registry.verify().differences == ()
    _receive(county, laptop, content)
    assert tables(county.registry) == tables(laptop.registry)


def _pushed(place: Place) -> bytes:
    replica = place.registry.replica()
    vouch_for_own(replica, place.me)
    streams = {tip.stream: frozenset[bytes]() for tip in replica.tips([""])}
    return b"".join(outgoing(replica, streams, (), {}, Sent()))


def _receive(county: Place, sender: Place, content: bytes) -> None:
    replica = county.registry.replica()
    receiver = Receiver(replica, county.me.trust(replica), sender.me.device, "net")
    with suppress(BadFrame, BadMessage, Malformed):
        for frame in frames([content]):
            receiver.take(frame)
