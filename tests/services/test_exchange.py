"""Enrolled laptops synchronise and pass parcels, with results and refusals as people read them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.county_link import KEYS, CountyLink, county_clock, keep_link
from fupin_desktop.services.exchange_parcels import read, write
from fupin_desktop.services.synchronise import last_receipt, synchronise
from tests.db.registries import VILLAGE, a_template
from tests.sync.places import AUTHORITY, BadLine, Place, Places, answering


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


def enrolled(places: Places, county: Place) -> Place:
    """A laptop that keeps what its enrolment has brought."""
    laptop = places.place()
    laptop.registry.put_setting(KEYS, laptop.keys.to_bytes().hex())
    replica = laptop.registry.replica()
    replica.keep_credentials([(county.me.device, county.certificate)], [], {county.me.device: "临县"})
    pinned = AUTHORITY.sign_public
    keys = {"certificate": laptop.certificate, "authority": pinned, "server": county.certificate}
    keep_link(laptop.registry, CountyLink(url="http://localhost", **keys))
    return laptop


@pytest.fixture
def laptop(places: Places, county: Place) -> Place:
    return enrolled(places, county)


@pytest.fixture
def colleague(places: Places, county: Place) -> Place:
    return enrolled(places, county)


def test_an_exchange_says_what_has_moved_and_keeps_a_receipt(laptop: Place, colleague: Place, county: Place):
    laptop.save(village_code=VILLAGE, address="东沟5号院")
    sent = synchronise(laptop.registry, answering(county))
    assert (sent.sent_commits, sent.received_commits, sent.conflicts) == (1, 0, 0)
    got = synchronise(colleague.registry, answering(county))
    assert (got.sent_commits, got.received_commits) == (0, 1)
    assert sent.receipt.root == got.receipt.root  # both have the same
    assert last_receipt(laptop.registry) == sent.receipt


def test_a_colleagues_computer_is_called_by_its_name(laptop: Place, colleague: Place, county: Place):
    colleague.save(village_code=VILLAGE, address="东沟5号院")
    for one in (colleague, laptop):
        synchronise(one.registry, answering(county))
    (entry,) = laptop.registry.history("household", ["h1"], "address")
    assert entry.device == colleague.me.certificate.name


def test_a_wrong_clock_is_learnt_and_not_set(laptop: Place, county: Place):
    laptop.clock.go(days=-3650)
    laptop.save(address="东沟5号院")
    synchronise(laptop.registry, answering(county))
    laptop.save(address="东沟6号院")
    synchronise(laptop.registry, answering(county))
    newest = county.registry.history("household", ["h1"], "address")[0]
    assert abs(newest.at_ms - laptop.clock.now) < 1_000  # what the machine said stays as it said it
    assert abs(county_clock(laptop.registry)() - county.clock.now) < 1_000


def test_a_broken_line_is_told_in_one_sentence_and_the_next_time_finishes(laptop: Place, county: Place):
    laptop.save(address="东沟5号院")
    with pytest.raises(Unavailable, match="网络断了"):
        synchronise(laptop.registry, BadLine(answering(county), 500))
    assert synchronise(laptop.registry, answering(county)).sent_commits == 1


def test_without_enrolment_nothing_is_exchanged(places: Places, county: Place):
    stranger = places.place()
    with pytest.raises(Refused, match="接入码"):
        synchronise(stranger.registry, answering(county))


def test_an_impostor_gets_nothing(laptop: Place, county: Place, places: Places):
    impostor = places.county()
    laptop.save(address="东沟5号院")
    with pytest.raises(Refused, match="不是接入时的那台"):
        synchronise(laptop.registry, answering(impostor))
    assert impostor.shown("address") is None


def test_a_week_goes_by_stick_to_a_colleague_and_back(laptop: Place, colleague: Place, county: Place, tmp_path: Path):
    for one in (laptop, colleague):  # so they have heard of each other
        one.save(f"h{one.registry.user}", village_code=VILLAGE, address="东沟5号院")
        synchronise(one.registry, answering(county))
    synchronise(laptop.registry, answering(county))
    laptop.save("h3", village_code=VILLAGE, address="东沟6号院")
    made = write(laptop.registry, tmp_path / "去.fpkg", "village")
    assert (made.number, made.receivers) == (1, (colleague.me.certificate.name,))
    got = read(colleague.registry, made.path)
    assert (got.sender, got.number) == (laptop.me.certificate.name, 1)
    assert colleague.shown("address", "h3") == "东沟6号院"
    back = write(colleague.registry, tmp_path / "回.fpkg", "village")
    assert back.commits == 0  # the parcel said what its sender has
    assert read(colleague.registry, made.path).commits == 0


def test_a_parcel_for_the_county_is_not_for_a_colleague(laptop: Place, colleague: Place, county: Place, tmp_path: Path):
    laptop.save(address="东沟5号院")
    made = write(laptop.registry, tmp_path / "给县里.fpkg")
    with pytest.raises(Refused, match="不是给这台电脑"):
        read(colleague.registry, made.path)


def test_a_pulled_stick_and_a_strange_file_and_no_file_are_told_apart(laptop: Place, colleague: Place, tmp_path: Path):
    whole = tmp_path / "全.fpkg"
    laptop.save(address="东沟5号院")
    laptop.registry.replica().keep_credentials([(colleague.me.device, colleague.certificate)], [])
    write(laptop.registry, whole, "village")
    (tmp_path / "断.fpkg").write_bytes(whole.read_bytes()[:-30])
    (tmp_path / "别的.fpkg").write_bytes(b"PK\x03\x04" + bytes(100))
    for name, said in {"断.fpkg": "不完整", "别的.fpkg": "不是本程序的数据包", "没有.fpkg": "没有找到"}.items():
        with pytest.raises(Refused, match=said):
            read(colleague.registry, tmp_path / name)
    assert colleague.shown("address") is None


def test_a_parcel_that_cannot_be_written_leaves_nothing_behind(laptop: Place, tmp_path: Path):
    laptop.save(address="东沟5号院")
    with pytest.raises(Unavailable, match="没有写成"):
        write(laptop.registry, tmp_path / "没有的文件夹" / "包.fpkg")
    assert not list(tmp_path.glob("**/*.part"))


def test_with_nobody_else_in_the_village_there_is_nobody_to_write_to(laptop: Place, tmp_path: Path):
    with pytest.raises(Refused, match="还不知道本村有别的电脑"):
        write(laptop.registry, tmp_path / "包.fpkg", "village")
