"""`fupin-county`: the server's command line (design.md §6). JSON on stdout with --json, messages on stderr."""

import logging
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from fupin_desktop.cli import REFUSED, UNAVAILABLE, USAGE_ERROR
from fupin_desktop.cli.opening import AsJson, answer, tell
from fupin_desktop.cli.own_words import Command, Group, complaint
from fupin_desktop.cli.telling import moment_in_words
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.sync.certificates import Role

RECOVERY_CODE = "FUPIN_COUNTY_RECOVERY_CODE"
program = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="县级（市级）服务器。"
)
Database = Annotated[
    str, typer.Option("--database", metavar="地址", help="PostgreSQL 地址；不写就看 DATABASE_URL，再就用加密文件。")
]
ROLES = {Role.VILLAGE: "村", Role.TOWNSHIP: "乡镇", Role.COUNTY: "县", Role.CITY: "市"}
STATES = {"valid": "在用", "replaced": "已换发", "revoked": "已停用"}


def main() -> None:
    """Run a command; 0 done, 1 refused, 2 unavailable."""
    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        sys.exit(typer.main.get_command(program)(standalone_mode=False, prog_name="fupin-county") or 0)
    except Refused as error:
        _end(str(error), REFUSED)
    except Unavailable as error:
        _end(str(error), UNAVAILABLE)
    except typer.Abort:
        _end("已停下。", REFUSED)
    except USAGE_ERROR as error:
        _end(f"命令写得不对：{complaint(error)}加 --help 查看写法。", REFUSED)


def _end(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(code)


@program.callback()
def options(
    context: typer.Context,
    data: Annotated[Path, typer.Option("--data", metavar="文件夹", help="服务器的文件夹。")] = Path("county"),
) -> None:
    """县级（市级）服务器。"""
    context.obj = data


@program.command(cls=Command)
def init(
    context: typer.Context,
    region: Annotated[str, typer.Option(metavar="代码", help="本级区划代码，如县 141124。")],
    name: Annotated[str, typer.Option(metavar="名称", help="本级名称；区划表里有的可不写。")] = "",
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """新建县级库。"""
    from county_server.store import found_store

    made = found_store(context.obj, region, name, database)
    result = {"folder": str(context.obj), "name": made.name, "region": made.prefix, "recovery_code": made.recovery_code}
    tell(f"恢复码（请抄在纸上封存，只显示这一次；数据密钥丢失时靠它恢复备份）：{made.recovery_code}")
    answer(result, as_json=as_json, words=lambda: f"已在 {context.obj} 建好「{made.name}」的县级库。")


@program.command(cls=Command)
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
    with _opened(context, database) as store:
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


@program.command("enrol-code", cls=Command)
def enrol_code(
    context: typer.Context,
    region: Annotated[str, typer.Option(metavar="代码", help="这台电脑管到哪里：村、乡镇或县的代码。")],
    role: Annotated[Role, typer.Option(metavar="级别", help="village、township、county 或 city。")],
    days: Annotated[int, typer.Option(metavar="天数", help="几天内有效。")] = 7,
    device: Annotated[str, typer.Option(metavar="编号", help="只给这一台电脑；换了钥匙的电脑重新接入时用。")] = "",
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """发一个接入码，一台电脑一个。"""
    with _opened(context, database) as store:
        code, expires = store.enrol_code(region, role, days, device)
    words = f"接入码：{code}\n{ROLES[role]}级，区划 {region}，{moment_in_words(expires)} 以前有效，只能用一次。"
    answer({"code": code, "expires": _moment(expires)}, as_json=as_json, words=lambda: words)


@program.command(cls=Command)
def status(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """库里有多少，等着什么。"""
    from county_server.status import status_of

    with _opened(context, database) as store:
        found = status_of(store)
    words = "\n".join(f"{label}：{found[name]}" for name, label in _STATUS.items())
    answer(found, as_json=as_json, words=lambda: words)


@program.command(cls=Command)
def devices(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """接入过的电脑，各在什么时候来过。"""
    with _opened(context, database) as store:
        found = [_shown(one) for one in store.devices()]
    answer(found, as_json=as_json, words=lambda: "\n".join(_line(one) for one in found))


@program.command(cls=Command)
def revoke(
    context: typer.Context,
    device: Annotated[str, typer.Argument(metavar="编号", help="devices 命令列出的编号。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """停用一台电脑，立即生效；它以前送到的改动仍然算数。"""
    with _opened(context, database) as store:
        found = store.revoke(device)
    words = f"已停用「{found['name']}」。它以后送来的改动先搁置，由人决定。"
    answer(found, as_json=as_json, words=lambda: words)


@program.command(cls=Command)
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="文件夹", help="存到哪个文件夹。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """备份，写完后打开核对。"""
    from county_server.backing_up import back_up

    with _opened(context, database) as store:
        made = back_up(store.database, to, store.clock())
    result = {"file": str(made.file), "size": made.size}
    answer(result, as_json=as_json, words=lambda: f"已备份到 {made.file}，已打开核对。数据密钥不在里面。")


@program.command(cls=Command)
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

    url = address_of(context.obj, database)
    put_back(context.obj, url, file, machine_clock(), _recovery_code)
    remember(context.obj, url)
    words = "已恢复。备份以后送来过的改动，各村下次同步时会自动补回。"
    answer({"file": str(file)}, as_json=as_json, words=lambda: words)


@program.command(cls=Command)
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

    with _opened(context, database) as store:
        name = read_authority(enrol_upward(store, server, code).authority, None).name
    answer({"upstream": server, "name": name}, as_json=as_json, words=lambda: f"已接入「{name}」。")


@program.command(cls=Command)
def sync(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """现在就与上级同步一次。"""
    from county_server.upstream import sync_upward

    with _opened(context, database) as store:
        found = sync_upward(store)
    result = {
        "sent": {"commits": found.sent.commits, "bytes": found.sent.size},
        "received": {"commits": found.received_commits, "bytes": found.received_bytes},
        "round_trips": found.round_trips,
    }
    words = f"送出 {found.sent.commits} 次保存，收到 {found.received_commits} 次。"
    answer(result, as_json=as_json, words=lambda: words)


_STATUS = {
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


@contextmanager
def _opened(context: typer.Context, database: str) -> Generator[Any]:
    from county_server.store import open_store

    store = open_store(context.obj, database)
    try:
        yield store
    finally:
        store.close()


def _ready(url: str, as_json: bool) -> None:
    import json

    typer.echo(json.dumps({"url": url}) if as_json else url)
    sys.stdout.flush()


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def _recovery_code() -> str:
    given = os.environ.get(RECOVERY_CODE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"这里没有数据密钥。请放回原处，或在环境变量 {RECOVERY_CODE} 里给出恢复单上的恢复码。")
    return str(typer.prompt("恢复码", err=True))


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    moments = {"until": one.pop("until_ms"), "last_contact": one.pop("last_contact_ms")}
    return one | {name: None if at is None else _moment(at) for name, at in moments.items()}


def _line(one: dict[str, Any]) -> str:
    came = one["last_contact"] or "还没有来过"
    where = "、".join(one["prefixes"])
    return f"{one['device']}  {one['name']}  {ROLES[Role(one['role'])]}级 {where}  {STATES[one['state']]}  {came}"


def _moment(at_ms: int) -> str:
    from fupin_desktop.cli.looking import moment

    return moment(at_ms)
