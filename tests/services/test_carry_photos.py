"""Photos follow the text: what would travel is told before, a budget ends the lane, the next time goes on."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.carry_photos import Ended, carry_photos
from fupin_desktop.services.exchange_history import Happening, exchanges
from fupin_desktop.services.photo_words import carried_words, waiting_photo_words
from fupin_desktop.services.photos_waiting import budget_mb, photos_waiting, put_budget
from fupin_desktop.services.synchronise import Stopped, synchronise
from fupin_desktop.sync.carrying import Moved
from tests.db.registries import VILLAGE, a_template
from tests.services.test_exchange import enrolled
from tests.sync.carriers import CarryingCounty
from tests.sync.places import Place, Places

PHOTO = 200_000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_template(tmp_path_factory.mktemp("template") / "registry")


@pytest.fixture
def places(tmp_path: Path, template: Path) -> Iterator[Places]:
    made = Places(tmp_path, template)
    yield made
    made.close()


@pytest.fixture
def county(places: Places) -> Place:
    return places.county()


@pytest.fixture
def carrier(county: Place) -> CarryingCounty:
    return CarryingCounty(county)


@pytest.fixture
def laptop(places: Places, county: Place) -> Place:
    return enrolled(places, county)


@pytest.fixture
def colleague(places: Places, county: Place) -> Place:
    return enrolled(places, county)


def attach(place: Place, number: int, size: int = PHOTO, preview: int = 0, region: str = VILLAGE) -> str:
    """A photo, and its preview if wanted; returns the photo's hash."""
    blobs = place.registry.blobs
    name = blobs.put(random.Random(number).randbytes(size))
    values: dict[str, object] = {"title": f"照片{number}", "blob": name, "byte_count": size}
    if preview:
        values["preview"] = blobs.put(random.Random(-number).randbytes(preview))
    edits = [Edit("attachment", f"a{number}", field, value) for field, value in values.items()]
    place.registry.write([(Deed(title="附件", region=region), edits)])
    return name


def test_what_would_travel_is_known_before_and_nothing_is_left_after(
    laptop: Place, colleague: Place, carrier: CarryingCounty
) -> None:
    for number in range(3):
        attach(laptop, number)
    before = photos_waiting(laptop.registry)
    assert (before.sent, before.sent_bytes, before.seconds) == (3, 3 * PHOTO, None)
    synchronise(laptop.registry, carrier)
    done = carry_photos(laptop.registry, carrier)
    assert (done.sent, done.ended, done.left.size) == (3, Ended.ALL, 0)
    assert (photos_waiting(laptop.registry).seconds or 0) > 0  # the line was measured by it
    synchronise(colleague.registry, carrier)
    assert photos_waiting(colleague.registry).received == 3
    assert carry_photos(colleague.registry, carrier).received == 3


def test_a_budget_ends_the_lane_in_the_middle_of_a_photo_and_the_next_time_goes_on(
    laptop: Place, colleague: Place, carrier: CarryingCounty
) -> None:
    names = [attach(laptop, number) for number in range(3)]
    synchronise(laptop.registry, carrier)
    first = carry_photos(laptop.registry, carrier, budget=PHOTO * 3 // 2)
    assert (first.sent, first.ended, first.left.sent) == (1, Ended.BUDGET, 2)
    assert PHOTO * 3 // 2 <= first.sent_bytes < PHOTO * 3 // 2 + (1 << 14)
    second = carry_photos(laptop.registry, carrier)
    assert (second.sent, second.ended) == (2, Ended.ALL)
    assert first.sent_bytes + second.sent_bytes == 3 * PHOTO  # nothing went twice
    synchronise(colleague.registry, carrier)
    sessions = [carry_photos(colleague.registry, carrier, budget=PHOTO // 2) for _ in range(7)]
    assert all(colleague.registry.blobs.has(name) for name in names)
    assert sessions[-1].ended is Ended.ALL
    assert "还剩" in carried_words(first)


def test_previews_come_before_every_photo(laptop: Place, colleague: Place, carrier: CarryingCounty) -> None:
    for number in range(3):
        attach(laptop, number, preview=6_000)
    synchronise(laptop.registry, carrier)
    carry_photos(laptop.registry, carrier, budget=18_000)
    synchronise(colleague.registry, carrier)
    done = carry_photos(colleague.registry, carrier)
    for row in colleague.registry.records("attachment"):
        assert colleague.registry.blobs.has(row.preview)
        assert not colleague.registry.blobs.has(row.blob)
    assert (done.received, done.left.elsewhere) == (0, 3)
    assert "3 份还在同事的电脑上" in waiting_photo_words(done.left)


def test_whoever_says_enough_keeps_what_came_over(laptop: Place, carrier: CarryingCounty) -> None:
    attach(laptop, 1)
    synchronise(laptop.registry, carrier)

    def enough(moved: Moved) -> None:
        if moved.sent_bytes > PHOTO // 2:
            raise Stopped

    stopped = carry_photos(laptop.registry, carrier, enough)
    assert (stopped.ended, stopped.sent) == (Ended.STOPPED, 0)
    assert "先到这里" in carried_words(stopped)
    rest = carry_photos(laptop.registry, carrier)
    assert rest.sent_bytes < PHOTO // 2
    assert [one.what for one in exchanges(laptop.registry)][:2] == [Happening.PHOTOS, Happening.PHOTOS]


def test_a_full_disk_at_the_county_is_told_and_the_text_is_through(laptop: Place, county: Place) -> None:
    full = CarryingCounty(county, reserve=1 << 60)
    attach(laptop, 1)
    assert synchronise(laptop.registry, full).sent_commits == 1
    done = carry_photos(laptop.registry, full)
    assert (done.ended, done.sent_bytes) == (Ended.FULL, 0)
    assert "磁盘满了" in carried_words(done)
    assert carry_photos(laptop.registry, CarryingCounty(county)).sent == 1


def test_a_photo_in_the_bin_and_one_of_another_region_stay_here(laptop: Place, carrier: CarryingCounty) -> None:
    attach(laptop, 1)
    attach(laptop, 2, region="141124199299")
    laptop.registry.write([(Deed(title="放入回收站", region=VILLAGE), [Edit("attachment", "a1", "_life", False)])])
    assert photos_waiting(laptop.registry).sent == 0


def test_a_damaged_photo_is_told_and_does_not_stop_the_others(laptop: Place, carrier: CarryingCounty) -> None:
    damaged = attach(laptop, 1)
    attach(laptop, 2)
    file = laptop.registry.folder / "attachments" / damaged[:2] / damaged
    file.write_bytes(file.read_bytes()[:-1])
    synchronise(laptop.registry, carrier)
    done = carry_photos(laptop.registry, carrier)
    assert (done.sent, done.unreadable) == (1, 1)
    assert "已损坏" in carried_words(done)


def test_a_budget_is_kept_and_a_senseless_one_refused(laptop: Place) -> None:
    assert budget_mb(laptop.registry) == 20
    put_budget(laptop.registry, 50)
    with pytest.raises(Refused, match="MB"):
        put_budget(laptop.registry, 0)
    assert photos_waiting(laptop.registry).budget == 50_000_000
