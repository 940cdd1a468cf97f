"""`fupin-county` as its operator types it: founding, codes, devices, backups and their return."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from county_server.backing_up import back_up, restore
from county_server.cli import main
from county_server.data_key import NAME
from county_server.store import Store, found_store, open_store, prefix_of
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.protocol import TurnedAway
from tests.county_server.conftest import Running, heads_of
from tests.county_server.laptops import Laptop

ROOT = Path(__file__).parents[2]


def command(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """One command in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    told = [sys.executable, "-m", "county_server", "--data", str(folder), *arguments]
    return subprocess.run(told, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)


def said(folder: Path, *arguments: str) -> Any:
    """What a command says as JSON."""
    done = command(folder, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_from_nothing_to_an_enrolled_laptop(tmp_path: Path, new_laptop: Callable[..., Laptop]) -> None:
    folder = tmp_path / "county"
    made = said(folder, "init", "--region", "141124000000")
    assert (made["name"], made["region"], len(made["recovery_code"])) == ("临县", "141124", 47)
    serving = [
        sys.executable,
        "-m",
        "county_server",
        "--data",
        str(folder),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
    ]
    with subprocess.Popen(serving, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("https://127.0.0.1:")
        code = said(folder, "enrol-code", "--region", "141124199201", "--role", "village")
        assert code["expires"] > "2020"
        laptop = new_laptop()
        laptop.enrol(url, code["code"])
        laptop.save(address="东沟5号院")
        laptop.sync()
        second = command(folder, "serve", "--host", "127.0.0.1", "--port", "0")
        assert (second.returncode, second.stderr) == (1, "这个文件夹的县级服务器已经在运行。请先停下那一个。\n")
        assert said(folder, "revoke", laptop.device)["witnessed"] == 1
        states = {one["device"]: one["state"] for one in said(folder, "devices")}
        assert states[laptop.device] == "revoked"
        assert said(folder, "status")["commits"] == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("status",), "里没有县级库"),
        (("init", "--region", "临县"), "不是区划代码"),
        (("init", "--region", "141124", "--database", "mysql://x"), "数据库地址要像"),
        (("enrol-code", "--region", "1"), "命令写得不对"),
        (("serve", "--port", "99999"), "命令写得不对"),
        (("restore", "没有.fupin"), "没有找到备份文件"),
    ],
)
def test_a_bad_command_is_told_in_one_chinese_sentence(
    tmp_path: Path,
    arguments: tuple[str, ...],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["fupin-county", "--data", str(tmp_path / "county"), *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (1, "")
    assert sentence in told.err


def test_founding_twice_changes_nothing(tmp_path: Path, database: str) -> None:
    found_store(tmp_path / "county", "141124", "临县", database)
    with pytest.raises(Refused, match="已有县级库"):
        found_store(tmp_path / "county", "141125", "别县", database)
    store = open_store(tmp_path / "county")  # the address is remembered
    assert (store.authority.name, store.database.is_postgres) == ("临县", bool(database))
    store.close()


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="PostgreSQL") as told:
        found_store(tmp_path / "county", "141124", "", "postgresql://u:geheim@127.0.0.1:1/x")
    assert "geheim" not in str(told.value)


def test_without_its_data_key_a_server_does_not_open(tmp_path: Path, database: str) -> None:
    found_store(tmp_path / "county", "141124", "临县", database)
    key = (tmp_path / "county" / NAME).read_text()
    assert (tmp_path / "county" / NAME).stat().st_mode & 0o777 == 0o600
    (tmp_path / "county" / NAME).unlink()
    with pytest.raises(Unavailable, match="数据密钥"):
        open_store(tmp_path / "county", database)
    (tmp_path / "county" / NAME).write_text("00" * 32)
    with pytest.raises((Unavailable, Refused)):
        open_store(tmp_path / "county", database)
    (tmp_path / "county" / NAME).write_text(key)
    open_store(tmp_path / "county", database).close()


def test_a_restored_server_is_healed_by_its_laptops(
    county: Running, new_laptop: Callable[..., Laptop], run: Callable[..., Running], tmp_path: Path
) -> None:
    laptop, colleague = new_laptop(county), new_laptop(county)
    laptop.save(address="东沟5号院")
    laptop.sync()
    made = back_up(county.store.database, tmp_path / "stick", county.store.clock())
    before = (county.store.replica.own(), county.port)
    laptop.save(address="东沟6号院")
    laptop.sync()
    late = new_laptop(county)
    whole = heads_of(county.store)
    county.stop()
    restore(county.folder, county.database, made.file, county.store.clock(), lambda: "")
    again = run(county.folder, county.database, before[1])
    own = again.store.replica.own()
    assert own.device == before[0].device
    assert own.incarnation != before[0].incarnation
    assert heads_of(again.store) != whole
    laptop.save(phone="19900000001")
    outcome = laptop.sync()
    assert outcome.sent.commits == 2
    colleague.sync()
    assert colleague.shown("address") == "东沟6号院"
    new_laptop(again)
    serials = [one["serial"] for one in again.store.devices()]
    assert max(serials) > late.me.certificate.serial  # a number that was given since the backup is not given again


def test_a_restored_server_learns_from_its_laptops_whom_it_had_revoked_since(
    county: Running, new_laptop: Callable[..., Laptop], run: Callable[..., Running], tmp_path: Path
) -> None:
    thief, other, laptop = new_laptop(county), new_laptop(county), new_laptop(county)
    thief.save(address="东沟5号院")
    for one in (thief, laptop):
        one.sync()
    made = back_up(county.store.database, tmp_path / "stick", county.store.clock())
    county.store.revoke(thief.device)
    laptop.sync()  # from now on it knows
    port = county.port
    county.stop()
    restore(county.folder, county.database, made.file, county.store.clock(), lambda: "")
    again = run(county.folder, county.database, port)
    assert state_of(again, thief) == "valid"  # the backup is older than the theft
    again.store.revoke(other.device)  # and what is signed now says nothing of the thief
    laptop.sync()
    thief.save(address="偷改的地址")
    with pytest.raises(TurnedAway, match="revoked"):
        thief.sync()
    laptop.sync()
    assert laptop.shown("address") == "东沟5号院"
    again.store.follow_revocations()
    assert state_of(again, thief) == state_of(again, other) == "revoked"


def state_of(county: Running, laptop: Laptop) -> str:
    """What the county's list of computers says of one."""
    return next(str(one["state"]) for one in county.store.devices() if one["device"] == laptop.device)


def test_a_backup_and_the_paper_are_enough_for_another_machine(tmp_path: Path) -> None:
    code = found_store(tmp_path / "county", "141124", "临县").recovery_code
    store = open_store(tmp_path / "county")
    made = back_up(store.database, tmp_path / "stick", store.clock())
    store.close()
    with pytest.raises(Refused, match="恢复码"):
        restore(tmp_path / "new", "", made.file, 1, lambda: "0" * 40)
    restore(tmp_path / "new", "", made.file, 1, lambda: code)
    again = open_store(tmp_path / "new")
    assert again.authority == store.authority
    again.close()


def test_a_region_is_known_with_or_without_its_zeros() -> None:
    codes = ("14", "1411", "141100", "141124", "141124000000", "141124201000", "141124201203")
    assert [prefix_of(one) for one in codes] == ["14", "1411", "1411", "141124", "141124", "141124201", "141124201203"]


def test_a_county_syncs_upwards_and_its_laptops_hear_the_city(
    tmp_path: Path, empty_database: Callable[[], str], run: Callable[..., Running], new_laptop: Callable[..., Laptop]
) -> None:
    from county_server.upstream import enrol_upward, sync_upward

    found_store(tmp_path / "city", "1411", "吕梁市")
    found_store(tmp_path / "county", "141124", "临县", empty_database())
    city = run(tmp_path / "city")
    county = run(tmp_path / "county", open_store_address(tmp_path / "county"))
    laptop = new_laptop(county)
    laptop.save(address="东沟5号院")
    laptop.sync()
    with pytest.raises(Refused, match="还没有接入上级"):
        sync_upward(county.store)
    with pytest.raises(Refused, match="不是给县级服务器用的"):
        enrol_upward(county.store, city.url, city.code("141124199201"))
    enrol_upward(county.store, city.url, city.code("141124", Role.COUNTY))
    assert sync_upward(county.store).sent.commits == 1
    assert heads_of(city.store) == heads_of(county.store)
    _write(city.store, "西沟1号院")
    assert sync_upward(county.store).received_commits == 1
    laptop.sync()
    assert laptop.shown("address") == "西沟1号院"
    assert sync_upward(county.store).round_trips == 1


def open_store_address(folder: Path) -> str:
    """The address of a database as it is remembered."""
    return str(json.loads((folder / "county.json").read_text())["database"])


def _write(store: Store, address: str) -> None:
    """A save at the server itself, as its staff makes one."""
    from fupin_desktop.db.writing import author_here, write
    from fupin_desktop.domain.changes import Deed, Edit

    deed = Deed(title="核定", region="141124199201")
    with store.database.writing("核定") as connection:
        edits = [Edit("household", "h1", "address", address)]
        write(connection, author_here(connection, "李专干"), [(deed, edits)], store.clock)
    store.vouch()
