"""All commands of the server under one program, their help in Chinese."""

from pathlib import Path
from typing import Annotated

import typer

from county_server.cli import accounts, devices, keeping, parcels, running, upward
from fupin_desktop.cli import own_words

program = typer.Typer(
    help="县级（市级）服务器。",
    cls=own_words.Group,
    options_metavar=own_words.OPTIONS,
    subcommand_metavar=own_words.COMMAND,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _dressed(part: typer.Typer) -> typer.Typer:
    """The part with its commands' help in Chinese."""
    for command in part.registered_commands:
        command.cls, command.options_metavar = own_words.Command, own_words.OPTIONS
    return part


for each in (running, devices, keeping, upward):
    program.registered_commands.extend(_dressed(each.program).registered_commands)
for part, name, told in (
    (accounts.program, "staff", "管理页面的账号。"),
    (parcels.program, "bundle", "优盘同步：读村里的数据包，写回包。"),
):
    program.add_typer(
        _dressed(part),
        name=name,
        help=told,
        cls=own_words.Group,
        options_metavar=own_words.OPTIONS,
        subcommand_metavar=own_words.COMMAND,
    )


@program.callback()
def options(
    context: typer.Context,
    data: Annotated[Path, typer.Option("--data", metavar="文件夹", help="服务器的文件夹。")] = Path("county"),
) -> None:
    """县级（市级）服务器。"""
    context.obj = data
