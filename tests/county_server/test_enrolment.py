"""Enrolment at a real server: who gets a certificate, who does not, and what he is told."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from county_server import issuing
from county_server.own_tables import issued, offer
from county_server.throttle import GUESSES
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.sync.certificates import Role, read
from fupin_desktop.sync.enrolment import accept
from fupin_desktop.sync.http import HttpCounty, client, enrol, renew
from fupin_desktop.sync.one_time_code import read_code, shown
from fupin_desktop.sync.protocol import TurnedAway
from fupin_desktop.sync.revocations import revoke
from fupin_desktop.sync.signing import DeviceKeys
from tests.county_server.conftest import Running
from tests.county_server.laptops import Laptop

YEAR = 365 * issuing.DAY_MS

NEXT_DOOR = "141124199202"


def test_a_laptop_gets_what_the_code_allows(county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop = new_laptop(county, region="141124201000", role=Role.TOWNSHIP)
    found = laptop.me.certificate
    assert (found.prefixes, found.role, found.name) == (("141124201",), Role.TOWNSHIP, "甲子沟村队")
    (row,) = [one for one in county.store.devices() if one["device"] == laptop.device]
    assert (row["state"], row["last_contact_ms"]) == ("valid", None)
    laptop.sync()
    assert next(one for one in county.store.devices() if one["device"] == laptop.device)["last_contact_ms"]


def test_a_code_serves_one_laptop_which_may_ask_again(county: Running, new_laptop: Callable[..., Laptop]) -> None:
    code = county.code()
    laptop, other = new_laptop(), new_laptop()
    first = laptop.enrol(county.url, code)
    assert laptop.enrol(county.url, code) == first  # the answer had been lost
    with pytest.raises(Refused, match="已经用过"):
        other.enrol(county.url, code)


def test_a_code_that_has_run_out_is_refused(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    code = file_county.code()
    with file_county.store.database.writing("过期") as connection:
        connection.execute(update(offer).values(expires_ms=file_county.store.clock() - 1))
    with pytest.raises(Refused, match="已经过期"):
        new_laptop().enrol(file_county.url, code)


def test_guesses_are_refused_and_then_have_to_wait(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    good, laptop = file_county.code(), new_laptop()
    for number in range(GUESSES):
        wrong = shown(replace(read_code(good), secret=number.to_bytes(6, "big")))
        with pytest.raises(Refused, match="接入码不对"):
            laptop.enrol(file_county.url, wrong)
    with pytest.raises(Unavailable, match="正忙"):
        laptop.enrol(file_county.url, good)


def test_a_server_with_another_fingerprint_hears_nothing(
    file_county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    code = read_code(file_county.code())
    elsewhere = shown(replace(code, fingerprint=bytes(9)))
    with pytest.raises(Refused, match="冒充"):
        new_laptop().enrol(file_county.url, elsewhere)
    assert len(file_county.store.offers()) == 1


def test_on_a_line_of_somebody_else_nothing_is_said(
    file_county: Running, new_laptop: Callable[..., Laptop], run: Callable[..., Running]
) -> None:
    laptop = new_laptop(file_county)
    from county_server.store import found_store

    other = file_county.folder.with_name("other")
    found_store(other, "141125", "别县")
    laptop.url = run(other).url
    with pytest.raises(TurnedAway, match="server"):
        laptop.sync()


def test_without_encryption_only_this_very_computer_is_spoken_to(new_laptop: Callable[..., Laptop]) -> None:
    for url in ("http://county.example:8080", "ftp://x", "county", "https://[", "https://:8"):
        with pytest.raises(Refused, match="服务器地址"):
            enrol(url, "0" * 26, DeviceKeys.generate(), "d" * 16, "队")
    with pytest.raises(Refused, match="https"):
        client("http://county.example:8080")


def test_an_id_is_given_no_other_keys_unless_the_code_names_it(
    file_county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(file_county)
    laptop.keys = DeviceKeys.generate()
    with pytest.raises(Refused, match="钥匙却不是原来那一把"):
        laptop.enrol(file_county.url, file_county.code())
    other = new_laptop()
    named = file_county.code(device=laptop.device)
    with pytest.raises(Refused, match="另一台电脑"):
        other.enrol(file_county.url, named)
    laptop.enrol(file_county.url, named)
    assert laptop.me.certificate.serial == 3  # the server's is the first


def test_a_code_is_given_only_for_what_lies_in_the_county(file_county: Running) -> None:
    with pytest.raises(Refused, match="不在本县"):
        file_county.code("141125201")
    with pytest.raises(Refused, match="区划代码"):
        file_county.code("临县")
    with pytest.raises(Refused, match="有效期"):
        file_county.code(days=0)


def test_a_certificate_is_renewed_near_its_end(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop = new_laptop(file_county)
    with laptop.line() as http:
        same = renew(HttpCounty(http), laptop.keys, laptop.me.certificate)
        assert same == laptop.enrolled.certificate
        with file_county.store.database.writing("快到期") as connection:
            soon = file_county.store.clock() + issuing.DAY_MS
            connection.execute(update(issued).where(issued.c.device == laptop.device).values(not_after_ms=soon))
        fresh = accept(
            renew(HttpCounty(http), laptop.keys, laptop.me.certificate),
            file_county.store.authority,
            laptop.keys,
            laptop.device,
        )
        assert fresh.serial > laptop.me.certificate.serial
        assert fresh.not_after_ms > file_county.store.clock() + YEAR
        with pytest.raises(TurnedAway):
            renew(HttpCounty(http), DeviceKeys.generate(), laptop.me.certificate)


def test_a_revoked_laptop_is_turned_away_at_once_and_may_be_enrolled_again(
    county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop, colleague = new_laptop(county), new_laptop(county)
    laptop.save(address="东沟5号院")
    laptop.sync()
    county.store.revoke(laptop.device)
    laptop.save(address="偷改的地址")
    with pytest.raises(TurnedAway, match="revoked"):
        laptop.sync()
    colleague.sync()
    assert colleague.shown("address") == "东沟5号院"
    with pytest.raises(Refused, match="已经停用"):
        county.store.revoke(laptop.device)
    laptop.enrol(county.url, county.code())
    laptop.sync()
    colleague.sync()
    assert colleague.shown("address") == "偷改的地址"


def test_what_the_county_lets_in_after_all_is_believed_on_every_laptop(
    county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop, neighbour = new_laptop(county), new_laptop(county, region=NEXT_DOOR)
    township = new_laptop(county, region="141124199", role=Role.TOWNSHIP)
    neighbour.save("h9", region=NEXT_DOOR, address="邻村1号院")
    neighbour.sync()
    laptop.save("h9", address="替邻村改的")  # a household of the village next door
    laptop.save("h9", phone="19900000009")
    assert sum(one.held for one in laptop.sync().verdicts) == 2
    township.sync()
    assert township.shown("phone", "h9") is None
    first, _ = county.store.replica.waiting()
    assert county.store.admit(first.held.commit.id()).commits == 2
    township.sync()
    assert township.shown("phone", "h9") == "19900000009"
    assert township.registry.replica().waiting() == []
    assert township.sync().round_trips == 1
    assert township.registry.verify().differences == ()


def test_no_laptop_can_say_that_its_own_save_was_let_in(county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop, colleague = new_laptop(county), new_laptop(county)
    forged = revoke(laptop.keys, 9, [], admitted=[b"c" * 16])
    county.store.me.learn_revocations(county.store.replica, [forged])
    assert county.store.replica.revocations() == []
    colleague.me.learn_revocations(colleague.registry.replica(), [forged])
    assert colleague.registry.replica().revocations() == []


def test_a_token_of_a_revoked_laptop_is_worth_nothing(file_county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop = new_laptop(file_county)
    laptop.save(address="东沟5号院")

    class Revoking:
        def __init__(self, own: object) -> None:
            self._own = own

        def __getattr__(self, name: str) -> object:
            if name == "push":
                file_county.store.revoke(laptop.device)
            return getattr(self._own, name)

    with pytest.raises(TurnedAway, match="revoked"):
        laptop.sync(through=Revoking)
    assert not file_county.store.replica.tips([""])


def test_private_keys_cannot_be_read_from_a_copy_of_the_database(county: Running) -> None:
    from county_server.own_tables import kept

    with county.store.database.reading() as connection:
        content = b"".join(connection.scalars(select(kept.c.content)))
    for keys in (county.store.keys, county.store.authority_keys):
        assert keys.sign_seed not in content
        assert keys.box_seed not in content
    if not county.database:
        county.stop()  # a second SQLite in one process would cut off the log's index that the first has mapped
        with closing(sqlite3.connect(county.folder / "registry.db")) as copy, pytest.raises(sqlite3.DatabaseError):
            copy.execute("SELECT 1 FROM server_kept")


def test_the_certificate_of_the_server_is_of_the_pinned_authority(
    file_county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(file_county)
    assert read(laptop.enrolled.server_certificate, file_county.store.authority.sign).role is Role.COUNTY
