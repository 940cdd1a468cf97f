"""A certificate is renewed by the weekly sync; where that does not come about, a person hears of it in time."""

from collections.abc import Callable

import pytest

from county_server import issuing
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.county_link import KEYS, CountyLink, identity, keep_link
from fupin_desktop.services.synchronise import synchronise
from fupin_desktop.ui.syncing.sync_words import synced_words
from tests.county_server.conftest import Running
from tests.county_server.laptops import Laptop

DAYS = 86_400_000


def with_days(laptop: Laptop, county: Running, days: int) -> None:
    """The laptop was enrolled long ago: its certificate holds for so many days more."""
    store, found = county.store, laptop.enrolled
    with store.database.writing("快到期") as connection:
        subject = issuing.subject_of(issuing.newest(connection, laptop.device))
        content = issuing.certify(connection, store.authority_keys, subject, store.clock(), days * DAYS)
    registry = laptop.registry
    registry.put_setting(KEYS, laptop.keys.to_bytes().hex())
    registry.replica().keep_credentials([(laptop.device, content)], [])
    link = CountyLink(
        url=laptop.url,
        certificate=content,
        authority=laptop.me.authority,
        server=found.server_certificate,
        tls=found.tls_authority,
    )
    keep_link(registry, link)


def days_of(laptop: Laptop, county: Running) -> int:
    """For how many days its certificate holds."""
    return (identity(laptop.registry).certificate.not_after_ms - county.store.clock()) // DAYS


@pytest.mark.parametrize("days", [10, 80])
def test_the_weekly_sync_renews_what_is_near_its_end(
    file_county: Running, new_laptop: Callable[..., Laptop], days: int
) -> None:
    laptop = new_laptop(file_county)
    with_days(laptop, file_county, days)
    laptop.save(address="东沟5号院")
    done = synchronise(laptop.registry)
    assert days_of(laptop, file_county) > 365
    assert done.days_left is None
    laptop.save(address="东沟6号院")
    assert synchronise(laptop.registry).held_there == 0


def test_what_holds_for_long_is_left_as_it_is(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop = new_laptop(file_county)
    with_days(laptop, file_county, 200)
    synchronise(laptop.registry)
    assert days_of(laptop, file_county) < 200


def test_where_it_was_not_renewed_the_person_is_told_how_many_days_are_left(
    file_county: Running, new_laptop: Callable[..., Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = new_laptop(file_county)
    with_days(laptop, file_county, 10)
    monkeypatch.setattr("county_server.enrolling.RENEWED_MS", 0)  # a county that gives the same again
    done = synchronise(laptop.registry)
    assert done.days_left == 9
    assert "还有 9 天到期" in synced_words(done)


def test_what_has_run_out_is_said_with_the_way_back_in_and_nothing_is_lost(
    file_county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(file_county)
    laptop.save(address="东沟5号院")
    with_days(laptop, file_county, 0)
    with pytest.raises(Refused, match=r"已经到期.*接入码"):
        synchronise(laptop.registry)
    laptop.enrol(file_county.url, file_county.code())
    assert laptop.sync().sent.commits == 1
