"""Laptops and a county exchange what they lack: real registries, real keys, one process, lines that break."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.protocol import LineLost, TurnedAway
from fupin_desktop.sync.receipts import read_receipt
from tests.db.registries import VILLAGE, a_template, tables
from tests.sync.places import BadLine, Place, Places, restored, rolled_back, sync

NEXT_DOOR = "141124199202"


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


def test_what_was_saved_on_one_laptop_is_on_the_other(laptop: Place, colleague: Place, county: Place):
    laptop.save(village_code=VILLAGE, head_name="张演示", address="东沟5号院")
    sent = sync(laptop, county)
    assert (sent.sent.commits, sent.received_commits, sent.round_trips) == (1, 0, 3)  # the server did not know us
    received = sync(colleague, county)
    assert (received.sent.commits, received.received_commits) == (0, 1)
    assert colleague.shown("address") == "东沟5号院"
    assert tables(laptop.registry) == tables(colleague.registry) == tables(county.registry)


def test_with_nothing_to_say_one_round_trip_is_enough(laptop: Place, colleague: Place, county: Place):
    laptop.save(address="东沟5号院")
    sync(laptop, county)
    again = sync(laptop, county)
    assert (again.round_trips, again.sent.size, again.received_bytes) == (1, 0, 0)


def test_a_normal_conversation_takes_three_round_trips(laptop: Place, colleague: Place, county: Place):
    for one in (laptop, colleague):
        one.save(address="东沟5号院")
        sync(one, county)
    laptop.save(address="东沟6号院")
    colleague.save(phone="19900000001")
    sync(colleague, county)
    assert sync(laptop, county).round_trips == 3


def test_two_who_wrote_the_same_field_see_each_others_value(laptop: Place, colleague: Place, county: Place):
    laptop.save(address="东沟5号院")
    for one in (laptop, colleague):
        sync(one, county)
    laptop.save(address="东沟6号院")
    colleague.save(address="西沟1号院")
    for one in (laptop, colleague, laptop):
        sync(one, county)
    for one in (laptop, colleague, county):
        (found,) = one.registry.conflicts()
        assert {head.value for head in found["heads"]} == {"东沟6号院", "西沟1号院"}
    assert tables(laptop.registry) == tables(colleague.registry) == tables(county.registry)


def test_the_receipt_names_what_the_server_now_has(laptop: Place, county: Place):
    laptop.save(address="东沟5号院")
    outcome = sync(laptop, county)
    said = read_receipt(outcome.receipt, county.me.certificate.sign)
    assert list(said.tips) == laptop.registry.replica().tips([VILLAGE])
    assert (said.server, said.device) == (county.me.device, laptop.me.device)


def test_a_server_that_was_restored_is_behind_its_receipts_and_gets_the_gap(
    laptop: Place, colleague: Place, county: Place, tmp_path: Path
):
    laptop.save(address="东沟5号院")
    assert not sync(laptop, county).is_behind
    backup = county.registry.back_up(tmp_path / "backups")
    laptop.save(address="东沟6号院")
    colleague.save("h2", address="西沟1号院")
    for one in (laptop, colleague, laptop):
        assert not sync(one, county).is_behind
    restored(county, backup.path)
    outcome = sync(laptop, county)
    assert outcome.is_behind
    assert county.shown("address") == "东沟6号院"
    assert county.shown("address", "h2") == "西沟1号院"  # the colleague's, from whoever held it
    assert not sync(laptop, county).is_behind


def test_a_folder_that_was_copied_is_noticed_and_both_branches_are_kept(laptop: Place, county: Place, tmp_path: Path):
    laptop.save(address="东沟5号院")
    sync(laptop, county)
    backup = laptop.registry.back_up(tmp_path / "backups")
    laptop.save(phone="19900000001")
    assert not sync(laptop, county).was_copied
    rolled_back(laptop, backup.path)
    laptop.save(address="东沟6号院")
    assert sync(laptop, county).was_copied
    assert (laptop.shown("address"), laptop.shown("phone")) == ("东沟6号院", "19900000001")
    assert tables(laptop.registry) == tables(county.registry)


def test_another_village_is_neither_sent_nor_shown(places: Places, laptop: Place, county: Place):
    neighbour = places.place((NEXT_DOOR,))
    neighbour.save("h9", region=NEXT_DOOR, address="邻村1号院")
    sync(neighbour, county)
    assert sync(laptop, county).received_commits == 0
    assert laptop.shown("address", "h9") is None
    assert county.shown("address", "h9") == "邻村1号院"


def test_who_writes_in_a_village_that_is_not_his_is_held(laptop: Place, colleague: Place, county: Place):
    laptop.save(address="东沟5号院")
    laptop.save("h9", region=NEXT_DOOR, address="不归我管")
    sync(laptop, county)
    laptop.save(region=VILLAGE, phone="19900000001")
    assert sync(laptop, county).round_trips <= 2
    assert county.shown("address", "h9") is None
    assert county.shown("phone") == "19900000001"


def test_writing_another_villages_household_is_held_and_not_passed_on(places: Places, laptop: Place, county: Place):
    neighbour, friend = places.place((NEXT_DOOR,)), places.place((NEXT_DOOR,))
    laptop.save(address="东沟5号院")
    sync(laptop, county)
    neighbour.save("h1", region=NEXT_DOOR, address="改别村的户")
    outcome = sync(neighbour, county)
    assert [one.held for one in outcome.verdicts] == [1]
    assert county.shown("address") == "东沟5号院"
    assert sync(friend, county).received_commits == 0
    assert sync(neighbour, county).round_trips == 1  # what is held is not sent again


def test_a_copys_branch_arrives_beside_one_that_was_put_aside(
    places: Places, laptop: Place, county: Place, tmp_path: Path
):
    neighbour = places.place((NEXT_DOOR,))
    backup = neighbour.registry.back_up(tmp_path / "backups")
    laptop.save(address="东沟5号院")
    sync(laptop, county)
    neighbour.save("h1", region=NEXT_DOOR, address="改别村的户")
    sync(neighbour, county)
    rolled_back(neighbour, backup.path)
    neighbour.save("h9", region=NEXT_DOOR, address="邻村1号院")
    sync(neighbour, county)
    assert county.shown("address", "h9") == "邻村1号院"
    assert county.shown("address") == "东沟5号院"


def test_a_wider_laptop_gets_both_villages(places: Places, laptop: Place, county: Place):
    township = places.place(("141124199",), Role.TOWNSHIP)
    neighbour = places.place((NEXT_DOOR,))
    neighbour.save("h9", region=NEXT_DOOR, address="邻村1号院")
    laptop.save(address="东沟5号院")
    for one in (neighbour, laptop, township):
        sync(one, county)
    assert (township.shown("address"), township.shown("address", "h9")) == ("东沟5号院", "邻村1号院")


def test_it_finishes_however_often_the_line_breaks(laptop: Place, colleague: Place, county: Place):
    for number in range(30):  # what no compression makes smaller than what the line carries at once
        laptop.save(f"h{number}", address=random.Random(number).randbytes(90).hex())
    sync_until_done(laptop, county, 1_800)
    sync_until_done(colleague, county, 1_800)
    assert tables(laptop.registry) == tables(colleague.registry) == tables(county.registry)


@pytest.mark.parametrize("left", range(40, 1200, 61))
def test_wherever_the_line_breaks_nothing_is_half_done(laptop: Place, county: Place, left: int):
    laptop.save(address="东沟5号院", phone="19900000001")
    laptop.save("h2", address="东沟6号院")
    with suppress(LineLost):
        sync(laptop, county, lambda made: BadLine(made, left))
    assert not county.registry.verify().differences
    sync(laptop, county)
    assert tables(laptop.registry) == tables(county.registry)


def sync_until_done(laptop: Place, county: Place, bytes_each: int) -> None:
    for _ in range(200):
        try:
            sync(laptop, county, lambda made: BadLine(made, bytes_each))
        except LineLost:
            continue
        return
    pytest.fail("the exchange does not come to its end")


def test_a_stranger_is_turned_away(places: Places, laptop: Place, county: Place):
    stranger = places.place()
    stranger.certificate = laptop.certificate
    with pytest.raises(TurnedAway):
        sync(stranger, county)
