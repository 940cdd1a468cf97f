"""All commands under one program; without a command the window opens."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_desktop.cli import (
    assessing,
    changing,
    checking,
    exchanging,
    funds,
    handing_over,
    importing,
    keeping,
    looking,
    own_words,
    papers,
    procedures,
    social,
    team,
)
from fupin_desktop.cli.opening import Chosen
from fupin_desktop.paths import default_data_dir

program = typer.Typer(
    help="驻村帮扶工作台",
    cls=own_words.Group,
    options_metavar=own_words.OPTIONS,
    subcommand_metavar=own_words.COMMAND,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
OF_HOUSEHOLDS = (keeping, importing, changing, looking, checking, papers)
OF_VILLAGES = (procedures, team, funds, social, assessing, handing_over)
for part in (*OF_HOUSEHOLDS, *OF_VILLAGES, exchanging):
    for command in part.program.registered_commands:
        command.cls, command.options_metavar = own_words.Command, own_words.OPTIONS
        program.registered_commands.append(command)
for command in exchanging.bundle.registered_commands:
    command.cls, command.options_metavar = own_words.Command, own_words.OPTIONS
program.add_typer(
    exchanging.bundle,
    name="bundle",
    cls=own_words.Group,
    options_metavar=own_words.OPTIONS,
    subcommand_metavar=own_words.COMMAND,
)


@program.callback(invoke_without_command=True)
def before(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", metavar="文件夹", help="登记库的文件夹。")] = None,
    user: Annotated[str, typer.Option("--user", metavar="姓名", help="经办人姓名，记入修改历史。")] = "",
) -> None:
    """驻村帮扶工作台：不写命令就打开窗口。"""
    context.obj = Chosen(data or default_data_dir(), user)
    if context.invoked_subcommand is None:
        keeping.run(context)
