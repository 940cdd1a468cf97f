"""Which registry a command is about, and opening it: the passphrase comes from the environment or a prompt."""

import getpass
import json
import os
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.paths import default_data_dir
from fupin_desktop.services.ports import Registry

PASSPHRASE = "FUPIN_PASSPHRASE"
DEMO_PASSPHRASE = "demo"
LEAST_FREE = 1 << 20

AsJson = Annotated[bool, typer.Option("--json", help="在标准输出上给出一份 JSON。")]


@dataclass
class Chosen:
    """What the options before the command said."""

    data: Path
    user: str


def chosen(context: typer.Context) -> Chosen:
    """The options before the command."""
    found: Chosen = context.find_root().obj or Chosen(default_data_dir(), "")
    return found


def passphrase(prompt: str = "口令：") -> str:
    """The passphrase; never an argument, so that it stands in no list of processes."""
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"请在环境变量 {PASSPHRASE} 里给出口令，或在终端里运行以便输入。")
    return getpass.getpass(prompt)


@contextmanager
def opened(context: typer.Context, *, writing: bool = False) -> Generator[Registry]:
    """The registry of this command, closed afterwards."""
    from fupin_desktop.db.registry import open_registry

    options = chosen(context)
    user = options.user or getpass.getuser()
    with _full_disk_in_words(options.data):
        registry = open_registry(options.data, passphrase(), user=user, writing=writing)
    try:
        yield registry
    finally:
        registry.close()


@contextmanager
def _full_disk_in_words(folder: Path) -> Generator[None]:
    """Even to read, the database writes a little beside its file; how it fails when it cannot, tells nobody why."""
    try:
        yield
    except Unavailable as error:
        free = shutil.disk_usage(folder).free if folder.exists() else LEAST_FREE
        if free >= LEAST_FREE:
            raise
        raise Unavailable(
            f"磁盘已满（只剩 {free >> 10} KB），登记库打不开：读取时也要临时写一点内容。"
            "请先清理出至少 10 MB 空间再试，已保存的内容没有丢失。"
        ) from error


def answer(result: Any, *, as_json: bool, words: Callable[[], str]) -> None:
    """Give the result: one JSON document, or words for people."""
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    else:
        typer.echo(words())


def tell(sentence: str) -> None:
    """A message for the person, beside the result."""
    typer.echo(sentence, err=True)


def counter(what: str) -> Callable[[int, int], None]:
    """Progress on one line of a terminal; silent elsewhere."""
    if not sys.stderr.isatty():
        return lambda done, of: None
    return lambda done, of: typer.echo(f"\r{what} {done}/{of}", err=True, nl=done == of)
