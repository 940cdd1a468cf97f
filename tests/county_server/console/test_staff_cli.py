"""`fupin-county staff`: accounts from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from county_server.cli.accounts import PASSWORD
from county_server.cli.commands import program
from county_server.console.visits import Visits
from county_server.store import found_store, open_store
from fupin_desktop.domain.errors import Refused

GOOD = "核桃 小米 红枣 2018"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A founded server."""
    monkeypatch.setenv(PASSWORD, GOOD)
    found_store(tmp_path / "county", "141124", "临县")
    return tmp_path / "county"


def run(folder: Path, *arguments: str) -> Result:
    """One command."""
    return CliRunner().invoke(program, ["--data", str(folder), "staff", *arguments])


def test_an_account_is_opened_closed_and_opened_again(folder: Path) -> None:
    made = run(folder, "add", "王演示", "--role", "township", "--region", "141124201", "--json")
    assert json.loads(made.stdout) == {"name": "王演示", "role": "township", "areas": ["141124201"], "open": True}
    assert enters(folder, "王演示", GOOD)
    run(folder, "close", "王演示")
    assert not enters(folder, "王演示", GOOD)
    run(folder, "open", "王演示")
    assert enters(folder, "王演示", GOOD)
    assert "王演示  乡镇级  141124201  在用" in run(folder, "list").stdout


def test_without_a_region_it_is_the_whole_county(folder: Path) -> None:
    assert json.loads(run(folder, "add", "王演示", "--role", "county", "--json").stdout)["areas"] == ["141124"]


def test_a_new_password_takes_the_place_of_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder, "add", "王演示", "--role", "county")
    monkeypatch.setenv(PASSWORD, "另外一个密码 3721")
    run(folder, "password", "王演示")
    assert not enters(folder, "王演示", GOOD)
    assert enters(folder, "王演示", "另外一个密码 3721")


@pytest.mark.parametrize(
    ("arguments", "password"),
    [
        (("王演示", "--role", "county", "--region", "141125"), GOOD),  # another county
        (("王演示", "--role", "township", "--region", "141124"), GOOD),  # larger than a township
        (("", "--role", "county"), GOOD),
        (("王" * 50, "--role", "county"), GOOD),
        (("王演示", "--role", "county"), "短"),
        (("王演示", "--role", "county"), "啊" * 20),
    ],
)
def test_what_cannot_be_an_account_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], password: str
) -> None:
    monkeypatch.setenv(PASSWORD, password)
    assert isinstance(run(folder, "add", *arguments).exception, Refused)
    assert json.loads(run(folder, "list", "--json").stdout) == []


def test_a_name_is_given_once(folder: Path) -> None:
    run(folder, "add", "王演示", "--role", "county")
    assert isinstance(run(folder, "add", "王演示", "--role", "county").exception, Refused)


def enters(folder: Path, name: str, password: str) -> bool:
    """Whether somebody comes in with it."""
    store = open_store(folder)
    try:
        Visits(store).sign_in(name, password, "127.0.0.1")
    except Refused:
        return False
    finally:
        store.close()
    return True


def test_an_account_that_only_reads(folder: Path) -> None:
    assert "只看，141124" in run(folder, "add", "周演示", "--role", "viewer").stdout
    assert "周演示  只看  141124  在用" in run(folder, "list").stdout
