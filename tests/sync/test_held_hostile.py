"""What one computer can have put aside is bounded: beyond it the county keeps nothing more, and says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.db.exchange import quarantine
from fupin_desktop.services.synchronise import FULL_THERE, Receipt, Synced
from fupin_desktop.sync import session, transfer
from fupin_desktop.sync.transfer import FULL
from fupin_desktop.ui.syncing.sync_words import synced_words
from tests.db.registries import VILLAGE, a_template
from tests.sync.places import Place, Places, restored, sync

NEXT_DOOR, BEYOND = "141124199202", "141124199203"
ROOM = 1 << 30


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
def trespasser(places: Places, county: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A laptop that has written three times on another village's households, one segment each."""
    owner = places.place()
    owner.save(village_code=VILLAGE, address="东沟5号院")
    sync(owner, county)
    for module in (session, transfer):
        monkeypatch.setattr(module, "MOST_OPS", 1)
    made = places.place((NEXT_DOOR, BEYOND))
    trespass(made, 3)
    return made


def trespass(place: Place, times: int) -> None:
    for number in range(times):
        place.save(region=NEXT_DOOR, address=f"不归我管{number}")
        session.vouch_for_own(place.registry.replica(), place.me)


def held(place: Place) -> list[bytes]:
    return [one.held.commit.id() for one in place.registry.replica().waiting()]


@pytest.mark.parametrize(
    "bound", [("MOST_OF_DEVICE", (3, ROOM)), ("MOST_OF_VILLAGE", (3, ROOM)), ("MOST_OF_DEVICE", (ROOM, 3_000))]
)
def test_beyond_the_bound_nothing_more_is_kept_and_nothing_is_lost(
    trespasser: Place, county: Place, bound: tuple[str, tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, *bound)
    sync(trespasser, county)
    before = held(county)
    assert before
    trespass(trespasser, 9)
    outcome = sync(trespasser, county)
    assert FULL in {one.refused for one in outcome.verdicts}
    assert set(before) <= set(held(county)), "what is held stays"
    assert outcome.round_trips <= 4, "it does not go round and round"
    assert county.registry.verify().differences == trespasser.registry.verify().differences == ()
    room = len(held(county))
    sync(trespasser, county)
    assert len(held(county)) == room
    monkeypatch.setattr(quarantine, bound[0], (ROOM, ROOM))
    sync(trespasser, county)
    assert len(held(county)) == 12, "the sender had kept its own"


def test_what_is_good_of_a_full_laptop_is_taken(
    trespasser: Place, county: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST_OF_DEVICE", (1, ROOM))
    trespasser.save("h9", region=BEYOND, address="北洼1号院")
    sync(trespasser, county)
    assert county.shown("address", "h9") == "北洼1号院"
    assert county.shown("address") == "东沟5号院"


def test_another_laptop_has_its_own_room(
    places: Places, trespasser: Place, county: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST_OF_DEVICE", (3, ROOM))
    sync(trespasser, county)
    other = places.place((NEXT_DOOR,))
    trespass(other, 3)
    assert all(not one.refused for one in sync(other, county).verdicts)
    assert len(held(county)) == 6


def test_a_new_number_gives_no_new_room(
    trespasser: Place, county: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "MOST_OF_DEVICE", (3, ROOM))
    backup = trespasser.registry.back_up(tmp_path / "backups")
    sync(trespasser, county)
    restored(trespasser, backup.path)
    trespass(trespasser, 2)
    assert FULL in {one.refused for one in sync(trespasser, county).verdicts}
    assert len(held(county)) == 3


def test_the_person_is_told_why() -> None:
    receipt = Receipt(server="县", device="队", at_ms=0, root="00" * 16, streams=0)
    done = Synced(
        sent_commits=1,
        sent_bytes=1,
        received_commits=0,
        received_bytes=0,
        round_trips=3,
        conflicts=0,
        held_there=0,
        held_here=0,
        receipt=receipt,
        records=frozenset(),
        is_full_there=True,
    )
    assert FULL_THERE in synced_words(done)
