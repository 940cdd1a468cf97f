"""Backups: proved when they are written, thinned by count, refused when they are broken, restored without loss."""

import json
import random
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db import keys
from fupin_desktop.db.backup import back_up, thin
from fupin_desktop.db.backup_file import BackupInfo, backups, info
from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry, restore_registry
from fupin_desktop.db.replacing import ASIDE, READY, put_in_place
from fupin_desktop.db.restoring import restore
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.fields.days import CHINA
from tests.db.registries import NOON, PASSPHRASE, VILLAGE, carry, commits, copied, edit, open_at, tables


@pytest.fixture
def worked(registry: SqlRegistry) -> SqlRegistry:
    """A registry with a household, and with a photo of it."""
    edit(registry, "household", "h", village_code=VILLAGE, address="东沟5号院", head_name="张演示")
    edit(registry, "household", "gone", village_code=VILLAGE)
    edit(registry, "household", "gone", **{LIFE: False})
    edit(registry, "attachment", "a", household_id="h", title="危房照片", blob=registry.blobs.put(b"photo" * 999))
    return registry


def restored(folder: Path, file: Path) -> SqlRegistry:
    restore(folder, file, PASSPHRASE, NOON + 5)
    return open_registry(folder, PASSPHRASE)


def test_a_backup_says_what_it_holds(worked: SqlRegistry) -> None:
    made = worked.back_up()
    assert (made.households, made.commits) == (1, 4)
    assert made.path.name.startswith("登记库备份_2018070")
    assert made.size == made.path.stat().st_size
    assert worked.backups() == [made]


def test_what_is_restored_is_what_was_backed_up(worked: SqlRegistry, tmp_path: Path) -> None:
    before, photo = tables(worked), worked.records("attachment")[0].blob
    made = worked.back_up(tmp_path / "stick")
    again = restored(tmp_path / "new laptop", made.path)
    assert tables(again) == before
    assert again.blobs.get(photo) == b"photo" * 999
    assert again.verify().differences == ()
    again.close()


def test_drafts_filters_and_settings_are_in_the_backup(worked: SqlRegistry, tmp_path: Path) -> None:
    worked.put_draft("household:h", {"address": "东沟6"})
    worked.put_filter("未脱贫", "{}")
    worked.put_setting("region", VILLAGE)
    again = restored(tmp_path / "new laptop", worked.back_up().path)
    assert again.drafts() == {"household:h": {"address": "东沟6"}}
    assert (again.filters(), again.setting("region")) == ({"未脱贫": "{}"}, VILLAGE)
    again.close()


def test_restoring_keeps_what_was_there(worked: SqlRegistry) -> None:
    made = worked.back_up()
    edit(worked, "household", "h", address="东沟6号院")
    now = tables(worked)
    worked.close()
    for _ in range(2):  # twice in the same second: both are kept
        restored(worked.folder, made.path).close()
    kept = sorted((worked.folder / ASIDE).iterdir())
    assert len(kept) == 2
    old = copied(kept[0], worked.folder.parent / "looked at")
    registry = open_at(old)
    assert tables(registry) == now
    registry.close()


def test_a_restored_laptop_writes_on_as_another_incarnation_and_breaks_no_chain(
    laptop: Callable[..., SqlRegistry], tmp_path: Path
) -> None:
    one, colleague = laptop(0), laptop(1)
    edit(one, "household", "h", village_code=VILLAGE, address="东沟5号院")
    made = one.back_up(tmp_path / "stick")
    edit(one, "household", "h", address="写在备份以后")
    carry(one, colleague)
    again = restored(tmp_path / "new laptop", made.path)
    edit(again, "household", "h", phone="19900000001")
    assert len({commit.header["inc"] for commit, _ in commits(again)}) == 2
    assert again.verify().differences == ()
    carry(colleague, again)
    carry(again, colleague)
    for registry in (again, colleague):
        household = registry.record("household", "h")
        assert household is not None
        assert (household.address, household.phone) == ("写在备份以后", "19900000001"), "the lost save comes back"
        assert registry.verify().differences == ()
        assert registry.conflicts() == []
    again.close()


def test_a_registry_that_is_open_is_not_restored_over(worked: SqlRegistry) -> None:
    made = worked.back_up()
    with pytest.raises(Refused, match="已在另一个窗口"):
        restore_registry(worked.folder, made.path, PASSPHRASE)


def test_a_wrong_passphrase_changes_nothing(worked: SqlRegistry) -> None:
    made = worked.back_up()
    worked.close()
    before = {file.name: file.read_bytes() for file in worked.folder.iterdir() if file.is_file()}
    with pytest.raises(Refused, match="口令不对"):
        restore_registry(worked.folder, made.path, "别的口令")
    assert {file.name: file.read_bytes() for file in worked.folder.iterdir() if file.is_file()} == before
    assert not (worked.folder / ASIDE).exists()


def test_a_backup_cut_off_anywhere_is_refused_and_not_listed(worked: SqlRegistry, tmp_path: Path) -> None:
    made = worked.back_up()
    whole = made.path.read_bytes()
    stump = tmp_path / "stump.fupin"
    for size in range(0, len(whole), 16_384):
        stump.write_bytes(whole[:size])
        with pytest.raises(Refused, match="没有写完"):
            info(stump)
    assert backups(tmp_path) == []


def test_a_backup_damaged_anywhere_is_refused_and_the_registry_stays(worked: SqlRegistry, tmp_path: Path) -> None:
    made = worked.back_up(tmp_path / "stick")
    before = tables(worked)
    worked.close()
    whole, spoilt = made.path.read_bytes(), made.path.with_name("spoilt.fupin")
    chance = random.Random(7)
    for _ in range(12):
        place = chance.randrange(len(whole))
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
        with suppress(Refused, Unavailable):  # a bit may stand in a date of the zip: then all is restored whole
            restore(worked.folder, spoilt, PASSPHRASE, NOON)
        registry = open_at(worked.folder)
        assert tables(registry) == before
        registry.close()


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A zip file with other parts."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    other = file.with_name("other.fupin")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return other


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.pop("keys.json"),
        lambda parts: parts.update({"../registry.db": b"x"}),
        lambda parts: parts.update({"readme.txt": b"x"}),
        lambda parts: parts.update({"manifest.json": b"{"}),
        lambda parts: parts.update({"manifest.json": b"[]"}),
        lambda parts: parts.update({"manifest.json": b'{"made_at": 1}'}),
        lambda parts: parts.update(
            {"manifest.json": parts["manifest.json"].replace(b'"registry": "', b'"registry": "../')}
        ),
        lambda parts: parts.update({"keys.json": b"{}"}),
        lambda parts: parts.update({"registry.db": b"not a database" * 500}),
        lambda parts: parts.update({"manifest.json": parts["manifest.json"].replace(b'"commits": 4', b'"commits": 5')}),
    ],
)
def test_what_is_no_backup_of_ours_is_refused_and_nothing_changes(
    worked: SqlRegistry, change: Callable[[dict[str, bytes]], None]
) -> None:
    other = rewritten(worked.back_up().path, change)
    before = tables(worked)
    worked.close()
    with pytest.raises((Refused, Unavailable)) as said:
        restore_registry(worked.folder, other, PASSPHRASE)
    assert str(said.value).endswith("。")
    registry = open_at(worked.folder)
    assert tables(registry) == before
    assert not (worked.folder / ASIDE).exists()
    registry.close()


def test_no_such_file_and_no_zip_are_said_plainly(worked: SqlRegistry, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有找到"):
        info(tmp_path / "nowhere.fupin")
    (tmp_path / "photo.fupin").write_bytes(b"\xff\xd8 photo")
    with pytest.raises(Refused, match="不是本程序的备份"):
        info(tmp_path / "photo.fupin")
    (tmp_path / "folder.fupin").mkdir()
    with pytest.raises(Refused, match="是文件夹"):
        info(tmp_path / "folder.fupin")
    assert backups(tmp_path) == []


def test_a_backup_is_proved_before_it_counts(worked: SqlRegistry) -> None:
    worked.back_up()
    worked._engine.dispose()
    database = worked.folder / "registry.db"
    content = bytearray(database.read_bytes())
    for place in range(8192, len(content), 4096):
        content[place] ^= 0xFF
    database.write_bytes(content)
    with pytest.raises(Unavailable):
        worked.back_up()
    assert len(backups(worked.folder / "backups")) == 1, "the good one is still there, no bad one beside it"


# Thinning


def listed(folder: Path, days: list[datetime], registry: str = "aa") -> list[BackupInfo]:
    """Backup files of these days, small ones that only say when they were made."""
    folder.mkdir(exist_ok=True)
    for day in days:
        manifest = {"made_at": int(day.timestamp() * 1000), "households": 1, "commits": 1, "registry": registry}
        with zipfile.ZipFile(folder / f"{day:%Y%m%d-%H%M%S}-{registry}.fupin", "w") as archive:
            for name, content in (("registry.db", ""), ("keys.json", ""), ("manifest.json", json.dumps(manifest))):
                archive.writestr(name, content)
    return backups(folder)


def days_kept(folder: Path) -> list[str]:
    return [f"{datetime.fromtimestamp(one.made_at_ms / 1000, CHINA):%Y-%m-%d %H}" for one in backups(folder)]


LAST = datetime(2018, 7, 1, 18, tzinfo=CHINA)


def test_a_year_of_days_is_thinned_to_days_weeks_and_months(tmp_path: Path) -> None:
    several = listed(tmp_path, [LAST - timedelta(days=number) for number in range(400)])
    thin(tmp_path, several[0])
    kept = days_kept(tmp_path)
    assert kept[:7] == [f"{LAST - timedelta(days=number):%Y-%m-%d %H}" for number in range(7)]
    assert len({day[:7] for day in kept}) == 12
    assert len(kept) <= 7 + 5 + 12
    assert kept[-1] == "2017-08-31 18", "of each month the newest"


def test_of_one_day_the_newest_is_kept_and_the_last_three_in_any_case(tmp_path: Path) -> None:
    several = listed(tmp_path, [LAST - timedelta(hours=number) for number in range(10)])
    thin(tmp_path, several[0])
    assert days_kept(tmp_path) == ["2018-07-01 18", "2018-07-01 17", "2018-07-01 16"]


def test_a_long_pause_costs_no_backup(tmp_path: Path) -> None:
    old = [LAST - timedelta(days=900 + number) for number in range(4)]
    several = listed(tmp_path, [LAST, *old])
    thin(tmp_path, several[0])
    assert len(days_kept(tmp_path)) == 5


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_wrong_by_ten_years_thins_nothing_away(tmp_path: Path, years: int) -> None:
    before = listed(tmp_path, [LAST - timedelta(days=number) for number in range(7)])
    made = listed(tmp_path, [LAST.replace(year=LAST.year + years)])
    thin(tmp_path, next(one for one in made if one not in before))
    assert len(days_kept(tmp_path)) == 8 if years < 0 else len(days_kept(tmp_path)) >= 7
    assert any(one.made_at_ms // 31_536_000_000 + 1970 == LAST.year + years for one in backups(tmp_path))


def test_the_backups_of_another_village_on_the_same_stick_are_left_alone(tmp_path: Path) -> None:
    listed(tmp_path, [LAST - timedelta(minutes=number) for number in range(6)], registry="bb")
    own = [one for one in listed(tmp_path, [LAST - timedelta(minutes=n) for n in range(6)]) if one.registry == "aa"]
    thin(tmp_path, own[0])
    kept = [one.registry for one in backups(tmp_path)]
    assert (kept.count("aa"), kept.count("bb")) == (3, 6)


def test_two_registries_on_one_stick_keep_their_photos_apart(
    laptop: Callable[..., SqlRegistry], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    made: list[BackupInfo] = []
    for number in (0, 1):
        registry = laptop(number)
        registry.blobs.put(b"the same notice, photographed once")
        made.append(registry.back_up(stick))
        registry.close()
    for number, one in enumerate(made):
        again = restored(tmp_path / f"again-{number}", one.path)
        assert [again.blobs.get(name) for name in again.blobs.names()] == [b"the same notice, photographed once"]
        again.close()


def test_a_backup_of_the_same_second_does_not_take_the_place_of_the_other(worked: SqlRegistry, tmp_path: Path) -> None:
    made = {back_up(worked._opened, tmp_path / "stick", NOON).path for _ in range(3)}
    assert len(made) == 3
    assert all(path.exists() for path in made)


# Attachments


def test_photos_are_added_to_the_backup_and_never_taken_from_it(worked: SqlRegistry, tmp_path: Path) -> None:
    first = worked.records("attachment")[0].blob
    made = worked.back_up(tmp_path / "stick")
    second = worked.blobs.put(b"second photo")
    shutil.rmtree(worked.folder / "attachments" / first[:2])
    worked.back_up(tmp_path / "stick")
    again = restored(tmp_path / "new laptop", made.path)
    assert again.blobs.names() == {first, second}
    again.close()


def test_a_photo_damaged_on_the_laptop_comes_back_from_the_stick(worked: SqlRegistry, tmp_path: Path) -> None:
    name = worked.records("attachment")[0].blob
    made = worked.back_up(tmp_path / "stick")
    file = worked.folder / "attachments" / name[:2] / name
    file.unlink()
    file.write_bytes(b"FPB1 damaged")
    worked.close()
    again = restored(worked.folder, made.path)
    assert again.blobs.get(name) == b"photo" * 999
    assert [kept.read_bytes() for kept in (worked.folder / ASIDE).glob(f"*/attachments/*/{name}")] == [b"FPB1 damaged"]
    again.close()


def test_a_restore_into_a_registry_with_another_key_keeps_both_readable(
    laptop: Callable[..., SqlRegistry], tmp_path: Path
) -> None:
    one, other = laptop(0), laptop(1)
    name = one.blobs.put(b"the same photo")
    other.blobs.put(b"the same photo")
    made = one.back_up(tmp_path / "stick")
    other.close()
    again = restored(other.folder, made.path)
    assert again.blobs.get(name) == b"the same photo"
    kept = next((other.folder / ASIDE).iterdir())
    old = open_at(kept)
    assert old.blobs.get(name) == b"the same photo"
    old.close()
    again.close()


# A restore that was cut off after it was decided


@pytest.mark.parametrize("steps", range(6))
def test_a_restore_cut_off_at_any_step_is_finished_at_the_next_opening(
    worked: SqlRegistry, tmp_path: Path, steps: int
) -> None:
    made = worked.back_up(tmp_path / "stick")
    edit(worked, "household", "h", address="写在备份以后")
    worked.close()
    other = restored(tmp_path / "elsewhere", made.path)
    other.close()
    ready, kept = worked.folder / f"{READY}20180701-120000", worked.folder / ASIDE / "20180701-120000"
    ready.mkdir()
    kept.mkdir(parents=True)
    for name in ("keys.json", "registry.db"):
        shutil.copy(tmp_path / "elsewhere" / name, ready / name)
    moves = [(worked.folder / name, kept / name) for name in ("keys.json", "registry.db")]
    arrivals = [(ready / name, worked.folder / name) for name in ("keys.json", "registry.db")]
    order = [moves[0], arrivals[0], moves[1], arrivals[1]]
    for source, target in order[:steps]:
        source.replace(target)
    if steps == 5:
        shutil.rmtree(ready)
    registry = open_registry(worked.folder, PASSPHRASE)
    household = registry.record("household", "h")
    assert household is not None
    assert household.address == "东沟5号院"
    assert sorted(file.name for file in kept.iterdir()) == ["keys.json", "registry.db"]
    assert not ready.exists()
    registry.close()
    old = open_at(kept)
    household = old.record("household", "h")
    assert household is not None
    assert household.address == "写在备份以后"
    old.close()


def test_finishing_where_nothing_was_begun_does_nothing(tmp_path: Path) -> None:
    put_in_place(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_recovery_code_of_a_backup_stays_its_own(tmp_path: Path) -> None:
    code = make_registry(tmp_path / "r", PASSPHRASE)
    registry = open_registry(tmp_path / "r", PASSPHRASE)
    made = registry.back_up(tmp_path / "stick")
    registry.close()
    restored(tmp_path / "again", made.path).close()
    assert len(keys.unlock_by_recovery(tmp_path / "again" / "keys.json", code)) == 32
