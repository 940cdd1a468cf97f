"""All commands under one program; without a command the window opens."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_desktop.cli import changing, checking, keeping, looking, papers
from fupin_desktop.cli.opening import Chosen
from fupin_desktop.paths import default_data_dir

program = typer.Typer(
    help="驻村帮扶工作台", add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
)
for part in (keeping, changing, looking, checking, papers):
    program.registered_commands += part.program.registered_commands


@program.callback(invoke_without_command=True)
def before(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", help="登记库的文件夹。")] = None,
    user: Annotated[str, typer.Option("--user", help="经办人姓名，记入修改历史。")] = "",
) -> None:
    """驻村帮扶工作台：不写命令就打开窗口。"""
    context.obj = Chosen(data or default_data_dir(), user)
    if context.invoked_subcommand is None:
        keeping.run(context)
