"""`fupin-county enrol-code|devices|revoke`: the computers below."""

from typing import Annotated, Any

import typer

from county_server.cli.opening import Database, opened
from fupin_desktop.cli.looking import moment
from fupin_desktop.cli.opening import AsJson, answer
from fupin_desktop.cli.telling import moment_in_words
from fupin_desktop.sync.certificates import Role

program = typer.Typer()
ROLES = {Role.VILLAGE: "村", Role.TOWNSHIP: "乡镇", Role.COUNTY: "县", Role.CITY: "市"}
STATES = {"valid": "在用", "replaced": "已换发", "revoked": "已停用"}


@program.command("enrol-code")
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
    with opened(context, database) as store:
        code, expires = store.enrol_code(region, role, days, device)
    words = f"接入码：{code}\n{ROLES[role]}级，区划 {region}，{moment_in_words(expires)} 以前有效，只能用一次。"
    answer({"code": code, "expires": moment(expires)}, as_json=as_json, words=lambda: words)


@program.command()
def devices(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """接入过的电脑，各在什么时候来过。"""
    with opened(context, database) as store:
        found, own = [_shown(one) for one in store.devices()], store.own.device
    answer(found, as_json=as_json, words=lambda: "\n".join(_line(one, own) for one in found))


@program.command()
def revoke(
    context: typer.Context,
    device: Annotated[str, typer.Argument(metavar="编号", help="devices 命令列出的编号。")],
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """停用一台电脑，立即生效；它以前送到的改动仍然算数。"""
    with opened(context, database) as store:
        found = store.revoke(device)
    words = f"已停用「{found['name']}」。它以后送来的改动先搁置，由人决定。"
    answer(found, as_json=as_json, words=lambda: words)


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    moments = {"until": one.pop("until_ms"), "last_contact": one.pop("last_contact_ms")}
    return one | {name: None if at is None else moment(at) for name, at in moments.items()}


def _line(one: dict[str, Any], own: str) -> str:
    came = "本服务器" if one["device"] == own else one["last_contact"] or "还没有来过"
    where = "、".join(one["prefixes"])
    return f"{one['device']}  {one['name']}  {ROLES[Role(one['role'])]}级 {where}  {STATES[one['state']]}  {came}"
