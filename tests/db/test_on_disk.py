"""What lies on the disk cannot be read without the key; photos are found by content and damage is noticed."""

from pathlib import Path

import pytest

from fupin_desktop.db.blobs import Blobs
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.errors import Unavailable
from tests.db.registries import VILLAGE, edit

PHOTO = "这是一张照片".encode() * 2000
SECRETS = ("张演示", "141199197001010018", "19900000001", "东沟5号院", "这是一张照片", "张队员")


def test_no_file_of_a_registry_shows_what_is_in_it(registry: SqlRegistry) -> None:
    values = {"village_code": VILLAGE, "head_name": SECRETS[0], "head_id_number": SECRETS[1], "phone": SECRETS[2]}
    edit(registry, "household", "h", **values, address=SECRETS[3])
    registry.put_draft("household:h", {"address": SECRETS[3]})
    registry.blobs.put(PHOTO)
    registry.back_up()
    for closed in (False, True):
        if closed:
            registry.close()
        for file in registry.folder.rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            assert not [secret for secret in SECRETS if secret.encode() in content], file.name
            assert b"SQLite format 3" not in content, file.name
            assert b"village_code" not in content, file.name


def test_a_photo_is_kept_once_under_its_content(registry: SqlRegistry) -> None:
    name = registry.blobs.put(PHOTO)
    assert registry.blobs.put(PHOTO) == name
    assert registry.blobs.names() == {name}
    assert registry.blobs.get(name) == PHOTO
    assert registry.blobs.has(name)


def test_an_empty_file_is_a_file(registry: SqlRegistry) -> None:
    assert registry.blobs.get(registry.blobs.put(b"")) == b""


def test_a_photo_that_is_not_here_is_said_plainly(registry: SqlRegistry) -> None:
    with pytest.raises(Unavailable, match="不在本机"):
        registry.blobs.get("0" * 64)


def damaged(blobs: Blobs, name: str) -> Path:
    return blobs.folder / name[:2] / name


@pytest.mark.parametrize("size", [0, 3, 4, 10, 16, 20, 100])
def test_a_photo_cut_off_is_noticed(registry: SqlRegistry, size: int) -> None:
    name = registry.blobs.put(PHOTO)
    file = damaged(registry.blobs, name)
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(Unavailable, match="已损坏"):
        registry.blobs.get(name)


def test_any_flipped_bit_of_a_photo_is_noticed(registry: SqlRegistry) -> None:
    name = registry.blobs.put(b"photo")
    file = damaged(registry.blobs, name)
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Unavailable, match="已损坏"):
            registry.blobs.get(name)


def test_one_photo_put_in_the_place_of_another_is_noticed(registry: SqlRegistry) -> None:
    one, other = registry.blobs.put(b"one"), registry.blobs.put(b"other")
    damaged(registry.blobs, one).write_bytes(damaged(registry.blobs, other).read_bytes())
    with pytest.raises(Unavailable, match="已损坏"):
        registry.blobs.get(one)


def test_a_damaged_photo_is_whole_again_when_it_is_added_again(registry: SqlRegistry) -> None:
    name = registry.blobs.put(PHOTO)
    damaged(registry.blobs, name).write_bytes(b"")
    assert registry.blobs.put(PHOTO) == name
    assert registry.blobs.get(name) == PHOTO


def test_another_registry_cannot_read_the_photos(registry: SqlRegistry) -> None:
    name = registry.blobs.put(PHOTO)
    stranger = Blobs(registry.blobs.folder, bytes(32))
    with pytest.raises(Unavailable, match="已损坏"):
        stranger.get(name)
