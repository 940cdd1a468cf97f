"""A township's staff sees and decides what is its own, and nothing else."""

from sqlalchemy import select

from fupin_desktop.db.exchange.tables import quarantine
from fupin_desktop.db.record_tables import conflict
from tests.county_server.console.scene import (
    FAR,
    FAR_STAFF,
    HOME,
    NEIGHBOUR,
    TOWNSHIP_STAFF,
    VILLAGE,
    Scene,
    disagree,
    edits,
    overstep,
    write,
)

PLACES = (
    "/",
    "/devices",
    "/conflicts",
    "/conflicts?of=village",
    "/doubles",
    "/held",
    "/figures",
    "/goals",
    "/procedures",
    "/events",
    "/acts",
)
THEIRS = ("甲子沟村", "张演", VILLAGE, "样板乡", "东沟7号院", "1411241992010009")


def conflict_ids(scene: Scene) -> list[str]:
    """Every disagreement that waits."""
    with scene.store.database.reading() as connection:
        return list(connection.scalars(select(conflict.c.id)))


def held_ids(scene: Scene) -> list[str]:
    """Every commit that is held."""
    with scene.store.database.reading() as connection:
        return [one.hex() for one in connection.scalars(select(quarantine.c.id))]


def test_another_township_is_not_seen_on_any_page(scene: Scene) -> None:
    disagree(scene)
    far, own = scene.browser(FAR_STAFF), scene.browser(TOWNSHIP_STAFF)
    for place in PLACES:
        shown = far.get(place).text
        assert not [one for one in THEIRS if one in shown], place
        assert scene.first.device not in shown, place
    assert "甲子沟村" in own.text("/")
    assert "乙丑塬村" not in own.text("/")
    assert "1411241992010009" in own.text("/conflicts")


def test_nor_by_its_address(scene: Scene) -> None:
    disagree(scene)
    overstep(scene)
    far, own = scene.browser(FAR_STAFF), scene.browser(TOWNSHIP_STAFF)
    addresses = [f"/conflicts/{one}" for one in conflict_ids(scene)] + [f"/devices/{scene.first.device}"]
    assert len(addresses) == 4
    for address in addresses:
        assert far.get(address).status_code == 404
        assert own.get(address).status_code == 200
    for one in conflict_ids(scene):
        answer = far.send("/devices", f"/conflicts/{one}/reveal")
        assert answer.status_code == 404
        assert far.send("/devices", f"/conflicts/{one}", choice="other", other="x", reason="y").status_code == 409
    assert len(conflict_ids(scene)) == 3
    (held,) = held_ids(scene)
    assert own.get(f"/held/{held}").status_code == 404, "it was written in the other township"
    assert far.get(f"/held/{held}").status_code == 200


def test_filters_open_nothing(file_scene: Scene) -> None:
    disagree(file_scene)
    far = file_scene.browser(FAR_STAFF)
    for address in (
        f"/conflicts?village={VILLAGE}",
        f"/held?village={VILLAGE}",
        f"/events?device={file_scene.first.device}",
        f"/devices?q={file_scene.first.device}",
    ):
        shown = far.get(address).text.replace(f'value="{VILLAGE}"', "")
        assert "甲子沟村" not in shown, address
        assert "张演" not in shown, address


def test_a_township_gives_codes_for_its_own_villages_only(file_scene: Scene) -> None:
    own = file_scene.browser(TOWNSHIP_STAFF)
    assert own.send("/devices", "/codes", region=NEIGHBOUR, role="village", days="7").status_code == 200
    for region, role in ((FAR, "village"), (VILLAGE[:9], "township"), (VILLAGE, "county"), ("141124", "village")):
        answer = own.send("/devices", "/codes", region=region, role=role, days="7")
        assert answer.status_code == 409, (region, role)
    assert len(file_scene.store.offers()) == 1


def test_a_township_neither_stops_computers_nor_lets_held_changes_in(file_scene: Scene) -> None:
    overstep(file_scene)
    far = file_scene.browser(FAR_STAFF)
    stop = f"/devices/{file_scene.far.device}/revoke"
    assert far.send("/devices", stop, reason="丢失", sure="yes").status_code == 409
    (held,) = held_ids(file_scene)
    assert "这里只能看" in far.text(f"/held/{held}")
    assert far.send("/devices", f"/held/{held}/admit").status_code == 409
    assert far.send("/devices", f"/held/{held}/leave", why="不对").status_code == 409
    assert [one["state"] for one in file_scene.store.devices() if one["device"] == file_scene.far.device] == ["valid"]


def test_what_two_townships_share_is_the_county_s(scene: Scene) -> None:
    """A unit that helps villages of both: neither township sees it alone."""
    for laptop, code, region in ((scene.first, "DW-01", VILLAGE), (scene.far, "DW-02", FAR)):
        write(laptop, edits("unit", "u1", name="帮扶单位甲", unit_code=code), "登记单位", region)
        laptop.sync()
    while scene.store.replica.derive_stale():
        pass
    (found,) = conflict_ids(scene)
    for name in (TOWNSHIP_STAFF, FAR_STAFF):
        assert scene.browser(name).get(f"/conflicts/{found}").status_code == 404
    assert scene.browser().get(f"/conflicts/{found}").status_code == 200


def test_a_number_registered_in_two_townships_tells_each_its_own_half(file_scene: Scene) -> None:
    number = "141199197001010018"
    for laptop, person, name, region in (
        (file_scene.first, f"{HOME}-p1", "张演1", VILLAGE),
        (file_scene.far, f"{FAR[-6:]}-1-p1", "张演另", FAR),
    ):
        write(laptop, edits("person", person, name=name, id_number=number), "填证件", region)
        laptop.sync()
    whole, half = file_scene.browser().text("/doubles"), file_scene.browser(TOWNSHIP_STAFF).text("/doubles")
    assert "张演1" in whole
    assert "张演另" in whole
    assert "张演1" in half
    assert "张演另" not in half
    assert "另有 1 条在您管的范围以外" in half
    assert number not in whole
