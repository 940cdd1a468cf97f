"""What the staff did at the console, and when: written down, never changed."""

from typing import Any

from sqlalchemy import Connection, desc, func, insert, select

from county_server.console.tables import act

WORDS = {
    "sign-in": "登录",
    "sign-in-failed": "登录没有成功",
    "sign-out": "退出",
    "password": "换密码",
    "code": "发接入码",
    "revoke": "停用电脑",
    "decide": "核定不一致",
    "approve": "审批程序",
    "reveal": "查看已隐藏的内容",
    "admit": "收入搁置的改动",
    "leave": "不收搁置的改动",
    "account": "管理账号",
}
LONGEST = 200


def note(
    connection: Connection,
    now: int,
    name: str,
    what: str,
    *,
    address: str = "",
    subject: str = "",
    region: str = "",
    detail: str = "",
) -> None:
    """Write down what somebody did. No value of a household may stand in it."""
    values = {"name": name, "address": address, "what": what, "subject": subject, "region": region, "detail": detail}
    short = {key: text.replace("\0", "")[:LONGEST] for key, text in values.items()}
    connection.execute(insert(act).values(at=now, **short))


def failures(connection: Connection, since: int, **of: str) -> int:
    """How many tries to sign in have failed since then: of a name, from an address, or both."""
    query = select(func.count()).select_from(act).where(act.c.what == "sign-in-failed", act.c.at > since)
    for column, value in of.items():
        query = query.where(act.c[column] == value)
    return connection.scalar(query) or 0


def acts(connection: Connection, name: str = "", before: int = 0, limit: int = 100) -> list[Any]:
    """The latest acts, newest first: of one name, older than one of them."""
    query = select(act).order_by(desc(act.c.no)).limit(limit)
    if name:
        query = query.where(act.c.name == name)
    if before:
        query = query.where(act.c.no < before)
    return list(connection.execute(query).all())
