"""`fupin-county staff`: the console's accounts. Passwords are asked for, or stand in the environment."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from county_server.cli.opening import Database, opened
from county_server.console.roles import ROLE_WORDS, StaffRole
from fupin_desktop.cli.opening import AsJson, answer
from fupin_desktop.domain.errors import Refused

if TYPE_CHECKING:
    from county_server.console.staff import Staff
    from county_server.store import Store

PASSWORD = "FUPIN_STAFF_PASSWORD"
program = typer.Typer()
Name = Annotated[str, typer.Argument(metavar="姓名", help="登录时写的姓名。")]


@program.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[
        StaffRole, typer.Option(metavar="级别", help="viewer（只看）、township（乡镇）、county（县）或 city（市）。")
    ],
    region: Annotated[
        list[str] | None, typer.Option(metavar="代码", help="管到哪里；可写几次，不写为本级全部。")
    ] = None,
    database: Database = "",
    as_json: AsJson = False,
) -> None:
    """开一个账号。"""
    from county_server.console import staff
    from county_server.store import prefix_of

    password = _password()
    with _opened(context, database) as store, store.database.writing("开账号") as connection:
        own = store.authority.prefixes
        areas = [prefix_of(one) for one in region or own]
        made = staff.add(connection, name, password, role, areas, own, store.clock())
        _note(store, connection, f"开账号：{made.name}")
    where = "、".join(made.areas)
    answer(
        _plain(made), as_json=as_json, words=lambda: f"已给「{made.name}」开账号：{ROLE_WORDS[made.role]}，{where}。"
    )


@program.command("list")
def list_(context: typer.Context, database: Database = "", as_json: AsJson = False) -> None:
    """有哪些账号。"""
    from county_server.console import staff

    with _opened(context, database) as store, store.database.reading() as connection:
        found = staff.everybody(connection)
    answer([_plain(one) for one in found], as_json=as_json, words=lambda: "\n".join(_line(one) for one in found))


@program.command()
def password(context: typer.Context, name: Name, database: Database = "", as_json: AsJson = False) -> None:
    """重设密码；正登录着的要重新登录。"""
    from county_server.console import staff

    fresh = _password()
    with _opened(context, database) as store, store.database.writing("重设密码") as connection:
        staff.set_password(connection, name, fresh)
        _note(store, connection, f"重设密码：{name}")
    answer({"name": name}, as_json=as_json, words=lambda: f"已重设「{name}」的密码。")


@program.command("close")
def close_(context: typer.Context, name: Name, database: Database = "", as_json: AsJson = False) -> None:
    """停用一个账号，立即生效；他做过什么仍然查得到。"""
    _switch(context, name, database, is_open=False)
    answer({"name": name, "open": False}, as_json=as_json, words=lambda: f"已停用「{name}」的账号。")


@program.command("open")
def open_(context: typer.Context, name: Name, database: Database = "", as_json: AsJson = False) -> None:
    """重新启用一个账号。"""
    _switch(context, name, database, is_open=True)
    answer({"name": name, "open": True}, as_json=as_json, words=lambda: f"已启用「{name}」的账号。")


def _switch(context: typer.Context, name: str, database: str, *, is_open: bool) -> None:
    from county_server.console import staff

    with _opened(context, database) as store, store.database.writing("改账号") as connection:
        staff.set_open(connection, name, is_open=is_open)
        _note(store, connection, f"{'启用' if is_open else '停用'}账号：{name}")


@contextmanager
def _opened(context: typer.Context, database: str) -> Generator["Store"]:
    from county_server.console.tables import bring_up

    with opened(context, database) as store:
        with store.database.writing("准备管理页面") as connection:
            bring_up(connection)
        yield store


def _note(store: "Store", connection: object, detail: str) -> None:
    from sqlalchemy import Connection

    from county_server.console import acts

    assert isinstance(connection, Connection)
    acts.note(connection, store.clock(), "（命令行）", "account", detail=detail)


def _password() -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"请在环境变量 {PASSWORD} 里给出密码，或在终端里运行以便输入。")
    return str(typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次", err=True))


def _plain(one: "Staff") -> dict[str, object]:
    return {"name": one.name, "role": one.role.value, "areas": list(one.areas), "open": one.is_open}


def _line(one: "Staff") -> str:
    return f"{one.name}  {ROLE_WORDS[one.role]}  {'、'.join(one.areas)}  {'在用' if one.is_open else '已停用'}"
