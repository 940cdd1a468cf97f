"""A village without a line: its stick is read at the server, and the answer goes back (docs/exchange.md §9)."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from county_server.parcels import read, write
from county_server.store import Store, open_store
from fupin_desktop.domain.errors import Refused
from tests.county_server.conftest import heads_of

ROOT = Path(__file__).parents[2]
VILLAGE = "141124199201"
SECRET = "演示口令12345"


def said(module: str, folder: Path, *arguments: str) -> Any:
    """What one command says as JSON, run in a process of its own."""
    told = [sys.executable, "-m", module, "--data", str(folder), *arguments, "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FUPIN_PASSPHRASE": SECRET}
    done = subprocess.run(told, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


@dataclass(frozen=True)
class Stick:
    """A county, a laptop that was enrolled there, and what the laptop wrote for it on a stick."""

    county: Path
    village: Path
    file: Path
    device: str


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    folder = tmp_path_factory.mktemp("sticks")
    county, village = folder / "county", folder / "village"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "FUPIN_PASSPHRASE": SECRET}
    founding = [sys.executable, "-m", "fupin_desktop", "init", str(village), "--village", VILLAGE]
    subprocess.run(founding, capture_output=True, check=True, env=environment, cwd=ROOT)
    said("county_server", county, "init", "--region", "141124")
    serving = [sys.executable, "-m", "county_server", "--data", str(county), "serve", "--host", "127.0.0.1"]
    with subprocess.Popen([*serving, "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        code = said("county_server", county, "enrol-code", "--region", VILLAGE, "--role", "village")["code"]
        device = said("fupin_desktop", village, "enrol", code, "--server", url)["device"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    return county, village, device


@pytest.fixture(scope="module")
def stick(enrolled: tuple[Path, Path, str]) -> Stick:
    county, village, device = enrolled
    said("fupin_desktop", village, "set", f"village:{VILLAGE}", "name=甲子沟新村")
    said("fupin_desktop", village, "bundle", "write", str(village / "本周.fpkg"))
    return Stick(county, village, village / "本周.fpkg", device)


@pytest.fixture
def store(stick: Stick) -> Iterator[Store]:
    opened = open_store(stick.county)
    yield opened
    opened.close()


def test_the_stick_is_read_the_answer_goes_back_and_nothing_is_left_to_say(stick: Stick, tmp_path: Path) -> None:
    got = said("county_server", stick.county, "bundle", "read", str(stick.file), "--answer", str(tmp_path / "回包"))
    assert (got["device"], got["number"], got["held"], got["refused"]) == (stick.device, 1, 0, 0)
    assert got["commits"] >= 1
    assert said("county_server", stick.county, "status")["commits"] == got["commits"]
    again = said("county_server", stick.county, "bundle", "read", str(stick.file))
    assert again["commits"] == 0
    back = said("fupin_desktop", stick.village, "bundle", "read", str(tmp_path / "回包"))
    assert (back["from"], back["receipt"]["level"]) == ("临县", "applied")
    after = said("fupin_desktop", stick.village, "bundle", "write", str(tmp_path / "再写"))
    assert after["sent"]["commits"] == 0


@pytest.mark.parametrize("damage", ["cut", "altered", "lengthened", "empty", "foreign"])
def test_a_damaged_stick_is_refused_with_a_reason_and_changes_nothing(
    stick: Stick, store: Store, tmp_path: Path, damage: str
) -> None:
    whole = stick.file.read_bytes()
    made: dict[str, Callable[[], list[bytes]]] = {
        "cut": lambda: [whole[:size] for size in range(1, len(whole), 97)],
        "altered": lambda: [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(0, len(whole), 53)],
        "lengthened": lambda: [whole + b"\0", whole + whole],
        "empty": lambda: [b""],
        "foreign": lambda: [b"PK\x03\x04" + bytes(5000), "张演示".encode() * 1000],
    }
    before, file = heads_of(store), tmp_path / "坏.fpkg"
    for content in made[damage]():
        file.write_bytes(content)
        with pytest.raises(Refused, match="没有改动"):
            read(store, file)
    assert heads_of(store) == before


def test_a_stick_for_nobody_known_or_for_the_server_itself_is_not_written(store: Store, tmp_path: Path) -> None:
    for device in ("0" * 16, store.own.device):
        with pytest.raises(Refused, match="没有编号为"):
            write(store, tmp_path / "谁.fpkg", device)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有找到"):
        read(store, tmp_path / "没有.fpkg")
