"""`fupin-county enrol|sync`: this server as a device of the one above."""

from typing import Annotated

import typer

from county_server.cli.opening import Database, opened
from fupin_desktop.cli.opening import AsJson, answer

program = typer.Typer()


@program.command()
def enrol(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="接入码", help="上级给的接入码。")],
    server: Annotated[str, typer.Option(metavar="网址", help="上级服务器的地址。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """接入上级（市级）服务器。"""
    from county_server.upstream import enrol_upward
    from fupin_desktop.sync.certificates import read_authority

    with opened(context, database) as store:
        name = read_authority(enrol_upward(store, server, code).authority, None).name
    answer({"upstream": server, "name": name}, as_json=as_json, words=lambda: f"已接入「{name}」。")


@program.command()
def sync(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """现在就与上级同步一次。"""
    from county_server.upstream import sync_upward

    with opened(context, database) as store:
        found = sync_upward(store)
    result = {
        "sent": {"commits": found.sent.commits, "bytes": found.sent.size},
        "received": {"commits": found.received_commits, "bytes": found.received_bytes},
        "round_trips": found.round_trips,
    }
    words = f"送出 {found.sent.commits} 次保存，收到 {found.received_commits} 次。"
    answer(result, as_json=as_json, words=lambda: words)
