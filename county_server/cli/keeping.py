"""`fupin-county backup|restore`: backups and their return."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from county_server.cli.opening import Database, folder, opened
from fupin_desktop.cli.opening import AsJson, answer
from fupin_desktop.domain.errors import Refused

program = typer.Typer()
RECOVERY_CODE = "FUPIN_COUNTY_RECOVERY_CODE"


@program.command()
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="文件夹", help="存到哪个文件夹。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """备份，写完后打开核对。"""
    from county_server.backing_up import back_up

    with opened(context, database) as store:
        made = back_up(store.database, to, store.clock())
    result = {"file": str(made.file), "size": made.size}
    answer(result, as_json=as_json, words=lambda: f"已备份到 {made.file}，已打开核对。数据密钥不在里面。")


@program.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="备份文件", help="备份文件（.fupin 或 .dump）。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """从备份恢复；先停下服务。"""
    from county_server.backing_up import restore as put_back
    from county_server.database import address_of, remember
    from fupin_desktop.db.kept_beside import machine_clock

    url = address_of(folder(context), database)
    put_back(folder(context), url, file, machine_clock(), _recovery_code)
    remember(folder(context), url)
    words = "已恢复。备份以后送来过的改动，各村下次同步时会自动补回。"
    answer({"file": str(file)}, as_json=as_json, words=lambda: words)


def _recovery_code() -> str:
    given = os.environ.get(RECOVERY_CODE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"这里没有数据密钥。请放回原处，或在环境变量 {RECOVERY_CODE} 里给出恢复单上的恢复码。")
    return str(typer.prompt("恢复码", err=True))
