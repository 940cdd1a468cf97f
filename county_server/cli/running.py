"""`fupin-county init|serve|status`: founding a server, running it, and what there is in it."""

import json
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from county_server.cli.opening import Database, folder, opened
from fupin_desktop.cli.opening import AsJson, answer, tell
from fupin_desktop.cli.telling import moment_in_words
from fupin_desktop.domain.errors import Refused

program = typer.Typer()
NONE = {"last_contact": "还没有", "upstream": "没有接入"}
STATUS = {
    "name": "名称",
    "region": "区划",
    "database": "数据库",
    "devices": "在用的电脑",
    "commits": "保存",
    "villages": "有改动的村",
    "held": "搁置待定的改动",
    "waiting_rows": "还没整理的记录",
    "conflicts": "分歧",
    "open_codes": "还能用的接入码",
    "last_contact": "最近一次同步",
    "upstream": "上级",
}


@program.command()
def init(
    context: typer.Context,
    region: Annotated[str, typer.Option(metavar="代码", help="本级区划代码，如县 141124。")],
    name: Annotated[str, typer.Option(metavar="名称", help="本级名称；区划表里有的可不写。")] = "",
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """新建县级库。"""
    from county_server.store import found_store

    made = found_store(folder(context), region, name, database)
    result = {
        "folder": str(folder(context)),
        "name": made.name,
        "region": made.prefix,
        "recovery_code": made.recovery_code,
    }
    tell(f"恢复码（请抄在纸上封存，只显示这一次；数据密钥丢失时靠它恢复备份）：{made.recovery_code}")
    answer(result, as_json=as_json, words=lambda: f"已在 {folder(context)} 建好「{made.name}」的县级库。")


@program.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="地址", help="监听的地址。")] = "0.0.0.0",
    port: Annotated[int, typer.Option(metavar="端口", min=0, max=65535, help="端口；0 为随便一个。")] = 8443,
    upstream: Annotated[str, typer.Option(metavar="网址", help="上级服务器；不写为接入时的那一个。")] = "",
    minutes: Annotated[int, typer.Option(metavar="分钟", min=1, help="多久向上级同步一次。")] = 15,
    certificate: Annotated[Path | None, typer.Option(metavar="文件", help="自备的证书（PEM，含中间证书）。")] = None,
    key: Annotated[Path | None, typer.Option(metavar="文件", help="自备证书的私钥。")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="不加密，只能用在本机地址上。")] = False,
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """启动服务，直到收到停止信号。"""
    from county_server.database import take_lock
    from county_server.serving import Listening, Service
    from county_server.upstream import Upwards, upstream_of

    _log_to_stderr()
    with opened(context, database) as store:
        lock = take_lock(store.folder)
        above = upstream_of(store)
        if upstream and above is None:
            raise Refused("本服务器还没有接入上级。请先用上级给的接入码运行 fupin-county enrol。")
        upwards = Upwards(store, upstream, minutes, tell) if above else None
        try:
            service = Service(store, Listening(host, port, certificate, key, plain), lambda url: _ready(url, as_json))
            if upwards:
                upwards.start()
            service.run()
        finally:
            if upwards:
                upwards.stop()
            lock.release()


@program.command()
def status(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """库里有多少，等着什么。"""
    from county_server.status import status_of

    with opened(context, database) as store:
        found = status_of(store)
    answer(found, as_json=as_json, words=lambda: _in_words(found))


def _in_words(found: dict[str, Any]) -> str:
    came = found["last_contact"]
    told = found | {"last_contact": came and moment_in_words(round(datetime.fromisoformat(came).timestamp() * 1000))}
    return "\n".join(f"{label}：{NONE[name] if told[name] is None else told[name]}" for name, label in STATUS.items())


def _ready(url: str, as_json: bool) -> None:
    typer.echo(json.dumps({"url": url}) if as_json else url)
    sys.stdout.flush()


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
