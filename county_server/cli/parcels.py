"""`fupin-county bundle`: sticks of laptops that have no line, as the operator reads and writes them."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from county_server.cli.opening import Database, opened
from fupin_desktop.cli.opening import AsJson, answer, tell

program = typer.Typer()


@program.command("read")
def read_bundle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="文件", help="村里交来的数据包。")],
    reply: Annotated[Path | None, typer.Option("--answer", metavar="文件", help="同时把回包写到这里。")] = None,
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """读入一个数据包；读两次和读一次一样。"""
    from county_server.parcels import read

    with opened(context, database) as store:
        got = read(store, file, reply)
    if got.is_revoked:
        tell(f"写它的电脑「{got.name}」已经停用：停用以前没有送到过的改动都已搁置，要由人决定；不给它写回包。")
    elif got.held:
        tell(f"有 {got.held} 处改动已搁置，要由县里的人决定。")
    if got.refused:
        why = "接不上、已损坏，或者这台电脑、这个村搁置待定的已经放满"
        tell(f"有 {got.refused} 段没有收：{why}。请把回包交给对方，对方读过以后再写一个数据包来。")
    words = f"收到「{got.name}」第 {got.number} 号数据包的 {got.commits} 处改动。"
    words += f"回包在 {got.answer}，请交给对方读入。" if got.answer else ""
    answer(asdict(got) | {"answer": got.answer and str(got.answer)}, as_json=as_json, words=lambda: words)


@program.command("write")
def write_bundle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="文件", help="数据包写到哪里。")],
    device: Annotated[str, typer.Option("--to", metavar="编号", help="给哪台电脑；devices 命令列出编号。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """给一台电脑写一个数据包。"""
    from county_server.parcels import write

    with opened(context, database) as store:
        made = write(store, file, device)
    words = f"第 {made.number} 号数据包，{made.commits} 处改动，交给「{made.name}」读入。"
    answer(asdict(made) | {"file": str(made.file)}, as_json=as_json, words=lambda: words)
