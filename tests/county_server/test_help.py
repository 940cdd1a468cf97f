"""What `fupin-county` says of itself: Chinese whole, whichever command is asked."""

import re
from collections.abc import Generator
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner

from county_server.cli.commands import program
from county_server.store import found_store

OURS = {"fupin", "county", "json", "help"} | {"postgresql", "pem", "database", "url", "dump", "devices"}
ROLES = {"village", "township", "viewer", "city"}


def commands() -> Generator[tuple[str, ...]]:
    """Every command, groups too."""

    def below(one: click.Command, path: tuple[str, ...]) -> Generator[tuple[str, ...]]:
        yield path
        for name, child in getattr(one, "commands", {}).items():
            yield from below(child, (*path, name))

    yield from below(typer.main.get_command(program), ())


EVERY = list(commands())
NAMES = {word for path in EVERY for name in path for word in name.split("-")}


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_help_has_no_english_sentence(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(program, [*path, "--help"], prog_name="fupin-county")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("用法：fupin-county")
    assert "--help" in shown.stdout
    told = re.sub(r"--[a-z-]+|[A-Z_]+_[A-Z_]+|0\.0\.0\.0", " ", shown.stdout)
    english = {word.lower() for word in re.findall(r"[A-Za-z]{2,}", told)}
    assert english <= OURS | ROLES | NAMES, english - OURS - ROLES - NAMES


def test_every_command_was_looked_at() -> None:
    assert {("serve",), ("status",), ("staff", "add"), ("bundle", "write")} <= set(EVERY)
    assert len(EVERY) >= 18


def test_a_server_that_nobody_has_come_to_says_so_in_words(tmp_path: Path) -> None:
    found_store(tmp_path / "county", "141124", "临县")
    shown = CliRunner().invoke(program, ["--data", str(tmp_path / "county"), "status"]).stdout
    assert "上级：没有接入" in shown
    assert "最近一次同步：还没有" in shown
    assert "None" not in shown
